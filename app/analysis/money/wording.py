"""The rules of counting money, as they are printed under each table."""

from app.analysis.dimensions import Share
from app.codelists import Language
from app.i18n.catalogue import N_, messages

_RULES = {
    "budgets": N_(
        "Deux monnaies ne sont jamais additionnées. Seuls les budgets pour le Maroc forment un "
        "total ; ceux qui couvrent plusieurs pays, et ceux dont on ne sait pas ce qu’ils "
        "couvrent, sont des lignes à part. Le budget d’une composante n’est pas ajouté quand un "
        "programme qui la contient, dans la même sélection, a un budget connu. Un budget non "
        "connu n’est pas zéro."
    ),
    "themes": N_(
        "Un projet compte dans chacun de ses thèmes, avec tout son budget : les lignes se "
        "recouvrent et ne s’additionnent pas."
    ),
    "funders": N_(
        "Seules les contributions que les sources attribuent à un bailleur sont ajoutées ; rien "
        "n’est déduit du budget. Une contribution qui passe par un intermédiaire compte une "
        "fois, chez son bailleur. Un projet compte chez chacun de ses bailleurs."
    ),
    "comparison": N_(
        "Un budget n’est comparé qu’aux contributions de ses bailleurs dans la même monnaie. Ce "
        "qu’aucune contribution n’explique est un reste, pas une erreur ; des contributions "
        "supérieures au budget sont une contradiction à vérifier. Le budget d’une composante que "
        "son programme contient est comparé, mais pas ajouté."
    ),
    "years": N_(
        "Aucun montant n’est donné par année : les sources disent le budget d’un projet entier, "
        "pas ce qui est dépensé chaque année. L’étaler serait l’inventer."
    ),
    "conversion": N_(
        "Un montant est converti au taux du début du projet, à la précision de cette date : pour "
        "un début connu à l’année près, au taux moyen de cette année. Sans début connu, ou sans "
        "taux pour cette date, il n’est pas converti."
    ),
}
_REGIONS = {
    Share.ONCE: N_(
        "Un projet compte dans chacune de ses régions ; son budget compte une seule fois : dans "
        "sa région s’il n’en a qu’une, sinon sous « Plusieurs régions ». Un budget pour tout le "
        "pays n’est celui d’aucune région."
    ),
    Share.EQUAL: N_(
        "Un projet compte dans chacune de ses régions ; un budget pour plusieurs régions y est "
        "réparti en parts égales, ce qu’aucune source ne dit. Un budget pour tout le pays n’est "
        "celui d’aucune région."
    ),
}


def rules(share: Share, language: Language) -> dict[str, str]:
    gettext = messages(language).gettext
    words = {**_RULES, "regions": _REGIONS[share]}
    return {name: gettext(text) for name, text in words.items()}
