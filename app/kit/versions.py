"""Conditional writes (RFC 9110): who writes says which version of the thing they saw."""

import re
from typing import Annotated

from fastapi import Header

from app.errors import MissingVersionError, StaleVersionError

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description='ETag of the version that you saw, as GET gave it: `"3"`. Required.',
    ),
]
_TAG = re.compile(r'"(\d{1,9})"')


def etag(version: int) -> str:
    return f'"{version}"'


def check_version(if_match: str | None, version: int) -> None:
    """Raises MissingVersionError, or StaleVersionError with the present version."""
    if if_match is None or if_match.strip() in ("", "*"):
        raise MissingVersionError(
            f"Send If-Match with the ETag that you saw; the present version is {version}",
            version=version,
        )
    if str(version) not in _TAG.findall(if_match):
        raise StaleVersionError(
            f"It was changed in the meantime and is at version {version} now: get it again, "
            "and repeat what is still needed",
            version=version,
        )
