"""What a project was: its revisions, as they were published. No name of a person is read here,
but by `read_people`, for those who may see it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.auth.current_user import CurrentUser
from app.errors import NotFoundError
from app.models import FormerSlug, Names, Organisation, Project, Revision, Submission, User
from app.projects.changes import select_revisions
from app.review.history.comparing import added_sources, changed_paths
from app.review.visibility import visible_to

Snapshot = Mapping[str, Any]
CATALOGUE = "catalogue"  # the author of what was loaded from files
MAX_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Author:
    """The organisation for which a revision was proposed; the catalogue itself has no names."""

    slug: str
    names: Names | None


@dataclass(frozen=True)
class Entry:
    """A revision; of the first one, `paths` are none: it set them all."""

    number: int
    made_at: datetime
    author: Author
    paths: Sequence[str]
    sources: Sequence[Mapping[str, Any]]


def find_project(session: Session, name: str) -> Project:
    """By identifier, slug or former slug. Raises NotFoundError."""
    if "\x00" not in name and len(name) <= 200:
        former = select(FormerSlug.project_id).where(FormerSlug.slug == name)
        query = select(Project).where(
            (Project.identifier == name) | (Project.slug == name) | Project.id.in_(former)
        )
        found = session.scalars(query).one_or_none()
        if found is not None:
            return found
    raise NotFoundError(f"No project is named '{name[:100]}'")


def list_entries(
    session: Session, project: Project, limit: int, below: int | None = None
) -> list[Entry]:
    """The newest first; `below`: only those with a smaller number."""
    query = select_revisions().where(Revision.project_id == project.id)
    if below is not None:
        query = query.where(Revision.number < min(below, MAX_NUMBER))
    rows = session.execute(query.order_by(Revision.number.desc()).limit(limit)).all()
    names = author_names(session, {revision.author for revision, _ in rows})
    return [
        Entry(
            revision.number,
            revision.created_at,
            Author(revision.author, names.get(revision.author)),
            changed_paths(before, revision.snapshot),
            added_sources(before, revision.snapshot),
        )
        for revision, before in rows
    ]


def author_names(session: Session, slugs: Collection[str]) -> dict[str, Names]:
    """An organisation that was merged goes by its own name: it was the author then."""
    query = select(Organisation.slug, Organisation.names).where(Organisation.slug.in_(slugs))
    return dict(session.execute(query).all())


def read_revision(session: Session, project: Project, number: int) -> Revision:
    """Raises NotFoundError."""
    found = session.get(Revision, (project.id, number)) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFoundError(
            f"{project.identifier} has no revision {number}: they go from 1 to {project.revision}"
        )
    return found


def iterate_snapshots(session: Session, project: Project) -> Iterator[tuple[int, Snapshot]]:
    """In the order of their numbers, without holding them all."""
    query = (
        select(Revision.number, Revision.snapshot)
        .where(Revision.project_id == project.id)
        .order_by(Revision.number)
        .execution_options(yield_per=50)
    )
    yield from session.execute(query)


def read_moments(
    session: Session, project: Project, numbers: Collection[int]
) -> dict[int, tuple[datetime, str]]:
    """When, and by which author, each of these revisions was made."""
    query = select(Revision.number, Revision.created_at, Revision.author).where(
        Revision.project_id == project.id, Revision.number.in_(numbers)
    )
    return {number: (made_at, author) for number, made_at, author in session.execute(query)}


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str


@dataclass(frozen=True)
class People:
    """Who proposed and who accepted a revision, and by which submission, if the asker sees it."""

    author: Person | None
    approver: Person | None
    submission: tuple[UUID, int] | None


def read_people(
    session: Session, user: CurrentUser, project: Project, numbers: Collection[int]
) -> dict[int, People]:
    author, approver = aliased(User), aliased(User)
    query = (
        select(
            Revision.number, author.id, author.name, approver.id, approver.name,
            Submission.id, Submission.number,
        )
        .outerjoin(author, author.id == Revision.author_id)
        .outerjoin(approver, approver.id == Revision.approver_id)
        .outerjoin(
            Submission, (Submission.id == Revision.submission_id) & visible_to(user)
        )
        .where(Revision.project_id == project.id, Revision.number.in_(numbers))
    )  # fmt: skip
    return {
        number: People(
            Person(author_id, author_name) if author_id else None,
            Person(approver_id, approver_name) if approver_id else None,
            (submission_id, submission_number) if submission_id else None,
        )
        for (
            number, author_id, author_name, approver_id, approver_name,
            submission_id, submission_number,
        ) in session.execute(query)
    }  # fmt: skip
