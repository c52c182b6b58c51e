"""Bad files of rates are refused whole, each fault by its line and column."""

from datetime import date
from decimal import Decimal

import pytest

from app.analysis.money.rate_file import COLUMNS, MAX_BYTES, RateFileError, parse_rates

HEADER = ",".join(COLUMNS)
GOOD = "USD,2014,,0.7527,EUR,Banque centrale,https://rates.example/usd"


def content(*lines: str) -> bytes:
    return "\n".join((HEADER, *lines)).encode()


def refused(raw: bytes) -> list[str]:
    """The faults, without the first line of the message, which says that nothing was changed."""
    with pytest.raises(RateFileError) as raised:
        parse_rates(raw, "rates.csv")
    first, *faults = raised.value.detail.split("\n")
    assert first == "the rates were not loaded, nothing was changed"
    return faults


def test_periods_are_as_precise_as_they_are_written() -> None:
    read = parse_rates(
        content(
            "USD,2014,,0.75,EUR,Bank,",
            "USD,2015,2016,0.9,EUR,Bank,",
            "MAD,2014-02,2014-03,0.089,EUR,,https://rates.example/mad",
            "MAD,2014-04-01,2014-04-10,0.0895,EUR,Bank,",
        ),
        "rates.csv",
    )
    assert read.reference == "EUR"
    assert [(rate.currency, rate.first, rate.last, rate.rate) for rate in read.rates] == [
        ("MAD", date(2014, 2, 1), date(2014, 3, 31), Decimal("0.089")),
        ("MAD", date(2014, 4, 1), date(2014, 4, 10), Decimal("0.0895")),
        ("USD", date(2014, 1, 1), date(2014, 12, 31), Decimal("0.75")),
        ("USD", date(2015, 1, 1), date(2016, 12, 31), Decimal("0.9")),
    ]
    assert (read.rates[0].source_title, read.rates[0].source_url) == (
        None,
        "https://rates.example/mad",
    )


def test_the_same_rates_in_another_order_are_the_same() -> None:
    other = "MAD,2014,2014,0.090,EUR,Bank,"
    one = parse_rates(content(GOOD, other), "a.csv")
    again = b"\xef\xbb\xbf" + content("MAD,2014,,0.09,EUR,Bank,", "", GOOD).replace(b"\n", b"\r\n")
    assert parse_rates(again, "b.csv").content_hash == one.content_hash
    changed = content(GOOD, "MAD,2014,,0.091,EUR,Bank,")
    assert parse_rates(changed, "c.csv").content_hash != one.content_hash


