"""Parameters of lists that are read page by page."""

from typing import Annotated

from fastapi import Query

MAX_LIMIT = 200

Cursor = Annotated[
    str | None, Query(max_length=1000, description="`next` of the page before; none: the first.")
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Items in a page.")]
