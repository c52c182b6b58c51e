"""Codelists as those who administer the catalogue see them, with retired items."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import ClosedList, OpenList
from app.errors import NotFoundError
from app.models import CodelistItem
from app.review.manage.codelists.schemas import Codelist, ManagedItem, ManagedList, ManagedLists


def describe_lists(session: Session) -> ManagedLists:
    rows = session.scalars(
        select(CodelistItem).order_by(CodelistItem.list, CodelistItem.position, CodelistItem.code)
    ).all()
    names: list[Codelist] = [*OpenList, *ClosedList]
    return ManagedLists(
        items=[
            ManagedList(
                name=name,
                closed=isinstance(name, ClosedList),
                items=[describe_item(row) for row in rows if row.list == name],
            )
            for name in names
        ]
    )


def describe_item(row: CodelistItem) -> ManagedItem:
    return ManagedItem(
        code=row.code,
        version=row.version,
        labels=row.labels,
        references=row.references,
        retired_at=row.retired_at,
    )


def find_item(session: Session, codelist: str, code: str, *, lock: bool = False) -> CodelistItem:
    """`lock`: until the transaction ends. Raises NotFoundError."""
    query = (
        select(CodelistItem)
        .where(CodelistItem.list == codelist, CodelistItem.code == code)
        .execution_options(populate_existing=True)
    )
    if lock:
        query = query.with_for_update()
    # PostgreSQL refuses to compare a null character with anything.
    found = None if "\x00" in code else session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError(f"The list {codelist} has no code '{code[:60]}'")
    return found
