"""Organisations and projects as those who administer the catalogue look for them."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select

from app.codelists import Language, UserRole
from app.models import Organisation, Project
from tests.fixtures.factories import make_organisation, make_project, make_text, takes_part
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

LINK = {
    "id": "11111111-0000-4000-8000-000000000001",
    "title": "Rapport",
    "url": "https://example.org/rapport.pdf",
}
PROJECTS = [
    make_project(1, title=make_text("Été des jeunes", ar="صيف الشباب"), documents=[LINK]),
    make_project(2, participations=[takes_part("alpha")], steward="alpha"),
    make_project(3, acronym="PRIMO"),
]
ORGANISATIONS = "/api/v1/manage/organisations"
MANAGED = "/api/v1/manage/projects"


def organisations() -> list[Organisation]:
    return [
        make_organisation("alpha", aliases=["Agence des Éoliennes"]),
        make_organisation("beta", acronym="BTA"),
        make_organisation("gamma"),
        make_organisation("old"),
    ]


@pytest.fixture(scope="module")
def client(small: Application) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        known["old"].merged_into_id = known["gamma"].id
        archived = session.scalars(select(Project).where(Project.identifier == "MA-MD-0003")).one()
        archived.archived_at = func.now()
        archived.archive_reason = "Doublon"
        make_user(session, organisations=[known["beta"]], focal_point=True)
        make_user(session, organisations=[known["beta"]])
        user = make_user(session, role=UserRole.ANALYST, language=Language.AR)
    with signed_in(small, user) as client:
        yield client


def read(client: httpx2.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["alpha", "beta", "gamma"]),
        ("q=eoliennes", ["alpha"]),
        ("q=bta", ["beta"]),
        ("q=%20", ["alpha", "beta", "gamma"]),
        ("q=100%25", []),
        ("state=merged", ["old"]),
    ],
)
def test_organisations_are_found_by_any_name(
    client: httpx2.Client, query: str, found: list[str]
) -> None:
    page = read(client, f"{ORGANISATIONS}?{query}")
    assert sorted(item["slug"] for item in page["items"]) == found
    assert page["numberMatched"] == len(found)


def test_organisations_come_page_by_page(client: httpx2.Client) -> None:
    first = read(client, f"{ORGANISATIONS}?limit=2")
    rest = read(client, f"{ORGANISATIONS}?limit=2&cursor={first['next']}")
    assert [item["slug"] for item in (*first["items"], *rest["items"])] == [
        "alpha",
        "beta",
        "gamma",
    ]
    assert rest["next"] is None
    assert first["items"][0]["projects"] == 1


def test_who_merges_knows_how_many_people_move(client: httpx2.Client) -> None:
    beta = read(client, f"{ORGANISATIONS}/beta")
    assert (beta["members"], beta["focal_points"]) == (2, 1)
    assert read(client, f"{ORGANISATIONS}?state=merged")["items"][0]["merged_into"] == "gamma"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["MA-MD-0001", "MA-MD-0002", "MA-MD-0003"]),
        ("archived=true", ["MA-MD-0003"]),
        ("archived=false", ["MA-MD-0001", "MA-MD-0002"]),
        ("q=ete+jeunes", ["MA-MD-0001"]),
        ("q=صيف", ["MA-MD-0001"]),
        ("q=primo", ["MA-MD-0003"]),
        ("q=MA-MD-0002", ["MA-MD-0002"]),
        ("q=nothing", []),
    ],
)
def test_projects_are_found_archived_ones_too(
    client: httpx2.Client, query: str, found: list[str]
) -> None:
    page = read(client, f"{MANAGED}?{query}")
    assert [item["project"]["identifier"] for item in page["items"]] == found
    assert page["numberMatched"] == len(found)


def test_projects_come_page_by_page(client: httpx2.Client) -> None:
    first = read(client, f"{MANAGED}?limit=2")
    rest = read(client, f"{MANAGED}?limit=2&cursor={first['next']}")
    assert [item["project"]["identifier"] for item in rest["items"]] == ["MA-MD-0003"]
    assert rest["next"] is None
    assert first["items"][1]["steward"]["slug"] == "alpha"


def test_a_managed_project_tells_its_documents(client: httpx2.Client) -> None:
    assert read(client, f"{MANAGED}/MA-MD-0001")["documents"] == [LINK]
    assert read(client, f"{MANAGED}/MA-MD-0002")["documents"] == []


@pytest.mark.parametrize("path", [ORGANISATIONS, MANAGED])
@pytest.mark.parametrize(
    "query", ["q=%00", "limit=0", "cursor=x", "cursor=WyJ4Il0", "colour=red", f"q={'a' * 101}"]
)
def test_a_wrong_parameter_is_told(client: httpx2.Client, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 400
