"""What is done with reports: read, closed, or made a submission."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import ReportState, SubmissionState
from app.errors import BadParameterError, ConflictError, ForbiddenError, NotFoundError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Project, Report, Submission, User
from app.permissions.roles import Permission
from app.review.names import project_ref
from app.review.reports.schemas import LinkedSubmission, ReportList, ReportsQuery, ReportView
from app.review.reports.service import close_report
from app.review.submissions.schemas import PersonRef
from app.review.submissions.service import start_submission

# A submission in one of these leads nowhere: another may be started from the report.
_ENDED = (SubmissionState.REJECTED, SubmissionState.WITHDRAWN)


def list_reports(session: Session, user: CurrentUser, query: ReportsQuery) -> ReportList:
    """The oldest first. Raises BadParameterError."""
    conditions: list[ColumnElement[bool]] = []
    if query.state is not None:
        conditions.append(Report.state == query.state)
    if query.project is not None:
        conditions.append(Project.identifier == query.project)
    reports = select(Report, Project).join(Project, Project.id == Report.project_id)
    matched = session.scalars(
        select(func.count())
        .select_from(Report)
        .join(Project, Project.id == Report.project_id)
        .where(*conditions)
    ).one()
    if query.cursor is not None:
        conditions.append(tuple_(Report.created_at, Report.id) > tuple_(*_position(query.cursor)))
    rows = session.execute(
        reports.where(*conditions).order_by(Report.created_at, Report.id).limit(query.limit + 1)
    ).all()
    shown = [(report, project) for report, project in rows[: query.limit]]
    last = shown[-1][0] if len(rows) > query.limit else None
    return ReportList(
        items=_views(session, user, shown),
        next=write_cursor(last.created_at.isoformat(), str(last.id)) if last else None,
        numberMatched=matched,
    )


def read_report(session: Session, user: CurrentUser, report_id: UUID) -> ReportView:
    """Raises NotFoundError."""
    return _views(session, user, [_find(session, report_id)])[0]


def close(session: Session, user: CurrentUser, report_id: UUID, reason: str | None) -> ReportView:
    """Raises NotFoundError, or ConflictError for one that is closed already."""
    report, project = _find(session, report_id, lock=True)
    if report.state == ReportState.CLOSED:
        raise ConflictError("The report is closed already")
    close_report(session, user, report, reason)
    return _views(session, user, [(report, project)])[0]


def start_from_report(
    session: Session, user: CurrentUser, report_id: UUID
) -> tuple[Submission, bool]:
    """A draft about the project of the report, and whether it is new: who asks twice gets the
    same. Raises NotFoundError, ForbiddenError, and ConflictError when someone else has begun."""
    if not user.may(Permission.SUBMISSIONS_WRITE):
        raise ForbiddenError(
            f"Your role, or your token, does not allow {Permission.SUBMISSIONS_WRITE}."
        )
    report, project = _find(session, report_id, lock=True)
    begun = session.scalars(
        select(Submission)
        .where(Submission.report_id == report.id, Submission.state.not_in(_ENDED))
        .order_by(Submission.number.desc())
        .limit(1)
    ).one_or_none()
    if begun is not None:
        if begun.author_id == user.id and begun.state == SubmissionState.DRAFT:
            return begun, False
        raise ConflictError(
            f"Submission {begun.number} was started from this report already",
            number=begun.number,
        )
    submission = start_submission(
        session, user, project=project, organisation_id=None, report_id=report.id
    )
    return submission, True


def _position(cursor: str) -> tuple[datetime, UUID]:
    moment, report_id = read_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(moment), UUID(report_id)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None


def _find(session: Session, report_id: UUID, *, lock: bool = False) -> tuple[Report, Project]:
    query = (
        select(Report, Project)
        .join(Project, Project.id == Report.project_id)
        .where(Report.id == report_id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(query.with_for_update(of=Report) if lock else query).one_or_none()
    if found is None:
        raise NotFoundError("There is no such report")
    return found[0], found[1]


def _views(
    session: Session, user: CurrentUser, rows: Collection[tuple[Report, Project]]
) -> list[ReportView]:
    submissions: dict[UUID, list[LinkedSubmission]] = {}
    for row in session.scalars(
        select(Submission)
        .where(Submission.report_id.in_([report.id for report, _ in rows]))
        .order_by(Submission.number)
    ):
        assert row.report_id is not None  # noqa: S101 - asked for above
        linked = LinkedSubmission.model_validate(row, from_attributes=True)
        submissions.setdefault(row.report_id, []).append(linked)
    closers = {report.closed_by_id for report, _ in rows if report.closed_by_id}
    names = dict(session.execute(select(User.id, User.name).where(User.id.in_(closers))).all())
    return [
        ReportView.model_validate(
            {
                **{
                    name: getattr(report, name)
                    for name in ReportView.model_fields
                    if hasattr(report, name)
                },
                "project": project_ref(project, user.language),
                "closed_by": report.closed_by_id
                and PersonRef(id=report.closed_by_id, name=names[report.closed_by_id]),
                "submissions": submissions.get(report.id, []),
            }
        )
        for report, project in rows
    ]
