"""What people do in a discussion. An erased message keeps its place, and loses its text, also in
what others were told of it; the audit log never had it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import NOTHING, record_event
from app.auth.current_user import CurrentUser
from app.errors import ConflictError, ForbiddenError, InvalidFieldsError
from app.models import Comment, User
from app.notices.service import forget_message
from app.review.discussion.notices import tell_of_comment, tell_of_resolution
from app.review.discussion.schemas import NewComment
from app.review.discussion.subjects import Subject, find_thread, readers


def add_comment(session: Session, user: CurrentUser, subject: Subject, new: NewComment) -> Comment:
    """An answer opens again the thread that it belongs to. Raises InvalidFieldsError."""
    thread = _find_parent(session, subject, new.parent) if new.parent else None
    mentions = _check_mentions(session, subject, new.mentions)
    comment = Comment(
        submission_id=subject.submission.id if subject.submission else None,
        project_id=None if subject.submission or not subject.project else subject.project.id,
        parent_id=thread.id if thread else None,
        author_id=user.id,
        body=new.body,
        mentions=mentions,
    )
    session.add(comment)
    session.flush()
    _record(session, user, subject, "comment.added", comment, {"thread": new.parent})
    if thread is not None and thread.resolved_at is not None:
        _reopen(session, user, subject, thread)
    tell_of_comment(session, user, subject, comment)
    return comment


def thread_of(session: Session, comment: Comment) -> Comment:
    """Its first message."""
    return session.get_one(Comment, comment.parent_id or comment.id)


def erase_comment(session: Session, user: CurrentUser, comment_id: UUID) -> None:
    """Only what one wrote oneself. Raises NotFoundError or ForbiddenError."""
    comment, subject = find_thread(session, user, comment_id)
    if comment.author_id != user.id:
        raise ForbiddenError("Only its author may erase a message.")
    if comment.deleted_at is not None:
        return
    comment.deleted_at = session.scalars(select(func.now())).one()
    comment.body = None
    comment.mentions = []
    forget_message(session, comment.id, comment.created_at)
    _record(session, user, subject, "comment.erased", comment)


def resolve_thread(session: Session, user: CurrentUser, comment_id: UUID) -> Comment:
    """Whoever sees it may. Raises NotFoundError or ConflictError."""
    thread, subject = _find_first(session, user, comment_id)
    if thread.resolved_at is None:
        thread.resolved_at = session.scalars(select(func.now())).one()
        thread.resolved_by_id = user.id
        session.flush()
        _record(session, user, subject, "thread.resolved", thread)
        tell_of_resolution(session, user, subject, thread)
    return thread


def reopen_thread(session: Session, user: CurrentUser, comment_id: UUID) -> Comment:
    """Whoever sees it may. Raises NotFoundError or ConflictError."""
    thread, subject = _find_first(session, user, comment_id)
    if thread.resolved_at is not None:
        _reopen(session, user, subject, thread)
    return thread


def _reopen(session: Session, user: CurrentUser, subject: Subject, thread: Comment) -> None:
    thread.resolved_at = None
    thread.resolved_by_id = None
    session.flush()
    _record(session, user, subject, "thread.reopened", thread)


def _find_first(session: Session, user: CurrentUser, comment_id: UUID) -> tuple[Comment, Subject]:
    comment, subject = find_thread(session, user, comment_id)
    if comment.parent_id is not None:
        raise ConflictError(
            "This message answers another one: the thread is named by its first message",
            thread=comment.parent_id,
        )
    return comment, subject


def _find_parent(session: Session, subject: Subject, parent: UUID) -> Comment:
    query = select(Comment).where(Comment.id == parent, subject.comments)
    thread = session.scalars(query.with_for_update()).one_or_none()
    if thread is None or thread.parent_id is not None:
        detail = "is not the first message of a thread here"
        raise InvalidFieldsError([{"pointer": "#/parent", "detail": detail}])
    return thread


def _check_mentions(session: Session, subject: Subject, ids: Sequence[UUID]) -> list[UUID]:
    known = set(
        session.scalars(readers(subject).where(User.id.in_(ids)).with_only_columns(User.id))
    )
    detail = "is nobody who may see this discussion; see `mentionable`"
    wrong = [
        {"pointer": f"#/mentions/{place}", "detail": detail}
        for place, user_id in enumerate(ids)
        if user_id not in known
    ]
    if wrong:
        raise InvalidFieldsError(wrong)
    return list(dict.fromkeys(ids))


def _record(
    session: Session,
    user: CurrentUser,
    subject: Subject,
    action: str,
    comment: Comment,
    data: Mapping[str, object] = NOTHING,
) -> None:
    record_event(
        session,
        user.actor,
        action,
        "comment",
        comment.id,
        project_id=subject.project.id if subject.project else None,
        data={"submission": comment.submission_id, **data},
    )
