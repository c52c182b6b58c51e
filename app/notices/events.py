"""What people can be told of: the catalogue of events, with what each says and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.i18n.catalogue import N_
from app.permissions.roles import Permission


class MailChoice(StrEnum):
    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


@dataclass(frozen=True)
class Event:
    """`sentence` may hold `%(actor)s`, `%(subject)s`; `link` holds members of the data.

    `label` names the event where people choose what is mailed to them, if they have the permission
    that makes it their concern.
    """

    label: str
    sentence: str
    link: str
    default: MailChoice
    concerns: Permission = Permission.SELF_MANAGE


SUBMISSION: Final = "workspace/submissions/{submission[id]}"
SUBMISSION_THREAD: Final = "workspace/submissions/{submission[id]}#thread"
PROJECT: Final = "workspace/projects/{project[identifier]}"
THREAD: Final = "{thread}"

EVENTS: Mapping[str, Event] = {
    "submission.submitted": Event(
        N_("Une proposition est soumise"),
        N_("%(actor)s a soumis %(subject)s."),
        SUBMISSION,
        MailChoice.DIGEST,
        Permission.SUBMISSIONS_REVIEW,
    ),
    "submission.taken": Event(
        N_("L’examen de ma proposition commence"),
        N_("%(actor)s examine %(subject)s."),
        SUBMISSION,
        MailChoice.OFF,
    ),
    "submission.changes_requested": Event(
        N_("Des modifications de ma proposition sont demandées"),
        N_("%(actor)s demande des modifications de %(subject)s."),
        SUBMISSION,
        MailChoice.NOW,
    ),
    "submission.approved": Event(
        N_("Ma proposition est acceptée"),
        N_("%(actor)s a accepté %(subject)s."),
        SUBMISSION,
        MailChoice.NOW,
    ),
    "submission.rejected": Event(
        N_("Ma proposition est refusée"),
        N_("%(actor)s a refusé %(subject)s."),
        SUBMISSION,
        MailChoice.NOW,
    ),
    "submission.withdrawn": Event(
        N_("Une proposition que j’examine est retirée"),
        N_("%(actor)s a retiré %(subject)s."),
        SUBMISSION,
        MailChoice.DIGEST,
        Permission.SUBMISSIONS_REVIEW,
    ),
    "comment.mentioned": Event(
        N_("Quelqu’un me mentionne dans une discussion"),
        N_("%(actor)s vous mentionne à propos de %(subject)s."),
        THREAD,
        MailChoice.NOW,
    ),
    "comment.added": Event(
        N_("Un message s’ajoute à une discussion que je suis"),
        N_("%(actor)s a écrit à propos de %(subject)s."),
        THREAD,
        MailChoice.NOW,
    ),
    "thread.resolved": Event(
        N_("Une discussion que je suis est close"),
        N_("%(actor)s a clos une discussion à propos de %(subject)s."),
        THREAD,
        MailChoice.DIGEST,
    ),
    # Reminders are mails of their own, with links that work without signing in.
    "project.due": Event(
        N_("Un projet est à confirmer"),
        N_("Il est temps de confirmer %(subject)s."),
        PROJECT,
        MailChoice.OFF,
    ),
    "project.overdue": Event(
        N_("Un projet reste sans confirmation"),
        N_("Personne n’a confirmé %(subject)s à temps."),
        PROJECT,
        MailChoice.DIGEST,
    ),
    "project.without_steward": Event(
        N_("Un projet n’a plus de point focal"),
        N_("Plus personne ne répond de %(subject)s."),
        PROJECT,
        MailChoice.DIGEST,
        Permission.CATALOGUE_MANAGE,
    ),
    "focal_point.declined": Event(
        N_("Un point focal ne répond plus pour son organisme"),
        N_("%(actor)s n’est plus point focal de %(subject)s."),
        "workspace/manage",
        MailChoice.NOW,
        Permission.CATALOGUE_MANAGE,
    ),
    "report.received": Event(
        N_("Un visiteur signale une erreur"),
        N_("Un visiteur signale une erreur dans %(subject)s."),
        "workspace/manage/reports",
        MailChoice.DIGEST,
        Permission.REPORTS_TRIAGE,
    ),
}
