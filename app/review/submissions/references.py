"""What the rest of the catalogue says of proposed values: organisations, codes, places, ids.

Only what changes is looked at: what is live already may name an organisation that was merged
since, or a code that was retired.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import OpenList
from app.models import (
    CodelistItem,
    DocumentLink,
    Location,
    Organisation,
    Participation,
    Project,
    Source,
)
from app.projects.problems import nearest
from app.review.changes import FieldProblem, parse_path
from app.review.submissions.places import place_problems

Values = Mapping[str, JsonValue]
_CODES = {
    "themes": OpenList.THEME,
    "target_groups": OpenList.TARGET_GROUP,
    "migration_dimensions": OpenList.MIGRATION_DIMENSION,
}
_ITEM_TABLES: dict[
    str, type[Participation] | type[Location] | type[Source] | type[DocumentLink]
] = {
    "participations": Participation,
    "locations": Location,
    "sources": Source,
    "documents": DocumentLink,
}
_MAX_DEPTH = 50


def reference_problems(
    session: Session, project: Project | None, values: Values, *, lock: bool = False
) -> list[FieldProblem]:
    """`values`: path → value, of the changes alone. `lock`: what is referred to stays as it is
    until the transaction ends."""
    given = {path: value for path, value in values.items() if value is not None}
    return [
        *_organisation_problems(session, given, lock=lock),
        *_code_problems(session, given, lock=lock),
        *place_problems(session, given),
        *_programme_problems(session, project, given),
        *_id_problems(session, project, given),
    ]


def _problem(path: str, detail: str, member: str = "") -> FieldProblem:
    pointer = parse_path(path).pointer + (f"/{member}" if member else "")
    return FieldProblem(path, pointer, detail)


def items_of(values: Values, field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, value in values.items():
        if path.startswith(f"{field}[") and isinstance(value, dict):
            yield path, value


def _organisation_problems(
    session: Session, values: Values, *, lock: bool
) -> Iterator[FieldProblem]:
    named = [
        (path, "organisation", item.get("organisation"))
        for path, item in items_of(values, "participations")
    ]
    named.append(("steward", "", values.get("steward")))
    slugs = {slug for _, _, slug in named if isinstance(slug, str)}
    if not slugs:
        return
    target = Organisation.merged_into_id
    query = select(Organisation.slug, target).where(Organisation.slug.in_(slugs))
    rows = session.execute(query.with_for_update(read=True) if lock else query)
    known: dict[str, int | None] = dict(rows.all())
    for path, member, slug in named:
        if not isinstance(slug, str) or known.get(slug, 0) is None:
            continue
        into = known.get(slug)
        yield _problem(path, _organisation_advice(session, slug, into), member)


def _organisation_advice(session: Session, slug: str, into: int | None) -> str:
    if into is not None:
        name = session.scalars(select(Organisation.slug).where(Organisation.id == into)).one()
        return f"`{slug[:100]}` was merged into `{name}`: write that"
    names = session.scalars(select(Organisation.slug).where(Organisation.merged_into_id.is_(None)))
    near = nearest(slug[:100], names)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return (
        f"the catalogue has no organisation `{slug[:100]}`: correct it, or ask an analyst to add "
        f"the organisation first.{hint}"
    )


def _code_problems(session: Session, values: Values, *, lock: bool) -> Iterator[FieldProblem]:
    used = [
        (path, "", _CODES[parse_path(path).field], parse_path(path).key)
        for path in values
        if parse_path(path).field in _CODES
    ]
    used += [
        (path, "partner_kind", OpenList.PARTNER_KIND, item["partner_kind"])
        for path, item in items_of(values, "participations")
        if isinstance(item.get("partner_kind"), str)
    ]
    if not used:
        return
    query = select(CodelistItem).where(CodelistItem.list.in_({name for _, _, name, _ in used}))
    rows = session.scalars(query.with_for_update(read=True) if lock else query).all()
    current = {(row.list, row.code) for row in rows if row.retired_at is None}
    retired = {(row.list, row.code) for row in rows if row.retired_at is not None}
    for path, member, name, code in used:
        if (name, code) in retired:
            yield _problem(
                path, f"`{code}` is retired from the list {name}: choose another", member
            )
        elif (name, code) not in current:
            allowed = ", ".join(sorted(found for kind, found in current if kind == name))
            yield _problem(path, f"not a code of the list {name} (allowed: {allowed})", member)


def _programme_problems(
    session: Session, project: Project | None, values: Values
) -> Iterator[FieldProblem]:
    part_of = values.get("part_of")
    if not isinstance(part_of, str):
        return
    if project is not None and part_of == project.identifier:
        yield _problem("part_of", "a project is not a part of itself: write null")
        return
    known = select(Project.id, Project.part_of_id).where(Project.identifier == part_of)
    found = session.execute(known).one_or_none()
    if found is None:
        yield _problem("part_of", "no project has this identifier")
        return
    above: int | None = found.id
    for _ in range(_MAX_DEPTH):
        if above is None:
            return
        if project is not None and above == project.id:
            yield _problem("part_of", f"{part_of} is itself a part of this project")
            return
        above = session.scalars(select(Project.part_of_id).where(Project.id == above)).one()
    yield _problem("part_of", f"more than {_MAX_DEPTH} programmes inside each other")


def _id_problems(
    session: Session, project: Project | None, values: Values
) -> Iterator[FieldProblem]:
    """Ids are unique in the whole catalogue."""
    for field, table in _ITEM_TABLES.items():
        paths = {parse_path(path).key: path for path, _ in items_of(values, field)}
        if not paths:
            continue
        taken = select(table.id).where(table.id.in_(paths))
        if project is not None:
            taken = taken.where(table.project_id != project.id)
        for item_id in session.scalars(taken):
            yield _problem(paths[str(item_id)], "this id is used elsewhere: make a new one", "id")
