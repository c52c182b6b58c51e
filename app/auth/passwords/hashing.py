"""Argon2id, with the parameters that RFC 9106 advises where memory is not plenty."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.auth.passwords.rules import fold
from app.auth.secrets import new_secret
from app.errors import TooManyRequestsError

_HASHER = PasswordHasher()
# Each takes 64 MiB and all cores for a while: more at once would starve the other requests.
AT_ONCE = 3
PATIENCE_SECONDS = 5.0
_turns = BoundedSemaphore(AT_ONCE)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise TooManyRequestsError("Too many people sign in at once; try again in a moment.", 5)
    try:
        yield
    finally:
        _turns.release()


def hash_password(password: str) -> str:
    with _turn():
        return _HASHER.hash(_bytes(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Without a hash (nobody has this address), False after the same work."""
    stand_in = _stand_in()
    with _turn():
        try:
            _HASHER.verify(password_hash or stand_in, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    return _HASHER.check_needs_rehash(password_hash)


@cache
def _stand_in() -> str:
    return _HASHER.hash(new_secret())


def _bytes(password: str) -> bytes:
    return fold(password).encode(errors="replace")
