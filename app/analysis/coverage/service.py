"""The matrix of one question, as its page, its answer and its files read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.analysis.addresses import list_query
from app.analysis.coverage import queries
from app.analysis.coverage.queries import Beside
from app.analysis.coverage.rules import Counts, Matrix, make_matrix
from app.analysis.coverage.schemas import CoverageFilters
from app.projects.apart import Apart
from app.projects.criteria import build_criteria
from app.projects.inhabitants import census_for
from app.projects.queries import Numbers, count_undated
from app.projects.reference import Reference


@dataclass(frozen=True)
class Reading:
    """`query` is what was asked; the methods are the queries of the lists behind its numbers."""

    query: CoverageFilters
    matrix: Matrix
    numbers: Numbers
    beside: Beside
    census: int

    def cell(self, region: str, code: str) -> str:
        return list_query(self.query, {"region": region, self.query.columns: code})

    def row(self, region: str) -> str:
        return list_query(self.query, {"region": region})

    def unstated(self, region: str) -> str:
        return self.cell(region, Apart.UNKNOWN)

    def column(self, code: str) -> str:
        regions = [row.place.code for row in self.matrix.rows]
        return list_query(self.query, {"region": regions, self.query.columns: code})

    def national(self, code: str | None = None) -> str:
        over = {"level": "national"} | ({self.query.columns: code} if code else {})
        return list_query(self.query, over, without=("region",))

    def elsewhere(self, word: str) -> str:
        return list_query(self.query, {"region": word})

    def undated(self) -> str:
        over = {"year_active": Apart.UNKNOWN.value}
        return list_query(self.query, over, without=("year_from", "year_to"))


def read_coverage(session: Session, query: CoverageFilters, reference: Reference) -> Reading:
    """Raises BadParameterError for a value that the catalogue does not know."""
    criteria = build_criteria(session, query, reference)
    census = census_for(*_period(query))
    counts, beside = queries.count_cells(session, criteria, query.columns)
    places = [
        place
        for place in queries.list_places(session, census)
        if not query.region or place.code in query.region
    ]
    matrix = make_matrix(places, _codes(session, query, counts), counts)
    numbers = Numbers(beside.matched, count_undated(session, criteria, query))
    return Reading(query, matrix, numbers, beside, census)


def _codes(session: Session, query: CoverageFilters, counts: Counts) -> Sequence[str]:
    """A retired code only where projects still bear it."""
    chosen = getattr(query, query.columns)
    return [
        code
        for code, retired in queries.list_codes(session, query.columns)
        if (not retired or code in counts.located) and (not chosen or code in chosen)
    ]


def _period(query: CoverageFilters) -> tuple[int | None, int | None]:
    """First and last year; both None without a period."""
    years = [int(year) for year in query.year_active if year != Apart.UNKNOWN]
    first = query.year_from or (min(years) if years else None)
    last = query.year_to or (max(years) if years else None)
    return first, last