LINES = {
    "negative": (
        ["USD,2014,,-0.75,EUR,Bank,"],
        ["rates.csv, line 2, column rate: -0.75 is not above zero; write how many EUR one USD was "
         "worth"],
    ),
    "zero": (
        ["USD,2014,,0.000,EUR,Bank,"],
        ["rates.csv, line 2, column rate: 0.000 is not above zero; write how many EUR one USD was "
         "worth"],
    ),
    "not a number": (
        ["USD,2014,,NaN,EUR,Bank,", "MAD,2014,,inf,EUR,Bank,", "CHF,2014,,1e3,EUR,Bank,"],
        [f"rates.csv, line {line}, column rate: '{text}' is not a rate; write how many EUR one "
         f"{currency} was worth as a plain number such as 0.0921, with at most 12 digits on "
         "either side of the point"
         for line, text, currency in ((2, "NaN", "USD"), (3, "inf", "MAD"), (4, "1e3", "CHF"))],
    ),
    "unknown currency": (
        ["DRH,2014,,0.09,EUR,Bank,"],
        ["rates.csv, line 2, column currency: 'DRH' is not a currency; write its ISO 4217 code of "
         "three capital letters, such as MAD"],
    ),
    "unknown reference": (
        ["MAD,2014,,0.09,eur,Bank,"],
        ["rates.csv, line 2, column reference: 'eur' is not a currency; write its ISO 4217 code "
         "of three capital letters, such as MAD"],
    ),
    "the reference itself": (
        ["EUR,2014,,1,EUR,Bank,"],
        ["rates.csv, line 2, column currency: is the reference itself, worth 1; leave the line "
         "out"],
    ),
    "two references": (
        [GOOD, "MAD,2014,,0.12,USD,Bank,"],
        ["rates.csv, line 3, column reference: USD, where line 2 has EUR; give all rates towards "
         "one currency"],
    ),
    "no source": (
        ["USD,2014,,0.75,EUR,,"],
        ["rates.csv, line 2, column source_title: no source; write the title or the address of "
         "who says so"],
    ),
    "an address that is none": (
        ["USD,2014,,0.75,EUR,,rates.example"],
        ["rates.csv, line 2, column source_url: 'rates.example' is not an address; begin it with "
         "https://"],
    ),
    "not a date": (
        ["USD,14,,0.75,EUR,Bank,"],
        ["rates.csv, line 2, column from: '14': write a date as YYYY, YYYY-MM or YYYY-MM-DD, as "
         "precise as its source"],
    ),
    "ends before it begins": (
        ["USD,2014-05,2014-02,0.75,EUR,Bank,"],
        ["rates.csv, line 2, column to: 2014-02 is before 2014-05; the period runs from `from` to "
         "`to`"],
    ),
    "duplicate": (
        [GOOD, "MAD,2014,,0.09,EUR,Bank,", "USD,2014-01-01,2014-12,0.76,EUR,Bank,"],
        ["rates.csv, line 4, column from: USD has a rate for 2014-01-01 to 2014-12-31 in line 2 "
         "already; keep one of them"],
    ),
    "overlap": (
        [GOOD, "USD,2014-12,2015,0.8,EUR,Bank,"],
        ["rates.csv, line 3, column from: USD from 2014-12-01 overlaps line 2, which lasts to "
         "2014-12-31; let one day have one rate"],
    ),
    "gap": (
        ["USD,2017,,0.9,EUR,Bank,", GOOD],
        ["rates.csv, line 2, column from: USD has no rate for 2015-01-01 to 2016-12-31, between "
         "line 3 and this one; add a line for that period"],
    ),
    "decimal comma": (
        ["USD,2014,,0,75,EUR,Bank,"],
        ["rates.csv, line 2, column source_url: the line has 8 cells, the header 7; write "
         "decimals with a point, and put a text that holds a comma between quotes"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_a_fault_is_told_by_line_and_column(name: str) -> None:
    lines, faults = LINES[name]
    assert refused(content(*lines)) == faults


def test_all_faults_are_told_at_once() -> None:
    faults = refused(content("DRH,2014,,-1,EUR,,", GOOD, "USD,2015,,0,EUR,Bank,"))
    assert [fault.split(":")[0] for fault in faults] == [
        "rates.csv, line 2, column currency",
        "rates.csv, line 2, column rate",
        "rates.csv, line 2, column source_title",
        "rates.csv, line 4, column rate",
    ]
    many = refused(content(*["USD,2014,,0,EUR,Bank,"] * 30))
    assert len(many) == 21
    assert many[-1] == "and 10 more"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", f"rates.csv, line 1: holds no rate; write a header, {HEADER}, and one line for each "
              "rate"),
        (content(), "rates.csv, line 1: holds no rate; write one line for each rate"),
        (b"currency,rate\nUSD,1", f"rates.csv, line 1: the header is 'currency,rate'; write "
                                  f"{HEADER}"),
        (HEADER.replace(",", ";").encode(), f"rates.csv, line 1: the header is "
         f"'{HEADER.replace(',', ';')}'; write {HEADER}; save the file with commas between the "
         "cells, not semicolons"),
        (content(GOOD).replace(b"Banque", b"Banqu\xe9"), "rates.csv, line 2: not UTF-8; save the "
         "file as UTF-8"),
        (content('USD,2014,,0.75,EUR,"Bank,'), "rates.csv, line 2: not CSV (unexpected end of "
         "data); close each quote that is opened"),
        (b"x" * (MAX_BYTES + 1), f"rates.csv: has more than {MAX_BYTES} bytes; load a smaller "
         "file"),
        (content("USD,2014,,0.75,EUR,Ba\x00nk,"), "rates.csv, line 2, column source_title: holds "
         "a character that cannot be shown; remove it"),
    ],
    ids=["empty", "no rate", "other header", "semicolons", "latin", "quote", "huge", "null"],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused(raw: bytes, fault: str) -> None:
    assert refused(raw) == [fault]
