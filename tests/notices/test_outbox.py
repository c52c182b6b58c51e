"""What goes into a mail cannot become anything else than its text."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.codelists import Language
from app.models import Notification, OutboxMessage
from app.notices.outbox import MAX_SUBJECT, BadRecipientError, link, post_mail
from app.notices.retention import forget_notices
from app.notices.smtp import RefusedError, Sender, compose
from app.notices.texts import directed, isolated
from tests.fixtures.users import make_user

SENDER = Sender.parse("خريطة <kharita@kharita.example>", "https://kharita.example/")
TO = "amina@agence.example"


def composed(session: Session, subject: str, body: str, recipient: str = TO) -> bytes:
    message = post_mail(session, recipient, Language.AR, subject, body)
    session.flush()
    session.refresh(message)
    return compose(message, SENDER).as_bytes(policy=policy.SMTP)


def test_no_header_is_injected(session: Session) -> None:
    written = composed(
        session,
        "Bonjour\r\nBcc: all@example.org\n\nBody\u2028Bcc: x@example.org\x00",
        "\r\n.\r\nMAIL FROM:<x@example.org>\r\n",
    )
    mail = message_from_bytes(written, policy=policy.default)
    assert sorted(mail.keys()) == [
        "Auto-Submitted", "Content-Language", "Content-Transfer-Encoding", "Content-Type", "Date",
        "From", "MIME-Version", "Message-ID", "Subject", "To", "X-Auto-Response-Suppress",
    ]  # fmt: skip
    assert mail["subject"] == "Bonjour Bcc: all@example.org Body Bcc: x@example.org"
    assert mail["to"] == TO


@pytest.mark.parametrize(
    "recipient",
    [
        "", "amina", "@agence.example", "amina@", "a b@agence.example",
        "amina@agence.example, all@example.org", "amina@agence.example\nBcc: x@example.org",
        "Amina <amina@agence.example>", "amina@agence.example\x00",
    ],
)  # fmt: skip
def test_one_address_and_nothing_else(session: Session, recipient: str) -> None:
    with pytest.raises(BadRecipientError):
        post_mail(session, recipient, Language.FR, "Sujet", "Texte")


def test_a_row_that_holds_what_no_mail_may_hold_is_refused() -> None:
    row = OutboxMessage(
        message_id="1", recipient="a@b.example\nBcc: c@d.example", subject="s", body="b",
        language="fr", created_at=datetime.now(UTC),
    )  # fmt: skip
    with pytest.raises(RefusedError):
        compose(row, SENDER)


def test_all_letters_arrive(session: Session) -> None:
    body = directed("مرحبا ⁨Amina⁩،\n\n> œuvre\n" + link("/ar/workspace/") + "\n", Language.AR)
    mail = message_from_bytes(
        composed(session, "سؤال حول «PRIMO» – œ", body), policy=policy.default
    )
    assert mail["subject"] == "سؤال حول «PRIMO» – œ"
    assert mail["from"].addresses[0].display_name == "خريطة"
    assert mail.get_content_charset() == "utf-8"
    lines = mail.get_content().splitlines()
    assert lines[0] == "\u200fمرحبا ⁨Amina⁩،"
    assert lines[3] == "https://kharita.example/ar/workspace/"


def test_a_long_subject_is_cut(session: Session) -> None:
    message = post_mail(session, TO, Language.FR, "é" * 500, "")
    assert len(message.subject) == MAX_SUBJECT


def test_only_names_of_the_other_direction_are_set_apart() -> None:
    assert isolated("Amina", Language.FR) == "Amina"
    assert isolated("عزيز", Language.FR) == "\u2067عزيز\u2069"
    assert isolated("\u202eeve\u2069", Language.FR) == "eve"
    assert isolated("PRIMO 2", Language.AR) == "\u2066PRIMO 2\u2069"
    assert isolated("PRIMO – برنامج", Language.AR) == "\u2067PRIMO – برنامج\u2069"


def test_mails_and_notifications_are_forgotten(session: Session) -> None:
    user = make_user(session)
    for number in range(4):
        post_mail(session, TO, Language.FR, str(number), "")
    session.add_all(Notification(user_id=user.id, event="comment.added", data={}) for _ in range(2))
    session.flush()
    old = func.now() - text("interval '400 days'")
    for subject, values in (("0", {"sent_at": old}), ("1", {"given_up_at": old})):
        mail = update(OutboxMessage).where(OutboxMessage.subject == subject)
        session.execute(mail.values(**values))
    session.execute(
        update(OutboxMessage).where(OutboxMessage.subject == "2").values(created_at=old)
    )
    one = select(Notification.id).limit(1).scalar_subquery()
    session.execute(update(Notification).where(Notification.id == one).values(created_at=old))
    forget_notices(session)
    left = select(OutboxMessage.subject).order_by(OutboxMessage.subject)
    assert session.scalars(left).all() == ["2", "3"]  # what waits is kept, however old
    assert session.scalars(select(func.count()).select_from(Notification)).one() == 1
