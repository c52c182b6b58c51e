"""What a file is made from: the chosen projects and how they are asked for."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.projects.criteria import Criteria, build_criteria, today
from app.projects.filters import FileQuery
from app.projects.queries import Numbers, count, select_listings
from app.projects.reference import Reference
from app.settings import Settings


@dataclass(frozen=True)
class Selection:
    """`notes`: what a writer has to tell beside its file; the command prints them."""

    session: Session
    criteria: Criteria
    query: FileQuery
    reference: Reference
    language: Language
    base_url: str
    made_on: date
    settings: Settings | None = None
    notes: list[str] = field(default_factory=list)

    @cached_property
    def numbers(self) -> Numbers:
        """Of all the projects that match."""
        return count(self.session, self.criteria, self.query)

    @property
    def returned(self) -> int:
        """How many of these `limit` and `offset` leave for the file."""
        after = max(0, self.numbers.matched - self.query.offset)
        return after if self.query.limit is None else min(after, self.query.limit)

    @property
    def parameters(self) -> str:
        """The query string that asks for the same projects, without `?`."""
        given = self.query.model_dump(mode="json", exclude_defaults=True)
        return urlencode(given, doseq=True)

    def listings(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Rows of `ProjectListing.item` and the further columns, in order; many come in chunks."""
        query = self.query
        return select_listings(
            self.criteria, self.language, query.sort, query.limit, query.offset, *columns
        )


def make_selection(
    session: Session,
    query: FileQuery,
    reference: Reference,
    base_url: str,
    settings: Settings | None = None,
) -> Selection:
    """Raises BadParameterError for a value that the catalogue does not know."""
    criteria = build_criteria(session, query, reference)
    return Selection(session, criteria, query, reference, query.lang, base_url, today(), settings)
