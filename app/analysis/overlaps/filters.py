"""Query parameters of the list of pairs: the filters of the catalogue, and those of pairs."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from app.codelists import OverlapKind, Verdict
from app.kit.storable import StorableText
from app.projects.filters import Filters

NONE = "none"
JudgedAs = Literal["none", "duplicate", "co_funded", "synergy", "not_related"]


class PairSort(StrEnum):
    """By likeness or by time together; `-`: the most first."""

    SCORE_DOWN = "-score"
    SCORE = "score"
    MONTHS_DOWN = "-months"
    MONTHS = "months"


class PairFilters(Filters):
    """The filters of the catalogue choose projects; a pair is shown when one of its projects is
    chosen, or, with `within=both`, when both are."""

    within: Literal["one", "both"] = Field(
        "one", description="Whether one or both projects must match the filters of the catalogue."
    )
    project: StorableText | None = Field(
        None, max_length=200, description="Identifier or slug: only pairs of this project."
    )
    kind: list[OverlapKind] = Field([], max_length=3, description="Of one of these kinds.")
    min_score: float = Field(
        0, ge=0, le=1, allow_inf_nan=False, description="As alike as this, from 0 to 1."
    )
    verdict: list[JudgedAs] = Field(
        [],
        max_length=1 + len(Verdict),
        description="What analysts said; `none`: nothing yet. Without it, all but `not_related`.",
    )
    sort: PairSort = Field(PairSort.SCORE_DOWN, description="Order; `-` for descending.")


class PairsQuery(PairFilters):
    cursor: str | None = Field(None, max_length=500, description="`next` of the page before.")
    limit: int = Field(25, ge=1, le=100, description="How many at most.")
