"""Mails wait in a table, written in the transaction of their cause."""

import re
from email.errors import HeaderParseError
from email.headerregistry import Address
from uuid import uuid4

from sqlalchemy.orm import Session

from app.codelists import Language
from app.errors import AppError
from app.models import OutboxMessage

# Stands for the address of the site in what waits: only the sender knows the real one.
SITE = "https://kharita.invalid"
MAX_SUBJECT = 200
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class BadRecipientError(AppError):
    status = 422
    title = "Not a mail address"


def link(path: str) -> str:
    """The full address, in a mail, of `path` (`/fr/workspace/…`)."""
    return f"{SITE}{path}"


def post_mail(
    session: Session, recipient: str, language: Language, subject: str, body: str
) -> OutboxMessage:
    """Sent once the caller's transaction is committed. `body` is plain text of `language`; its
    links are made by `link`. Raises BadRecipientError."""
    message = OutboxMessage(
        message_id=uuid4().hex,
        recipient=_address(recipient),
        subject=_one_line(subject),
        body=_CONTROLS.sub("", body.replace("\r\n", "\n")),
        language=language,
    )
    session.add(message)
    return message


def _address(text: str) -> str:
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        raise BadRecipientError("This is not a mail address") from None
    if not address.domain or _BREAKS.search(text):
        raise BadRecipientError("This is not a mail address")
    return text


def _one_line(text: str) -> str:
    line = _BREAKS.sub(" ", text).strip()
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"
