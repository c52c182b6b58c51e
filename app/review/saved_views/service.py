"""Saving, naming, sharing and deleting views."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import ViewKind
from app.errors import ConflictError, ForbiddenError
from app.kit.versions import check_version
from app.models import SavedView, User
from app.projects.reference import Reference
from app.review.saved_views.kinds import read_query
from app.review.saved_views.queries import find_view
from app.review.saved_views.schemas import NewView, ViewEdit

MAX_VIEWS = 200
_SUBJECT = "saved_view"


def save_view(session: Session, user: CurrentUser, new: NewView, reference: Reference) -> SavedView:
    """Raises InvalidFieldsError, ConflictError beyond MAX_VIEWS."""
    query = read_query(new.kind, new.query, reference)
    session.execute(select(User.id).where(User.id == user.id).with_for_update())
    own = select(func.count()).select_from(SavedView).where(SavedView.owner_id == user.id)
    if session.scalars(own).one() >= MAX_VIEWS:
        raise ConflictError(f"You have {MAX_VIEWS} views: delete one that is not needed.")
    view = SavedView(
        owner_id=user.id, name=new.name, kind=new.kind, query=query, sharing=new.sharing
    )
    session.add(view)
    session.flush()
    session.refresh(view)
    data = {"kind": view.kind, "sharing": view.sharing}
    record_event(session, user.actor, "saved_view.created", _SUBJECT, view.id, data=data)
    return view


def edit_view(
    session: Session,
    user: CurrentUser,
    view_id: UUID,
    if_match: str | None,
    edit: ViewEdit,
    reference: Reference,
) -> SavedView:
    """Raises NotFoundError, ForbiddenError, MissingVersionError, StaleVersionError,
    InvalidFieldsError."""
    view = _own(session, user, view_id)
    check_version(if_match, view.version)
    changes = edit.model_dump(exclude_unset=True)
    if "query" in changes:
        changes["query"] = read_query(ViewKind(view.kind), changes["query"], reference)
    changed = {name: value for name, value in changes.items() if getattr(view, name) != value}
    if not changed:
        return view
    for name, value in changed.items():
        setattr(view, name, value)
    view.updated_at = func.now()
    session.flush()
    session.refresh(view)
    data = {"fields": sorted(changed), "sharing": view.sharing}
    record_event(session, user.actor, "saved_view.edited", _SUBJECT, view.id, data=data)
    return view


def delete_view(session: Session, user: CurrentUser, view_id: UUID) -> None:
    """Raises NotFoundError, ForbiddenError."""
    session.delete(_own(session, user, view_id))
    record_event(session, user.actor, "saved_view.deleted", _SUBJECT, view_id)


def _own(session: Session, user: CurrentUser, view_id: UUID) -> SavedView:
    view = find_view(session, user, view_id, lock=True)
    if view.owner_id != user.id:
        raise ForbiddenError("Only its owner changes or deletes a view; save it under your name.")
    return view
