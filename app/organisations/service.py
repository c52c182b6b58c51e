"""Creates, edits and merges organisations. What is published of them elsewhere follows in the
caller: listings, the catalogue version, the audit log."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Membership, Organisation

FIELDS = (
    "names",
    "acronym",
    "aliases",
    "organisation_type",
    "country",
    "scope",
    "website",
    "iati_ref",
)


def find_organisation(session: Session, slug: str) -> Organisation:
    """Merged ones too. Raises NotFoundError."""
    # PostgreSQL refuses to compare a null character with anything.
    query = select(Organisation).where(Organisation.slug == slug)
    found = None if "\x00" in slug else session.scalars(query).one_or_none()
    if found is None:
        raise NotFoundError(f"No organisation is named '{slug[:100]}'")
    return found


def create_organisation(session: Session, slug: str, fields: Mapping[str, Any]) -> Organisation:
    """`fields`: all of FIELDS. Raises ConflictError for a slug or a French name that is taken."""
    name = fields["names"]["fr"]
    same_name = func.lower(Organisation.names["fr"].astext) == func.lower(name)
    known = session.scalars(
        select(Organisation).where(or_(Organisation.slug == slug, same_name)).limit(1)
    ).one_or_none()
    if known is not None:
        raise ConflictError(
            f"There is '{known.slug}' ({known.names['fr']}) already: edit it, or give another "
            "name and slug",
            slug=known.slug,
        )
    organisation = Organisation(slug=slug, version=1, **fields)
    session.add(organisation)
    session.flush()
    return organisation


def edit_organisation(
    session: Session, organisation: Organisation, fields: Mapping[str, Any]
) -> list[str]:
    """Names of the fields that changed."""
    changed = [name for name in FIELDS if getattr(organisation, name) != fields[name]]
    for name in changed:
        setattr(organisation, name, fields[name])
    session.flush()
    return changed


def merge_organisation(session: Session, merged: Organisation, into: Organisation) -> None:
    """`merged` leads to `into` from now on, and whatever was merged into it before; its names
    become aliases, its members act for `into`. Both are locked by the caller. Raises
    ConflictError.
    """
    if merged.id == into.id:
        raise ConflictError(f"'{merged.slug}' cannot be merged into itself")
    for each in (merged, into):
        if each.merged_into_id is not None:
            target = session.get_one(Organisation, each.merged_into_id)
            raise ConflictError(
                f"'{each.slug}' was merged into '{target.slug}' already", into=target.slug
            )
    before = session.scalars(
        select(Organisation).where(Organisation.merged_into_id == merged.id).with_for_update()
    ).all()
    for each in (merged, *before):
        each.merged_into_id = into.id
    into.aliases = [*into.aliases, *_new_names(merged, into)]
    _move_members(session, merged, into)
    session.flush()


def _new_names(merged: Organisation, into: Organisation) -> list[str]:
    known = {
        name.casefold() for name in (*into.names.values(), into.acronym, *into.aliases) if name
    }
    found: list[str] = []
    for name in (*merged.names.values(), merged.acronym, *merged.aliases):
        if name and name.casefold() not in known:
            known.add(name.casefold())
            found.append(name)
    return found


def _move_members(session: Session, merged: Organisation, into: Organisation) -> None:
    rows = session.scalars(
        select(Membership)
        .where(Membership.organisation_id.in_((merged.id, into.id)))
        .with_for_update()
    ).all()
    present = {row.user_id: row for row in rows if row.organisation_id == into.id}
    for row in rows:
        if row.organisation_id != merged.id:
            continue
        kept = present.get(row.user_id)
        if kept is None:
            session.add(
                Membership(
                    user_id=row.user_id,
                    organisation_id=into.id,
                    focal_point=row.focal_point,
                    created_at=row.created_at,
                )
            )
        else:
            kept.focal_point = kept.focal_point or row.focal_point
        session.delete(row)
