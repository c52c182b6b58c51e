"""What lists show, in which order, and what stays out of them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.db.cluster import Cluster
from app.models import FormerSlug, Organisation, Project, ProjectListing
from app.projects import listing
from app.settings import Settings
from tests.fixtures.database import clone
from tests.fixtures.factories import (
    fill,
    located,
    make_organisation,
    make_project,
    make_text,
    merge,
    numbers,
    publish_projects,
    takes_part,
)
from tests.fixtures.server import Application, run_application, wait_until


def organisations() -> Sequence[Organisation]:
    return [make_organisation("agence-nord", names={"fr": "Nord", "ar": "الشمال", "en": None})]


def money(value: float, currency: str = "EUR") -> dict[str, Any]:
    return {"value": value, "currency": currency, "scope": "morocco", "note": None}


PROJECTS = [
    make_project(
        1,
        title=make_text("Zèbres de l'Atlas", ar="أطلس", en="Atlas zebras"),
        start_date="2016",
        end_date="2017-02",
        budget=money(300),
        locations=[
            located("region", "MA-02"),
            located("commune", "MA-01", "MA-AAA", (-8.9, 29.1)),
        ],
        participations=[takes_part("agence-nord", contribution={"value": 12.5, "currency": "MAD"})],
    ),
    make_project(2, title=make_text("école du Rif"), start_date="2016-02", budget=money(20)),
    make_project(3, title=make_text("Ecole"), start_date="2015-12-31", end_date="2016"),
    make_project(
        4, title=make_text("Œuvre", ar="بناء"), end_date="2017-03", budget=money(1, "CHF")
    ),
    make_project(5, title=make_text("Écoles"), start_date="2016-01-01", budget=money(20)),
    make_project(6, title=make_text("amandiers", en="Zealous almonds")),
]

ORDERS = [
    ("", [6, 3, 2, 5, 4, 1]),
    ("sort=title", [6, 3, 2, 5, 4, 1]),
    ("sort=-title", [1, 4, 5, 2, 3, 6]),
    ("sort=title&lang=en", [1, 3, 2, 5, 4, 6]),  # Atlas zebras first, Zealous almonds last
    ("sort=title&lang=ar", [1, 4, 6, 3, 2, 5]),  # Arabic titles come first in Arabic
    ("sort=start", [3, 1, 5, 2, 4, 6]),  # unknown last
    ("sort=-start", [2, 1, 5, 3, 4, 6]),  # unknown last here too
    ("sort=end", [3, 1, 4, 2, 5, 6]),
    ("sort=-end", [4, 1, 3, 2, 5, 6]),
    ("sort=budget", [4, 2, 5, 1, 3, 6]),  # never across currencies: CHF, then EUR
    ("sort=-budget", [4, 1, 2, 5, 3, 6]),
    ("sort=confirmed", [1, 2, 3, 4, 5, 6]),  # none was
]


@pytest.mark.parametrize(("query", "expected"), ORDERS)
def test_lists_are_in_order(small_client: httpx2.Client, query: str, expected: list[int]) -> None:
    answer = small_client.get(f"/api/v1/projects?{query}").raise_for_status().json()
    assert numbers(answer["items"]) == expected
    features = small_client.get(f"/api/v1/projects.geojson?{query}").json()["features"]
    assert numbers([feature["properties"] for feature in features]) == expected


def test_pages_follow_their_links(small_client: httpx2.Client) -> None:
    address: str | None = "/api/v1/projects?limit=4&status=unknown"
    seen: list[int] = []
    while address:
        answer = small_client.get(address).json()
        assert answer["numberMatched"] == 6
        assert answer["numberReturned"] == len(answer["items"])
        seen += numbers(answer["items"])
        links = {link["rel"]: link for link in answer["links"]}
        address = links.get("next", {}).get("href")
    assert seen == [6, 3, 2, 5, 4, 1]
    assert numbers(small_client.get(links["prev"]["href"]).json()["items"]) == [6, 3, 2, 5]
    whole = small_client.get(links["alternate"]["href"])
    assert whole.status_code == 200
    assert "limit" not in links["alternate"]["href"]
    assert small_client.get("/api/v1/projects?offset=6").json()["items"] == []
    assert small_client.get("/api/v1/projects?offset=10000000").json()["numberMatched"] == 6


def test_an_item_says_all_that_a_card_shows(small_client: httpx2.Client) -> None:
    (item,) = small_client.get("/api/v1/projects?sort=title&limit=1&lang=ar").json()["items"]
    assert item == {
        "identifier": "MA-MD-0001",
        "slug": "projet-1",
        "title": "أطلس",
        "title_lang": "ar",
        "acronym": None,
        "activity_status": None,
        "start_date": "2016",
        "end_date": "2017-02",
        "active_first": "2016-01-01",
        "active_last": "2017-02-28",
        "themes": [],
        "target_groups": [],
        "migration_dimensions": [],
        "residence_countries": [],
        "regions": ["MA-01", "MA-02"],
        "provinces": ["MA-AAA"],
        "levels": ["commune", "region"],
        "participations": [
            {
                "organisation": "agence-nord",
                "name": "الشمال",
                "acronym": None,
                "role": "funding",
                "partner_kind": None,
                "contribution": {"value": 12.5, "currency": "MAD"},
            }
        ],
        "budget": {"value": 300.0, "currency": "EUR", "scope": "morocco", "note": None},
        "good_practice": None,
        "confidence": None,
        "url": "/ar/projects/projet-1",
    }


def test_a_title_without_translation_is_told_to_be_french(small_client: httpx2.Client) -> None:
    items = small_client.get("/api/v1/projects?lang=en").json()["items"]
    shown = dict(zip(numbers(items), items, strict=True))
    assert (shown[1]["title"], shown[1]["title_lang"]) == ("Atlas zebras", "en")
    assert (shown[4]["title"], shown[4]["title_lang"]) == ("Œuvre", "fr")
    assert shown[4]["url"] == "/en/projects/projet-4"


@pytest.fixture
def changing(
    cluster: Cluster, migrated_template: str, worker_name: str
) -> Iterator[tuple[Application, Session]]:
    """A catalogue that the test itself changes, and its server."""
    url = clone(cluster, migrated_template, f"changing_{worker_name}")
    slugs = ("agence-nord", "agence-vieille", "agence-plus-vieille")
    content = make_project(
        2,
        part_of="MA-MD-0001",
        participations=[takes_part("agence-plus-vieille"), takes_part("agence-nord", "extending")],
    )
    fill(url, [make_organisation(slug) for slug in slugs], [make_project(1), content], {})
    engine = create_engine(url)
    with run_application(Settings(database_url=url)) as application, Session(engine) as session:
        yield application, session
    engine.dispose()


def _wait_for(client: httpx2.Client, address: str, matched: int) -> None:
    """Until the server has heard of the change."""
    wait_until(lambda: bool(client.get(address).json()["numberMatched"] == matched))


def test_an_archived_project_leaves_lists_and_counts_but_keeps_its_page(
    changing: tuple[Application, Session],
) -> None:
    application, session = changing
    project = session.scalars(select(Project).where(Project.slug == "projet-2")).one()
    project.archived_at = datetime.now(UTC)
    project.archive_reason = "Doublon"
    publish_projects(session, [])
    session.commit()
    with application.client() as client:
        _wait_for(client, "/api/v1/projects", 1)
        assert numbers(client.get("/api/v1/projects").json()["items"]) == [1]
        assert len(client.get("/api/v1/projects.geojson").json()["features"]) == 1
        assert client.get("/api/v1/facets").json()["facets"]["funder"] == []
        detail = client.get("/api/v1/projects/projet-2").raise_for_status().json()
        assert detail["identifier"] == "MA-MD-0002"
        whole = client.get("/api/v1/projects/projet-1").json()
        assert whole["labels"]["parts"] == {}


def test_former_slugs_and_identifiers_lead_to_the_project(
    changing: tuple[Application, Session],
) -> None:
    application, session = changing
    project = session.scalars(select(Project).where(Project.slug == "projet-1")).one()
    session.add(FormerSlug(slug="ancien-nom", project_id=project.id))
    session.commit()
    with application.client() as client:
        for name in ("ancien-nom", "MA-MD-0001"):
            answer = client.get(f"/api/v1/projects/{name}?lang=en")
            assert answer.status_code == 308
            assert answer.headers["location"] == "/api/v1/projects/projet-1?lang=en"
        assert client.get("/api/v1/projects/nul-nom").status_code == 404
        detail = client.get("/api/v1/projects/projet-1").json()
        assert list(detail["labels"]["parts"]) == ["MA-MD-0002"]


def test_a_merged_organisation_answers_to_all_its_slugs(
    changing: tuple[Application, Session],
) -> None:
    application, session = changing
    merge(session, "agence-plus-vieille", into="agence-nord")
    merge(session, "agence-vieille", into="agence-nord")
    publish_projects(session, [])
    session.commit()
    with application.client() as client:
        _wait_for(client, "/api/v1/organisations", 1)
        for slug in ("agence-nord", "agence-vieille", "agence-plus-vieille"):
            assert numbers(client.get(f"/api/v1/projects?funder={slug}").json()["items"]) == [2]
        (item,) = client.get("/api/v1/projects?role=funding").json()["items"]
        assert {part["organisation"] for part in item["participations"]} == {"agence-nord"}
        detail = client.get("/api/v1/projects/projet-2").json()
        assert {part["organisation"] for part in detail["participations"]} == {"agence-nord"}
        assert list(detail["labels"]["organisations"]) == ["agence-nord"]
        facets = client.get("/api/v1/facets").json()["facets"]
        assert [(item["value"], item["count"]) for item in facets["organisation"]] == [
            ("agence-nord", 1)
        ]


def test_rebuilding_the_listings_changes_nothing(changing: tuple[Application, Session]) -> None:
    _, session = changing
    rows = text("SELECT to_jsonb(l) FROM project_listings l ORDER BY identifier")
    before = session.execute(rows).all()
    listing.refresh(session)
    assert session.execute(rows).all() == before
    one = session.scalars(select(ProjectListing.project_id)).first()
    assert one is not None
    listing.refresh(session, [one])
    assert session.execute(rows).all() == before
