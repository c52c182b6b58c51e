"""Threads as their readers see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Comment, User
from app.review.discussion.schemas import CommentView, Person, ThreadList, ThreadView
from app.review.discussion.subjects import Subject, readers

MAX_SUGGESTED = 10


def list_threads(
    session: Session, user: CurrentUser, subject: Subject, cursor: str | None, limit: int
) -> ThreadList:
    first = subject.comments & Comment.parent_id.is_(None)
    query = select(Comment).where(first).order_by(Comment.created_at, Comment.id)
    if cursor is not None:
        query = query.where(tuple_(Comment.created_at, Comment.id) > _place(cursor))
    found = session.scalars(query.limit(limit + 1)).all()
    shown = found[:limit]
    more = len(found) > limit
    return ThreadList(
        items=view_threads(session, user, shown),
        next=write_cursor(shown[-1].created_at.isoformat(), str(shown[-1].id)) if more else None,
        numberMatched=session.scalars(select(func.count()).select_from(Comment).where(first)).one(),
    )


def _place(cursor: str) -> tuple[datetime, UUID]:
    created, comment_id = read_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(created), UUID(comment_id)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None


def view_threads(
    session: Session, user: CurrentUser, threads: Sequence[Comment]
) -> list[ThreadView]:
    replies = session.scalars(
        select(Comment)
        .where(Comment.parent_id.in_([thread.id for thread in threads]))
        .order_by(Comment.created_at, Comment.id)
    ).all()
    people = _people(session, [*threads, *replies])
    return [
        ThreadView(
            **dict(view_comment(thread, user, people)),
            resolved_at=thread.resolved_at,
            resolved_by=people[thread.resolved_by_id] if thread.resolved_by_id else None,
            replies=[
                view_comment(reply, user, people)
                for reply in replies
                if reply.parent_id == thread.id
            ],
        )
        for thread in threads
    ]


def view_comment(comment: Comment, user: CurrentUser, people: Mapping[UUID, Person]) -> CommentView:
    return CommentView(
        id=comment.id,
        author=people[comment.author_id],
        body=comment.body,
        mentions=[people[mentioned] for mentioned in comment.mentions if mentioned in people],
        created_at=comment.created_at,
        deleted_at=comment.deleted_at,
        mine=comment.author_id == user.id and comment.deleted_at is None,
    )


def _people(session: Session, comments: Collection[Comment]) -> dict[UUID, Person]:
    ids = {comment.author_id for comment in comments}
    for comment in comments:
        ids.update(comment.mentions)
        if comment.resolved_by_id is not None:
            ids.add(comment.resolved_by_id)
    rows = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {user_id: Person(id=user_id, name=name) for user_id, name in rows}


def mentionable(session: Session, user: CurrentUser, subject: Subject, text: str) -> list[Person]:
    """Others who may see it, by a name of which a word begins so, whatever its accents."""
    folded = func.search_fold(User.name)
    query = readers(subject).where(User.id != user.id)
    if text:
        wanted = func.search_fold(text)
        query = query.where(
            func.starts_with(folded, wanted)
            | func.strpos(folded, func.concat(" ", wanted)).op(">")(0)
        )
    found = session.scalars(query.order_by(folded, User.id).limit(MAX_SUGGESTED))
    return [Person(id=row.id, name=row.name) for row in found]
