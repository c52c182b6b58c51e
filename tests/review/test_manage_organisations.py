"""Administration of organisations through the door."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from sqlalchemy import select, text

from app.codelists import UserRole
from app.models import Membership, Organisation, ProjectListing
from tests.fixtures.factories import make_organisation, make_project, publish_projects, takes_part
from tests.fixtures.managing import ORGANISATIONS, actions, edit, merge, pointers, version
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, writing

PROJECTS = [
    make_project(1, participations=[takes_part("edited")], themes=["health"]),
    make_project(
        2, participations=[takes_part("ministry-a", "implementing")], steward="ministry-a"
    ),
    make_project(3, participations=[takes_part("ministry-b", "implementing")]),
    make_project(4, participations=[takes_part("ministry-c", "implementing")]),
]


def organisations() -> list[Organisation]:
    return [
        make_organisation("edited", acronym="EDI"),
        make_organisation("ministry-a", acronym="MA", aliases=["Le A", "Commun"]),
        make_organisation("ministry-b", aliases=["Commun"]),
        make_organisation("ministry-c"),
    ]


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with writing(small) as session:
        user = make_user(session, role=UserRole.ANALYST)
    with signed_in(small, user) as client:
        yield client


def test_create(small: Application, client: httpx2.Client) -> None:
    before = version(small)
    body = {
        "names": {"fr": "Agence de l’Oriental", "ar": "وكالة الجهة الشرقية"},
        "aliases": ["Oriental", "Oriental"],
        "organisation_type": "10",
        "country": "MA",
    }
    answer = client.post(ORGANISATIONS, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{ORGANISATIONS}/agence-de-l-oriental"
    assert answer.headers["etag"] == '"1"'
    created = answer.json()
    assert created["aliases"] == ["Oriental"]
    assert created["names"]["en"] is None
    assert version(small) == before + 1
    assert actions(small, "agence-de-l-oriental") == ["organisation.created"]
    again = client.post(ORGANISATIONS, json={"names": {"fr": "AGENCE DE L’ORIENTAL"}})
    assert (again.status_code, again.json()["slug"]) == (409, "agence-de-l-oriental")
    with small.client() as visitor:
        assert visitor.get("/ar/organisations/agence-de-l-oriental").status_code == 200


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ["#/names/fr"]),
        ({"names": {"ar": "اسم"}}, ["#/names/fr"]),
        ({"names": {"fr": "X"}, "country": "XX"}, ["#/country"]),
        ({"names": {"fr": "X"}, "country": "FR", "scope": "eu"}, ["#/scope"]),
        ({"names": {"fr": "X"}, "organisation_type": "0"}, ["#/organisation_type"]),
        ({"names": {"fr": "X"}, "website": "javascript:alert(1)"}, ["#/website"]),
        ({"names": {"fr": "a\x00"}}, ["#/names/fr"]),
        ({"names": {"fr": "X"}, "merged_into": "y"}, ["#/merged_into"]),
        ({"names": {"fr": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}}, ["#/slug"]),
        ({"names": {"fr": "X"}, "slug": "A b"}, ["#/slug"]),
    ],
)
def test_a_bad_organisation_is_refused(
    small: Application, client: httpx2.Client, body: object, wrong: list[str]
) -> None:
    before = version(small)
    assert pointers(client.post(ORGANISATIONS, json=body)) == wrong
    assert version(small) == before


def test_edit(small: Application, client: httpx2.Client) -> None:
    address = f"{ORGANISATIONS}/edited"
    body = {"names": {"fr": "Zénith", "ar": "الأوج"}, "country": "FR"}
    answer = edit(client, address, body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == client.get(address).headers["etag"] != '"1"'
    assert edit(client, address, {"scope": "eu", "country": None}).status_code == 200
    found = edit(client, address, {"acronym": None}).json()
    assert (found["names"]["fr"], found["acronym"], found["scope"]) == ("Zénith", None, "eu")
    assert pointers(edit(client, address, {"names": {"fr": None}})) == ["#/names/fr"]
    assert edit(client, address, {"acronym": "Z"}, seen='"1"').status_code == 412
    assert client.patch(address, json={"acronym": "Z"}).status_code == 428
    assert client.get(f"{ORGANISATIONS}/nobody").status_code == 404
    before = version(small)
    assert edit(client, address, {"scope": "eu"}).status_code == 200
    assert version(small) == before
    assert actions(small, "edited") == ["organisation.edited"] * 3
    with small.client() as visitor:
        found = visitor.get("/api/v1/projects?q=zenith").json()
        assert [item["identifier"] for item in found["items"]] == ["MA-MD-0001"]
        assert "Zénith" in visitor.get("/fr/projects/projet-1").text


def test_an_alias_is_not_the_name_of_another(client: httpx2.Client) -> None:
    name = client.get(f"{ORGANISATIONS}/ministry-c").json()["names"]["fr"]
    shouted = name.upper()
    created = client.post(ORGANISATIONS, json={"names": {"fr": "Autre"}, "aliases": [shouted]})
    for refused in (edit(client, f"{ORGANISATIONS}/edited", {"aliases": [shouted]}), created):
        assert pointers(refused) == ["#/aliases"]
        (error,) = refused.json()["errors"]
        assert error["taken_by"] == name
        assert f"'{shouted}' is the name of another organisation, 'ministry-c'" in error["detail"]
    own = edit(client, f"{ORGANISATIONS}/ministry-c", {"aliases": [shouted]})
    assert own.status_code == 200, own.text


def test_a_merge_leads_on_and_chains_are_short(small: Application, client: httpx2.Client) -> None:
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        one = make_user(session, organisations=[known["ministry-a"]], focal_point=True)
        both = make_user(
            session, organisations=[known["ministry-a"], known["ministry-b"]], focal_point=False
        )
        session.get_one(Membership, (both.id, known["ministry-a"].id)).focal_point = True
    answer = merge(client, "ministry-a", "ministry-b")
    assert answer.status_code == 200, answer.text
    stays = answer.json()
    assert (stays["slug"], stays["merged"], stays["projects"]) == ("ministry-b", ["ministry-a"], 2)
    assert stays["aliases"] == ["Commun", "Ministry A", "MA", "Le A"]
    assert stays["focal_points"] == 2
    assert merge(client, "ministry-b", "ministry-c").status_code == 200
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        last = known["ministry-c"].id
        assert [known[name].merged_into_id for name in ("ministry-a", "ministry-b")] == [last, last]
        for user in (one, both):
            (kept,) = session.scalars(select(Membership).filter_by(user_id=user.id))
            assert (kept.organisation_id, kept.focal_point) == (last, True)
        listed = session.scalars(
            select(ProjectListing.identifier).where(
                ProjectListing.participants.contains(["implementing:ministry-c"])
            )
        ).all()
        assert sorted(listed) == ["MA-MD-0002", "MA-MD-0003", "MA-MD-0004"]
    with small.client() as visitor:
        for old in ("ministry-a", "ministry-b"):
            page = visitor.get(f"/fr/organisations/{old}")
            assert (page.status_code, page.headers["location"]) == (
                308, "/fr/organisations/ministry-c"
            )  # fmt: skip
            found = visitor.get(f"/api/v1/projects?organisation={old}").json()
            assert found["numberMatched"] == 3
        project = visitor.get("/api/v1/projects/projet-2").json()
        assert project["participations"][0]["organisation"] == "ministry-c"
        assert project["steward"] == "ministry-c"
        assert visitor.get("/api/v1/projects?q=le+a").json()["numberMatched"] >= 1
    _cannot_be_merged_again(client)
    with signed_in(small, one) as member:
        due = member.get("/api/v1/due?when=all").json()["items"]
        assert [item["project"]["identifier"] for item in due] == ["MA-MD-0002"]


def _cannot_be_merged_again(client: httpx2.Client) -> None:
    assert merge(client, "ministry-a", "edited").status_code == 409
    assert merge(client, "edited", "ministry-a").status_code == 409
    assert merge(client, "ministry-c", "ministry-c").status_code == 409
    assert pointers(merge(client, "edited", "nobody")) == ["#/into"]
    refused = edit(client, f"{ORGANISATIONS}/ministry-a", {"acronym": "X"})
    assert (refused.status_code, refused.json()["into"]) == (409, "ministry-c")
    assert client.post(f"{ORGANISATIONS}/edited/merge", json={"into": "x"}).status_code == 428


def test_two_that_became_one_hold_a_role_once(small: Application, client: httpx2.Client) -> None:
    gift = {"value": 5, "currency": "EUR"}
    with writing(small) as session:
        session.add_all([make_organisation("twin"), make_organisation("other-twin")])
        session.flush()
        parts = [
            takes_part("twin", contribution=gift),
            takes_part("other-twin"),
            takes_part("other-twin", "implementing"),
        ]
        publish_projects(session, [make_project(6, participations=parts)])
    assert merge(client, "other-twin", "twin").status_code == 200
    roles = [("twin", "funding"), ("twin", "implementing")]
    with small.client() as visitor:
        for address in ("projects?organisation=twin", "projects/projet-6"):
            found = visitor.get(f"/api/v1/{address}").json()
            parts = found.get("items", [found])[0]["participations"]
            assert [(part["organisation"], part["role"]) for part in parts] == roles
            assert parts[0]["contribution"]["value"] == 5


def test_two_merged_into_each_other_at_once(small: Application, client: httpx2.Client) -> None:
    with writing(small) as session:
        session.add_all([make_organisation("left"), make_organisation("right")])
    pairs = [("left", "right"), ("right", "left")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda pair: merge(client, *pair).status_code, pairs))
    assert sorted(answers) in ([200, 409], [200, 412])


def test_edits_and_publications_at_once(small: Application, client: httpx2.Client) -> None:
    """Of an organisation and of a project that names it: neither fails, the last name is shown."""
    address = f"{ORGANISATIONS}/edited"

    def rename(place: int) -> int:
        while (
            answer := edit(client, address, {"names": {"fr": f"Nom xyz{place}"}})
        ).status_code == 412:
            pass
        return answer.status_code

    def publish(place: int) -> int:
        address = "/api/v1/manage/projects/MA-MD-0001"
        steward = {"steward": "edited" if place % 2 else None}
        while True:
            seen = client.get(address).headers["etag"]
            answer = client.put(f"{address}/steward", json=steward, headers={"if-match": seen})
            if answer.status_code != 412:
                return answer.status_code

    with ThreadPoolExecutor(6) as pool:
        tasks = [pool.submit(act, place) for place in range(6) for act in (rename, publish)]
        assert {task.result() for task in tasks} == {200}
    with writing(small) as session:
        name = session.scalars(select(Organisation).filter_by(slug="edited")).one().names["fr"]
        found = text(
            "SELECT count(*) FROM project_listings WHERE search @@ to_tsquery('simple', :w)"
        )
        assert name is not None
        assert session.scalar(found, {"w": name.split()[1]}) == 1
