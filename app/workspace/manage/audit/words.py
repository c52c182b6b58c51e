"""What was done, in words of the reader's language."""

from collections.abc import Mapping

from app.codelists import Channel, Language
from app.i18n.catalogue import N_, messages

ACTIONS: Mapping[str, str] = {
    "codelist_item.added": N_("Valeur ajoutée à une liste"),
    "codelist_item.edited": N_("Libellés d’une valeur modifiés"),
    "codelist_item.restored": N_("Valeur de liste rétablie"),
    "codelist_item.retired": N_("Valeur de liste retirée"),
    "comment.added": N_("Message écrit"),
    "comment.erased": N_("Message effacé"),
    "demonstration.made": N_("Données de démonstration créées"),
    "document.taken_down": N_("Document retiré d’une fiche"),
    "focal_point.declined": N_("Point focal qui se retire"),
    "invitation.accepted": N_("Invitation acceptée"),
    "invitation.resent": N_("Invitation renvoyée"),
    "invitation.revoked": N_("Invitation révoquée"),
    "membership.added": N_("Rattachement à un organisme"),
    "membership.changed": N_("Rattachement modifié"),
    "membership.removed": N_("Rattachement retiré"),
    "organisation.created": N_("Organisme créé"),
    "organisation.edited": N_("Organisme modifié"),
    "organisation.merged": N_("Organisme fusionné dans un autre"),
    "overlap.judged": N_("Paire de projets jugée"),
    "password.changed": N_("Mot de passe changé"),
    "password.reset_requested": N_("Nouveau mot de passe demandé"),
    "project.archived": N_("Fiche archivée"),
    "project.confirmed": N_("Fiche confirmée"),
    "project.escalated": N_("Fiche sans réponse portée aux analystes"),
    "project.restored": N_("Fiche sortie des archives"),
    "project.slug_changed": N_("Adresse d’une fiche changée"),
    "project.steward_changed": N_("Organisme référent changé"),
    "rate_table.loaded": N_("Taux de change chargés"),
    "rate_table.removed": N_("Taux de change retirés"),
    "reminder.sent": N_("Rappel envoyé"),
    "reminder_links.revoked": N_("Liens de rappel révoqués"),
    "report.closed": N_("Signalement clos"),
    "saved_view.created": N_("Vue enregistrée"),
    "saved_view.deleted": N_("Vue enregistrée supprimée"),
    "saved_view.edited": N_("Vue enregistrée modifiée"),
    "session.ended": N_("Session fermée"),
    "session.opened": N_("Session ouverte"),
    "submission.approved": N_("Proposition acceptée"),
    "submission.changes_requested": N_("Modifications d’une proposition demandées"),
    "submission.created": N_("Proposition commencée"),
    "submission.decided": N_("Décision prise sur un champ"),
    "submission.deleted": N_("Brouillon supprimé"),
    "submission.edited": N_("Proposition modifiée"),
    "submission.rejected": N_("Proposition refusée"),
    "submission.released": N_("Relecture rendue"),
    "submission.reopened": N_("Proposition reprise"),
    "submission.submitted": N_("Proposition envoyée"),
    "submission.taken": N_("Relecture commencée"),
    "submission.withdrawn": N_("Proposition retirée"),
    "thread.reopened": N_("Discussion rouverte"),
    "thread.resolved": N_("Discussion close"),
    "token.created": N_("Jeton d’API créé"),
    "token.revoked": N_("Jeton d’API révoqué"),
    "user.anonymised": N_("Compte anonymisé"),
    "user.created": N_("Compte créé"),
    "user.disabled": N_("Compte désactivé"),
    "user.enabled": N_("Compte réactivé"),
    "user.exported": N_("Données d’un compte exportées"),
    "user.invited": N_("Personne invitée"),
    "user.mail_chosen": N_("Choix des mails modifié"),
    "user.role_changed": N_("Rôle changé"),
    "user.updated": N_("Compte modifié"),
}
# By the beginning of their actions.
KINDS: Mapping[str, str] = {
    "submission.": N_("Propositions"),
    "project.": N_("Fiches de projets"),
    "document.": N_("Documents"),
    "report.": N_("Signalements"),
    "comment.": N_("Messages"),
    "thread.": N_("Discussions"),
    "organisation.": N_("Organismes"),
    "codelist_item.": N_("Listes de valeurs"),
    "overlap.": N_("Paires de projets"),
    "user.": N_("Comptes"),
    "membership.": N_("Rattachements"),
    "focal_point.": N_("Points focaux"),
    "invitation.": N_("Invitations"),
    "session.": N_("Sessions"),
    "password.": N_("Mots de passe"),
    "token.": N_("Jetons d’API"),
    "reminder": N_("Rappels"),
    "saved_view.": N_("Vues enregistrées"),
    "rate_table.": N_("Taux de change"),
}
CHANNELS: Mapping[Channel, str] = {
    Channel.SESSION: N_("dans l’application"),
    Channel.TOKEN: N_("par un jeton d’API"),
    Channel.LINK: N_("par un lien reçu"),
    Channel.COMMAND: N_("par une commande du serveur"),
}


def action_words(action: str, language: Language) -> str:
    """An action that has no words is shown as it is written."""
    words = ACTIONS.get(action)
    return messages(language).gettext(words) if words else action


def kinds(language: Language) -> dict[str, str]:
    gettext = messages(language).gettext
    return {prefix: gettext(words) for prefix, words in KINDS.items()}


def channel_words(channel: Channel, language: Language) -> str:
    return messages(language).gettext(CHANNELS[channel])
