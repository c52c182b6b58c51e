"""The sentence that goes with the pairs, in the page and in the answer."""

from app.codelists import Language
from app.i18n.catalogue import N_, messages

_RULE = N_(
    "Deux organismes forment une paire quand ils prennent part au même projet, dans n’importe "
    "quel rôle ; un projet compte dans chacune de ses paires. Des organismes fusionnés comptent "
    "comme un seul. « Finance » veut dire : l’un finance un projet que l’autre met en œuvre."
)


def rule(language: Language) -> str:
    return messages(language).gettext(_RULE)
