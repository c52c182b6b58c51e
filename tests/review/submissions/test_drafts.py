"""Drafts: what someone writes becomes field changes, and nobody loses what another wrote."""

from typing import Any

import pytest
from sqlalchemy import select

from app.models import AuditEvent, Organisation
from tests.fixtures.factories import Content, located, make_organisation, make_project, takes_part
from tests.fixtures.server import Application
from tests.fixtures.submissions import API, change, done, proposed
from tests.fixtures.users import make_user, signed_in, writing
from tests.review.submissions.conftest import Cast

PROJECTS: list[Content] = [
    make_project(
        1,
        start_date="2014",
        themes=["health"],
        participations=[takes_part("agence-a")],
        locations=[located("region", "MA-02")],
    ),
    make_project(2),
]
PARTICIPATION = PROJECTS[0]["participations"][0]["id"]
NEW_ID = "00000000-0000-4000-8000-00000000000a"


def organisations() -> list[Organisation]:
    return [make_organisation("agence-a"), make_organisation("agence-b")]


def faults(response: Any) -> dict[str, str]:
    return {fault["pointer"]: fault["detail"] for fault in done(response, 422)["errors"]}


def test_a_patch_becomes_field_changes(cast: Cast) -> None:
    seen = cast.amal.start(
        patch={
            "start_date": "2015",
            "title": {"ar": "مشروع"},
            "themes": {"health": None, "local_development": True},
            "participations": {PARTICIPATION: {"contribution": {"value": 5, "currency": "EUR"}}},
            "locations": {NEW_ID: {"level": "region", "region": "MA-01", "country": "MA",
                                   "name": "Côte Verte"}},
        }
    )  # fmt: skip
    values = proposed(seen)
    assert values["start_date"] == "2015"
    assert values["title.ar"] == "مشروع"
    assert (values["themes[health]"], values["themes[local_development]"]) == (None, True)
    assert values[f"participations[{PARTICIPATION}]"]["organisation"] == "agence-a"
    assert values[f"participations[{PARTICIPATION}]"]["contribution"]["value"] == 5
    assert values[f"locations[{NEW_ID}]"]["name"] == "Côte Verte"
    assert len(values) == 6
    assert change(seen, "start_date") | {"base": "2014", "live": "2014", "standing": "clean"} == (
        change(seen, "start_date")
    )
    assert seen["acts"] == ["edit", "delete", "submit"]
    document = cast.amal.get(seen, "/document")
    assert document["themes"] == ["local_development"]
    assert document["title"]["states"]["ar"] == "confirmed"


def test_a_path_set_back_to_the_live_value_disappears_with_its_source(cast: Cast) -> None:
    source = {"url": "https://example.org/rapport", "evidence": "Depuis 2015"}
    seen = cast.amal.start(
        patch={"start_date": "2015", "end_date": "2019"}, sources={"start_date": source}
    )
    assert change(seen, "start_date")["source"] == {**source, "title": None, "accessed_at": None}
    seen = cast.amal.patch(seen, {"start_date": "2014"})
    assert proposed(seen) == {"end_date": "2019"}
    seen = cast.amal.patch(seen, {"start_date": "2015"})
    assert change(seen, "start_date")["source"] is None


def test_sources_stand_beside_changes_only(cast: Cast) -> None:
    seen = cast.amal.start(patch={"end_date": "2019", "title": {"fr": "Autre"}})
    page = {"title": "Un livre"}
    response = cast.amal.send("PATCH", seen, sources={"budget": page, "end_date": page})
    assert faults(response) == {"#/sources/budget": "the submission has no change at this path"}
    assert change(cast.amal.get(seen), "end_date")["source"] is None
    seen = cast.amal.patch(seen, sources={"end_date": page})
    assert change(seen, "end_date")["source"]["title"] == "Un livre"
    seen = cast.amal.patch(seen, sources={"end_date": None})
    assert change(seen, "end_date")["source"] is None
    empty = cast.amal.send("PATCH", seen, sources={"end_date": {}})
    assert "needs a `url`" in faults(empty)["#/sources/end_date"]


def test_writes_say_which_version_was_seen(cast: Cast) -> None:
    seen = cast.amal.start(patch={"end_date": "2019"})
    address = f"{API}/{seen['id']}"
    without = cast.amal.client.patch(address, json={"note": "x"})
    assert done(without, 428)["version"] == 1
    for header in ('"0"', "x", '"12"', "1"):
        stale = cast.amal.client.patch(address, json={"note": "x"}, headers={"if-match": header})
        assert done(stale, 412)["version"] == 1
    assert cast.amal.client.get(address).headers["etag"] == '"1"'
    seen = cast.amal.patch(seen, note="  Bonjour  ")
    assert (seen["note"], seen["version"]) == ("Bonjour", 2)


