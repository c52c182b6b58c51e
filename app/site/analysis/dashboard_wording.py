"""What tells two selections apart, in words."""

from collections.abc import Sequence

from app.i18n.catalogue import messages
from app.projects.filters import Filters
from app.projects.wording import FILTER_NAMES, value_label
from app.site.portfolio.context import PageContext

_PERIOD = ("year_from", "year_to")
_BETWEEN = " · "


def side_names(sides: Sequence[Filters], page: PageContext) -> list[str | None]:
    """Of the filters in which they differ, or None without any."""
    differing = [
        name
        for name in FILTER_NAMES
        if len({str(getattr(filters, name)) for filters in sides}) > 1 or len(sides) == 1
    ]
    return [_name(filters, differing, page) for filters in sides]


def _name(filters: Filters, differing: Sequence[str], page: PageContext) -> str | None:
    words = []
    for name in differing:
        value = getattr(filters, name)
        if value is None or value == []:
            continue
        if name in _PERIOD and filters.year_from and filters.year_to:
            words += [f"{filters.year_from}–{filters.year_to}"] if name == "year_from" else []
        else:
            words.append(_words(name, value, page))
    return _BETWEEN.join(words) or None


def _words(name: str, value: object, page: PageContext) -> str:
    """Codes speak for themselves; of the rest the name of the filter is said."""
    if isinstance(value, list):
        return ", ".join(value_label(name, each, page.reference, page.language) for each in value)
    label = messages(page.language).gettext(FILTER_NAMES[name])
    return f"{label} {value_label(name, value, page.reference, page.language)}"
