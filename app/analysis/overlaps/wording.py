"""Reasons of an overlap in the words of a reader."""

from collections.abc import Callable

from app.analysis.overlaps.comparison import Aspect, Reason
from app.codelists import Language, OpenList
from app.i18n import formats
from app.i18n.catalogue import messages
from app.projects.reference import Reference

_COMMA = {Language.FR: ", ", Language.AR: "، ", Language.EN: ", "}


def reason_text(reason: Reason, reference: Reference, language: Language) -> str:
    """`même province : Tiznit`, `14 mois en commun`…"""
    ngettext = messages(language).ngettext
    count = len(reason.codes)
    patterns: dict[Aspect, Callable[[], str]] = {
        Aspect.TITLE: lambda: messages(language).gettext("titres semblables à %(n)s %%"),
        Aspect.ACRONYM: lambda: messages(language).gettext("même sigle : %(names)s"),
        Aspect.FUNDER: lambda: ngettext(
            "même bailleur : %(names)s", "mêmes bailleurs : %(names)s", count
        ),
        Aspect.ORGANISATION: lambda: ngettext(
            "même organisation : %(names)s", "mêmes organisations : %(names)s", count
        ),
        Aspect.PROVINCE: lambda: ngettext(
            "même province : %(names)s", "mêmes provinces : %(names)s", count
        ),
        Aspect.REGION: lambda: ngettext(
            "même région : %(names)s", "mêmes régions : %(names)s", count
        ),
        Aspect.PERIOD: lambda: ngettext(
            "%(n)s mois en commun", "%(n)s mois en commun", round(reason.amount or 0)
        ),
        Aspect.TARGET_GROUP: lambda: ngettext(
            "même public : %(names)s", "mêmes publics : %(names)s", count
        ),
        Aspect.THEME: lambda: ngettext("même thème : %(names)s", "mêmes thèmes : %(names)s", count),
    }
    names = _COMMA[language].join(_name(reason.aspect, code, reference, language)
                                  for code in reason.codes)  # fmt: skip
    amount = reason.amount or 0
    shown = round(100 * amount) if reason.aspect is Aspect.TITLE else amount
    return patterns[reason.aspect]() % {"names": names, "n": formats.number(shown, language)}


def _name(aspect: Aspect, code: str, reference: Reference, language: Language) -> str:
    if aspect in (Aspect.FUNDER, Aspect.ORGANISATION):
        found = reference.organisations.get(code)
        return (found.acronym if found else None) or reference.organisation_name(code, language)
    if aspect in (Aspect.PROVINCE, Aspect.REGION):
        return reference.area_name(code, language)
    if aspect is Aspect.TARGET_GROUP:
        return reference.label(OpenList.TARGET_GROUP, code, language)
    return reference.label(OpenList.THEME, code, language) if aspect is Aspect.THEME else code
