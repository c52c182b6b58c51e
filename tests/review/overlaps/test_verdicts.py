"""What analysts say of two projects: remembered, and followed by drafts and by totals."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, text

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, Submission
from tests.fixtures.factories import (
    Content,
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.fixtures.server import Application, wait_until
from tests.fixtures.submissions import Api, done
from tests.fixtures.users import make_user, signed_in, writing

API = "/api/v1/overlaps"
WELLS: Content = {
    "title": make_text("Forage de puits dans les villages du Souss"),
    "start_date": "2020-01",
    "end_date": "2021-12",
    "themes": ["agriculture_water"],
    "target_groups": ["women"],
    "locations": [located("province", "MA-01", "MA-AAA")],
    "participations": [takes_part("afd")],
}
SOURCE: Content = {
    "id": "00000000-0000-4000-8000-0000000000aa",
    "url": "https://example.org/puits",
    "title": None,
    "supports": ["start_date", "participations[funding]", "description.fr"],
    "evidence": None,
    "accessed_at": None,
    "archive_url": None,
}
BUDGET = {"currency": "EUR", "scope": "morocco", "note": None}
CATALOGUE: list[Content] = [
    make_project(1, **WELLS, budget={"value": 100, **BUDGET}),
    make_project(
        2,
        **{**WELLS, "participations": [takes_part("giz"), takes_part("afd")]},
        budget={"value": 100, **BUDGET},
        description=make_text("Trente puits."),
        sources=[SOURCE],
    ),
    make_project(3, **{**WELLS, "title": make_text("Alphabétisation"),
                       "participations": [takes_part("giz")]}),
    make_project(4, **{**WELLS, "title": make_text("Tourisme"), "themes": ["culture_identity"],
                       "participations": []}),
    make_project(5, title=WELLS["title"],
                 part_of="MA-MD-0001"),
]  # fmt: skip
PROJECTS: list[Content] = []


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("afd", "giz", "agence-a")]


class Cast:
    def __init__(self, analyst: httpx2.Client, reviewer: httpx2.Client, reader: httpx2.Client):
        self.analyst, self.reviewer, self.reader = analyst, reviewer, reader

    def judge(self, one: int, other: int, version: int = 0, **said: Any) -> httpx2.Response:
        address = f"{API}/{name(one)}/{name(other)}/verdict"
        return self.analyst.put(address, json=said, headers={"if-match": f'"{version}"'})

    def pairs(self, **query: Any) -> dict[tuple[int, int], dict[str, Any]]:
        found = done(self.analyst.get(API, params=query))
        numbers = [
            [int(item[side]["project"]["identifier"][-4:]) for side in ("first", "second")]
            for item in found["items"]
        ]
        return {
            (one, other): item for (one, other), item in zip(numbers, found["items"], strict=True)
        }

    def accept(self, submission: str) -> dict[str, Any]:
        api, reviewer = Api(self.analyst), Api(self.reviewer)
        seen = api.get({"id": submission})
        seen = api.act(seen, "submit")
        return reviewer.act(seen, "approve", accept_all=True)


def name(number: int) -> str:
    return f"MA-MD-{number:04}"


@pytest.fixture(scope="module")
def people(small: Application) -> Iterator[Cast]:
    with writing(small) as session:
        agency = session.scalars(select(Organisation).where(Organisation.slug == "agence-a")).one()
        users = [
            make_user(session, role=UserRole.ANALYST, name="Nadia"),
            make_user(session, role=UserRole.ANALYST, name="Driss"),
            make_user(session, role=UserRole.CONTRIBUTOR, organisations=[agency]),
        ]
    with ExitStack() as stack:
        yield Cast(*(stack.enter_context(signed_in(small, user)) for user in users))


@pytest.fixture
def cast(small: Application, people: Cast) -> Cast:
    """The catalogue as it was, judged by nobody."""
    with writing(small) as session:
        session.execute(text("DELETE FROM overlap_verdicts"))
        session.execute(text("UPDATE projects SET archived_at = NULL, archive_reason = NULL"))
        publish_projects(session, CATALOGUE)
    return people


def test_pairs_are_listed_with_their_reasons(cast: Cast) -> None:
    found = cast.pairs()
    assert {pair: (item["kind"], item["score"]) for pair, item in found.items()} == {
        (1, 2): ("likely_duplicate", 0.902),
        (2, 5): ("likely_duplicate", 0.55),
        (1, 3): ("overlap", 0.26),
        (1, 4): ("synergy", 0.21),
        (2, 4): ("synergy", 0.21),
        (3, 4): ("synergy", 0.21),
    }
    assert found[1, 2]["reasons"][0] == "titres semblables à 100 %"
    assert found[1, 3]["reasons"] == [
        "même province : Province MA-AAA",
        "24 mois en commun",
        "même public : Femmes",
        "même thème : Agriculture et eau",
    ]


def test_pairs_are_chosen_and_sorted(cast: Cast) -> None:
    assert set(cast.pairs(kind="overlap")) == {(1, 3)}
    assert set(cast.pairs(min_score=0.25)) == {(1, 2), (2, 5), (1, 3)}
    assert set(cast.pairs(project=name(3))) == {(1, 3), (3, 4)}
    assert set(cast.pairs(theme="culture_identity")) == {(1, 4), (2, 4), (3, 4)}
    assert set(cast.pairs(theme="culture_identity", within="both")) == set()
    assert set(cast.pairs(funder="giz", within="both")) == set()
    assert set(cast.pairs(funder="afd", within="both")) == {(1, 2)}
    assert list(cast.pairs(sort="score"))[-1] == (1, 2)
    assert list(cast.pairs(sort="-months", limit=100))[-1] == (2, 5)


def test_pages_follow_each_other_without_gap_or_repeat(cast: Cast) -> None:
    for sort in ("-score", "score", "-months", "months"):
        whole = list(cast.pairs(sort=sort))
        paged: list[tuple[int, int]] = []
        cursor: str | None = ""
        while cursor is not None:
            query = {"sort": sort, "limit": "2"} | ({"cursor": cursor} if cursor else {})
            paged += cast.pairs(**query)
            cursor = done(cast.analyst.get(API, params=query))["next"]
        assert paged == whole


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"kind": "phase"}, "kind"),
        ({"min_score": "2"}, "min_score"),
        ({"verdict": "maybe"}, "verdict"),
        ({"within": "none"}, "within"),
        ({"theme": "nothing"}, "theme"),
        ({"project": "MA-MD-9999"}, "project"),
        ({"cursor": "!"}, "cursor"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_bad_parameter_is_named(cast: Cast, query: dict[str, str], parameter: str) -> None:
    answer = cast.analyst.get(API, params=query)
    assert answer.status_code == 400
    assert parameter in answer.text


def test_unrelated_projects_leave_the_list_until_they_are_asked_for(cast: Cast) -> None:
    said = done(cast.judge(3, 1, verdict="not_related", note="Deux métiers."))
    assert (said["verdict"]["note"], said["version"]) == ("Deux métiers.", 1)
    assert (1, 3) not in cast.pairs()
    assert set(cast.pairs(verdict="not_related")) == {(1, 3)}
    assert (1, 3) not in cast.pairs(verdict="none")
    with_version = cast.judge(1, 3, version=0, verdict="synergy")
    assert (with_version.status_code, with_version.json()["version"]) == (412, 1)
    done(cast.judge(1, 3, version=1, verdict="synergy"))
    assert cast.pairs()[1, 3]["verdict"]["verdict"] == "synergy"


def test_each_verdict_stays_in_the_audit_log(cast: Cast, small: Application) -> None:
    done(cast.judge(1, 3, verdict="not_related"))
    done(cast.judge(1, 3, version=1, verdict="synergy", note="Même village."))
    with writing(small) as session:
        events = session.scalars(
            select(AuditEvent.data)
            .where(AuditEvent.action == "overlap.judged")
            .order_by(AuditEvent.id.desc())
            .limit(2)
        ).all()
    assert [(event["before"], event["verdict"], event["note"]) for event in events] == [
        ("not_related", "synergy", "Même village."),
        (None, "not_related", None),
    ]


def test_who_judged_and_why_is_for_analysts(cast: Cast) -> None:
    done(cast.judge(1, 3, verdict="synergy", note="Entre nous."))
    seen = done(cast.reader.get(f"{API}/{name(1)}/{name(3)}"))["verdict"]
    assert (seen["verdict"], seen["note"], seen["judged_by"]) == ("synergy", None, None)


def totals(small: Application, client: httpx2.Client) -> tuple[int, int]:
    """Projects, and euros of those that are counted."""
    version = int(client.get("/readyz").json()["catalogue_version"])
    wait_until(lambda: (small.watcher.version or 0) >= version)
    items = done(client.get("/api/v1/projects"))["items"]
    return len(items), sum(item["budget"]["value"] for item in items if item["budget"])


def test_a_duplicate_leaves_the_totals_when_its_submission_is_accepted(
    cast: Cast, small: Application
) -> None:
    assert totals(small, cast.analyst) == (5, 200)
    said = done(cast.judge(1, 2, verdict="duplicate", project=name(1)))
    draft = Api(cast.analyst).get(said["verdict"]["submission"])
    proposed = {change["path"]: change["proposed"] for change in draft["changes"]}
    [source] = [path for path in proposed if path.startswith("sources")]
    [funder] = [path for path in proposed if path.startswith("participations")]
    assert proposed["description.fr"] == "Trente puits."
    assert proposed[funder]["organisation"] == "giz"
    assert set(proposed[source]["supports"]) == {"start_date", "description.fr", funder}
    assert totals(small, cast.analyst) == (5, 200)
    cast.accept(said["verdict"]["submission"]["id"])
    assert totals(small, cast.analyst) == (4, 100)
    gone = done(cast.analyst.get(f"/api/v1/manage/projects/{name(2)}"))
    assert gone["archive_reason"].startswith("Doublon de la fiche MA-MD-0001")
    assert (1, 2) not in cast.pairs()
    pair = done(cast.analyst.get(f"{API}/{name(1)}/{name(2)}"))
    assert (pair["second"]["archived"], pair["verdict"]["submission"]["state"]) == (
        True,
        "approved",
    )


def test_a_verdict_that_was_changed_archives_nothing(cast: Cast, small: Application) -> None:
    said = done(cast.judge(1, 2, verdict="duplicate", project=name(1)))
    opened = said["verdict"]["submission"]["id"]
    Api(cast.analyst).act(Api(cast.analyst).get({"id": opened}), "submit")
    done(cast.judge(1, 2, version=1, verdict="not_related"))
    seen = Api(cast.reviewer).get({"id": opened})
    Api(cast.reviewer).act(seen, "approve", accept_all=True)
    assert totals(small, cast.analyst)[0] == 5


def test_the_same_verdict_again_keeps_its_draft_and_another_one_forgets_it(
    cast: Cast, small: Application
) -> None:
    first = done(cast.judge(1, 2, verdict="duplicate", project=name(1)))["verdict"]["submission"]
    again = done(cast.judge(1, 2, version=1, verdict="duplicate", project=name(1), note="Oui."))
    assert again["verdict"]["submission"] == first
    other = done(cast.judge(1, 2, version=2, verdict="duplicate", project=name(2)))
    assert other["verdict"]["submission"] is None, "the first knows nothing more than the second"
    with writing(small) as session:
        assert session.get(Submission, first["id"]) is None


def test_co_funded_projects_name_all_funders_or_become_one_programme(cast: Cast) -> None:
    said = done(cast.judge(1, 3, verdict="co_funded", project=name(3)))
    draft = Api(cast.analyst).get(said["verdict"]["submission"])
    [change] = draft["changes"]
    assert change["proposed"]["organisation"] == "afd"
    assert (draft["project"]["identifier"], change["proposed"]["role"]) == (name(3), "funding")
    said = done(cast.judge(1, 4, verdict="co_funded", project=name(4), relation="part_of"))
    draft = Api(cast.analyst).get(said["verdict"]["submission"])
    assert [(each["path"], each["proposed"]) for each in draft["changes"]] == [("part_of", name(1))]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"verdict": "duplicate"}, 422),
        ({"verdict": "duplicate", "project": name(3)}, 422),
        ({"verdict": "synergy", "project": name(1)}, 422),
        ({"verdict": "perhaps"}, 422),
        ({"verdict": "synergy", "note": "x" * 5000}, 422),
    ],
)
def test_a_bad_verdict_changes_nothing(cast: Cast, said: dict[str, Any], status: int) -> None:
    assert cast.judge(1, 2, **said).status_code == status
    assert cast.pairs()[1, 2]["verdict"] is None


def test_only_two_projects_that_are_there_can_be_judged(cast: Cast) -> None:
    assert cast.judge(1, 1, verdict="synergy").status_code == 404
    assert cast.judge(1, 99, verdict="synergy").status_code == 404
    assert cast.judge(1, 5, verdict="co_funded", project=name(5)).status_code == 409
    missing = cast.analyst.put(f"{API}/{name(1)}/{name(2)}/verdict", json={"verdict": "synergy"})
    assert missing.status_code == 428


def test_a_project_that_changed_is_compared_again(cast: Cast, small: Application) -> None:
    assert (3, 4) in cast.pairs()
    with writing(small) as session:
        moved = make_project(
            4,
            **{
                **WELLS,
                "title": make_text("Tourisme"),
                "themes": ["culture_identity"],
                "participations": [],
                "locations": [located("province", "MA-02", "MA-BBA")],
            },
        )
        publish_projects(session, [moved])
    assert [pair for pair in cast.pairs() if 4 in pair] == []


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "duplicate", "project": name(1)},
        {"verdict": "duplicate", "project": name(2)},
        {"verdict": "co_funded", "project": name(1)},
        {"verdict": "co_funded", "project": name(2)},
        {"verdict": "synergy", "note": "<b>Même village</b>"},
    ],
)
def test_the_page_of_a_pair_tells_each_verdict(cast: Cast, said: dict[str, Any]) -> None:
    done(cast.judge(1, 2, **said))
    for language in ("fr", "ar", "en"):
        address = f"/{language}/workspace/overlaps"
        assert cast.analyst.get(f"{address}?verdict={said['verdict']}").status_code == 200
        shown = cast.analyst.get(f"{address}/{name(1)}/{name(2)}")
        assert shown.status_code == 200
        assert "<b>" not in shown.text
        assert 'data-ref="judge"' in shown.text
    seen = cast.reader.get(f"/fr/workspace/overlaps/{name(1)}/{name(2)}")
    assert seen.status_code == 200
    assert 'data-ref="judge"' not in seen.text


def test_the_page_leads_to_the_order_of_the_catalogue_and_refuses_what_is_not_there(
    cast: Cast,
) -> None:
    moved = cast.analyst.get(f"/fr/workspace/overlaps/{name(2)}/{name(1)}", follow_redirects=False)
    assert moved.headers["location"] == f"/fr/workspace/overlaps/{name(1)}/{name(2)}"
    assert cast.analyst.get(f"/fr/workspace/overlaps/{name(1)}/{name(1)}").status_code == 404
    assert cast.analyst.get("/fr/workspace/overlaps?kind=phase").status_code == 400
    assert cast.analyst.get("/fr/workspace/overlaps?project=MA-MD-9999").status_code == 400
