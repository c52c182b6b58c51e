"""Bitmaps count what counting rows counts, also where only some of them tell the truth."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any, get_args

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from app.analysis.bitmaps.building import build_next
from app.analysis.bitmaps.reading import Chunks, find_chunks
from app.analysis.coverage.queries import count_cells as coverage
from app.analysis.coverage.rules import Counts
from app.analysis.coverage.schemas import Columns
from app.analysis.cross_table.queries import Asked, count_cells
from app.analysis.dashboard.queries import count_values
from app.analysis.dimensions import Dimension
from app.db.cluster import Cluster
from app.models import BitmapChunk, Project
from app.models.bitmap import CHUNK
from app.projects import listing
from app.projects.criteria import Criteria, build_criteria
from app.projects.filters import Filters
from app.projects.money import Total
from app.projects.reference import read_reference
from tests.fixtures.database import clone, engine_of, rolled_back
from tests.fixtures.factories import (
    PROVINCES,
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    publish_projects,
    takes_part,
)

PROJECTS = 40
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"year_from": 2012, "year_to": 2014},
    {"region": ["MA-01", "unknown"], "budget_known": True},
    {"theme": ["gender"], "status": ["4"]},
    {"q": "projet"},
    {"funder": ["agence"], "theme": ["health"], "good_practice": True, "year_from": 2040},
)
ALWAYS, NEVER = 0, 10**9


def some(number: int) -> dict[str, Any]:
    draw = random.Random(number)  # noqa: S311 - the same catalogue each time
    regions = draw.sample(sorted(PROVINCES), draw.randint(0, 2))
    start = draw.choice([None, 2010, 2012, 2013])
    return make_project(
        number,
        themes=draw.sample(["health", "gender", "culture_identity"], draw.randint(0, 3)),
        target_groups=draw.sample(["women", "youth", "returnees"], draw.randint(0, 2)),
        residence_countries=draw.sample(["FR", "BE"], draw.randint(0, 2)),
        start_date=start and str(start),
        end_date=start and draw.choice([None, str(start + 1)]),
        activity_status=draw.choice([None, "2", "4"]),
        good_practice=draw.choice([None, True]),
        budget=draw.choice([None, _budget(draw)]),
        part_of=f"MA-MD-{draw.randint(1, number - 1):04}" if number % 3 == 0 else None,
        locations=[located("region", region) for region in regions]
        + ([located("national")] if draw.random() < 0.2 else []),
        participations=[takes_part("agence", "funding")] if draw.random() < 0.5 else [],
    )


def _budget(draw: random.Random) -> dict[str, Any]:
    scope = draw.choice(["morocco", "several_countries"])
    value = draw.choice([0.01, 10, 1234567.89, 9_999_999_999_999.99])
    return {"value": value, "currency": draw.choice(["EUR", "MAD"]), "scope": scope, "note": None}


@pytest.fixture(scope="module")
def two_chunks(cluster: Cluster, migrated_template: str, worker_name: str) -> Iterator[Engine]:
    """Projects in two chunks, both with bitmaps; tests leave them so."""
    with engine_of(clone(cluster, migrated_template, f"bitmaps_{worker_name}")) as engine:
        with Session(engine) as session, session.begin():
            add_vocabulary(session)
            session.add(make_organisation("agence"))
            session.flush()
            last = CHUNK - PROJECTS // 2
            session.execute(text("SELECT setval('projects_id_seq', :last)"), {"last": last})
            publish_projects(session, [some(number) for number in range(1, PROJECTS + 1)])
            while build_next(session, many=ALWAYS):
                pass
        yield engine


@pytest.fixture
def catalogue(two_chunks: Engine) -> Iterator[Session]:
    with rolled_back(two_chunks) as session:
        yield session


def chosen(session: Session, filters: dict[str, Any]) -> Criteria:
    return build_criteria(session, Filters.model_validate(filters), read_reference(session))


def agree(session: Session, criteria: Criteria, asked: list[Asked]) -> bool:
    by_bits = count_cells(session, criteria, asked, many=ALWAYS)
    by_rows = count_cells(session, criteria, asked, many=NEVER)
    return sorted(by_bits, key=repr) == sorted(by_rows, key=repr)


@pytest.mark.parametrize("turn", range(len(FILTERS)))
def test_bits_and_rows_agree(catalogue: Session, turn: int) -> None:
    """Each pair of dimensions with one of the filters, and some choices of three."""
    criteria = chosen(catalogue, FILTERS[turn])
    assert find_chunks(catalogue, criteria, many=ALWAYS) == Chunks([0, 1], [])
    assert find_chunks(catalogue, criteria, many=NEVER) is None
    pairs, threes = list(combinations(Dimension, 2)), list(combinations(Dimension, 3))
    for of in (*pairs[turn :: len(FILTERS)], *threes[turn::73]):
        assert agree(catalogue, criteria, [Asked(each) for each in of]), of


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_the_dashboard_and_the_coverage_agree(catalogue: Session, filters: dict[str, Any]) -> None:
    criteria = chosen(catalogue, filters)
    assert dashboard(catalogue, criteria, ALWAYS) == dashboard(catalogue, criteria, NEVER)
    for columns in get_args(Columns):
        bits, beside = coverage(catalogue, criteria, columns, many=ALWAYS)
        rows, beside_rows = coverage(catalogue, criteria, columns, many=NEVER)
        asked = filters.get("region")
        assert shown(bits, asked) == shown(rows, asked)
        assert beside == beside_rows


def dashboard(
    session: Session, criteria: Criteria, many: int
) -> tuple[dict[str, Counter[str]], Total]:
    counts, budget = count_values(session, criteria, many)
    return {name: +Counter(values) for name, values in counts.items()}, budget


def shown(counts: Counts, regions: list[str] | None) -> tuple[Counter[Any], ...]:
    """Of the regions asked for: the others are no rows."""
    cells = {key: n for key, n in counts.cells.items() if not regions or key[0] in regions}
    places = {key: n for key, n in counts.regions.items() if not regions or key in regions}
    return +Counter(cells), +Counter(places), +Counter(counts.located), +Counter(counts.national)


def test_parts_whose_programme_is_counted_are_among_those(catalogue: Session) -> None:
    _, budget = dashboard(catalogue, chosen(catalogue, {}), ALWAYS)
    assert 0 < budget.included < budget.known


def test_a_dimension_may_be_restricted(catalogue: Session) -> None:
    asked = [Asked(Dimension.REGION, ["MA-01"]), Asked(Dimension.THEME, ["health", "gender"])]
    assert agree(catalogue, chosen(catalogue, {}), asked)


def test_what_changes_is_counted_row_by_row_until_its_bits_are_made(catalogue: Session) -> None:
    session, asked = catalogue, [Asked(Dimension.STATUS), Asked(Dimension.THEME)]
    criteria = chosen(session, {})
    before = count_cells(session, criteria, asked, many=ALWAYS)
    project = session.scalars(select(Project).order_by(Project.id).limit(1)).one()
    project.activity_status = "5"
    session.flush()
    listing.refresh(session, [project.id])
    assert find_chunks(session, criteria, many=ALWAYS) == Chunks([1], [0])
    after = count_cells(session, criteria, asked, many=ALWAYS)
    assert after != before
    assert agree(session, criteria, asked)
    assert dashboard(session, criteria, ALWAYS) == dashboard(session, criteria, NEVER)
    assert build_next(session, many=ALWAYS)
    assert not build_next(session, many=ALWAYS)
    assert find_chunks(session, criteria, many=ALWAYS) == Chunks([0, 1], [])
    assert agree(session, criteria, asked)


def test_a_whole_catalogue_made_anew_leaves_no_old_bits(catalogue: Session) -> None:
    session = catalogue
    session.execute(update(Project).values(archived_at=text("now()"), archive_reason="Essai"))
    listing.refresh(session)
    assert find_chunks(session, chosen(session, {}), many=ALWAYS) is None
    while build_next(session, many=ALWAYS):
        pass
    asked = [Asked(Dimension.STATUS), Asked(Dimension.THEME)]
    assert agree(session, chosen(session, {}), asked)


def test_bits_of_another_year_are_made_anew(catalogue: Session) -> None:
    """An open project is active until today."""
    catalogue.execute(update(BitmapChunk).values(built_year=2020))
    assert find_chunks(catalogue, chosen(catalogue, {}), many=ALWAYS) is None
    assert build_next(catalogue, many=ALWAYS)
    assert find_chunks(catalogue, chosen(catalogue, {}), many=ALWAYS) == Chunks([0], [1])
