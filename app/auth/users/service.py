"""What administrators do to users."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.account.service import get_user, keep_an_administrator, shut_out
from app.auth.users.schemas import UserChanges
from app.codelists import UserRole
from app.errors import ConflictError
from app.models import User


def change_user(session: Session, actor: Actor, user_id: UUID, changes: UserChanges) -> None:
    """Raises NotFoundError; ConflictError for the last administrator, or a former user."""
    user = get_user(session, user_id)
    given = changes.model_fields_set
    if _removes_an_administrator(user, changes):
        keep_an_administrator(session, user)
    session.refresh(user, with_for_update=True)
    if user.anonymised_at is not None:
        raise ConflictError("This account was closed for good.")
    if "name" in given and changes.name != user.name:
        user.name = changes.name
        record_event(session, actor, "user.updated", "user", user.id, data={"fields": ["name"]})
    if "role" in given and changes.role != user.role:
        data = {"before": user.role, "after": changes.role}
        user.role = changes.role
        record_event(session, actor, "user.role_changed", "user", user.id, data=data)
    if "disabled" in given and changes.disabled != (user.disabled_at is not None):
        set_disabled(session, actor, user, disabled=changes.disabled)


def set_disabled(session: Session, actor: Actor, user: User, *, disabled: bool) -> None:
    """Whoever is disabled is out at once; enabled again, they sign in anew."""
    if disabled:
        shut_out(session, user)
        user.disabled_at = session.scalars(select(func.now())).one()
    else:
        user.disabled_at = None
    action = "user.disabled" if disabled else "user.enabled"
    record_event(session, actor, action, "user", user.id)


def _removes_an_administrator(user: User, changes: UserChanges) -> bool:
    given = changes.model_fields_set
    demoted = "role" in given and changes.role != UserRole.ADMINISTRATOR
    disabled = "disabled" in given and changes.disabled
    return user.role == UserRole.ADMINISTRATOR and (demoted or disabled)