def test_two_members_who_write_different_fields_lose_nothing(cast: Cast) -> None:
    first = cast.amal.start(patch={"end_date": "2019"})
    second = cast.brahim.get(first)
    cast.amal.patch(first, {"acronym": "ABC"})
    refused = cast.brahim.send("PATCH", second, patch={"title": {"en": "Two"}})
    assert done(refused, 412)["version"] == 2
    again = cast.brahim.get(first)
    cast.brahim.patch(again, {"title": {"en": "Two"}})
    assert proposed(cast.amal.get(first)) == {
        "end_date": "2019",
        "acronym": "ABC",
        "title.en": "Two",
    }


def test_two_members_who_write_the_same_field_see_each_other(cast: Cast) -> None:
    first = cast.amal.start(patch={"end_date": "2019"})
    cast.amal.patch(first, {"end_date": "2020"})
    done(cast.brahim.send("PATCH", first, patch={"end_date": "2021"}), 412)
    assert proposed(cast.brahim.get(first)) == {"end_date": "2020"}


def test_the_base_is_what_was_live_when_it_was_first_proposed(cast: Cast) -> None:
    early = cast.amal.start("MA-MD-0002", patch={"acronym": "AAA"})
    other = cast.chama.start("MA-MD-0002", patch={"acronym": "BBB"})
    cast.driss.act(cast.chama.act(other, "submit"), "approve", accept_all=True)
    moved = change(cast.amal.get(early), "acronym")
    assert (moved["base"], moved["live"], moved["proposed"]) == (None, "BBB", "AAA")
    assert moved["standing"] == "moved"
    later = change(cast.amal.patch(early, {"acronym": "CCC"}), "acronym")
    assert (later["base"], later["proposed"]) == (None, "CCC")
    assert proposed(cast.amal.patch(cast.amal.get(early), {"acronym": "BBB"})) == {}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"state": "approved"}, "#/state"),
        ({"author": "x"}, "#/author"),
        ({"version": 9}, "#/version"),
        ({"patch": {"identifier": "MA-MD-9999"}}, "#/patch/identifier"),
        ({"patch": {"slug": "autre"}}, "#/patch/slug"),
        ({"patch": {"revision": 9}}, "#/patch/revision"),
        ({"patch": {"nothing": 1}}, "#/patch/nothing"),
        ({"patch": {"themes": ["health"]}}, "#/patch/themes"),
        ({"patch": {"steward": "agence-a"}}, "#/patch/steward"),
        ({"patch": {"confidence": "high"}}, "#/patch/confidence"),
        ({"patch": {"title": {"fr": "a\u0000b"}}}, "#/patch/title"),
        ({"note": "a\u0000b"}, "#/note"),
        ({"note": "x" * 4001}, "#/note"),
        ({"sources": {"start_date": {"url": "javascript:alert(1)"}}}, "#/sources/start_date/url"),
        ({"sources": {"start_date": {"title": "x", "supports": []}}},
         "#/sources/start_date/supports"),
    ],
)  # fmt: skip
def test_what_cannot_be_proposed_is_refused_and_changes_nothing(
    cast: Cast, body: dict[str, Any], pointer: str
) -> None:
    created = cast.amal.client.post(API, json={"project": "MA-MD-0001", **body})
    assert any(found.startswith(pointer) for found in faults(created))
    seen = cast.amal.start(patch={"end_date": "2019"})
    edited = cast.amal.send("PATCH", seen, **body)
    assert any(found.startswith(pointer) for found in faults(edited))
    assert cast.amal.get(seen) == seen


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('{"project": null, "patch": {"budget": {"value": NaN}}}', 422),
        ('{"project": null, "patch": {"title": {"fr": "\\ud800"}}}', 422),
        ('{"project": "\\ud800"}', 422),
        ('{"project": null, "patch": {"\\u0000": 1}}', 422),
        ('{"project": null, "patch": ' + '{"a":' * 300 + "1" + "}" * 300 + "}", 422),
        ('{"project": null, "patch": ' + '{"a":' * 3000 + "1" + "}" * 3000 + "}", 400),
        ('{"project": null, "patch": {"budget": {"value": 1e999}}}', 422),
        ('{"project": null, "patch": {"budget": {"value": ' + "9" * 5000 + "}}}", 400),
        ("[]", 422),
        ("{", 400),
        ('{"project": null, "note": "' + "x" * 1_100_000 + '"}', 413),
    ],
    ids=range(11),
)
def test_bodies_that_are_not_what_they_should_be(cast: Cast, text: str, status: int) -> None:
    response = cast.amal.client.post(
        API, content=text.encode(), headers={"content-type": "application/json"}
    )
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_a_creation_that_is_sent_again_is_done_once(cast: Cast) -> None:
    body = {"project": "MA-MD-0001", "patch": {"end_date": "2019"}}
    before = cast.amal.client.get(API).json()["numberMatched"]
    answers = [
        cast.amal.client.post(API, json=body, headers={"idempotency-key": "k-1"}) for _ in range(3)
    ]
    assert {answer.status_code for answer in answers} == {201}
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert answers[2].headers["location"] == f"{API}/{answers[0].json()['id']}"
    other = cast.amal.client.post(API, json={"project": None}, headers={"idempotency-key": "k-1"})
    assert other.status_code == 422
    assert cast.amal.client.get(API).json()["numberMatched"] == before + 1


