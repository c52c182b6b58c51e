"""Goes back to an earlier state of a project, by a submission like any other."""

from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.errors import ConflictError
from app.models import Project, Submission
from app.review.changes import difference, editable
from app.review.history.queries import read_revision
from app.review.submissions.live import live_content
from app.review.submissions.service import start_submission


def start_restoring(
    session: Session,
    user: CurrentUser,
    project: Project,
    number: int,
    *,
    organisation_id: int | None,
    note: str | None = None,
) -> Submission:
    """A draft of the changes that lead from the live state back to this revision, as far as the
    user may propose them. Raises NotFoundError, or ConflictError if there are none."""
    revision = read_revision(session, project, number)
    live = live_content(session, project.id)
    values = {
        change.path: change.proposed
        for change in difference(live, revision.snapshot)
        if editable(change.path, user.role)
    }
    if not values:
        raise ConflictError(
            f"{project.identifier} does not differ from its revision {number} in anything that "
            "you may propose to change"
        )
    return start_submission(
        session,
        user,
        project=project,
        organisation_id=organisation_id,
        values=values,
        restored_revision=number,
        note=note,
    )
