"""Every message is translated, with the same placeholders, and none is left behind."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from app.codelists import Language
from app.i18n.catalogue import messages, read_catalogue
from app.i18n.formats import money, number, partial_date
from app.settings import ROOT

TRANSLATED = [Language.AR, Language.EN]
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def used_in_code() -> set[str]:
    """First form in French of each message of templates, Python and browser modules."""
    with (ROOT / "app/i18n/babel.cfg").open() as source:
        methods, options = parse_mapping_cfg(source)  # type: ignore[no-untyped-call]
    found: set[str] = set()
    for folder in ("app", "static/map/js"):
        here = [(str(Path(pattern).relative_to(folder)), method)
                for pattern, method in methods if pattern.startswith(folder)]  # fmt: skip
        settings = {
            str(Path(pattern).relative_to(folder)): value
            for pattern, value in options.items()
            if pattern.startswith(folder)
        }
        for _, _, text, *_ in extract_from_dir(ROOT / folder, here, settings):
            found.add(text if isinstance(text, str) else text[0])
    return found


def in_catalogue(catalogue: Catalog) -> dict[str, Message]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalogue
        if message.id
    }


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_has_the_messages_of_the_code_and_no_other(language: Language) -> None:
    """If this fails, run script/translations and translate what is empty."""
    assert set(in_catalogue(read_catalogue(language))) == used_in_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_message_is_translated_with_its_placeholders(language: Language) -> None:
    catalogue = read_catalogue(language)
    for french, message in in_catalogue(catalogue).items():
        assert not message.fuzzy, french
        translations = forms(message)
        assert all(translations), f"{french}: not translated"
        expected = placeholders(french)
        if isinstance(message.id, str):
            assert placeholders(translations[0]) == expected, french
            continue
        assert len(translations) == catalogue.num_plurals, french
        # Arabic may say zero, one and two in words: "مشروعان".
        worded = translations[:3] if language == Language.AR else []
        assert all(placeholders(text) <= expected for text in worded), french
        assert all(placeholders(text) == expected for text in translations[len(worded) :]), french


def test_arabic_plurals_follow_the_order_that_the_browser_uses() -> None:
    """zero, one, two, few, many, other: as Intl.PluralRules names them."""
    arabic = messages(Language.AR)
    texts = {n: arabic.ngettext("%(n)s projet", "%(n)s projets", n) for n in (1, 2, 5, 14, 100)}
    assert texts == {
        1: "مشروع واحد",
        2: "مشروعان",
        5: "%(n)s مشاريع",
        14: "%(n)s مشروعا",
        100: "%(n)s مشروع",
    }


def test_the_browser_gets_its_own_messages_only() -> None:
    scripts = messages(Language.EN).for_scripts
    assert scripts["%(n)s projet"] == ["%(n)s project", "%(n)s projects"]
    assert "Objectifs" not in scripts
    assert messages(Language.FR).for_scripts == {}


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2014", Language.FR, "2014"),
        ("2014-04", Language.FR, "avril 2014"),
        ("2014-08-14", Language.FR, "14 août 2014"),
        ("2014-08-14", Language.EN, "14 August 2014"),
        ("2014-08-14", Language.AR, "14 غشت 2014"),
    ],
)
def test_a_date_keeps_its_precision(text: str, language: Language, written: str) -> None:
    assert partial_date(text, language) == written


def test_numbers_and_money() -> None:
    assert number(4030222, Language.EN) == "4,030,222"
    spaced = money(1_000_000, "EUR", Language.FR)
    assert re.sub(r"\s", " ", spaced) == "1 000 000 EUR"
    assert money(12.5, "MAD", Language.EN) == "12.50 MAD"
