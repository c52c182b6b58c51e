"""The list of projects: filters with their counts, chips, pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.queries import count
from app.site.portfolio.addresses import Address, Pager, make_pager
from app.site.portfolio.cards import Card, read_cards
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import ProjectsQuery, Selection, refused_value


@dataclass(frozen=True)
class ProjectList:
    query: ProjectsQuery
    address: Address
    form: FilterForm
    cards: Sequence[Card]
    pager: Pager
    undated: int | None


def build_list(page: PageContext, selection: Selection[ProjectsQuery]) -> ProjectList:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        criteria = build_criteria(page.session, query, page.reference)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    numbers = count(page.session, criteria, query)
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    cards = read_cards(page, criteria, query.sort, query.limit, query.offset)
    return ProjectList(
        query=query,
        address=address,
        form=build_form(page, query, address, facets),
        cards=cards,
        pager=make_pager(address, numbers.matched, len(cards), query.limit, query.offset),
        undated=numbers.undated,
    )
