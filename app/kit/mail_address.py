"""Mail addresses as people write them. Pure."""

import re

from pydantic_core import PydanticCustomError

_ADDRESS = re.compile(r'[^\s@<>()\[\],;:\\"]+@[^\s@<>()\[\],;:\\"]+\.[^\s@<>()\[\],;:\\".]{2,}')


def check_mail_address(value: str) -> str:
    """For a pydantic validator."""
    if not (_ADDRESS.fullmatch(value) and value.isprintable()):
        raise PydanticCustomError("email", "is not an e-mail address, such as name@example.org")
    return value
