"""Whether a submission could be published as it is."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.errors import InvalidFieldsError
from app.models import FieldChange, Project, Submission
from app.review.changes import Content, FieldProblem, problems
from app.review.submissions.live import proposed_content
from app.review.submissions.references import reference_problems


def find_problems(
    session: Session,
    submission: Submission,
    live: Content | None,
    changes: Sequence[FieldChange],
) -> list[FieldProblem]:
    """Of everything that is proposed, as if all of it were accepted."""
    project = session.get(Project, submission.project_id) if submission.project_id else None
    values = {change.path: change.proposed for change in changes}
    return [
        *problems(proposed_content(live, list(changes))),
        *reference_problems(session, project, values),
    ]


def refuse(found: Sequence[FieldProblem]) -> None:
    """Raises InvalidFieldsError if there are any."""
    if found:
        raise InvalidFieldsError(
            [
                {"pointer": f"#{problem.pointer}", "path": problem.path, "detail": problem.detail}
                for problem in found
            ]
        )


def require_valid(
    session: Session,
    submission: Submission,
    live: Content | None,
    changes: Sequence[FieldChange],
) -> None:
    if not changes:
        raise InvalidFieldsError(
            [{"pointer": "#/patch", "detail": "propose at least one change before submitting"}]
        )
    refuse(find_problems(session, submission, live, changes))
