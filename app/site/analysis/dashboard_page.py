"""The dashboard: the numbers of a selection."""

from dataclasses import dataclass

from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.filters import Filters
from app.projects.queries import Numbers, count
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import Selection, refused_value


@dataclass(frozen=True)
class Dashboard:
    form: FilterForm
    numbers: Numbers


def build_dashboard(page: PageContext, selection: Selection[Filters]) -> Dashboard:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        criteria = build_criteria(page.session, query, page.reference)
    except BadParameterError as error:
        raise refused_value(error, address) from None
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    return Dashboard(build_form(page, query, address, facets), count(page.session, criteria, query))
