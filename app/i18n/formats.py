"""Numbers, dates, money and names as each language writes them in Morocco."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.numbers import format_currency, format_decimal

from app.codelists import Language

# ar_MA: Western digits and the Moroccan names of the months.
LOCALES = {Language.FR: "fr", Language.AR: "ar_MA", Language.EN: "en_GB"}
BROWSER_LOCALES = {Language.FR: "fr", Language.AR: "ar-MA", Language.EN: "en-GB"}


def number(value: float | Decimal, language: Language) -> str:
    return format_decimal(value, locale=LOCALES[language])


def rate(value: float, language: Language) -> str:
    return format_decimal(value, "#,##0.00", locale=LOCALES[language])


def exact(value: float | Decimal, language: Language) -> str:
    """With all its digits, such as those of an exchange rate."""
    return format_decimal(value, "#,##0.############", locale=LOCALES[language])


def money(value: float | Decimal, currency: str, language: Language) -> str:
    """Cents only when there are some."""
    pattern = "#,##0 ¤¤" if value == int(value) else "#,##0.00 ¤¤"
    return format_currency(
        value, currency, pattern, locale=LOCALES[language], currency_digits=False
    )


def partial_date(text: str, language: Language) -> str:
    """At the precision of the text: a date known to the year stays a year."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        day = date(parts[0], parts[1], 1)
        return format_date(day, "MMMM y", locale=LOCALES[language])
    return format_date(date(*parts), "d MMMM y", locale=LOCALES[language])


def month_names(language: Language) -> list[str]:
    """January first, as they stand alone."""
    names = get_month_names("wide", context="stand-alone", locale=LOCALES[language])
    return [names[number] for number in range(1, 13)]


def day(moment: datetime, language: Language) -> str:
    return partial_date(moment.astimezone(UTC).date().isoformat(), language)


def country(code: str, language: Language) -> str:
    names: Mapping[str, str] = Locale.parse(LOCALES[language]).territories
    return names.get(code, code)


def language_name(code: str, language: Language) -> str:
    names: Mapping[str, str] = Locale.parse(LOCALES[language]).languages
    return names.get(code, code)
