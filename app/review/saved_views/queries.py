"""Saved views as someone may see them."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Language, Sharing, ViewKind
from app.errors import NotFoundError
from app.models import SavedView, User
from app.permissions.roles import Permission
from app.review.saved_views.kinds import PATHS
from app.review.saved_views.schemas import SavedViewItem, SavedViewList, ViewOwner


def list_views(session: Session, user: CurrentUser, language: Language) -> SavedViewList:
    """One's own first, then those of the others; each by name."""
    shared = SavedView.sharing != Sharing.PRIVATE
    rows = session.execute(
        select(SavedView, User.name)
        .join(User, User.id == SavedView.owner_id)
        .where(or_(SavedView.owner_id == user.id, shared))
        .order_by(
            (SavedView.owner_id == user.id).desc(),
            SavedView.name.collate(f"{language}-x-icu"),
            SavedView.id,
        )
    )
    return SavedViewList(items=[_item(view, name, user, language) for view, name in rows])


def find_view(
    session: Session, user: CurrentUser, view_id: UUID, *, lock: bool = False
) -> SavedView:
    """Raises NotFoundError for one that the user may not see."""
    query = select(SavedView).where(SavedView.id == view_id, _open_to(user))
    found = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("There is no such view, or it is not shared with you.")
    return found


def describe_view(
    session: Session, view: SavedView, user: CurrentUser, language: Language
) -> SavedViewItem:
    owner = session.get_one(User, view.owner_id)
    return _item(view, owner.name, user, language)


def _open_to(user: CurrentUser) -> ColumnElement[bool]:
    shared = [Sharing.SIGNED_IN]
    if user.may(Permission.VIEWS_SAVE):
        shared.append(Sharing.ANALYSTS)
    return or_(SavedView.owner_id == user.id, SavedView.sharing.in_(shared))


def _item(view: SavedView, owner: str, user: CurrentUser, language: Language) -> SavedViewItem:
    kind = ViewKind(view.kind)
    query = f"?{view.query}" if view.query else ""
    return SavedViewItem(
        id=view.id,
        name=view.name,
        kind=kind,
        query=view.query,
        sharing=Sharing(view.sharing),
        owner=ViewOwner(id=view.owner_id, name=owner),
        own=view.owner_id == user.id,
        path=f"/{language}{PATHS[kind]}{query}",
        created_at=view.created_at,
        updated_at=view.updated_at,
        version=view.version,
    )
