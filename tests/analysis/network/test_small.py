"""The network of a small catalogue, counted by hand."""

from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, takes_part

Answer = dict[str, Any]


def organisations() -> list[Organisation]:
    return [
        make_organisation("agence-nord", acronym="AN"),
        make_organisation("agence-ancienne"),
        make_organisation("fondation-sud"),
        make_organisation("ville-de-lyon"),
        make_organisation("ong-locale"),
    ]


MERGED = {"agence-ancienne": "agence-nord"}
PROJECTS = [
    make_project(
        1,
        start_date="2011",
        end_date="2013",
        themes=["health"],
        participations=[takes_part("agence-nord"), takes_part("fondation-sud", "implementing")],
        locations=[located("province", "MA-01", "MA-AAA")],
    ),
    make_project(
        2,
        start_date="2020",
        end_date="2021",
        themes=["gender"],
        participations=[
            takes_part("agence-ancienne"),
            takes_part("agence-nord", "accountable"),
            takes_part("fondation-sud", "implementing"),
            takes_part("ong-locale", "partner"),
        ],
        locations=[located("region", "MA-02")],
    ),
    make_project(
        3,
        themes=["health", "gender"],
        participations=[
            takes_part("agence-nord"),
            takes_part("ville-de-lyon"),
            takes_part("ong-locale", "implementing"),
        ],
        locations=[located("region", "MA-01")],
    ),
    make_project(
        4,
        start_date="2012",
        end_date="2012",
        themes=["health"],
        participations=[takes_part("ville-de-lyon"), takes_part("ong-locale", "partner")],
        locations=[located("province", "MA-01", "MA-AAA")],
    ),
    make_project(5, participations=[takes_part("fondation-sud", "implementing")]),
]


def ask(client: httpx2.Client, query: str = "") -> Answer:
    answer = client.get(f"/api/v1/analysis/network?{query}")
    assert answer.status_code == 200, answer.text
    found: Answer = answer.json()
    return found


def weights(answer: Answer) -> dict[frozenset[str], int]:
    return {
        frozenset((edge["first"], edge["second"])): edge["projects"] for edge in answer["edges"]
    }


def matched(client: httpx2.Client, url: str) -> int:
    found = client.get("/api/v1/projects?limit=1&" + url.partition("?")[2])
    assert found.status_code == 200, url
    return int(found.json()["numberMatched"])


def test_pairs_have_their_joint_projects(small_client: httpx2.Client) -> None:
    answer = ask(small_client)
    assert weights(answer) == {
        frozenset(("agence-nord", "fondation-sud")): 2,
        frozenset(("agence-nord", "ong-locale")): 2,
        frozenset(("ong-locale", "ville-de-lyon")): 2,
        frozenset(("agence-nord", "ville-de-lyon")): 1,
        frozenset(("fondation-sud", "ong-locale")): 1,
    }
    assert (answer["numberPairs"], answer["numberOrganisations"]) == (5, 4)
    nodes = {node["slug"]: node["projects"] for node in answer["nodes"]}
    assert nodes == {"agence-nord": 3, "fondation-sud": 3, "ong-locale": 3, "ville-de-lyon": 2}
    assert [edge["projects"] for edge in answer["edges"]] == [2, 2, 2, 1, 1]
    assert answer["meeting"] is None


def test_roles_tell_who_funds_whom(small_client: httpx2.Client) -> None:
    edges = ask(small_client)["edges"]
    found = {
        (giver, taker): edge[name]["projects"]
        for edge in edges
        for name, giver, taker in (
            ("first_funds_second", edge["first"], edge["second"]),
            ("second_funds_first", edge["second"], edge["first"]),
        )
        if edge[name]["projects"]
    }
    assert found == {
        ("agence-nord", "fondation-sud"): 2,
        ("agence-nord", "ong-locale"): 1,
        ("ville-de-lyon", "ong-locale"): 1,
    }
    both = {frozenset((edge["first"], edge["second"])) for edge in edges
            if edge["both_fund"]["projects"]}  # fmt: skip
    assert both == {frozenset(("agence-nord", "ville-de-lyon"))}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "minimum=2",
        "theme=health",
        "region=MA-01&year_from=2012",
        "funder=ville-de-lyon",
        "organisation=agence-ancienne",
        "organisation=agence-nord&role=accountable",
        "organisation=agence-nord&organisation=ong-locale",
        "organisation=ong-locale&role=partner&theme=gender",
        "organisation=agence-nord&organisation=ong-locale&with_organisation=ville-de-lyon"
        "&with_organisation=agence-nord",
        "organisation=agence-ancienne&with_organisation=ong-locale",
    ],
)
def test_each_number_leads_to_exactly_its_projects(small_client: httpx2.Client, query: str) -> None:
    answer = ask(small_client, query)
    assert len(weights(answer)) == len(answer["edges"]) == answer["numberPairs"]
    linked = [*answer["nodes"], *answer["edges"]]
    for edge in answer["edges"]:
        linked += [edge[name] for name in ("first_funds_second", "second_funds_first", "both_fund")]
    if answer["meeting"]:
        meeting = answer["meeting"]
        linked += [meeting[name] for name in ("first", "second", "together", "anywhere")]
        for values in meeting["shared"].values():
            linked += [each[end] for each in values for end in ("first", "second")]
            linked += [each["together"] for each in values if each["together"]]
    assert linked or query.startswith("organisation=agence-nord&role=accountable")
    for each in linked:
        if each["url"] is not None:
            assert matched(small_client, each["url"]) == each["projects"], each["url"]


