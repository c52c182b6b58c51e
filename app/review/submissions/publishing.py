"""Makes what a reviewer accepted a revision of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.codelists import Decision
from app.errors import ConflictError
from app.models import FieldChange, Organisation, Project, Submission
from app.projects import listing
from app.projects.document import READ_ONLY, ProjectDocument
from app.projects.service import AUTHOR, Acceptance, link_programme, publish, take_turn
from app.publication.version import bump
from app.review.changes import Content, apply, flatten, problems
from app.review.submissions.checking import refuse
from app.review.submissions.conflicts import refuse_conflicts
from app.review.submissions.live import (
    final_value,
    live_content,
    lock_project,
    refuse_archived,
)
from app.review.submissions.naming import free_slug, next_identifier
from app.review.submissions.references import reference_problems
from app.review.submissions.sources import Accepted, with_sources


@dataclass(frozen=True)
class Target:
    """What the submission changes, locked. `project` and `live` are None for a new one."""

    project: Project | None
    live: Content | None


def lock_target(session: Session, submission: Submission, changes: Sequence[FieldChange]) -> Target:
    """New names, and the links between programmes, are given by one at a time."""
    if submission.project_id is None or any(change.path == "part_of" for change in changes):
        take_turn(session)
    if submission.project_id is None:
        return Target(None, None)
    project = lock_project(session, submission.project_id)
    refuse_archived(project)
    return Target(project, live_content(session, project.id))


def publish_accepted(
    session: Session,
    submission: Submission,
    target: Target,
    changes: Sequence[FieldChange],
    approver_id: UUID,
) -> int | None:
    """The number of the revision; None when all of it was live already.

    Raises ConflictError, or InvalidFieldsError when what is accepted makes no valid project.
    """
    accepted = [change for change in changes if change.decision == Decision.ACCEPTED]
    refuse_conflicts(accepted, flatten(target.live) if target.live else {})
    document = _document(session, target, accepted)
    live = _of(target.live) if target.live is not None else None
    if live == document:
        return None
    project = target.project or Project(revision=0, part_of_id=None)
    acceptance = Acceptance(submission.author_id, approver_id, submission.id)
    try:
        author = _author(session, submission)
        publish(session, project, document, author, acceptance, live=live)
    except IntegrityError:
        raise ConflictError(
            "Another project took the same name or id at the same moment: try again"
        ) from None
    link_programme(session, project, document.part_of)
    session.flush()
    listing.refresh(session, [project.id])
    bump(session)
    submission.project_id = project.id
    return project.revision


def _document(session: Session, target: Target, accepted: Sequence[FieldChange]) -> ProjectDocument:
    values = {change.path: final_value(change) for change in accepted}
    content = apply(target.live, values)
    refuse([*problems(content), *reference_problems(session, target.project, values, lock=True)])
    content = with_sources(
        content, [Accepted(change.path, values[change.path], change.source) for change in accepted]
    )
    if target.project is not None:
        return _of(content)
    content |= {"identifier": next_identifier(session), "slug": "x"}
    document = _of(content)
    document.slug = free_slug(session, document)
    return document


def _of(content: Content) -> ProjectDocument:
    known = {name: value for name, value in content.items() if name not in READ_ONLY}
    try:
        return ProjectDocument.model_validate(known)
    except ValidationError:
        refuse(problems(known))
        raise


def _author(session: Session, submission: Submission) -> str:
    """What the public is told: the organisation, never the person."""
    if submission.organisation_id is None:
        return AUTHOR
    return session.get_one(Organisation, submission.organisation_id).slug
