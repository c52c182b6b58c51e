"""What analysts do with organisations."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import OpenList
from app.errors import ConflictError, InvalidFieldsError
from app.kit.versions import check_version
from app.models import CodelistItem, Organisation
from app.organisations.service import (
    FIELDS,
    create_organisation,
    edit_organisation,
    find_organisation,
    merge_organisation,
)
from app.projects import listing
from app.projects.service import take_turn
from app.publication.version import bump
from app.review.locks import lock_projects
from app.review.manage.organisations.queries import family_of, named_alike, projects_of
from app.review.manage.organisations.schemas import NewOrganisation, OrganisationEdit
from app.review.submissions.naming import slug_of

Fields = dict[str, Any]
_EMPTY: Fields = {
    **dict.fromkeys(FIELDS),
    "names": dict.fromkeys(("fr", "ar", "en")),
    "aliases": [],
}


def create(session: Session, user: CurrentUser, new: NewOrganisation) -> Organisation:
    """Raises InvalidFieldsError, ConflictError."""
    take_turn(session)
    fields = _merged(_EMPTY, new)
    _check(session, fields, None)
    _check_aliases(session, fields["aliases"], [])
    slug = new.slug or slug_of(fields["acronym"] or "") or slug_of(fields["names"]["fr"])
    if not slug:
        raise InvalidFieldsError(
            [{"pointer": "#/slug", "detail": "no slug can be made from the name: write one"}]
        )
    organisation = create_organisation(session, slug, fields)
    _done(session, user, organisation, "organisation.created", {"names": fields["names"]})
    return organisation


def edit(
    session: Session, user: CurrentUser, slug: str, if_match: str | None, new: OrganisationEdit
) -> Organisation:
    """Raises NotFoundError, InvalidFieldsError, ConflictError for one that was merged,
    MissingVersionError, StaleVersionError."""
    organisation = _lock(session, slug)[slug]
    check_version(if_match, organisation.version)
    if organisation.merged_into_id is not None:
        into = session.get_one(Organisation, organisation.merged_into_id)
        raise ConflictError(f"'{slug}' was merged into '{into.slug}': edit that", into=into.slug)
    before = {name: getattr(organisation, name) for name in FIELDS}
    fields = _merged(before, new)
    _check(session, fields, before["organisation_type"])
    added = [alias for alias in fields["aliases"] if alias not in before["aliases"]]
    _check_aliases(session, added, family_of(session, [slug]))
    changed = edit_organisation(session, organisation, fields)
    if changed:
        data = {name: {"from": before[name], "to": fields[name]} for name in changed}
        _done(session, user, organisation, "organisation.edited", data)
    return organisation


def merge(
    session: Session, user: CurrentUser, slug: str, if_match: str | None, into: str
) -> Organisation:
    """The one that stays. Raises as `edit`, and InvalidFieldsError for an unknown `into`."""
    found = _lock(session, slug, into)
    merged = found[slug]
    check_version(if_match, merged.version)
    if into not in found:
        raise InvalidFieldsError(
            [{"pointer": "#/into", "detail": f"no organisation is named '{into}'"}]
        )
    stays = found[into]
    merge_organisation(session, merged, stays)
    _done(session, user, stays, "organisation.merged", {"merged": slug})
    return stays


def _merged(before: Mapping[str, Any], new: OrganisationEdit) -> Fields:
    given = new.model_dump(exclude_unset=True, include=set(FIELDS))
    names = {**before["names"], **(given.pop("names", None) or {})}
    aliases = given.pop("aliases", before["aliases"]) or []
    return {**before, **given, "names": names, "aliases": list(dict.fromkeys(aliases))}


def _check(session: Session, fields: Fields, known_type: str | None) -> None:
    """A type that it has already may be retired."""
    errors = []
    if fields["names"]["fr"] is None:
        errors.append(("#/names/fr", "is required: readers of other languages fall back on it"))
    if fields["country"] is not None and fields["scope"] is not None:
        errors.append(("#/scope", "an organisation has a country or a scope: null one of them"))
    kind = fields["organisation_type"]
    if kind is not None and kind != known_type and kind not in (allowed := _types(session)):
        errors.append(("#/organisation_type", f"unknown; allowed: {', '.join(allowed)}"))
    if errors:
        raise InvalidFieldsError(
            [{"pointer": pointer, "detail": detail} for pointer, detail in errors]
        )


def _check_aliases(session: Session, aliases: Sequence[str], family: Sequence[int]) -> None:
    """Another organisation must not be found under its own name as if it were this one; those
    that were merged into this one are this one."""
    errors = []
    for alias in aliases:
        other = named_alike(session, alias, family)
        if other is not None:
            name = other.names["fr"] or other.slug
            detail = (
                f"'{alias}' is the name of another organisation, '{other.slug}' ({name}): leave "
                "it out, or merge the two"
            )
            errors.append({"pointer": "#/aliases", "detail": detail, "taken_by": name})
    if errors:
        raise InvalidFieldsError(errors)


def _types(session: Session) -> Sequence[str]:
    return session.scalars(
        select(CodelistItem.code)
        .where(CodelistItem.list == OpenList.ORGANISATION_TYPE, CodelistItem.retired_at.is_(None))
        .order_by(CodelistItem.position)
    ).all()


def _lock(session: Session, slug: str, *others: str) -> dict[str, Organisation]:
    """Those that there are, by slug, until the transaction ends; and before them, as acceptances
    do, the projects that name them. Raises NotFoundError without `slug`."""
    find_organisation(session, slug)
    take_turn(session)
    slugs = (slug, *others)
    lock_projects(session, projects_of(session, family_of(session, slugs)))
    rows = session.scalars(
        select(Organisation)
        .where(Organisation.slug.in_(slugs))
        .order_by(Organisation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.slug: row for row in rows}


def _done(
    session: Session,
    user: CurrentUser,
    organisation: Organisation,
    action: str,
    data: Mapping[str, object],
) -> None:
    """Known to the lists, to the servers, and to the audit log."""
    record_event(session, user.actor, action, "organisation", organisation.slug, data=data)
    projects = projects_of(session, family_of(session, [organisation.slug]))
    lock_projects(session, projects)
    listing.refresh(session, projects)
    bump(session)
    session.refresh(organisation)
