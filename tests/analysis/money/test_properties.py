"""What must hold for the money of any catalogue, against sums made project by project."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.analysis.dimensions import Share
from app.analysis.money.amounts import select_amounts
from app.analysis.money.queries import REGION, THEME, TOTAL, Sum, budget_sums, contribution_sums
from app.projects.criteria import Criteria, build_criteria
from app.projects.filters import Filters
from app.projects.money import Line, Stated, total
from app.projects.money_queries import budget_totals
from app.projects.portfolio_queries import known_budgets
from app.projects.reference import read_reference
from tests.analysis.money.catalogue import Content, budget, gives
from tests.fixtures.factories import (
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    publish_projects,
    takes_part,
)

ORGANISATIONS = ("a", "b", "c", "d")
CURRENCIES = ("EUR", "MAD", "USD")
REGIONS = ("MA-01", "MA-02", "MA-03")
FILTERS = (Filters(), Filters(theme=["health"]), Filters(region=["MA-01"]), Filters(currency="EUR"))
Amounts = dict[tuple[str, str, str], Decimal]


def any_project(choose: random.Random, number: int) -> Content:
    known = choose.random() < 0.6
    places = [located("region", code) for code in choose.sample(REGIONS, choose.randint(0, 3))]
    if choose.random() < 0.2:
        places.append(located("national"))
    parts = []
    for slug in choose.sample(ORGANISATIONS, 2):
        role = choose.choice(["funding", "funding", "implementing", "extending"])
        amount = choose.randint(1, 10_000) / 100
        stated = choose.random() < 0.7
        currency = choose.choice(CURRENCIES)
        parts.append(gives(slug, amount, currency, role) if stated else takes_part(slug, role))
    part_of = f"MA-MD-{choose.randint(1, number - 1):04}" if number > 1 else None
    return make_project(
        number,
        budget=budget(
            choose.randint(1, 1_000_000) / 100,
            choose.choice(CURRENCIES),
            choose.choice(["morocco", "morocco", "several_countries", "unknown"]),
        )
        if known
        else None,
        part_of=part_of if choose.random() < 0.4 else None,
        start_date=choose.choice([None, "2014", "2015-03"]),
        themes=choose.sample(["health", "gender"], choose.randint(0, 2)),
        locations=places,
        participations=parts,
    )


@pytest.fixture(params=[1, 2])
def projects(request: pytest.FixtureRequest, session: Session) -> list[Content]:
    choose = random.Random(request.param)  # noqa: S311 - a test
    made = [any_project(choose, number) for number in range(1, 41)]
    add_vocabulary(session)
    session.add_all(make_organisation(slug) for slug in ORGANISATIONS)
    session.flush()
    publish_projects(session, choose.sample(made, len(made)))
    return made


def by_key(sums: list[Sum], table: str) -> Amounts:
    found: Amounts = defaultdict(Decimal)
    for each in sums:
        if each.table == table:
            found[each.key, each.line, each.currency] += each.value or Decimal(0)
    return {key: value for key, value in found.items() if value}


def without_key(amounts: Amounts) -> Amounts:
    found: Amounts = defaultdict(Decimal)
    for (_, line, currency), value in amounts.items():
        found["", line, currency] += value
    return dict(found)


def chosen(session: Session, filters: Filters) -> Criteria:
    return build_criteria(session, filters, read_reference(session))


@pytest.mark.usefixtures("projects")
def test_budgets_add_up(session: Session) -> None:
    for filters in FILTERS:
        criteria = chosen(session, filters)
        selected = select_amounts(session, criteria, None)
        once = list(budget_sums(selected, Share.ONCE))
        equal = list(budget_sums(selected, Share.EQUAL))
        whole = by_key(once, TOTAL)
        assert without_key(by_key(once, REGION)) == whole
        assert without_key(by_key(equal, REGION)) == whole
        for (_, line, currency), value in by_key(once, THEME).items():
            assert value <= whole["", line, currency]
        one_by_one = total(
            [
                Stated(each.project, each.value, each.currency, Line(each.scope), each.above)
                for each in known_budgets(session, criteria)
            ],
            budget_totals(session, criteria).matched,
        )
        assert budget_totals(session, criteria) == one_by_one
        assert whole == {
            ("", line, amount.currency): amount.value
            for line, amounts in one_by_one.lines.items()
            for amount in amounts
        }


def ancestors(project: Content, known: dict[str, Content]) -> list[Content]:
    above = []
    while project["part_of"]:
        project = known[project["part_of"]]
        above.append(project)
    return above


def passes_on(slug: str, programme: Content) -> bool:
    roles = {part["role"] for part in programme["participations"] if part["organisation"] == slug}
    given = any(
        part["role"] == "funding" and part["contribution"] for part in programme["participations"]
    )
    return given and bool(roles) and "funding" not in roles


def states(slug: str, programme: Content) -> bool:
    return any(
        part["organisation"] == slug and part["role"] == "funding" and part["contribution"]
        for part in programme["participations"]
    )


def test_each_contribution_counts_once(session: Session, projects: list[Content]) -> None:
    known = {project["identifier"]: project for project in projects}
    expected: Amounts = defaultdict(Decimal)
    for project in projects:
        above = ancestors(project, known)
        scope = project["budget"]["scope"] if project["budget"] else "morocco"
        for part in project["participations"]:
            slug, given = part["organisation"], part["contribution"]
            if part["role"] != "funding" or given is None:
                continue
            if any(states(slug, each) or passes_on(slug, each) for each in above):
                continue
            expected[slug, scope, given["currency"]] += Decimal(str(given["value"]))
    selected = select_amounts(session, chosen(session, Filters()), None)
    sums = list(contribution_sums(selected))
    assert by_key(sums, "funder") == dict(expected)
    assert by_key(sums, TOTAL) == without_key(dict(expected))
