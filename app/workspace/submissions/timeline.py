"""What happened to a submission, in order, as its page tells it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.codelists import SubmissionState
from app.review.submissions.schemas import SubmissionView


@dataclass(frozen=True)
class Step:
    """`kind` is what the template words; `who` is the name of a person."""

    kind: str
    at: datetime
    who: str | None = None
    message: str | None = None


def timeline(submission: SubmissionView, sendings: Sequence[datetime]) -> Sequence[Step]:
    """The oldest first. The note is that of the last of the sendings."""
    steps = [Step("created", submission.created_at, submission.author.name)]
    steps += [Step("submitted", at) for at in sendings if at != submission.submitted_at]
    if submission.submitted_at is not None:
        steps.append(Step("submitted", submission.submitted_at, message=submission.note))
    steps += [
        Step(review.outcome, review.created_at, review.reviewer.name, review.message)
        for review in submission.reviews
    ]
    if submission.state == SubmissionState.WITHDRAWN:
        steps.append(Step("withdrawn", submission.updated_at))
    return sorted(steps, key=lambda step: step.at)
