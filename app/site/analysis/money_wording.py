"""Lines of money in the reader's language."""

from app.codelists import Language
from app.i18n.catalogue import N_, messages
from app.projects.money import Line

_LINES = {
    Line.MOROCCO: N_("Pour le Maroc"),
    Line.SEVERAL_COUNTRIES: N_("Pour plusieurs pays"),
    Line.UNKNOWN: N_("Étendue non connue"),
}


def line_names(language: Language) -> dict[Line, str]:
    gettext = messages(language).gettext
    return {line: gettext(name) for line, name in _LINES.items()}
