"""Search in three languages, in a catalogue small enough to work out by hand."""

from collections.abc import Sequence

import httpx2
import pytest

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, make_text, takes_part
from tests.fixtures.factories import numbers as numbers_of


def organisations() -> Sequence[Organisation]:
    return [
        make_organisation(
            "agence-francaise-de-developpement",
            names={
                "fr": "Agence française de développement",
                "ar": "الوكالة الفرنسية للتنمية",
                "en": "French Development Agency",
            },
            acronym="AFD",
            aliases=["Groupe AFD"],
        )
    ]


PROJECTS = [
    make_project(
        1,
        acronym="PRIMO",
        title=make_text(
            "Coopératives d'élevage à Béni Mellal",
            ar="تعاونيات تربية الماشية ببني ملال",
            en="Livestock cooperatives in Béni Mellal",
        ),
        participations=[takes_part("agence-francaise-de-developpement")],
    ),
    make_project(
        2,
        title=make_text(
            "Main-d’œuvre et compétences des Marocains de l'étranger",
            ar="كفاءات المغاربة المقيمين بالخارج",
            en="Workforce and skills of Moroccans abroad",
        ),
        title_original="Höhere Fähigkeiten",
        original_language="de",
    ),
    make_project(
        3,
        title=make_text("Accès à l'eau potable", ar="الولوج إلى الماء الصالح للشرب"),
        description=make_text("Un réseau d’adduction dans la vallée d'Aït Bouguemez."),
        locations=[located("region", "MA-02", name="Aït Bouguemez")],
    ),
    make_project(
        4,
        title=make_text("Caravane médicale", ar="قافلة طبية إلى أكادير", en="Medical caravan"),
        themes=["health"],
        objectives=[{"text": make_text("Soigner les nomades", en="Care for nomads")}],
    ),
    make_project(5, title=make_text("مدرسة الأمل", ar="مَدْرَسَةُ الأَمَل في ورزازات"), results=[]),
    make_project(6, title=make_text("Ḥsayn et ses frères", ar="تنگير وأڭادير")),
]

FOUND = [
    ("cooperatives", [1]),  # accents and case do not matter
    ("COOPÉRATIVES", [1]),
    ("coope\u0301ratives", [1]),  # decomposed
    ("elevage", [1]),  # after an elided article
    ("d'élevage", [1]),
    ("d’élevage", [1]),  # the other apostrophe
    ("œuvre", [2]),
    ("oeuvre", [2]),
    ("ŒUVRE", [2]),
    ("main-d'oeuvre", [2]),
    ("hohere", [2]),  # original title
    ("Hsayn", [6]),
    ("MA-MD-0004", [4]),
    ("primo", [1]),
    ("afd", [1]),  # acronym of an organisation
    ("agence française", [1]),
    ("الوكالة الفرنسية", [1]),
    ("plaine haute", [3]),  # name of the region of a location
    ("السهل العالي", [3]),
    ("bouguemez", [3]),
    ("nomads", [4]),  # objectives, in English
    ("santé", [4]),  # label of a theme
    ("الصحة", [4]),
    # Prefixes
    ("coop", [1]),
    ("adduc", [3]),
    ("médic", [4]),
    ("تعاون", [1]),
    # Small typos
    ("coperatives", [1]),
    ("cooperativse", [1]),
    ("livestok", [1]),
    ("caravanne", [4]),
    ("تعاونييات", [1]),
    ("المغربة", [2]),
    # Plural, singular, stem
    ("coopérative", [1]),
    ("caravanes", [4]),
    ("caravans", [4]),
    ("livestocks", [1]),
    ("skill", [2]),
    ("compétence", [2]),
    # Arabic: diacritics, hamza, alef, ta marbuta, alef maqsura, article, other kafs
    ("مَدْرَسَة", [5]),
    ("مدرسه", [5]),
    ("المدرسة", [5]),
    ("الامل", [5]),
    ("أمل", [5]),
    ("امل", [5]),
    ("ماء", [3]),
    ("والماء", [3]),
    ("بالماء", [3]),
    ("للشرب", [3]),
    ("الى", [3, 4]),
    ("إلى", [3, 4]),
    ("اكادير", [4, 6]),
    ("أگادير", [4, 6]),
    ("أڭادير", [4, 6]),
    ("تنكير", [6]),
    ("ورزازات", [5]),
    ("رزازات", [5]),  # perhaps "and Rzazat": joined letters are tried both ways
    ("بني ملال", [1]),  # written "in Béni Mellal", in one word
    ("ادير", []),  # but letters in the middle of a word are not
    ("تــنــگــيــر", [6]),  # stretched with tatweel
    ("خارج", [2]),
    # Several words are all required; little words are passed over beside others
    ("eau vallée", [3]),
    ("eau caravane", []),
    ("l'eau de la vallée", [3]),
    ("caravane the", [4]),
    # Nothing, and nothing harmful
    ("zzzzzz", []),
    ("!!!", []),
    ("...؟،", []),
    ("😀", []),
    ("'", []),
    ("' OR 1=1 --", []),
    ("caravane'; DROP TABLE projects; --", []),
    ("<script>alert(1)</script>", []),
    ("caravane & !medicale", [4]),
    ("caravane | eau", []),
    ("!caravane", [4]),
    ("caravane:*", [4]),
    ("caravane <-> medicale", [4]),
    ("(caravane", [4]),
    ("caravane\\", [4]),
    ("'caravane'", [4]),
    (":*", []),
    ("<->", []),
    ("%", []),
    ("_", []),
    ("caravane %_", [4]),
    ("a" * 200, []),
    ("ا" * 200, []),
    ("é" * 199, []),
    (" caravane \t\n ", [4]),
]


@pytest.mark.parametrize(("words", "expected"), FOUND)
def test_words_find_projects(small_client: httpx2.Client, words: str, expected: list[int]) -> None:
    answer = small_client.get("/api/v1/projects", params={"q": words})
    assert answer.status_code == 200, answer.text
    assert sorted(numbers_of(answer.json()["items"])) == expected


def test_blank_words_ask_for_nothing(small_client: httpx2.Client) -> None:
    assert small_client.get("/api/v1/projects?q=").json()["numberMatched"] == 6


def test_titles_come_before_what_surrounds_them(small_client: httpx2.Client) -> None:
    """`agadir` in Arabic is in both titles; `médicale` in one; a theme label counts less."""
    items = small_client.get("/api/v1/projects", params={"q": "eau"}).json()["items"]
    assert numbers_of(items)[0] == 3
    by_relevance = small_client.get("/api/v1/projects", params={"q": "اكادير"}).json()["items"]
    reverse = small_client.get(
        "/api/v1/projects", params={"q": "اكادير", "sort": "-relevance"}
    ).json()["items"]
    assert sorted(numbers_of(by_relevance)) == sorted(numbers_of(reverse)) == [4, 6]


def test_search_combines_with_filters_and_files(small_client: httpx2.Client) -> None:
    params = {"q": "اكادير", "theme": "health"}
    assert numbers_of(small_client.get("/api/v1/projects", params=params).json()["items"]) == [4]
    features = small_client.get("/api/v1/projects.geojson", params=params).json()["features"]
    assert [feature["id"] for feature in features] == ["MA-MD-0004"]
    lines = small_client.get("/api/v1/projects.csv", params=params).text.splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["MA-MD-0004"]
