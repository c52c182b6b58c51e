"""One mail to one SMTP server. Knows nothing of the database."""

import logging
import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from types import TracebackType
from typing import Final, Protocol, Self
from urllib.parse import unquote, urlsplit

from app.errors import AppError
from app.models import OutboxMessage
from app.notices.outbox import SITE
from app.settings import Settings

logger = logging.getLogger(__name__)

PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
TIMEOUT_SECONDS = 20.0
LOCAL_SITE = "http://127.0.0.1:8000"
# Of the server that runs, for its own process: no setting.
SERVED_AT = "KHARITA_SERVED_AT"
CLOSING = 421
PERMANENT = 500
MAX_TOLD = 500


class MailSettingsError(AppError):
    """A setting of mail makes no sense, or one is missing."""


class RefusedError(Exception):
    """The server, or the mail itself, says that this mail can never be sent."""


class AwayError(Exception):
    """The server cannot be used now; the other mails need not be tried."""


class LaterError(Exception):
    """The server does not take this mail for now."""


@dataclass(frozen=True)
class SmtpServer:
    """`smtp://`, `smtp+starttls://` or `smtps://`, then `user:password@host:port`."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str) -> Self:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise MailSettingsError("KHARITA_SMTP_URL: this is not an address") from None
        if parts.scheme not in PORTS or not parts.hostname:
            raise MailSettingsError(
                "KHARITA_SMTP_URL must be smtp+starttls://user:password@host:587 "
                f"(or {', '.join(sorted(set(PORTS) - {'smtp+starttls'}))})"
            )
        return cls(
            parts.scheme,
            parts.hostname,
            port or PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )


class Connection(Protocol):
    """An open way out for mails. `deliver` raises RefusedError, LaterError or AwayError."""

    keeps_bodies: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def deliver(self, message: OutboxMessage) -> None: ...


@dataclass(frozen=True)
class Sender:
    """From whom mails come, and where their links lead."""

    address: Address
    site: str

    @classmethod
    def parse(cls, text: str, site: str) -> Self:
        name, spec = parseaddr(text)
        try:
            address = Address(display_name=name, addr_spec=spec)
        except (MessageError, ValueError, IndexError):
            address = Address()
        if not (address.username and address.domain and text.isprintable()):
            raise MailSettingsError(
                "KHARITA_MAIL_FROM must be a mail address, such as Kharita <kharita@example.org>"
            )
        return cls(address, site.rstrip("/"))


def compose(message: OutboxMessage, sender: Sender) -> EmailMessage:
    """Raises RefusedError when the row holds what no mail may hold."""
    mail = EmailMessage()
    try:
        mail["From"] = sender.address
        mail["To"] = Address(addr_spec=message.recipient)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.created_at)
        mail["Message-ID"] = f"<{message.message_id}@{sender.address.domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content((message.body or "").replace(SITE, sender.site), charset="utf-8")
        mail["Content-Language"] = message.language  # set_content removes what it finds
    except (MessageError, ValueError, IndexError) as error:
        raise RefusedError(f"{type(error).__name__}: the mail cannot be written") from None
    return mail


class SmtpConnection:
    keeps_bodies = False

    def __init__(self, server: SmtpServer, sender: Sender) -> None:
        self._server = server
        self._sender = sender
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
            self._client.close()

    def deliver(self, message: OutboxMessage) -> None:
        mail = compose(message, self._sender)
        try:
            client = self._client = self._client or self._connect()
            client.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _refusal(code, text) from None
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPSenderRefused as error:
            raise LaterError(_told(error.smtp_code, error.smtp_error)) from None
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError(str(error)) from None
        except smtplib.SMTPResponseException as error:
            raise AwayError(_told(error.smtp_code, error.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as error:
            raise AwayError(f"{type(error).__name__}: {error}") from None

    def _connect(self) -> smtplib.SMTP:
        server, tls = self._server, ssl.create_default_context()
        if server.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=TIMEOUT_SECONDS, context=tls
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        try:
            if server.scheme == "smtp+starttls":
                client.starttls(context=tls)
            if server.user:
                client.login(server.user, server.password)
        except smtplib.SMTPNotSupportedError as error:
            client.close()
            raise AwayError(str(error)) from None
        except (smtplib.SMTPException, OSError):
            client.close()
            raise
        return client


def _refusal(code: int, text: bytes | str) -> Exception:
    if code == CLOSING:
        return AwayError(_told(code, text))
    return RefusedError(_told(code, text)) if code >= PERMANENT else LaterError(_told(code, text))


def _told(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {words}"[:MAX_TOLD]


class LogConnection:
    """Of development without an SMTP server: the mail is in the log, with its links."""

    keeps_bodies = True

    def __init__(self, site: str) -> None:
        self._site = site

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return

    def deliver(self, message: OutboxMessage) -> None:
        text = (message.body or "").replace(SITE, self._site)
        logger.warning("Mail to %s: %s\n%s", message.recipient, message.subject, text)


Connect = Callable[[], Connection]


def _site(settings: Settings) -> str:
    return (settings.base_url or os.environ.get(SERVED_AT) or LOCAL_SITE).rstrip("/")


def way_out(settings: Settings) -> Connect | None:
    """How mails leave; None when they wait in the outbox. Raises MailSettingsError."""
    if settings.environment == "demonstration":
        return lambda: LogConnection(_site(settings))
    if not (settings.smtp_url or settings.mail_from):
        if settings.environment == "production":
            return None
        return lambda: LogConnection(_site(settings))
    if not (settings.smtp_url and settings.mail_from and settings.base_url):
        raise MailSettingsError(
            "Mail needs KHARITA_SMTP_URL, KHARITA_MAIL_FROM and KHARITA_BASE_URL together"
        )
    server = SmtpServer.parse(settings.smtp_url.get_secret_value())
    sender = Sender.parse(settings.mail_from, settings.base_url)
    return lambda: SmtpConnection(server, sender)
