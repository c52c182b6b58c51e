"""What the modules of the review page need to know."""

from typing import Any

from app.i18n.catalogue import N_, messages
from app.review.submissions.schemas import SubmissionView
from app.workspace.context import WorkspacePage

# Members of the objects that a reviewer may edit, as their inputs are called.
_MEMBERS = {
    "value": N_("Montant"),
    "currency": N_("Devise (ISO 4217)"),
    "scope": N_("Ce que le montant couvre (code)"),
    "note": N_("Précision"),
    "organisation": N_("Organisme (identifiant)"),
    "role": N_("Rôle (code)"),
    "partner_kind": N_("Sorte de partenaire (code)"),
    "contribution": N_("Contribution"),
    "level": N_("Niveau (code)"),
    "region": N_("Région (code)"),
    "province": N_("Province (code)"),
    "country": N_("Pays (code)"),
    "name": N_("Nom du lieu"),
    "point": N_("Point (longitude, latitude)"),
    "exactness": N_("Exactitude (code)"),
    "point_source": N_("Source du point"),
    "title": N_("Titre"),
    "url": N_("Adresse"),
    "evidence": N_("Citation"),
    "accessed_at": N_("Consulté le"),
    "archive_url": N_("Adresse archivée"),
    "text": N_("Texte"),
    "fr": N_("français"),
    "ar": N_("arabe"),
    "en": N_("anglais"),
}


def review_data(page: WorkspacePage, submission: SubmissionView) -> dict[str, Any]:
    gettext = messages(page.language).gettext
    home = f"/{page.language}/workspace/queue"
    changes = {
        str(change.id): change.model_dump(
            mode="json", include={"path", "base", "live", "proposed", "accepted", "standing"}
        )
        for change in submission.changes
    }
    return {
        "version": submission.version,
        "changes": changes,
        "members": {member: gettext(name) for member, name in _MEMBERS.items()},
        "map": page.map_data(),
        "urls": {
            "api": f"/api/v1/submissions/{submission.id}",
            "next": f"{home}/next?after={submission.id}",
            "provinces": f"/api/v1/regions.geojson?admin_level=2&lang={page.language}",
        },
    }
