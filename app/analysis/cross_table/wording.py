"""The rules by which a table was counted, in the sentences of a reader."""

from collections.abc import Sequence

from app.analysis.dimensions import ONE_VALUED, PLACES, YEARS, Dimension, Measure, Share
from app.codelists import Language
from app.i18n.catalogue import messages
from app.projects.apart import Apart
from app.projects.reference import Reference
from app.projects.wording import FILTER_NAMES, value_label


def dimension_label(dimension: Dimension, language: Language) -> str:
    return messages(language).gettext(FILTER_NAMES[dimension])


def label_of(dimension: Dimension, value: str, reference: Reference, language: Language) -> str:
    if dimension is Dimension.GOOD_PRACTICE:
        return value_label(dimension, value == "true", reference, language)
    return value_label(dimension, value, reference, language)


def rules(
    dimensions: Sequence[Dimension],
    measure: Measure,
    share: Share,
    language: Language,
    apart: Sequence[str],
) -> list[str]:
    """`apart` are the words that stand beside the codes in this table."""
    gettext = messages(language).gettext
    found = []
    if set(dimensions) <= ONE_VALUED:
        found.append(gettext("Chaque projet compte une seule fois."))
    else:
        found.append(
            gettext(
                "Un projet compte une fois dans chacune de ses valeurs : les lignes se recouvrent. "
                "Chaque total compte ses projets une seule fois ; il n’est pas la somme des "
                "cellules."
            )
        )
    if Apart.UNKNOWN in apart:
        found.append(gettext("« Non précisé » réunit les projets dont la valeur n’est pas connue."))
    if set(dimensions) & YEARS:
        found.append(
            gettext(
                "Un projet dont la fin n’est pas connue compte pour l’année de son début, ou "
                "jusqu’à aujourd’hui s’il est en cours."
            )
        )
    if measure is not Measure.PROJECTS:
        found.append(gettext("Un budget inconnu n’est pas un budget nul."))
    if measure is Measure.BUDGET:
        found += _budget_rules(dimensions, share, language)
    return found


def _budget_rules(dimensions: Sequence[Dimension], share: Share, language: Language) -> list[str]:
    gettext = messages(language).gettext
    found = [
        gettext(
            "Les monnaies ne sont jamais additionnées. Seuls les budgets pour le Maroc forment un "
            "total ; ceux pour plusieurs pays et ceux de portée inconnue sont à part."
        ),
        gettext(
            "Le budget d’une composante n’est pas ajouté quand celui de son programme est connu "
            "dans la même sélection."
        ),
    ]
    if set(dimensions) & YEARS:
        found.append(
            gettext(
                "Un budget est celui du projet entier : il compte en entier dans chaque année, "
                "il n’est pas réparti entre elles."
            )
        )
    if set(dimensions) & PLACES and share is Share.ONCE:
        found.append(
            gettext(
                "Le budget d’un projet présent dans plusieurs régions ou provinces est compté une "
                "fois, sous « plusieurs » ; celui d’un projet national, à l’échelle nationale."
            )
        )
    elif set(dimensions) & PLACES:
        found.append(
            gettext(
                "Le budget d’un projet présent dans plusieurs régions ou provinces est partagé "
                "entre elles en parts égales ; celui d’un projet national ne l’est pas."
            )
        )
    return found
