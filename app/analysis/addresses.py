"""The query of the list of projects that a number of an analysis counts. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from app.projects.filters import Filters

Pairs = tuple[tuple[str, str], ...]


def filter_pairs(filters: Filters, without: Iterable[str] = ()) -> Pairs:
    """The filters that are set, as an address gives them."""
    left_out = frozenset(without)
    pairs = []
    for name in Filters.model_fields:
        value = getattr(filters, name)
        if name in left_out or value is None:
            continue
        values = value if isinstance(value, list) else [value]
        pairs += [(name, _written(each)) for each in values]
    return tuple(pairs)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def list_query(
    filters: Filters, over: Mapping[str, str | Sequence[str]], without: Iterable[str] = ()
) -> str:
    """These filters, with those of `over` in their place, and without some."""
    kept = filter_pairs(filters, (*over, *without))
    changed = [
        (name, value)
        for name, values in over.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return urlencode([*kept, *changed], quote_via=quote)