def test_one_organisation_has_its_own_pairs(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "organisation=agence-ancienne")
    assert weights(answer) == {
        frozenset(("agence-nord", "fondation-sud")): 2,
        frozenset(("agence-nord", "ong-locale")): 2,
        frozenset(("agence-nord", "ville-de-lyon")): 1,
    }
    assert {edge["first"] for edge in answer["edges"]} == {"agence-nord"}
    accountable = ask(small_client, "organisation=agence-nord&role=accountable")
    assert weights(accountable) == {
        frozenset(("agence-nord", "fondation-sud")): 1,
        frozenset(("agence-nord", "ong-locale")): 1,
    }


def test_where_two_meet(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "organisation=fondation-sud&with_organisation=ville-de-lyon")
    meeting = answer["meeting"]
    assert [meeting[name]["projects"] for name in ("first", "second", "together", "anywhere")] == [
        3, 2, 0, 0,
    ]  # fmt: skip
    shared = {
        name: [(each["value"], each["first"]["projects"], each["second"]["projects"])
               for each in values]
        for name, values in meeting["shared"].items()
    }  # fmt: skip
    assert shared == {
        "region": [("MA-01", 1, 2)],
        "province": [("MA-AAA", 1, 1)],
        "theme": [("health", 1, 2), ("gender", 1, 1)],
        "target_group": [],
        "year": [("2012", 1, 1)],
        "organisation": [("agence-nord", 2, 1), ("ong-locale", 1, 2)],
    }


def test_a_meeting_in_one_region_tells_of_the_whole_catalogue_too(
    small_client: httpx2.Client,
) -> None:
    query = "organisation=agence-nord&with_organisation=ong-locale&region=MA-02&theme=gender"
    meeting = ask(small_client, query)["meeting"]
    assert (meeting["together"]["projects"], meeting["anywhere"]["projects"]) == (1, 2)
    assert [each["value"] for each in meeting["shared"]["region"]] == ["MA-02"]
    assert meeting["shared"]["province"] == []
    assert parse_qs(meeting["anywhere"]["url"].partition("?")[2]) == {
        "organisation": ["agence-nord"],
        "with_organisation": ["ong-locale"],
    }


def test_an_empty_selection_has_no_pairs(small_client: httpx2.Client) -> None:
    answer = ask(small_client, "q=nothingisnamedso")
    assert (answer["numberPairs"], answer["nodes"], answer["edges"]) == (0, [], [])
    undated = ask(small_client, "year_from=2020")
    assert (undated["numberMatched"], undated["numberUndated"]) == (1, 2)


BAD = [
    ("minimum=0", "minimum"),
    ("minimum=x", "minimum"),
    ("limit=100000", "limit"),
    ("role=funding", "role"),
    ("organisation=agence-nord&with_organisation=agence-ancienne", "with_organisation"),
    ("organisation=nobody", "organisation"),
    ("organisation=agence-nord&with_organisation=nobody", "with_organisation"),
    ("region=MA-99", "region"),
    ("colour=red", "colour"),
]


@pytest.mark.parametrize(("query", "parameter"), BAD)
def test_what_cannot_be_answered_is_refused_in_words(
    small_client: httpx2.Client, query: str, parameter: str
) -> None:
    answer = small_client.get(f"/api/v1/analysis/network?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter


def test_the_other_end_alone_is_the_one(small_client: httpx2.Client) -> None:
    """As when the first is taken away from the filters of the page."""
    alone = ask(small_client, "with_organisation=agence-nord")
    assert alone == ask(small_client, "organisation=agence-nord")
