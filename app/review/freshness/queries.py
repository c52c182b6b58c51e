"""Which projects are due, and who stands for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.codelists import ReminderStep
from app.errors import ConflictError, NotFoundError
from app.models import Organisation, Participation, Project, ProjectListing, Reminder
from app.review.freshness.due import SINCE, Steward, day_of, due_on, with_steward
from app.review.freshness.rules import suggest_steward


@dataclass(frozen=True)
class LastReminder:
    step: ReminderStep
    sent_at: datetime


@dataclass(frozen=True)
class DueProject:
    """`suggested` only where there is no steward; `since`: when its round began."""

    project: Project
    steward: Organisation | None
    suggested: Organisation | None
    since: datetime
    due_on: date
    reminder: LastReminder | None


@dataclass(frozen=True)
class DueFilter:
    """`until`: due by then; `overdue_since`: due before then. `organisations` None: any steward
    or none; `unassigned`: only without steward."""

    until: date | None = None
    before: date | None = None
    organisations: Collection[int] | None = None
    unassigned: bool = False
    region: str | None = None


def read_today(session: Session) -> date:
    """Of the database: one clock for all processes."""
    return session.scalars(select(day_of(func.now()))).one()


def due_projects(
    session: Session,
    found: DueFilter,
    today: date,
    *,
    limit: int | None = None,
    after: tuple[date, int] | None = None,
) -> list[DueProject]:
    """The longest due first. `after`: due date and id of the last one of the page before."""
    due = due_on(today)
    query = with_steward(
        select(Project, Steward, SINCE.label("since"), due.label("due_on")).select_from(Project)
    ).where(*_conditions(found, due))
    if after is not None:
        query = query.where(tuple_(due, Project.id) > tuple_(*after))
    rows = session.execute(query.order_by(due, Project.id).limit(limit)).all()
    return _completed(session, rows)


def count_due(session: Session, found: DueFilter, today: date) -> int:
    query = with_steward(select(func.count()).select_from(Project))
    matched: int = session.scalars(query.where(*_conditions(found, due_on(today)))).one()
    return matched


def _conditions(found: DueFilter, due: ColumnElement[date]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Project.archived_at.is_(None)]
    if found.until is not None:
        conditions.append(due <= found.until)
    if found.before is not None:
        conditions.append(due < found.before)
    if found.organisations is not None:
        conditions.append(Steward.id.in_(found.organisations))
    if found.unassigned:
        conditions.append(Steward.id.is_(None))
    if found.region is not None:
        listed = select(ProjectListing.project_id).where(
            ProjectListing.regions.contains([found.region])
        )
        conditions.append(Project.id.in_(listed))
    return conditions


def _completed(session: Session, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[DueProject]:
    suggested = suggested_stewards(
        session, [project.id for project, steward, *_ in rows if steward is None]
    )
    reminders = _last_reminders(session, {project.id: since for project, _, since, _ in rows})
    return [
        DueProject(
            project, steward, suggested.get(project.id), since, due, reminders.get(project.id)
        )
        for project, steward, since, due in rows
    ]


def suggested_stewards(session: Session, ids: Collection[int]) -> dict[int, Organisation]:
    """By project, where one can be suggested; as merged organisations are named now."""
    held, current = aliased(Organisation), aliased(Organisation)
    rows = session.execute(
        select(Participation.project_id, Participation.role, current)
        .join(held, held.id == Participation.organisation_id)
        .join(current, current.id == func.coalesce(held.merged_into_id, held.id))
        .where(Participation.project_id.in_(ids))
        .order_by(Participation.project_id, Participation.position)
    )
    parts: dict[int, list[tuple[str, Organisation]]] = {}
    for project_id, role, organisation in rows:
        parts.setdefault(project_id, []).append((role, organisation))
    found = {project_id: suggest_steward(known) for project_id, known in parts.items()}
    return {project_id: steward for project_id, steward in found.items() if steward is not None}


def _last_reminders(session: Session, since: dict[int, datetime]) -> dict[int, LastReminder]:
    """Of the present round of each project."""
    rows = session.execute(
        select(Reminder.project_id, Reminder.since, Reminder.step, Reminder.sent_at)
        .where(Reminder.project_id.in_(since))
        .order_by(Reminder.sent_at)
    )
    return {
        project_id: LastReminder(ReminderStep(step), sent_at)
        for project_id, began, step, sent_at in rows
        if since[project_id] == began
    }


def lock_project(session: Session, identifier: str) -> Project:
    """By its identifier, until the transaction ends. Raises NotFoundError."""
    return _found(session, identifier, _named(identifier).with_for_update())


def find_project(session: Session, identifier: str) -> Project:
    """Raises NotFoundError."""
    return _found(session, identifier, _named(identifier))


def _named(identifier: str) -> Select[Project]:
    return (
        select(Project)
        .where(Project.identifier == identifier)
        .execution_options(populate_existing=True)
    )


def _found(session: Session, identifier: str, query: Select[Project]) -> Project:
    # PostgreSQL refuses to compare a null character with anything.
    found = None if "\x00" in identifier else session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError(f"No project has the identifier '{identifier[:40]}'")
    return found


def refuse_archived(project: Project) -> None:
    if project.archived_at is not None:
        raise ConflictError(f"{project.identifier} is archived: nothing is asked about it")


def read_due(session: Session, project: Project, today: date) -> DueProject:
    """Of a project that is not archived."""
    query = with_steward(
        select(Project, Steward, SINCE.label("since"), due_on(today).label("due_on")).select_from(
            Project
        )
    )
    rows = session.execute(query.where(Project.id == project.id)).all()
    return _completed(session, rows)[0]
