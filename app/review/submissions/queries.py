"""The queue: which submissions someone sees, filtered, in order, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from app.codelists import Language
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import AuditEvent, FieldChange, Organisation, Project, ProjectListing, Submission
from app.review.submissions.access import Asker, has_written, parties_from
from app.review.submissions.filters import ME, NONE, Sort, SubmissionsQuery
from app.review.submissions.schemas import SubmissionItem, SubmissionList
from app.review.submissions.view import proposed_titles, read_people, summary
from app.review.visibility import is_own, visible_to

_AGE = func.coalesce(Submission.submitted_at, Submission.created_at)
_COLUMNS: dict[str, ColumnElement[Any]] = {
    Sort.AGE: _AGE,
    Sort.SIZE: Submission.size.expression,
    Sort.UPDATED: Submission.updated_at.expression,
}


@dataclass(frozen=True)
class _Row:
    submission: Submission
    project: Project | None
    organisation: Organisation | None
    own: bool
    wrote: bool
    key: object


def list_submissions(session: Session, asker: Asker, query: SubmissionsQuery) -> SubmissionList:
    """Raises BadParameterError."""
    conditions = _conditions(session, asker, query)
    matched = session.scalar(select(func.count(Submission.id)).where(*conditions)) or 0
    rows = _page(session, asker, query, conditions)
    shown = rows[: query.limit]
    following = None
    if len(rows) > query.limit:
        last = shown[-1]
        key = last.key.isoformat() if isinstance(last.key, datetime) else str(last.key)
        following = write_cursor(query.sort, key, str(last.submission.number))
    return SubmissionList(
        items=_items(session, asker, shown), next=following, numberMatched=matched
    )


def _conditions(
    session: Session, asker: Asker, query: SubmissionsQuery
) -> list[ColumnElement[bool]]:
    conditions = [visible_to(asker.user)]
    if query.mine:
        conditions.append(is_own(asker.user))
    if query.state:
        conditions.append(Submission.state.in_(query.state))
    if query.project is not None:
        conditions.append(Submission.project_id == _project_id(session, query.project))
    if query.organisation is not None:
        conditions.append(_of_organisation(session, query.organisation))
    if query.region is not None:
        conditions.append(_in_region(query.region))
    if query.reviewer == NONE:
        conditions.append(Submission.reviewer_id.is_(None))
    elif query.reviewer is not None:
        reviewer = asker.user.id if query.reviewer == ME else UUID(str(query.reviewer))
        conditions.append(Submission.reviewer_id == reviewer)
    return conditions


def _project_id(session: Session, name: str) -> int:
    query = select(Project.id).where(or_(Project.identifier == name, Project.slug == name))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise BadParameterError("project", f"project: no project is named '{name}'")
    return found


def _of_organisation(session: Session, slug: str) -> ColumnElement[bool]:
    """With those that were merged into it."""
    ids = session.scalars(
        select(Organisation.id).where(
            or_(
                Organisation.slug == slug,
                Organisation.merged_into_id.in_(
                    select(Organisation.id).where(Organisation.slug == slug)
                ),
            )
        )
    ).all()
    if not ids:
        raise BadParameterError("organisation", f"organisation: none is named '{slug}'")
    return Submission.organisation_id.in_(ids)


def _in_region(code: str) -> ColumnElement[bool]:
    live = select(ProjectListing.project_id).where(ProjectListing.regions.contains([code]))
    return or_(Submission.regions.contains([code]), Submission.project_id.in_(live))


def _page(
    session: Session,
    asker: Asker,
    query: SubmissionsQuery,
    conditions: Sequence[ColumnElement[bool]],
) -> list[_Row]:
    """One more than the limit where there are more."""
    column = _COLUMNS[query.sort.removeprefix("-")]
    down = query.sort.startswith("-")
    place = tuple_(column, Submission.number)
    wanted = list(conditions)
    if query.cursor is not None:
        after = _after(query)
        wanted.append(place < after if down else place > after)
    order = [column, Submission.number.expression]
    directed = [part.desc() if down else part.asc() for part in order]
    # The page first, the rest for its rows alone: there may be thousands of others.
    page = select(Submission.id).where(*wanted).order_by(*directed).limit(query.limit + 1)
    rows = session.execute(
        select(
            Submission,
            Project,
            Organisation,
            is_own(asker.user),
            has_written(asker.user),
            column,
        )
        .outerjoin(Project, Project.id == Submission.project_id)
        .outerjoin(Organisation, Organisation.id == Submission.organisation_id)
        .where(Submission.id.in_(page))
        .order_by(*directed)
    )
    return [_Row(*row) for row in rows]


def _after(query: SubmissionsQuery) -> ColumnElement[Any]:
    sort, key, number = read_cursor(query.cursor or "", 3)
    column = _COLUMNS[query.sort.removeprefix("-")]
    try:
        if sort != query.sort:
            raise ValueError
        value: object = int(key) if column is _COLUMNS[Sort.SIZE] else datetime.fromisoformat(key)
        place = int(number)
        if not (abs(place) < 2**31 and (not isinstance(value, int) or abs(value) < 2**31)):
            raise ValueError
    except ValueError:
        raise BadParameterError(
            "cursor", "cursor: give the `next` of the page before, with the same `sort`"
        ) from None
    return tuple_(literal(value, column.type), literal(place))


def _items(session: Session, asker: Asker, rows: Sequence[_Row]) -> list[SubmissionItem]:
    people = read_people(
        session,
        [
            person
            for row in rows
            for person in (row.submission.author_id, row.submission.reviewer_id)
        ],
    )
    titles: dict[UUID, dict[str, str]] = {}
    for submission_id, path, value in session.execute(
        select(FieldChange.submission_id, FieldChange.path, FieldChange.proposed).where(
            FieldChange.submission_id.in_([row.submission.id for row in rows]),
            FieldChange.path.in_([f"title.{language}" for language in Language]),
        )
    ):
        titles.setdefault(submission_id, {}).update(proposed_titles([(path, value)]))
    return [
        SubmissionItem(
            **summary(
                row.submission,
                row.project,
                row.organisation,
                people,
                titles.get(row.submission.id, {}),
                parties_from(asker, own=row.own, wrote=row.wrote),
                asker.user.language,
            ),
            changes_count=row.submission.size,
        )
        for row in rows
    ]


def list_sendings(session: Session, submission_id: UUID) -> Sequence[datetime]:
    """When it was sent, the first time and each time since, as far as the audit log goes."""
    return session.scalars(
        select(AuditEvent.at)
        .where(
            AuditEvent.subject_kind == "submission",
            AuditEvent.subject_id == str(submission_id),
            AuditEvent.action == "submission.submitted",
        )
        .order_by(AuditEvent.id)
    ).all()
