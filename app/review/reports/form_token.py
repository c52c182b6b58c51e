"""A signed time in the form of a page: who sends within two seconds, or without it, is a robot."""

import hashlib
import hmac
from datetime import datetime
from enum import StrEnum

MIN_SECONDS = 2
MAX_SECONDS = 24 * 60 * 60


class Refusal(StrEnum):
    FORGED = "forged"
    EARLY = "early"
    LATE = "late"


def make_token(key: bytes, subject: str, now: datetime) -> str:
    """Good for forms about `subject` only."""
    time = f"{now.timestamp():.3f}"
    return f"{time}.{_sign(key, subject, time)}"


def refuse_token(key: bytes, subject: str, token: str, now: datetime) -> Refusal | None:
    time, _, signature = token.rpartition(".")
    expected = _sign(key, subject, time)
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return Refusal.FORGED
    age = now.timestamp() - float(time)
    if age < MIN_SECONDS:
        return Refusal.EARLY
    return Refusal.LATE if age > MAX_SECONDS else None


def _sign(key: bytes, subject: str, time: str) -> str:
    text = f"report form\0{subject}\0{time}"
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:40]
