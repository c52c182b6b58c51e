"""Addresses of a selection: the same filters, one more or one less."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

Pairs = tuple[tuple[str, str], ...]
PAGING = ("limit", "offset")


@dataclass(frozen=True)
class Address:
    """A path and its query parameters, in order."""

    path: str
    pairs: Pairs = ()

    def __str__(self) -> str:
        return self.path + self.query

    @property
    def query(self) -> str:
        return "?" + urlencode(self.pairs, quote_via=quote) if self.pairs else ""

    def without(self, *names: str) -> "Address":
        """Begins again at the first page."""
        dropped = (*names, "offset")
        return Address(self.path, tuple(pair for pair in self.pairs if pair[0] not in dropped))

    def without_value(self, name: str, value: str) -> "Address":
        first_page = self.without()
        return Address(self.path, tuple(pair for pair in first_page.pairs if pair != (name, value)))

    def with_value(self, name: str, value: str | int) -> "Address":
        """In place of the values that the parameter had."""
        kept = tuple(pair for pair in self.pairs if pair[0] != name)
        return Address(self.path, (*kept, (name, str(value))))

    def at(self, path: str) -> "Address":
        """The same selection at another address, from its beginning."""
        return Address(path, self.without(*PAGING).pairs)

    def values(self, name: str) -> Sequence[str]:
        return [value for key, value in self.pairs if key == name]


@dataclass(frozen=True)
class Pager:
    """Which items of a list a page shows, and where the others are."""

    matched: int
    first: int
    last: int
    page: int
    pages: int
    previous: Address | None
    following: Address | None


def make_pager(address: Address, matched: int, shown: int, limit: int, offset: int) -> Pager:
    def at(start: int) -> Address:
        return address.with_value("offset", start) if start > 0 else address.without("offset")

    return Pager(
        matched=matched,
        first=offset + 1 if shown else 0,
        last=offset + shown,
        page=offset // limit + 1,
        pages=max(1, -(-matched // limit)),
        previous=at(max(0, offset - limit)) if offset > 0 else None,
        following=at(offset + limit) if offset + limit < matched else None,
    )
