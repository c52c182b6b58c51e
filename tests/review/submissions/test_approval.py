"""What is accepted is published, exactly and at once, and says where it comes from."""

from typing import Any

import pytest
from sqlalchemy import select

from app.models import (
    AuditEvent,
    Notification,
    Organisation,
    Project,
    Revision,
)
from tests.fixtures.factories import (
    Content,
    located,
    make_organisation,
    make_project,
    make_text,
    takes_part,
)
from tests.fixtures.server import Application
from tests.fixtures.submissions import change, done
from tests.fixtures.users import writing
from tests.review.submissions.conftest import Cast

SOURCE_ID = "00000000-0000-4000-8000-0000000000aa"
OLD_SOURCE: Content = {
    "id": SOURCE_ID,
    "url": "https://example.org/ancien",
    "title": None,
    "supports": ["start_date", "end_date"],
    "evidence": None,
    "accessed_at": None,
    "archive_url": None,
}
PROJECTS: list[Content] = [
    make_project(
        number,
        title=make_text(f"Projet {number}", "مشروع", "Project"),
        start_date="2014",
        end_date="2018",
        themes=["health"],
        participations=[takes_part("agence-a")],
        sources=[{**OLD_SOURCE, "id": SOURCE_ID[:-2] + f"{number:02}"}],
    )
    for number in range(1, 10)
]
ITEM = "00000000-0000-4000-8000-00000000000"


def organisations() -> list[Organisation]:
    return [make_organisation(f"agence-{letter}") for letter in "ab"]


def page(cast: Cast, number: int) -> dict[str, Any]:
    return cast.live(f"projet-{number}")


def test_partial_acceptance_publishes_what_is_accepted_and_nothing_else(
    small: Application, cast: Cast
) -> None:
    before, old = page(cast, 1), cast.version()
    page_of_source = {"url": "https://example.org/rapport", "title": "Rapport", "evidence": "2015",
                      "accessed_at": "2026-11-01"}  # fmt: skip
    seen = cast.amal.start(
        "MA-MD-0001",
        patch={
            "start_date": "2015",
            "acronym": "ABC",
            "title": {"en": "Another"},
            "themes": {"local_development": True},
        },
        sources={"start_date": page_of_source, "acronym": page_of_source},
        note="Voir le rapport",
    )
    seen = cast.driss.act(cast.amal.act(seen, "submit"), "take")
    for path, decision in (("start_date", "accepted"), ("title.en", "accepted")):
        seen = done(cast.driss.decide(seen, path, decision=decision))
    seen = done(cast.driss.decide(seen, "acronym", decision="rejected", reason="Sans source"))
    refused = cast.driss.send("POST", seen, "/approve")
    assert done(refused, 409)["undecided"] == ["themes[local_development]"]
    done(cast.driss.decide(seen, "themes[local_development]", decision="rejected"), 422)
    seen = done(
        cast.driss.decide(seen, "themes[local_development]", decision="rejected", reason="Non")
    )
    assert page(cast, 1) == before
    seen = cast.driss.act(seen, "approve", message="Merci")

    after = page(cast, 1)
    new = next(source for source in after["sources"] if source["url"].endswith("rapport"))
    assert after == before | {
        "start_date": "2015",
        "title": {
            **before["title"],
            "en": "Another",
            "states": {"fr": "stale", "ar": "stale", "en": "confirmed"},
        },
        "sources": [
            {**before["sources"][0], "supports": ["end_date"]},
            {**page_of_source, "id": new["id"], "supports": ["start_date"], "archive_url": None},
        ],
        "revision": 2,
    }
    assert cast.version() == old + 1
    assert (seen["state"], seen["published_revision"], seen["acts"]) == ("approved", 2, [])
    assert seen["reviews"][0] | {"outcome": "approved", "message": "Merci"} == seen["reviews"][0]
    with writing(small) as session:
        revision = session.scalars(
            select(Revision).join(Project, Project.id == Revision.project_id)
            .where(Project.identifier == "MA-MD-0001", Revision.number == 2)
        ).one()  # fmt: skip
        assert (revision.author, revision.author_id) == ("agence-a", cast.users["amal"].id)
        assert revision.approver_id == cast.users["driss"].id
        assert str(revision.submission_id) == seen["id"]
        event = session.scalars(
            select(AuditEvent).where(
                AuditEvent.action == "submission.approved", AuditEvent.subject_id == seen["id"]
            )
        ).one()
        assert event.data["accepted"] == ["start_date", "title.en"]
        told = select(Notification.event).where(Notification.user_id == cast.users["amal"].id)
        assert "submission.approved" in session.scalars(told).all()


