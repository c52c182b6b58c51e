"""What is due, as far as someone may see it, page by page."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Language
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Organisation
from app.permissions.roles import Permission
from app.review.freshness.queries import (
    DueFilter,
    DueProject,
    count_due,
    due_projects,
    read_today,
)
from app.review.freshness.rules import GRACE_DAYS
from app.review.freshness.schemas import (
    DueItem,
    DueList,
    DueQuery,
    LastReminderView,
    Scorecard,
    ScoreView,
)
from app.review.freshness.scorecard import first_moment, scorecard
from app.review.names import organisation_ref, project_ref

SOON_DAYS = 30
NONE = "none"


def list_due(session: Session, user: CurrentUser, query: DueQuery) -> DueList:
    """Contributors see what their organisations are steward of. Raises BadParameterError."""
    today = read_today(session)
    found = _filter(session, user, query, today)
    rows = due_projects(session, found, today, limit=query.limit + 1, after=_position(query.cursor))
    shown = rows[: query.limit]
    last = shown[-1] if len(rows) > query.limit else None
    return DueList(
        items=[due_item(row, user.language, today) for row in shown],
        next=write_cursor(last.due_on.isoformat(), str(last.project.id)) if last else None,
        numberMatched=count_due(session, found, today),
    )


def due_item(row: DueProject, language: Language, today: date) -> DueItem:
    project, reminder = row.project, row.reminder
    return DueItem.model_validate(
        {
            "project": project_ref(project, language),
            "revision": project.revision,
            "activity_status": project.activity_status,
            "steward": row.steward and organisation_ref(row.steward, language),
            "suggested_steward": row.suggested and organisation_ref(row.suggested, language),
            "due_on": row.due_on,
            "overdue": row.due_on < _end_of_grace(today),
            "last_confirmed_at": project.last_confirmed_at,
            "reminder": reminder and LastReminderView(step=reminder.step, sent_at=reminder.sent_at),
        }
    )


def list_scores(session: Session, user: CurrentUser) -> Scorecard:
    """Of all stewards for those who read all, of their organisations for the others."""
    today = read_today(session)
    every = user.may(Permission.SUBMISSIONS_READ_ALL)
    scores = scorecard(session, today, None if every else user.organisation_ids)
    return Scorecard(
        grace_days=GRACE_DAYS,
        since=first_moment(today),
        items=[
            ScoreView(
                organisation=organisation_ref(score.organisation, user.language),
                projects=score.projects,
                waiting=score.waiting,
                missed=score.missed,
                in_time=score.in_time,
                late=score.late,
                nothing_to_report=score.nothing_to_report,
                share_in_time=score.share_in_time,
            )
            for score in scores
        ],
    )


def _end_of_grace(today: date) -> date:
    return today - timedelta(days=GRACE_DAYS)


def _filter(session: Session, user: CurrentUser, query: DueQuery, today: date) -> DueFilter:
    times: dict[str, dict[str, Any]] = {
        "due": {"until": today},
        "soon": {"until": today + timedelta(days=SOON_DAYS)},
        "overdue": {"before": _end_of_grace(today)},
        "all": {},
    }
    allowed = user.may(Permission.SUBMISSIONS_READ_ALL) and not query.mine
    organisations = None if allowed else user.organisation_ids
    unassigned = query.organisation == NONE
    if query.organisation is not None and not unassigned:
        asked = _organisation(session, query.organisation)
        organisations = frozenset((asked,)) & (
            organisations if organisations is not None else {asked}
        )
    return DueFilter(
        **times[query.when],
        organisations=organisations,
        unassigned=unassigned,
        region=query.region,
    )


def _organisation(session: Session, slug: str) -> int:
    row = session.execute(
        select(Organisation.id, Organisation.merged_into_id).where(Organisation.slug == slug)
    ).one_or_none()
    if row is None:
        raise BadParameterError(
            "organisation", f"organisation: no organisation is named '{slug[:40]}'; write a slug"
        )
    current: int = row.merged_into_id or row.id
    return current


def _position(cursor: str | None) -> tuple[date, int] | None:
    if cursor is None:
        return None
    day, project_id = read_cursor(cursor, 2)
    try:
        return date.fromisoformat(day), int(project_id)
    except ValueError:
        raise BadParameterError("cursor", "cursor: give the `next` of the page before") from None
