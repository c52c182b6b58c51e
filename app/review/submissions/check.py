"""What a submission looks like as a whole, and what could be better in it."""

from typing import Any

from sqlalchemy.orm import Session

from app.models import Submission
from app.review.changes import completeness
from app.review.submissions.checking import find_problems
from app.review.submissions.live import changes_of, live_content, proposed_content
from app.review.submissions.schemas import CheckError, CompletenessView, SubmissionCheck


def whole_document(session: Session, submission: Submission) -> dict[str, Any]:
    """The live project with all its changes, as if they were accepted."""
    live = live_content(session, submission.project_id)
    return proposed_content(live, changes_of(session, submission))


def check(session: Session, submission: Submission) -> SubmissionCheck:
    live = live_content(session, submission.project_id)
    changes = changes_of(session, submission)
    found = find_problems(session, submission, live, changes)
    known = completeness(proposed_content(live, changes))
    return SubmissionCheck(
        errors=[
            CheckError(path=problem.path, pointer=f"#{problem.pointer}", detail=problem.detail)
            for problem in found
        ],
        completeness=CompletenessView(known=known.known, of=known.of, missing=list(known.missing)),
        duplicates=[],
    )
