"""What analysts do with codelists: add, translate, retire. No code is ever removed."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import ClosedList
from app.errors import ConflictError
from app.kit.versions import check_version
from app.models import CodelistItem, ProjectCode
from app.projects import listing
from app.projects.service import take_turn
from app.publication.version import bump
from app.review.locks import lock_projects
from app.review.manage.codelists.queries import find_item
from app.review.manage.codelists.schemas import Codelist, ItemEdit, NewItem


def add_item(session: Session, user: CurrentUser, codelist: Codelist, new: NewItem) -> CodelistItem:
    """At the end of the list. Raises ConflictError for a closed list or a code that is there."""
    _refuse_closed(codelist, "a code cannot be added")
    take_turn(session)
    rows = session.execute(
        select(CodelistItem.code, CodelistItem.position).where(CodelistItem.list == codelist)
    ).all()
    if any(row.code == new.code for row in rows):
        raise ConflictError(f"The list {codelist} has the code '{new.code}' already: edit it")
    references = {"dac": new.dac, "iati": new.iati}
    item = CodelistItem(
        list=codelist,
        code=new.code,
        position=max((row.position for row in rows), default=-1) + 1,
        labels=new.labels.model_dump(),
        references={name: value for name, value in references.items() if value is not None},
        version=1,
    )
    session.add(item)
    return _done(session, user, item, "codelist_item.added", {"labels": item.labels})


def edit_item(
    session: Session,
    user: CurrentUser,
    codelist: Codelist,
    code: str,
    if_match: str | None,
    new: ItemEdit,
) -> CodelistItem:
    """Raises NotFoundError, MissingVersionError, StaleVersionError, and ConflictError to retire
    what is part of the program."""
    find_item(session, codelist, code)
    take_turn(session)
    projects = _projects_with(session, codelist, code)
    lock_projects(session, projects)
    item = find_item(session, codelist, code, lock=True)
    check_version(if_match, item.version)
    retire = new.retired is not None and new.retired != (item.retired_at is not None)
    if retire:
        _refuse_closed(codelist, "a code cannot be retired")
        item.retired_at = session.scalars(select(func.now())).one() if new.retired else None
    given = new.labels.model_dump(exclude_none=True) if new.labels else {}
    before, labels = item.labels, {**item.labels, **given}
    if labels != before:
        item.labels = labels
        session.flush()
        listing.refresh(session, projects)
        _done(session, user, item, "codelist_item.edited", {"from": before, "to": labels})
    if retire:
        action = "codelist_item.retired" if new.retired else "codelist_item.restored"
        _done(session, user, item, action, {})
    return item


def _refuse_closed(codelist: Codelist, why: str) -> None:
    if isinstance(codelist, ClosedList):
        raise ConflictError(
            f"The list {codelist} is closed, its codes are part of the program: {why}; its labels "
            "can be edited"
        )


def _projects_with(session: Session, codelist: Codelist, code: str) -> list[int]:
    """Labels of themes are part of what the search looks at."""
    return list(
        session.scalars(
            select(ProjectCode.project_id).where(
                ProjectCode.list == codelist, ProjectCode.code == code
            )
        )
    )


def _done(
    session: Session,
    user: CurrentUser,
    item: CodelistItem,
    action: str,
    data: Mapping[str, object],
) -> CodelistItem:
    session.flush()
    record_event(
        session, user.actor, action, "codelist_item", f"{item.list}/{item.code}", data=data
    )
    bump(session)
    session.refresh(item)
    return item
