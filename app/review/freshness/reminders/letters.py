"""The mail that asks a focal point about projects. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.codelists import Language
from app.i18n.catalogue import messages
from app.i18n.formats import partial_date
from app.notices.outbox import link
from app.notices.texts import isolated, letter

MAX_LISTED = 30


@dataclass(frozen=True)
class Listed:
    """A project in a mail: its title in all its languages."""

    title: Mapping[str, str | None]
    due_on: date


def page_path(language: Language, token: str) -> str:
    return f"/{language}/reminders/{token}"


def reminder_mail(
    reader: str, projects: Sequence[Listed], token: str, expires_on: date, language: Language
) -> tuple[str, str]:
    """Subject and body."""
    gettext, ngettext = messages(language).gettext, messages(language).ngettext
    count = len(projects)
    subject = ngettext(
        "Kharita : %(num)s projet à confirmer", "Kharita : %(num)s projets à confirmer", count
    ) % {"num": count}
    asked = ngettext(
        "Votre organisme répond de ce projet. Sa fiche est-elle encore exacte ?",
        "Votre organisme répond de ces projets. Leurs fiches sont-elles encore exactes ?",
        count,
    )
    answer = gettext(
        "Deux minutes suffisent pour répondre, sans vous connecter. Si vous n’êtes plus le point "
        "focal, dites-y qui vous remplace."
    )
    personal = gettext(
        "Ce lien est à vous, jusqu’au %(day)s : qui l’a peut répondre à votre place."
    ) % {"day": partial_date(expires_on.isoformat(), language)}
    parts = [
        asked,
        _listed(projects, language),
        answer,
        link(page_path(language, token)),
        personal,
    ]
    return subject, letter(reader, parts, language)


def _listed(projects: Sequence[Listed], language: Language) -> str:
    gettext, ngettext = messages(language).gettext, messages(language).ngettext
    lines = [
        gettext("• %(title)s (à confirmer depuis le %(day)s)")
        % {
            "title": isolated(_title(project, language), language),
            "day": partial_date(project.due_on.isoformat(), language),
        }
        for project in projects[:MAX_LISTED]
    ]
    more = len(projects) - MAX_LISTED
    if more > 0:
        lines.append(
            ngettext("• et %(num)s autre projet", "• et %(num)s autres projets", more)
            % {"num": more}
        )
    return "\n".join(lines)


def _title(project: Listed, language: Language) -> str:
    return project.title.get(language) or project.title.get(Language.FR) or ""
