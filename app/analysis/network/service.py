"""The pairs of one question, as its page and its answer read them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.analysis.addresses import list_query
from app.analysis.network.queries import Ends, Pair, Pairs, read_pairs
from app.analysis.network.schemas import NetworkFilters
from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.queries import Numbers, count
from app.projects.reference import Reference


class SameOrganisationError(BadParameterError):
    def __init__(self) -> None:
        super().__init__(
            "with_organisation", "with_organisation: is the same as organisation; name another one"
        )


@dataclass(frozen=True)
class NetworkReading:
    """`query` is what was asked; the methods are the queries of the lists behind its numbers."""

    query: NetworkFilters
    ends: Ends
    numbers: Numbers
    pairs: Pairs

    @property
    def meeting(self) -> tuple[str, str] | None:
        """Two organisations of whom is asked where they meet."""
        one, other = self.ends.one, self.ends.other
        return (one[0], other[0]) if len(one) == len(other) == 1 else None

    def pair(self, pair: Pair) -> str:
        return list_query(
            self.query, {"organisation": pair.first, "with_organisation": pair.second}
        )

    def funds(self, funder: str, implementer: str) -> str | None:
        """None with filters that already speak of funders or roles."""
        if self.query.funder or self.query.role:
            return None
        over = {"funder": funder, "organisation": implementer, "role": "implementing"}
        return list_query(self.query, over, without=("with_organisation",))

    def both_fund(self, pair: Pair) -> str | None:
        if self.query.funder or self.query.role:
            return None
        over = {"funder": pair.first, "organisation": pair.second, "role": "funding"}
        return list_query(self.query, over, without=("with_organisation",))

    def organisation(self, slug: str) -> str | None:
        ends = self.ends
        if not ends.one:
            return list_query(self.query, {"organisation": slug})
        if not ends.other or slug in ends.other:
            return list_query(self.query, {"with_organisation": slug})
        if len(ends.one) == 1:
            return list_query(self.query, {})
        return None


def read_network(
    session: Session, query: NetworkFilters, reference: Reference, limit: int
) -> NetworkReading:
    """Raises BadParameterError for a value that the catalogue does not know, SameOrganisationError
    for two ends that are one."""
    criteria = build_criteria(session, query, reference)
    one = sorted(set(reference.current_slugs(query.organisation)))
    other = sorted(set(reference.current_slugs(query.with_organisation)))
    if one and one == other:
        raise SameOrganisationError
    ends = Ends(one, query.role, other)
    pairs = read_pairs(session, criteria, ends, query.minimum, limit)
    return NetworkReading(query, ends, count(session, criteria, query), pairs)
