"""What must hold for any table of any catalogue."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.analysis.cross_table.schemas import CrossTableOptions
from app.analysis.cross_table.service import make_cross_table
from app.analysis.cross_table.table import CrossTable
from app.analysis.dimensions import Dimension, Measure, Share
from app.codelists import Language
from app.projects.criteria import build_criteria
from app.projects.filters import Filters
from app.projects.money_queries import budget_totals
from app.projects.queries import count as count_projects
from app.projects.reference import Reference, read_reference
from tests.fixtures import tables
from tests.fixtures.factories import (
    PROVINCES,
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    publish_projects,
    takes_part,
)
from tests.fixtures.sampling import tries

Content = dict[str, Any]
ORGANISATIONS = ("agence", "banque", "fondation")
THEMES = ("health", "gender", "culture_identity")
GROUPS = ("women", "youth", "returnees")

places = st.one_of(
    st.sampled_from(sorted(PROVINCES)).map(lambda region: located("region", region)),
    st.sampled_from([(r, p) for r, listed in PROVINCES.items() for p in listed]).map(
        lambda place: located("province", *place)
    ),
    st.sampled_from([located("national"), located("abroad", country="FR")]),
)
budgets = st.none() | st.fixed_dictionaries(
    {
        "value": st.integers(1, 10_000).map(lambda cents: cents / 4),
        "currency": st.sampled_from(("EUR", "MAD")),
        "scope": st.sampled_from(("morocco", "morocco", "several_countries", "unknown")),
        "note": st.none(),
    }
)
years = st.none() | st.integers(2010, 2016)


@st.composite
def projects(draw: st.DrawFn, number: int) -> Content:
    start, end = draw(years), draw(years)
    if start and end and end < start:
        start, end = end, start
    above = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
    listed = {
        name: draw(st.lists(st.sampled_from(values), max_size=2, unique=True))
        for name, values in (("themes", THEMES), ("target_groups", GROUPS),
                             ("residence_countries", ("FR", "BE")))
    }  # fmt: skip
    role = st.sampled_from(("funding", "implementing"))
    roles = draw(st.sets(st.tuples(st.sampled_from(ORGANISATIONS), role), max_size=3))
    return make_project(
        number,
        **listed,
        start_date=start and str(start),
        end_date=end and str(end),
        activity_status=draw(st.sampled_from((None, "2", "4"))),
        good_practice=draw(st.sampled_from((None, True))),
        budget=draw(budgets),
        part_of=above and f"MA-MD-{above:04}",
        locations=draw(st.lists(places, max_size=3)),
        participations=[takes_part(slug, role) for slug, role in sorted(roles)],
    )


catalogues = st.integers(1, 9).flatmap(
    lambda size: st.tuples(*(projects(number) for number in range(1, size + 1)))
)
dimensions = st.lists(st.sampled_from(list(Dimension)), min_size=2, max_size=3, unique=True)
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def asked(times: int) -> settings:
    return settings(
        max_examples=tries(times), deadline=None, database=None, suppress_health_check=CHECKS
    )


@pytest.fixture
def vocabulary(session: Session) -> Reference:
    add_vocabulary(session)
    session.add_all(make_organisation(slug) for slug in ORGANISATIONS)
    session.flush()
    return read_reference(session)


def ask(session: Session, reference: Reference, of: list[Dimension], **more: Any) -> CrossTable:
    named = dict(zip(("rows", "columns", "layers"), of, strict=False))
    query = CrossTableOptions.model_validate({**named, **more})
    return make_cross_table(session, query, reference, Language.EN)


def counts(table: CrossTable) -> dict[tables.Key, int]:
    return {
        key: cell.projects
        for key, cell in table.cells.items()
        if "several" not in key and (cell.projects or not any(key))
    }


def sums(table: CrossTable) -> dict[tuple[tables.Key, str, str], float]:
    return {
        (key, each.scope, each.currency): float(each.value)
        for key, cell in table.cells.items()
        for each in cell.amounts
    }


@asked(12)
@given(catalogue=catalogues, of=dimensions, share=st.sampled_from(Share))
def test_a_table_is_what_python_counts(
    session: Session,
    vocabulary: Reference,
    catalogue: tuple[Content, ...],
    of: list[Dimension],
    share: Share,
) -> None:
    with session.begin_nested() as savepoint:
        publish_projects(session, catalogue)
        table = ask(session, vocabulary, of, measure=Measure.BUDGET, share=share)
        assert counts(table) == tables.count(catalogue, of)
        expected = tables.add(catalogue, of, catalogue, equal=share is Share.EQUAL)
        found = sums(table)
        assert found.keys() == expected.keys()
        assert found == pytest.approx({key: float(value) for key, value in expected.items()},
                                      abs=0.006)  # fmt: skip
        savepoint.rollback()
    session.expire_all()


@asked(8)
@given(catalogue=catalogues, of=dimensions)
def test_each_number_is_the_count_of_its_list(
    session: Session, vocabulary: Reference, catalogue: tuple[Content, ...], of: list[Dimension]
) -> None:
    with session.begin_nested() as savepoint:
        publish_projects(session, catalogue)
        table = ask(session, vocabulary, of, measure=Measure.BUDGET)
        for key in table.ordered_keys()[-12:]:
            chosen = {
                axis.dimension: value if axis.dimension is Dimension.GOOD_PRACTICE else [value]
                for axis, value in zip(table.axes, key, strict=True)
                if value is not None
            }
            filters = Filters.model_validate(chosen)
            criteria = build_criteria(session, filters, vocabulary)
            matched = count_projects(session, criteria, filters).matched
            assert matched == table.cells[key].projects, chosen
        savepoint.rollback()
    session.expire_all()


@asked(6)
@given(catalogue=catalogues, of=dimensions, theme=st.sampled_from((*THEMES, "unknown")))
def test_filters_and_dimensions_commute_and_totals_are_those_of_the_selection(
    session: Session,
    vocabulary: Reference,
    catalogue: tuple[Content, ...],
    of: list[Dimension],
    theme: str,
) -> None:
    with session.begin_nested() as savepoint:
        publish_projects(session, catalogue)
        chosen = [each for each in catalogue if theme in tables.values_of(each, "theme")]
        table = ask(session, vocabulary, of, theme=[theme], measure=Measure.BUDGET)
        wanted = tables.count(chosen, of)
        if Dimension.THEME in of:
            place = of.index(Dimension.THEME)
            wanted = {key: n for key, n in wanted.items() if key[place] in (theme, None)}
        assert counts(table) == (wanted or {(None,) * len(of): 0})
        for other in permutations(range(len(of))):
            turned = ask(session, vocabulary, [of[place] for place in other], theme=[theme],
                         measure=Measure.BUDGET)  # fmt: skip
            again = {tuple(key[place] for place in other): n for key, n in counts(table).items()}
            assert counts(turned) == again
        criteria = build_criteria(session, Filters(theme=[theme]), vocabulary)
        total = budget_totals(session, criteria)
        assert total.known == table.total.known
        assert {
            (line, each.currency): Fraction(each.value)
            for line, amounts in total.lines.items()
            for each in amounts
        } == {(each.scope, each.currency): Fraction(each.value) for each in table.total.amounts}
        savepoint.rollback()
    session.expire_all()
