"""What is live of the project that a submission changes: what its changes are compared with."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import FieldChange, Project, Revision, Submission
from app.review.changes import Content, apply


def find_project(session: Session, name: str) -> Project:
    """By identifier or slug. Raises NotFoundError, or ConflictError for an archived one."""
    query = select(Project).where((Project.identifier == name) | (Project.slug == name))
    project = session.scalars(query).one_or_none()
    if project is None:
        raise NotFoundError(f"No project is named '{name[:100]}'")
    refuse_archived(project)
    return project


def refuse_archived(project: Project) -> None:
    if project.archived_at is not None:
        raise ConflictError(f"{project.identifier} is archived: it has to be restored first")


def live_content(session: Session, project_id: int | None) -> Content | None:
    """None for a new project. The slug is the one of now: it changes without a revision."""
    if project_id is None:
        return None
    snapshot, slug = session.execute(
        select(Revision.snapshot, Project.slug)
        .join(Project, (Project.id == Revision.project_id) & (Project.revision == Revision.number))
        .where(Project.id == project_id)
    ).one()
    return {**snapshot, "slug": slug}


def lock_project(session: Session, project_id: int) -> Project:
    return session.scalars(
        select(Project)
        .where(Project.id == project_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def changes_of(session: Session, submission: Submission) -> list[FieldChange]:
    """In the order of their paths."""
    return list(
        session.scalars(
            select(FieldChange)
            .where(FieldChange.submission_id == submission.id)
            .order_by(FieldChange.path)
        )
    )


def final_value(change: FieldChange) -> Any:
    """What is published when it is accepted."""
    return change.accepted if change.edited else change.proposed


def proposed_content(live: Content | None, changes: list[FieldChange]) -> Content:
    return apply(live, {change.path: change.proposed for change in changes})
