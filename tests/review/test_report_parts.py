"""Tokens and senders: pure rules of reports."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from app.review.reports.form_token import Refusal, make_token, refuse_token
from app.review.reports.senders import hash_sender

KEY = b"k" * 32
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (timedelta(seconds=-1), Refusal.EARLY),
        (timedelta(seconds=1.9), Refusal.EARLY),
        (timedelta(seconds=2), None),
        (timedelta(hours=24), None),
        (timedelta(hours=24, seconds=1), Refusal.LATE),
    ],
)
def test_age(age: timedelta, refusal: Refusal | None) -> None:
    token = make_token(KEY, "MA-MD-0001", NOW)
    assert refuse_token(KEY, "MA-MD-0001", token, NOW + age) is refusal


GOOD = make_token(KEY, "MA-MD-0001", NOW)
FORGED = [
    "",
    ".",
    "nan." + GOOD.rpartition(".")[2],
    "1" + GOOD,
    GOOD[:-1],
    GOOD + "é",
    make_token(b"other" * 8, "MA-MD-0001", NOW),
    make_token(KEY, "MA-MD-0002", NOW),
]


@pytest.mark.parametrize("token", FORGED, ids=count())
def test_forgery(token: str) -> None:
    later = NOW + timedelta(minutes=1)
    assert refuse_token(KEY, "MA-MD-0001", token, later) is Refusal.FORGED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("not an address", "another", False),
        (None, "", True),
    ],
)
def test_senders(one: str | None, other: str | None, same: bool) -> None:
    assert (hash_sender(KEY, one) == hash_sender(KEY, other)) is same
    assert hash_sender(KEY, one) != hash_sender(b"other", one)
