"""Where one reads about the thing that an audit event is about. Pure."""

from urllib.parse import quote

from app.codelists import Language
from app.review.audit_log.schemas import AuditEntry

_PAGES = {
    "codelist_item": "manage/codelists/{}",
    "organisation": "manage/organisations/{}",
    "overlap": "overlaps/{}",
    "project": "manage/projects/{}",
    "saved_view": "views/{}",
    "submission": "submissions/{}",
    "user": "manage/users/{}",
}
_ENDED = frozenset(("saved_view.deleted", "submission.deleted"))


def subject_path(entry: AuditEntry, language: Language) -> str | None:
    """None for what has no page, or is there no longer."""
    page = _PAGES.get(entry.subject_kind)
    if page is None or entry.action in _ENDED:
        return None
    name = entry.subject_id
    if entry.subject_kind == "codelist_item":
        name = name.partition("/")[0]
    safe = "/" if entry.subject_kind == "overlap" else ""
    return f"/{language}/workspace/{page.format(quote(name, safe=safe))}"
