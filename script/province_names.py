"""Names of the provinces and prefectures, out of the mixed strings of the source."""

import re
from dataclasses import dataclass

_ARABIC = re.compile(r"[\u0600-\u06ff].*$")
_TIFINAGH = re.compile(r"[\u2d30-\u2d7f].*$")
_KIND = re.compile(r"^(Province|Préfecture) (?:de |d')")

# What the source leaves out, misspells or writes in another way than the 2015 division.
CORRECTIONS: dict[str, dict[str, str]] = {
    "MA-ASZ": {"fr": "Province d'Assa-Zag"},  # "Province Assa-Zag"
    "MA-BEM": {"fr": "Province de Béni Mellal"},  # "Beni"; the region is written "Béni Mellal"
    "MA-ESI": {"fr": "Province d'Essaouira"},  # "Province Essaouira"
    "MA-FIG": {"ar": "إقليم فجيج"},  # the source repeats the Arabic name of Nador
    "MA-FQH": {"fr": "Province de Fquih Ben Salah"},  # "Saleh"
    "MA-HOC": {"fr": "Province d'Al Hoceïma"},  # "Hoceima"; the region is written "Hoceïma"
    "MA-INE": {"ar": "عمالة إنزكان-آيت ملول"},  # hyphen left out
    "MA-KEN": {"fr": "Province de Kénitra"},  # "Kenitra"
    "MA-KES": {"fr": "Province d'El Kelâa des Sraghna"},  # "El Kelâat Es-Sraghna"
    "MA-MDF": {"ar": "عمالة المضيق-الفنيدق"},  # hyphen left out
    "MA-MEK": {"fr": "Préfecture de Meknès"},  # "Prefecture"
    "MA-MOH": {"fr": "Préfecture de Mohammadia"},  # "Mohammédia"
    "MA-NOU": {"fr": "Province de Nouaceur"},  # "Province Nouaceur"
    "MA-OUA": {"ar": "إقليم ورزازات"},  # a letter left out
    "MA-OUJ": {"ar": "عمالة وجدة-أنجاد"},  # spaces around the hyphen
    "MA-RAB": {"fr": "Préfecture de Rabat"},  # in Arabic only
    "MA-REH": {"fr": "Province de Rehamna"},  # "Rhamna"
    "MA-TAR": {"fr": "Province de Taroudannt"},  # "Taroudant"
    "MA-TIZ": {"ar": "إقليم تيزنيت"},  # a letter left out
}


@dataclass(frozen=True)
class ProvinceNames:
    kind: str
    fr: str
    ar: str
    en: str


def split_names(code: str, mixed: str) -> ProvinceNames:
    """`mixed` is the French name, at times the Tifinagh one, then the Arabic one."""
    found = _ARABIC.search(mixed)
    names = {
        "fr": _TIFINAGH.sub("", _ARABIC.sub("", mixed)).strip(),
        "ar": found.group().strip() if found else "",
    } | CORRECTIONS.get(code, {})
    kind = _KIND.match(names["fr"])
    if kind is None or not names["ar"]:
        raise ValueError(f"{code}: no full name in {mixed!r}: add it to the corrections")
    return ProvinceNames(
        kind={"Province": "province", "Préfecture": "prefecture"}[kind.group(1)],
        fr=names["fr"],
        ar=names["ar"],
        en=_KIND.sub("", names["fr"]),
    )
