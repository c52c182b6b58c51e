"""What a submission looks like as a whole, and what could be better in it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.analysis.overlaps.duplicates import likely_duplicates
from app.analysis.overlaps.wording import reason_text
from app.codelists import Language
from app.models import Submission, name_in
from app.projects.reference import read_reference
from app.review.changes import completeness
from app.review.submissions.checking import find_problems
from app.review.submissions.live import changes_of, live_content, proposed_content
from app.review.submissions.schemas import (
    CheckError,
    CompletenessView,
    DuplicateView,
    SubmissionCheck,
)


def whole_document(session: Session, submission: Submission) -> dict[str, Any]:
    """The live project with all its changes, as if they were accepted."""
    live = live_content(session, submission.project_id)
    return proposed_content(live, changes_of(session, submission))


def check(session: Session, submission: Submission, language: Language) -> SubmissionCheck:
    live = live_content(session, submission.project_id)
    changes = changes_of(session, submission)
    content = proposed_content(live, changes)
    known = completeness(content)
    return SubmissionCheck(
        errors=[
            CheckError(path=problem.path, pointer=f"#{problem.pointer}", detail=problem.detail)
            for problem in find_problems(session, submission, live, changes)
        ],
        completeness=CompletenessView(known=known.known, of=known.of, missing=list(known.missing)),
        duplicates=_duplicates(
            session, content, None if live is None else live["identifier"], language
        ),
    )


def _duplicates(
    session: Session, content: Mapping[str, Any], own: str | None, language: Language
) -> list[DuplicateView]:
    found = likely_duplicates(session, content, own)
    reference = read_reference(session) if found else None
    return [
        DuplicateView(
            identifier=duplicate.identifier,
            slug=duplicate.slug,
            title=name_in(dict(duplicate.titles), language),
            score=duplicate.score,
            reasons=[reason_text(reason, reference, language) for reason in duplicate.reasons],
        )
        for duplicate in found
        if reference is not None
    ]
