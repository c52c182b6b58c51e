"""Projects as those who propose changes look for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Language, SubmissionState
from app.models import Organisation, Project, ProjectListing, Submission
from app.projects.criteria import build_criteria
from app.projects.filters import Filters
from app.projects.items import make_item
from app.projects.queries import select_listings
from app.projects.reference import Reference
from app.review.freshness.due import due_on
from app.review.visibility import may_see_project, visible_to

OPEN_STATES = (
    SubmissionState.DRAFT,
    SubmissionState.SUBMITTED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
)


@dataclass(frozen=True)
class OpenSubmission:
    id: UUID
    number: int
    state: str


@dataclass(frozen=True)
class ListedProject:
    item: Mapping[str, Any]
    due_on: date
    submissions: Sequence[OpenSubmission]


def of_organisations(ids: Collection[int], slugs: Collection[str]) -> ColumnElement[bool]:
    """In which these take part, or of which one is the steward."""
    current = func.coalesce(Organisation.merged_into_id, Organisation.id)
    held = select(Organisation.id).where(current.in_(ids))
    return or_(
        ProjectListing.participants.overlap([f":{slug}" for slug in slugs]),
        ProjectListing.project_id.in_(select(Project.id).where(Project.steward_id.in_(held))),
    )


def find_projects(
    session: Session,
    user: CurrentUser,
    reference: Reference,
    language: Language,
    *,
    words: str | None,
    within: ColumnElement[bool] | None,
    today: date,
    limit: int,
    offset: int,
) -> tuple[int, list[ListedProject]]:
    """How many there are, and one page of them: by title, or the best match first."""
    criteria = build_criteria(session, Filters(q=words), reference)
    conditions = [*criteria.where(), *([] if within is None else [within])]
    counted = select(func.count()).select_from(ProjectListing).where(*conditions)
    matched = session.scalars(counted).one()
    query = select_listings(
        criteria, language, None, limit, offset, ProjectListing.project_id.expression, due_on(today)
    ).join(Project, Project.id == ProjectListing.project_id)
    rows = session.execute(query if within is None else query.where(within)).all()
    submissions = open_submissions(session, user, [row[1] for row in rows])
    return matched, [
        ListedProject(make_item(item, reference, language, ""), due, submissions.get(key, []))
        for item, key, due in rows
    ]


def open_submissions(
    session: Session, user: CurrentUser, project_ids: Collection[int]
) -> Mapping[int, Sequence[OpenSubmission]]:
    """Those that the user may see, by project."""
    rows = session.scalars(
        select(Submission)
        .where(
            Submission.project_id.in_(project_ids),
            Submission.state.in_(OPEN_STATES),
            visible_to(user),
        )
        .order_by(Submission.number)
    )
    found: dict[int, list[OpenSubmission]] = {}
    for row in rows:
        assert row.project_id is not None  # noqa: S101 - asked for above
        found.setdefault(row.project_id, []).append(OpenSubmission(row.id, row.number, row.state))
    return found


def is_discussed_by(session: Session, user: CurrentUser, project_id: int) -> bool:
    """Whether the user takes part in what is said about it in private."""
    query = select(Project.id).where(Project.id == project_id, may_see_project(user))
    return session.scalars(query).one_or_none() is not None
