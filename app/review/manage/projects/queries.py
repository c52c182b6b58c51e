"""A project as those who administer the catalogue see it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import FormerSlug, Project, Revision
from app.projects.parts import DocumentLink
from app.review.freshness.queries import read_due, read_today
from app.review.manage.projects.schemas import ManagedProject
from app.review.names import organisation_ref, project_ref


def describe_project(session: Session, project: Project, language: Language) -> ManagedProject:
    found = read_due(session, project, read_today(session))
    former = session.scalars(
        select(FormerSlug.slug).where(FormerSlug.project_id == project.id).order_by(FormerSlug.slug)
    )
    return ManagedProject(
        project=project_ref(project, language),
        revision=project.revision,
        former_slugs=list(former),
        steward=found.steward and organisation_ref(found.steward, language),
        suggested_steward=found.suggested and organisation_ref(found.suggested, language),
        last_confirmed_at=project.last_confirmed_at,
        due_on=found.due_on if project.archived_at is None else None,
        documents=_documents(session, project),
        archived_at=project.archived_at,
        archive_reason=project.archive_reason,
    )


def _documents(session: Session, project: Project) -> list[DocumentLink]:
    links = session.scalars(
        select(Revision.snapshot["documents"]).where(
            Revision.project_id == project.id, Revision.number == project.revision
        )
    ).one()
    return [DocumentLink.model_validate(link) for link in links or ()]
