"""The sentences that go with the matrix, in its page and in its files."""

from app.analysis.coverage.rules import State
from app.codelists import Language
from app.i18n.catalogue import N_, messages

_RULE = N_(
    "Une case compte les projets situés dans la région ; un projet mené dans plusieurs régions, ou "
    "qui a plusieurs thèmes ou publics, compte dans chacune de ses cases : les cases ne "
    "s’additionnent pas. Les projets nationaux ne sont comptés dans aucune région."
)
_STATES = {
    State.LOCATED: N_("projets situés ici"),
    State.NATIONAL_ONLY: N_("aucun situé ici, mais des projets nationaux"),
    State.NOTHING_FOUND: N_("rien trouvé, ce qui ne veut pas dire que rien n’est fait"),
}


def rule(language: Language) -> str:
    return messages(language).gettext(_RULE)


def state_words(state: State, language: Language) -> str:
    return messages(language).gettext(_STATES[state])
