"""For which organisations someone acts, by slug."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.auth.schemas import NewMembership
from app.errors import InvalidFieldsError, NotFoundError
from app.kit.storable import fault_of_text
from app.models import Organisation


def find_organisation(session: Session, slug: str) -> Organisation | None:
    """A merged one is found as the one it became."""
    if fault_of_text(slug) is not None:
        return None
    named = aliased(Organisation)
    return session.scalars(
        select(Organisation)
        .join(named, Organisation.id == func.coalesce(named.merged_into_id, named.id))
        .where(named.slug == slug)
    ).one_or_none()


def get_organisation(session: Session, slug: str) -> Organisation:
    """Raises NotFoundError."""
    organisation = find_organisation(session, slug)
    if organisation is None:
        raise NotFoundError(f"There is no organisation '{slug[:100]}'.")
    return organisation


def find_organisations(
    session: Session, asked: Sequence[NewMembership]
) -> list[tuple[Organisation, bool]]:
    """Each with whether it gets a focal point. Raises InvalidFieldsError."""
    errors, found = [], dict[int, tuple[Organisation, bool]]()
    for place, item in enumerate(asked):
        organisation = find_organisation(session, item.organisation)
        if organisation is None:
            detail = "there is no organisation of this slug"
        elif organisation.id in found:
            detail = "this organisation is named twice"
        else:
            found[organisation.id] = (organisation, item.focal_point)
            continue
        errors.append({"pointer": f"#/memberships/{place}/organisation", "detail": detail})
    if errors:
        raise InvalidFieldsError(errors)
    return list(found.values())
