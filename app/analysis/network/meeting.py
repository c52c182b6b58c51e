"""Where two organisations meet: in the same projects, or each by itself in the same places, on the
same themes, with the same partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, true
from sqlalchemy.orm import Session

from app.analysis.addresses import list_query
from app.analysis.network.schemas import NetworkFilters
from app.codelists import Language
from app.projects.criteria import PERIOD, Criteria, build_criteria
from app.projects.directory_queries import provinces_of
from app.projects.facets import count_facets
from app.projects.filters import Filters
from app.projects.queries import count
from app.projects.reference import Reference

# Facet → the filter that a value of it is of.
FACETS = {
    "region": "region",
    "province": "province",
    "theme": "theme",
    "target_group": "target_group",
    PERIOD: "year_active",
    "organisation": "with_organisation",
}
_ENDS = ("organisation", "role", "with_organisation")


@dataclass(frozen=True)
class Side:
    """Projects, and the query of their list."""

    projects: int
    query: str | None


@dataclass(frozen=True)
class Common:
    """A value that both have; `together` is None for a third organisation."""

    value: str
    label: str
    first: Side
    second: Side
    together: Side | None


@dataclass(frozen=True)
class MeetingReading:
    first: Side
    second: Side
    together: Side
    anywhere: Side
    common: Mapping[str, Sequence[Common]]


@dataclass(frozen=True)
class _Counted:
    filters: Filters
    projects: int
    facets: Mapping[str, Mapping[str, int]]
    labels: Mapping[tuple[str, str], str]

    def side(self) -> Side:
        return Side(self.projects, list_query(self.filters, {}))

    def value(self, facet: str, value: str) -> Side:
        found = self.facets[facet].get(value, 0)
        return Side(found, list_query(self.filters, {FACETS[facet]: value}))


def read_meeting(
    session: Session,
    query: NetworkFilters,
    ends: tuple[str, str],
    reference: Reference,
    language: Language,
) -> MeetingReading:
    chosen = {
        name: getattr(query, name) for name in Filters.model_fields if name not in _ENDS
    }  # without `minimum`, and with the organisations of today
    one, other = ends

    def ask(**parts: list[str]) -> _Counted:
        filters = Filters.model_validate({**chosen, **parts})
        return _count(session, filters, reference, language)

    first = ask(organisation=[one], role=list(query.role))
    second = ask(organisation=[other])
    together = ask(organisation=[one], role=list(query.role), with_organisation=[other])
    anywhere = Filters(organisation=[one], with_organisation=[other])
    criteria = build_criteria(session, anywhere, reference)
    allowed = _allowed(session, query)
    return MeetingReading(
        first.side(),
        second.side(),
        together.side(),
        Side(count(session, criteria, anywhere).matched, list_query(anywhere, {})),
        {
            facet: [
                Common(
                    value,
                    first.labels[facet, value],
                    first.value(facet, value),
                    second.value(facet, value),
                    None if facet == "organisation" else together.value(facet, value),
                )
                for value in first.facets[facet]
                if value in second.facets[facet]
                and value not in ends
                and (facet not in allowed or value in allowed[facet])
            ]
            for facet in FACETS
        },
    )


def _count(
    session: Session, filters: Filters, reference: Reference, language: Language
) -> _Counted:
    """Every facet counts what all the filters select, its own too."""
    criteria = build_criteria(session, filters, reference)
    whole = Criteria({"whole": and_(true(), *criteria.where())})
    facets = count_facets(session, whole, Filters(), reference, language, tuple(FACETS))
    return _Counted(
        filters,
        count(session, criteria, filters).matched,
        {name: {each.value: each.count for each in values} for name, values in facets.items()},
        {(name, each.value): each.label for name, values in facets.items() for each in values},
    )


def _allowed(session: Session, query: NetworkFilters) -> dict[str, set[str]]:
    """Where a filter chooses values, only these: of others, no address tells the projects."""
    allowed: dict[str, set[str]] = {
        facet: set(getattr(query, name))
        for facet, name in FACETS.items()
        if facet != "organisation" and getattr(query, name)
    }
    if query.region and not query.province:
        allowed["province"] = {
            province.code for code in query.region for province in provinces_of(session, code)
        }
    return allowed