def test_for_whom_it_is_made(small: Application, cast: Cast) -> None:
    assert cast.amal.start()["organisation"]["slug"] == "agence-a"
    assert cast.driss.start()["organisation"] is None
    unknown = cast.amal.client.post(API, json={"project": None, "organisation": "nulle-part"})
    assert "no organisation" in faults(unknown)["#/organisation"]
    foreign = cast.amal.client.post(API, json={"project": None, "organisation": "agence-b"})
    assert foreign.status_code == 403
    with writing(small) as session:
        lonely = make_user(session)
        both = make_user(session, organisations=session.scalars(select(Organisation)).all())
    with signed_in(small, lonely) as client:
        assert (
            "no organisation yet"
            in faults(client.post(API, json={"project": None}))["#/organisation"]
        )
    with signed_in(small, both) as client:
        assert "which of" in faults(client.post(API, json={"project": None}))["#/organisation"]
        seen = done(client.post(API, json={"project": None, "organisation": "agence-b"}), 201)
    mine = cast.amal.start()
    done(cast.brahim.send("PATCH", mine, organisation="agence-b"), 403)
    assert seen["organisation"]["slug"] == "agence-b"


def test_nobody_else_finds_a_draft(cast: Cast) -> None:
    seen = cast.amal.start(patch={"end_date": "2019"})
    for other in (cast.chama, cast.driss):
        for part in ("", "/check", "/document"):
            assert other.client.get(f"{API}/{seen['id']}{part}").status_code == 404
        done(other.send("PATCH", seen, note="x"), 404)
        listed = other.client.get(API, params={"limit": 200}).json()
        assert seen["id"] not in {item["id"] for item in listed["items"]}
    listed = cast.brahim.client.get(API, params={"limit": 200}).json()
    assert seen["id"] in {item["id"] for item in listed["items"]}


def test_unknown_and_malformed_names(cast: Cast) -> None:
    assert cast.amal.client.get(f"{API}/{NEW_ID}").status_code == 404
    assert cast.amal.client.get(f"{API}/x").status_code == 400
    assert cast.amal.client.post(API, json={"project": "MA-MD-7777"}).status_code == 404
    assert cast.amal.start("projet-2")["project"]["identifier"] == "MA-MD-0002"


def test_a_draft_is_deleted_and_one_that_was_reviewed_is_kept(cast: Cast) -> None:
    seen = cast.amal.start(patch={"end_date": "2019"})
    assert cast.amal.send("DELETE", seen).status_code == 204
    assert cast.amal.client.get(f"{API}/{seen['id']}").status_code == 404
    seen = cast.amal.act(cast.amal.start(patch={"end_date": "2019"}), "submit")
    seen = cast.driss.act(seen, "reject", message="Trop tôt")
    seen = cast.amal.act(seen, "reopen")
    assert cast.amal.send("DELETE", seen).status_code == 204
    kept = cast.amal.get(seen)
    assert (kept["state"], kept["reviews"][0]["message"]) == ("withdrawn", "Trop tôt")


def test_each_write_is_in_the_audit_log(small: Application, cast: Cast) -> None:
    seen = cast.amal.start(patch={"end_date": "2019"})
    seen = cast.brahim.patch(seen, {"acronym": "ABC"})
    seen = cast.amal.act(seen, "submit")
    seen = cast.amal.act(seen, "withdraw")
    cast.amal.act(seen, "reopen")
    with writing(small) as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.subject_id == seen["id"]).order_by(AuditEvent.id)
        ).all()
        told = [(event.action, event.data.get("paths")) for event in events]
        assert {event.project_id for event in events} != {None}
        assert events[1].actor_id == cast.users["brahim"].id
    assert told == [
        ("submission.created", ["end_date"]),
        ("submission.edited", ["acronym"]),
        ("submission.submitted", None),
        ("submission.withdrawn", None),
        ("submission.reopened", None),
    ]
