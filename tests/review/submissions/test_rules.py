"""The rules of the catalogue: what makes no valid project is not submitted, and not published."""

from typing import Any

import pytest
from sqlalchemy import select, update

from app.models import CodelistItem, Organisation, Project, Submission
from tests.fixtures.factories import (
    Content,
    located,
    make_organisation,
    make_project,
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
    "supports": [],
    "evidence": None,
    "accessed_at": None,
    "archive_url": None,
}
PROJECTS: list[Content] = [
    make_project(
        number,
        start_date="2014",
        end_date="2018",
        participations=[takes_part("agence-a")],
        sources=[OLD_SOURCE] if number == 1 else [],
    )
    for number in range(1, 10)
]
MERGED = {"agence-c": "agence-b"}
ITEM = "00000000-0000-4000-8000-00000000000"


def organisations() -> list[Organisation]:
    return [make_organisation(f"agence-{letter}") for letter in "abc"]


def page(cast: Cast, number: int) -> dict[str, Any]:
    return cast.live(f"projet-{number}")


def faults(response: Any) -> dict[str, str]:
    return {fault["path"]: fault["detail"] for fault in done(response, 422)["errors"]}


@pytest.mark.parametrize(
    ("patch", "path", "word"),
    [
        ({"title": {"fr": None}}, "title.fr", "at least one language"),
        ({"end_date": "2010"}, "end_date", "before"),
        ({"end_date": "20x"}, "end_date", "YYYY"),
        ({"themes": {"no_such_theme": True}}, "themes[no_such_theme]", "not a code"),
        ({"themes": {"gender": True}}, "themes[gender]", "retired"),
        ({"part_of": "MA-MD-7777"}, "part_of", "no project"),
        ({"part_of": "MA-MD-0005"}, "part_of", "not a part of itself"),
        ({"locations": {f"{ITEM}1": located("region", "MA-09")}}, f"locations[{ITEM}1]",
         "no such region"),
        ({"locations": {f"{ITEM}1": located("province", "MA-01", "MA-BBA")}},
         f"locations[{ITEM}1]", "lies in MA-02"),
        ({"locations": {f"{ITEM}1": located("commune", "MA-01", "MA-AAA", (-7.5, 29.5))}},
         f"locations[{ITEM}1]", "1.00° outside"),
        ({"locations": {f"{ITEM}1": located("commune", "MA-01", "MA-AAA", (29.5, -8.9))}},
         f"locations[{ITEM}1]", "longitude first"),
        ({"participations": {f"{ITEM}1": takes_part("nulle-part")}}, f"participations[{ITEM}1]",
         "ask an analyst to add the organisation"),
        ({"participations": {f"{ITEM}1": takes_part("agence-c")}}, f"participations[{ITEM}1]",
         "merged into `agence-b`"),
        ({"participations": {f"{ITEM}1": takes_part("agence-b", "partner", partner_kind=None)}},
         f"participations[{ITEM}1]", "partner_kind"),
        ({"participations": {f"{ITEM}1": takes_part("agence-a")}}, "participations", "2 times"),
        ({"sources": {SOURCE_ID: {"title": "x", "supports": []}}},
         f"sources[{SOURCE_ID}]", "used elsewhere"),
    ],
)  # fmt: skip
def test_what_would_make_no_valid_project_is_not_submitted(
    small: Application, cast: Cast, patch: dict[str, Any], path: str, word: str
) -> None:
    retired = update(CodelistItem).where(CodelistItem.code == "gender")
    with writing(small) as session:
        session.execute(retired.values(retired_at=cast.users["amal"].created_at))
    seen = cast.amal.start("MA-MD-0005", patch=patch)
    found = cast.amal.get(seen, "/check")["errors"]
    told = faults(cast.amal.send("POST", seen, "/submit"))
    assert {fault["path"]: fault["detail"] for fault in found} == told
    assert word in told[path], told


def test_nothing_is_not_submitted(cast: Cast) -> None:
    response = cast.amal.send("POST", cast.amal.start("MA-MD-0005"), "/submit")
    assert "at least one" in done(response, 422)["errors"][0]["detail"]


def test_what_became_wrong_meanwhile_is_not_published(small: Application, cast: Cast) -> None:
    seen = cast.amal.start(
        "MA-MD-0006", patch={"participations": {f"{ITEM}9": takes_part("agence-b")}}
    )
    seen = cast.amal.act(seen, "submit")
    b = update(Organisation).where(Organisation.slug == "agence-b")
    a = select(Organisation.id).where(Organisation.slug == "agence-a").scalar_subquery()
    with writing(small) as session:
        session.execute(b.values(merged_into_id=a))
    response = cast.driss.send("POST", seen, "/approve", accept_all=True)
    with writing(small) as session:
        session.execute(b.values(merged_into_id=None))
    assert "merged into `agence-a`" in faults(response)[f"participations[{ITEM}9]"]
    assert page(cast, 6)["revision"] == 1


def test_accepted_changes_must_go_together(cast: Cast) -> None:
    seen = cast.amal.start("MA-MD-0006", patch={"start_date": "2019", "end_date": "2020"})
    seen = cast.amal.act(seen, "submit")
    seen = done(cast.driss.decide(seen, "end_date", decision="rejected", reason="Non"))
    response = cast.driss.send("POST", seen, "/approve", accept_all=True)
    assert "before" in faults(response)["end_date"]
    assert cast.driss.get(seen)["state"] == "in_review"


def test_what_is_live_already_makes_no_revision(cast: Cast) -> None:
    both = [
        api.act(api.start("MA-MD-0007", patch={"acronym": "SAME"}), "submit")
        for api in (cast.amal, cast.chama)
    ]
    first = cast.driss.act(both[0], "approve", accept_all=True)
    old = cast.version()
    assert change(cast.driss.get(both[1]), "acronym")["standing"] == "same"
    second = cast.driss.act(both[1], "approve", accept_all=True)
    assert (first["published_revision"], second["published_revision"]) == (2, None)
    assert (page(cast, 7)["revision"], cast.version()) == (2, old)


def test_a_project_that_is_archived_takes_no_changes(small: Application, cast: Cast) -> None:
    seen = cast.amal.start("MA-MD-0008", patch={"acronym": "X"})
    submitted = cast.amal.act(cast.amal.start("MA-MD-0008", patch={"acronym": "X"}), "submit")
    with writing(small) as session:
        now = select(Submission.created_at).limit(1).scalar_subquery()
        session.execute(
            update(Project).where(Project.identifier == "MA-MD-0008").values(archived_at=now)
        )
    done(cast.amal.client.post("/api/v1/submissions", json={"project": "MA-MD-0008"}), 409)
    done(cast.amal.send("POST", seen, "/submit"), 409)
    done(cast.driss.send("POST", submitted, "/approve", accept_all=True), 409)


def test_programmes_make_no_circle(cast: Cast) -> None:
    first, second = (
        cast.amal.act(cast.amal.start(one, patch={"part_of": other}), "submit")
        for one, other in (("MA-MD-0001", "MA-MD-0002"), ("MA-MD-0002", "MA-MD-0001"))
    )
    cast.driss.act(first, "approve", accept_all=True)
    refused = cast.driss.send("POST", second, "/approve", accept_all=True)
    assert "itself a part" in faults(refused)["part_of"]
