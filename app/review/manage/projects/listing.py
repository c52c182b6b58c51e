"""Projects as those who administer the catalogue look for them, archived ones too."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.codelists import Language
from app.errors import BadParameterError
from app.kit.cursors import read_cursor, write_cursor
from app.models import Organisation, Project
from app.review.freshness.due import Steward, with_steward
from app.review.manage.projects.schemas import ProjectRow, ProjectRows, ProjectsQuery
from app.review.manage.words import has_words
from app.review.names import organisation_ref, project_ref

MAX_ID = 2**31


def list_projects(session: Session, query: ProjectsQuery, language: Language) -> ProjectRows:
    """The oldest in the catalogue first. Raises BadParameterError."""
    conditions = _conditions(query)
    found = with_steward(select(Project, Steward).select_from(Project)).where(*conditions)
    if query.cursor is not None:
        found = found.where(Project.id > _position(query.cursor))
    rows = session.execute(found.order_by(Project.id).limit(query.limit + 1)).all()
    shown: list[tuple[Project, Organisation | None]] = [
        (project, steward) for project, steward in rows[: query.limit]
    ]
    counted = select(func.count()).select_from(Project).where(*conditions)
    return ProjectRows(
        items=[_row(project, steward, language) for project, steward in shown],
        next=write_cursor(str(shown[-1][0].id)) if len(rows) > query.limit else None,
        numberMatched=session.scalars(counted).one(),
    )


def _conditions(query: ProjectsQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.archived is not None:
        archived = Project.archived_at.is_not(None)
        conditions.append(archived if query.archived else ~archived)
    if query.q:
        title: Any = Project.title
        written = func.concat_ws(
            " ",
            Project.identifier,
            Project.slug,
            Project.acronym,
            *(title[code.value].astext for code in Language),
        )
        conditions.append(has_words(written, query.q))
    return conditions


def _position(cursor: str) -> int:
    (key,) = read_cursor(cursor, 1)
    if not (key.isdecimal() and key.isascii() and int(key[:30]) < MAX_ID):
        raise BadParameterError("cursor", "cursor: give the `next` of the page before")
    return int(key)


def _row(project: Project, steward: Organisation | None, language: Language) -> ProjectRow:
    return ProjectRow(
        project=project_ref(project, language),
        revision=project.revision,
        steward=steward and organisation_ref(steward, language),
        archived_at=project.archived_at,
    )
