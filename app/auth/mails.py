"""Mails about one's own account; nobody can choose not to get them."""

from app.codelists import Language
from app.i18n.catalogue import messages
from app.notices.outbox import link
from app.notices.texts import directed, isolated


def invitation_mail(secret: str, language: Language, inviter: str | None) -> tuple[str, str]:
    """Subject and body."""
    gettext = messages(language).gettext
    if inviter is None:
        opening = gettext("Vous êtes invité à rejoindre Kharita.")
    else:
        opening = gettext("%(name)s vous invite à rejoindre Kharita.") % {
            "name": isolated(inviter, language)
        }
    return gettext("Invitation à rejoindre Kharita"), _letter(
        gettext("Bonjour,"),
        opening,
        gettext(
            "Kharita est la carte des projets Migration & Développement au Maroc. Pour créer votre "
            "compte, choisissez un mot de passe à cette adresse, dans les 7 jours :"
        ),
        link(f"/{language}/invitation/{secret}"),
        gettext("Si vous n’attendiez pas cette invitation, ne faites rien."),
        language=language,
    )


def reset_mail(secret: str, language: Language, name: str) -> tuple[str, str]:
    gettext = messages(language).gettext
    return gettext("Choisir un nouveau mot de passe"), _letter(
        gettext("Bonjour %(name)s,") % {"name": isolated(name, language)},
        gettext(
            "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte. "
            "Choisissez-le à cette adresse, dans l’heure :"
        ),
        link(f"/{language}/password-reset/{secret}"),
        gettext(
            "Si ce n’était pas vous, ne faites rien : votre mot de passe actuel reste valable."
        ),
        language=language,
    )


def changed_mail(language: Language, name: str) -> tuple[str, str]:
    gettext = messages(language).gettext
    return gettext("Votre mot de passe a été changé"), _letter(
        gettext("Bonjour %(name)s,") % {"name": isolated(name, language)},
        gettext(
            "Le mot de passe de votre compte vient d’être changé ; toutes les autres sessions ont "
            "été fermées."
        ),
        gettext("Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe :"),
        link(f"/{language}/password-reset"),
        language=language,
    )


def _letter(*paragraphs: str, language: Language) -> str:
    return directed("\n\n".join((*paragraphs, "-- \nKharita")) + "\n", language)
