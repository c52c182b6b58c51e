"""Shapes of the private API about due dates and confirmations."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.codelists import ActivityStatus, ConfirmationOutcome, ReminderStep
from app.projects.fields import REGION
from app.review.submissions.schemas import OrganisationRef, ProjectRef

WHEN = Literal["due", "overdue", "soon", "all"]


class DueQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    when: WHEN = Field(
        "due",
        description="`due`: by today; `overdue`: for more than the grace period; `soon`: by 30 "
        "days from now; `all`: whenever.",
    )
    organisation: str | None = Field(
        None,
        max_length=100,
        pattern="^[a-z0-9-]+$",
        description="Slug of the steward; `none`: without one.",
    )
    region: str | None = Field(None, pattern=REGION, description="Code of a region: `MA-09`.")
    mine: bool = Field(False, description="Only those of which your organisations are steward.")
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class LastReminderView(BaseModel):
    step: ReminderStep = Field(description="Who was reminded last in this round.")
    sent_at: datetime


class DueItem(BaseModel):
    project: ProjectRef
    revision: int
    activity_status: ActivityStatus | None
    steward: OrganisationRef | None
    suggested_steward: OrganisationRef | None = Field(
        description="Where there is no steward: first implementer, else accountable, else funder."
    )
    due_on: date
    overdue: bool = Field(description="For more than the grace period.")
    last_confirmed_at: datetime | None
    reminder: LastReminderView | None


class DueList(BaseModel):
    items: list[DueItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int  # noqa: N815 - OGC name


class NewConfirmation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    outcome: ConfirmationOutcome
    revision: int | None = Field(
        None, ge=1, description="The one that you read; refused when another is live by now."
    )


class ConfirmationReceipt(BaseModel):
    project: str = Field(description="Identifier.")
    outcome: ConfirmationOutcome
    last_confirmed_at: datetime
    due_on: date = Field(description="When it is to be confirmed again.")


class ScoreView(BaseModel):
    organisation: OrganisationRef
    projects: int = Field(description="Of which it is the steward.")
    waiting: int = Field(description="Due, and still in time.")
    missed: int = Field(description="Due for more than the grace period.")
    in_time: int
    late: int
    nothing_to_report: int = Field(
        description="Of the answers: nothing to report. They count like any other."
    )
    share_in_time: float | None = Field(description="Of those due; null: nothing was due yet.")


class Scorecard(BaseModel):
    grace_days: int
    since: datetime = Field(description="Answers are counted from here on.")
    items: list[ScoreView]
