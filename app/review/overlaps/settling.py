"""What follows when the submission that a verdict opened is accepted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.codelists import Verdict
from app.models import OverlapVerdict, Project, Submission
from app.review.manage.projects.service import archive
from app.review.submissions.live import lock_project

# Read by the public on the page of the archived project, as analysts write their reasons.
REASON = "Doublon de la fiche {identifier}, qui réunit désormais ce que disaient les deux."


def settle_duplicate(session: Session, user: CurrentUser, submission: Submission) -> None:
    """In the transaction of the acceptance, the project that does not stay leaves the lists and
    the totals. What is archived already stays as it is."""
    verdict = session.scalars(
        select(OverlapVerdict).where(
            OverlapVerdict.submission_id == submission.id,
            OverlapVerdict.verdict == Verdict.DUPLICATE,
        )
    ).one_or_none()
    if verdict is None:
        return
    leaves = verdict.second_id if verdict.project_id == verdict.first_id else verdict.first_id
    project = lock_project(session, leaves)
    if project.archived_at is None:
        stays = session.get_one(Project, verdict.project_id)
        archive(session, user, project, REASON.format(identifier=stays.identifier))
