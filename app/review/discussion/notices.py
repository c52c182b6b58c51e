"""Who is told what happens in a discussion. Only people who may still see it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.models import Comment, Membership, User
from app.notices.notify import about_project, about_submission, notify
from app.review.discussion.subjects import READ_ALL, Subject, readers
from app.review.submissions.notices import proposed_title


def tell_of_comment(
    session: Session, user: CurrentUser, subject: Subject, comment: Comment
) -> None:
    """Who is mentioned is told so, and not a second time as one who follows."""
    mentioned = set(comment.mentions)
    _tell(session, user, subject, comment, "comment.mentioned", mentioned, comment.body)
    followers = _followers(session, subject, comment) - mentioned
    _tell(session, user, subject, comment, "comment.added", followers, comment.body)


def tell_of_resolution(
    session: Session, user: CurrentUser, subject: Subject, thread: Comment
) -> None:
    _tell(session, user, subject, thread, "thread.resolved", _in_thread(session, thread), None)


def _followers(session: Session, subject: Subject, comment: Comment) -> set[UUID]:
    """Of an answer: who wrote in its thread. Of a first message: who is in charge. In both cases
    the author of the submission and its reviewer."""
    told = set[UUID]()
    if comment.parent_id is not None:
        thread = session.get_one(Comment, comment.parent_id)
        told |= _in_thread(session, thread)
    if subject.submission is not None:
        told.add(subject.submission.author_id)
        if subject.submission.reviewer_id is not None:
            told.add(subject.submission.reviewer_id)
        elif comment.parent_id is None:
            told |= _analysts(session)
    elif comment.parent_id is None and subject.project is not None:
        told |= _focal_points(session, subject.project.steward_id) | _analysts(session)
    return told


def _in_thread(session: Session, thread: Comment) -> set[UUID]:
    """Who wrote in it, or was mentioned."""
    rows = session.execute(
        select(Comment.author_id, Comment.mentions).where(
            (Comment.id == thread.id) | (Comment.parent_id == thread.id)
        )
    )
    return {person for author, mentions in rows for person in (author, *mentions)}


def _analysts(session: Session) -> set[UUID]:
    return set(session.scalars(select(User.id).where(User.role.in_(READ_ALL))))


def _focal_points(session: Session, organisation_id: int | None) -> set[UUID]:
    found = select(Membership.user_id).where(
        Membership.organisation_id == organisation_id, Membership.focal_point
    )
    return set(session.scalars(found))


def _tell(
    session: Session,
    user: CurrentUser,
    subject: Subject,
    comment: Comment,
    event: str,
    told: Collection[UUID],
    message: str | None,
) -> None:
    seeing = readers(subject).where(User.id.in_(told)).with_only_columns(User.id)
    if subject.submission is not None:
        title = None if subject.project else proposed_title(session, subject.submission)
        data = about_submission(
            subject.submission, subject.project, actor=user.id, title=title, message=message
        )
    else:
        assert subject.project is not None  # noqa: S101 - there is one of the two
        data = about_project(subject.project, actor=user.id, message=message)
    place = {"thread": f"{subject.path}#comment-{comment.id}", "comment": comment.id}
    notify(session, set(session.scalars(seeing)), event, {**data, **place})
