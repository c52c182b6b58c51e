"""Who reports: the organisation that publishes the catalogue to IATI, or the catalogue itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import AppError
from app.exchange.selection import Selection
from app.models import Names, Organisation

# What the identifiers of projects begin with. It is no identifier of an organisation, and the file
# says so: the schema wants one, and none may be invented.
CATALOGUE_PREFIX = "MA-MD"
_OTHER = "90"
# The agency that registered the organisation, and the number that it gave.
_REF = r"[A-Z0-9]+(-[^\s/&|?]+)+"
# IATI OrganisationType: administrators may add codes of their own to the catalogue's list.
TYPES = frozenset(
    ("10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73", "80", "90")
)


class ReporterError(AppError):
    status = 503
    title = "Not set up"


@dataclass(frozen=True)
class Reporter:
    """`ref` begins every identifier of the file. `registered`: it is of an organisation."""

    ref: str
    type: str
    names: Names
    registered: bool

    def activity_identifier(self, identifier: str) -> str:
        return f"{self.ref}-{identifier}" if self.registered else identifier


def read_reporter(selection: Selection, types: Mapping[str, str]) -> Reporter:
    """`types`: of the organisations, by slug. Raises ReporterError when the setting names one that
    the catalogue does not have, or that has no IATI reference in it."""
    settings, reference = selection.settings, selection.reference
    chosen = settings.iati_organisation if settings is not None else None
    if chosen is None:
        return Reporter(CATALOGUE_PREFIX, _OTHER, {"fr": "Kharita"}, registered=False)
    (slug,) = reference.current_slugs([chosen])
    ref = selection.session.scalar(select(Organisation.iati_ref).where(Organisation.slug == slug))
    if slug not in reference.organisations or ref is None or not re.fullmatch(_REF, ref):
        raise ReporterError(
            f"KHARITA_IATI_ORGANISATION={chosen}: the catalogue has no organisation of this slug "
            "with an IATI reference, such as XM-DAC-47066"
        )
    return Reporter(
        ref, types.get(slug, _OTHER), reference.organisations[slug].names, registered=True
    )


def read_types(session: Session) -> dict[str, str]:
    """Slug → IATI OrganisationType, for the organisations that have one."""
    rows = session.execute(
        select(Organisation.slug, Organisation.organisation_type).where(
            Organisation.organisation_type.in_(TYPES)
        )
    )
    return {slug: code for slug, code in rows if code is not None}