def test_a_reviewer_edits_while_accepting(cast: Cast) -> None:
    seen = cast.amal.start("MA-MD-0002", patch={"end_date": "2019", "acronym": "Abc"})
    seen = cast.amal.act(seen, "submit")
    wrong = cast.driss.decide(seen, "end_date", decision="accepted", value="bientôt")
    assert "YYYY" in done(wrong, 422)["errors"][0]["detail"]
    done(cast.driss.decide(seen, "end_date", decision="rejected", reason="x", value="2020"), 422)
    seen = done(cast.driss.decide(seen, "end_date", decision="accepted", value="2020-06"))
    edited = change(seen, "end_date")
    assert (edited["edited"], edited["accepted"], edited["proposed"]) == (True, "2020-06", "2019")
    assert seen["reviewer"]["name"] == "Driss"
    seen = done(cast.driss.decide(seen, "acronym", decision="accepted", value="Abc"))
    assert change(seen, "acronym")["edited"] is False
    cast.driss.act(seen, "approve")
    assert (page(cast, 2)["end_date"], page(cast, 2)["acronym"]) == ("2020-06", "Abc")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("budget", 5), ("budget", {"value": -1}), ("budget", {"nothing": 1}), ("title.ar", 5),
        ("title.ar", {"fr": "x"}), ("themes[local_development]", "yes"),
        (f"participations[{ITEM}1]", "x"), (f"participations[{ITEM}1]", {"organisation": "zzz"}),
        (f"participations[{ITEM}1]", {"evil": 1}), (f"objectives[{ITEM}2]", {"text": "x"}),
        (f"objectives[{ITEM}2]", {"text": {"states": "x"}}), (f"objectives[{ITEM}2]", []),
    ],
)  # fmt: skip
def test_what_a_reviewer_writes_is_checked_too(cast: Cast, path: str, value: object) -> None:
    seen = cast.amal.start(
        "MA-MD-0002",
        patch={
            "budget": {"value": 5, "currency": "EUR", "scope": "morocco"},
            "title": {"ar": "عنوان"},
            "themes": {"local_development": True},
            "participations": {f"{ITEM}1": {"organisation": "agence-b", "role": "funding"}},
            "objectives": {f"{ITEM}2": {"text": {"fr": "But"}}},
        },
    )
    seen = cast.amal.act(seen, "submit")
    response = cast.driss.decide(seen, path, decision="accepted", value=value)
    assert all(fault["pointer"].startswith("#/value") for fault in done(response, 422)["errors"]), (
        response.text
    )


def test_a_live_value_that_moved_is_decided_by_who_saw_it(cast: Cast) -> None:
    slow = cast.amal.start("MA-MD-0003", patch={"acronym": "SLOW", "end_date": "2019"})
    slow = cast.amal.act(slow, "submit")
    slow = done(cast.driss.decide(slow, "acronym", decision="accepted"))
    quick = cast.chama.act(cast.chama.start("MA-MD-0003", patch={"acronym": "QUICK"}), "submit")
    cast.elif_.act(quick, "approve", accept_all=True)

    refused = done(cast.driss.send("POST", slow, "/approve", accept_all=True), 409)
    conflict = {"path": "acronym", "base": None, "live": "QUICK", "proposed": "SLOW"}
    assert refused["conflicts"] == [conflict]
    assert page(cast, 3)["acronym"] == "QUICK"
    assert page(cast, 3)["end_date"] == "2018"

    unseen = cast.driss.decide(slow, "acronym", decision="accepted")
    assert done(unseen, 409)["conflicts"] == [conflict]
    other = cast.driss.decide(slow, "acronym", decision="accepted", live="OTHER")
    assert done(other, 409)["conflicts"] == [conflict]
    slow = done(cast.driss.decide(slow, "acronym", decision="accepted", live="QUICK"))
    cast.driss.act(slow, "approve", accept_all=True)
    assert (page(cast, 3)["acronym"], page(cast, 3)["end_date"]) == ("SLOW", "2019")


def test_two_agencies_that_each_add_a_partner_do_not_collide(cast: Cast) -> None:
    both = [
        api.act(
            api.start(
                "MA-MD-0004",
                patch={"participations": {f"{ITEM}{n}": {"organisation": slug, "role": role}}},
            ),
            "submit",
        )
        for n, (api, slug, role) in enumerate(
            [(cast.amal, "agence-a", "implementing"), (cast.chama, "agence-b", "accountable")], 3
        )
    ]
    for seen in both:
        cast.driss.act(seen, "approve", accept_all=True)
    roles = [part["role"] for part in page(cast, 4)["participations"]]
    assert roles == ["funding", "implementing", "accountable"]


def test_a_new_project_gets_an_identifier_and_a_slug(cast: Cast) -> None:
    def propose(**patch: Any) -> dict[str, Any]:
        seen = cast.amal.act(cast.amal.start(None, patch=patch), "submit")
        approved = cast.driss.act(seen, "approve", accept_all=True)
        found: dict[str, Any] = approved["project"]
        return found

    first = propose(title={"fr": "L’Été des œuvres : un projet"}, locations={
        f"{ITEM}7": located("commune", "MA-01", "MA-AAA", (-8.9, 29.5))})  # fmt: skip
    second = propose(title={"fr": "L’été des œuvres, un projet !"})
    third = propose(title={"fr": "!!! ???"}, acronym="مشروع")
    number = int(first["identifier"].removeprefix("MA-MD-"))
    assert first == {
        "identifier": f"MA-MD-{number:04}",
        "slug": "l-ete-des-oeuvres-un-projet",
        "title": "L’Été des œuvres : un projet",
        "titles": {"fr": "L’Été des œuvres : un projet", "ar": None, "en": None},
    }
    assert second["slug"] == "l-ete-des-oeuvres-un-projet-2"
    assert third["slug"] == f"ma-md-{number + 2:04}"
    shown = cast.live(first["slug"])
    assert (shown["revision"], shown["locations"][0]["point"]) == (1, [-8.9, 29.5])
    listed = cast.amal.client.get("/api/v1/projects", params={"q": "oeuvres"}).json()
    assert listed["numberMatched"] == 2
