"""What the queue page asks for, and what it offers to choose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import SubmissionState, UserRole
from app.kit.storable import StorableText
from app.models import Organisation, Region, Submission, User, name_in
from app.permissions.transitions import Act
from app.review.submissions.access import Asker
from app.review.submissions.filters import Sort, SubmissionsQuery
from app.review.submissions.queries import list_submissions
from app.review.submissions.schemas import SubmissionItem
from app.workspace.context import WorkspacePage

PAGE_SIZE = 25
WAITING = (SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW)
SORTS = (Sort.AGE, Sort.AGE_DOWN, Sort.SIZE, Sort.SIZE_DOWN, Sort.UPDATED_DOWN)


class Filter(BaseModel):
    """Of the page's own address; an empty choice of a form is no choice."""

    model_config = ConfigDict(extra="ignore")

    state: SubmissionState | None = None
    region: StorableText = Field("", max_length=10)
    organisation: StorableText = Field("", max_length=100)
    reviewer: Literal["me", "none"] | UUID | None = None
    sort: Sort = Sort.AGE
    cursor: str | None = Field(None, max_length=500)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    states: Sequence[SubmissionState]
    regions: Sequence[Choice]
    organisations: Sequence[Choice]
    reviewers: Sequence[Choice]
    sorts: Sequence[Sort]
    now: datetime


def wanted(filters: Filter) -> SubmissionsQuery:
    return SubmissionsQuery(
        state=[filters.state] if filters.state else list(WAITING),
        region=filters.region or None,
        organisation=filters.organisation or None,
        reviewer=filters.reviewer,
        sort=filters.sort,
        cursor=filters.cursor,
        limit=PAGE_SIZE,
    )


def choices(page: WorkspacePage) -> Choices:
    session = page.session
    organisations = session.scalars(
        select(Organisation)
        .where(Organisation.id.in_(select(Submission.organisation_id).distinct()))
        .order_by(Organisation.slug)
    )
    reviewers = session.execute(
        select(User.id, User.name)
        .where(User.role != UserRole.CONTRIBUTOR, User.disabled_at.is_(None))
        .order_by(User.name)
    )
    return Choices(
        states=[state for state in SubmissionState if state is not SubmissionState.DRAFT],
        regions=_regions(page),
        organisations=[
            Choice(row.slug, name_in(row.names, page.language)) for row in organisations
        ],
        reviewers=[Choice(str(user_id), name) for user_id, name in reviewers],
        sorts=SORTS,
        now=datetime.now(UTC),
    )


def _regions(page: WorkspacePage) -> list[Choice]:
    rows = page.session.scalars(select(Region).where(Region.admin_level == 1).order_by(Region.code))
    return [Choice(row.code, name_in(row.names, page.language)) for row in rows]


def choose(page: WorkspacePage, codes: Iterable[str] | None) -> Sequence[str]:
    """Names of the regions that a submission is about."""
    return [page.reference.area_name(code, page.language) for code in codes or ()]


def next_in_queue(session: Session, asker: Asker, after: UUID | None) -> UUID | None:
    """The oldest that the asker may decide and nobody else took, later than `after` in the queue
    if there is one."""
    cursor: str | None = None
    first: UUID | None = None
    passed = after is None
    while True:
        query = SubmissionsQuery(state=list(WAITING), sort=Sort.AGE, cursor=cursor, limit=200)
        found = list_submissions(session, asker, query)
        for item in found.items:
            if item.id == after:
                passed = True
            elif Act.DECIDE in item.acts and _is_free(item, asker):
                first = first or item.id
                if passed:
                    return item.id
        cursor = found.next
        if cursor is None:
            return first


def _is_free(item: SubmissionItem, asker: Asker) -> bool:
    return item.reviewer is None or item.reviewer.id == asker.user.id
