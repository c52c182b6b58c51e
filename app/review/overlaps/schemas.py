"""Shapes of the private API of pairs of projects."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from app.codelists import ActivityStatus, OverlapKind, SubmissionState, Verdict
from app.kit.storable import StorableText
from app.projects.parts import Budget
from app.review.submissions.schemas import Input, Note, PersonRef, ProjectRef


class Judgement(Input):
    verdict: Verdict
    note: Note = Field(None, description="Why; analysts read it.")
    project: StorableText | None = Field(
        None,
        max_length=200,
        description="Identifier. `duplicate`: the project that stays; `co_funded`: the one that "
        "the draft adds to. The others name none.",
    )
    relation: Literal["funders", "part_of"] = Field(
        "funders",
        description="`co_funded`: add the funders of the other project, or make `project` a part "
        "of it.",
    )


class PairedProject(BaseModel):
    """What is compared of a project; organisations by slug, the rest by code."""

    project: ProjectRef
    archived: bool
    start_date: str | None
    end_date: str | None
    activity_status: ActivityStatus | None
    funders: list[str]
    organisations: list[str] = Field(description="In another role than that of a funder.")
    regions: list[str]
    provinces: list[str]
    themes: list[str]
    target_groups: list[str]
    budget: Budget | None


class OpenedSubmission(BaseModel):
    id: UUID
    number: int
    state: SubmissionState


class VerdictView(BaseModel):
    verdict: Verdict
    project: str | None = Field(description="Identifier: that stays, or that the draft adds to.")
    note: str | None = Field(description="For analysts; null for others.")
    judged_by: PersonRef | None = Field(description="For analysts; null for others.")
    judged_at: datetime
    submission: OpenedSubmission | None = Field(
        description="That the verdict opened; null when there was nothing to add, or you may not "
        "see it."
    )


class PairItem(BaseModel):
    first: PairedProject = Field(description="That came first into the catalogue.")
    second: PairedProject
    kind: OverlapKind | None = Field(description="null: not much in common.")
    score: float = Field(description="0 to 1.")
    months: int = Field(description="Calendar months in which both are active.")
    reasons: list[str] = Field(description="What they share, in your language; most first.")
    verdict: VerdictView | None


class PairView(PairItem):
    part_of: bool = Field(description="One is a part of the other: not an overlap.")
    version: int = Field(description="Of the verdict, its ETag without quotes; 0: none yet.")


class PairList(BaseModel):
    items: list[PairItem]
    next: str | None = Field(description="`cursor` of the next page.")
    numberMatched: int = Field(description="How many pairs there are.")  # noqa: N815 - OGC name
    numberUncompared: int = Field(  # noqa: N815 - as its neighbour
        description="Projects that changed and are not compared again yet: ask again."
    )
