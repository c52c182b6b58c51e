"""What the form of an organisation offers to choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.codelists import ClosedList, OpenList, OrganisationScope
from app.i18n import formats
from app.projects.fields import COUNTRIES
from app.review.manage.codelists.queries import describe_lists
from app.workspace.context import WorkspacePage


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class OrganisationChoices:
    types: Sequence[Choice]
    countries: Sequence[Choice]
    scopes: Sequence[Choice]


def organisation_choices(page: WorkspacePage, known_type: str | None) -> OrganisationChoices:
    """A retired type is offered to those that have it already."""
    lists = {found.name: found.items for found in describe_lists(page.session).items}
    types = [
        item.code
        for item in lists[OpenList.ORGANISATION_TYPE]
        if item.retired_at is None or item.code == known_type
    ]
    countries = [
        Choice(code, formats.country(code, page.language)) for code in COUNTRIES if code != "MA"
    ]
    return OrganisationChoices(
        types=[Choice(code, page.label(OpenList.ORGANISATION_TYPE, code)) for code in types],
        countries=[
            Choice("MA", formats.country("MA", page.language)),
            *sorted(countries, key=lambda country: country.label),
        ],
        scopes=[
            Choice(scope, page.label(ClosedList.ORGANISATION_SCOPE, scope))
            for scope in OrganisationScope
        ],
    )
