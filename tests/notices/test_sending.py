"""Mails leave the outbox to a real SMTP server: each, and once."""

import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text, update
from sqlalchemy.orm import Session

from app.codelists import Language
from app.db.engine import Database, make_database
from app.models import OutboxMessage
from app.notices.outbox import link, post_mail
from app.notices.sending import PATIENCE, Result, send_waiting
from app.notices.smtp import SERVED_AT, MailSettingsError, way_out
from app.settings import Settings
from tests.fixtures.commands import environment, kharita
from tests.fixtures.mailbox import Mailbox, listening
from tests.fixtures.server import run_application, wait_until

TO = "amina@agence.example"


@pytest.fixture
def database(fresh_database_url: str) -> Iterator[Database]:
    database = make_database(Settings(database_url=fresh_database_url))
    yield database
    database.dispose()


def post(database: Database, recipient: str = TO, count: int = 1) -> None:
    with database.write() as session:
        for number in range(count):
            path = link("/fr/workspace/")
            post_mail(session, recipient, Language.FR, f"Sujet {number}", f"Voir {path}\n")


def outbox(database: Database) -> list[OutboxMessage]:
    with Session(database.reader) as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at)))


def send(database: Database, mailbox: Mailbox) -> Result:
    connect = way_out(mailbox.settings())
    assert connect is not None
    return send_waiting(database, connect)


def make_due(database: Database) -> None:
    with database.write() as session:
        session.execute(update(OutboxMessage).values(next_attempt_at=func.now()))


def test_a_mail_is_sent_once_and_its_body_forgotten(database: Database, mailbox: Mailbox) -> None:
    post(database)
    assert send(database, mailbox) == Result(sent=1)
    assert send(database, mailbox) == Result()
    (mail,) = mailbox.mails
    (row,) = outbox(database)
    assert row.sent_at is not None
    assert row.body is None
    assert mail["to"] == TO
    assert mail["from"] == "Kharita <kharita@kharita.example>"
    assert mail["message-id"] == f"<{row.message_id}@kharita.example>"
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["content-language"] == "fr"
    assert mail["date"].datetime == row.created_at.replace(microsecond=0)
    assert mail.get_content() == "Voir https://kharita.example/fr/workspace/\n"


def test_ten_senders_at_once_send_each_mail_once(database: Database, mailbox: Mailbox) -> None:
    post(database, count=30)
    with ThreadPoolExecutor(10) as pool:
        results = list(pool.map(lambda _: send(database, mailbox), range(10)))
    assert sum(result.sent for result in results) == 30
    assert len({mail["message-id"] for mail in mailbox.mails}) == len(mailbox.mails) == 30


def test_a_sender_killed_before_its_commit_sends_again_with_the_same_id(
    database: Database, fresh_database_url: str, mailbox: Mailbox
) -> None:
    post(database)
    engine = create_engine(fresh_database_url)
    with engine.connect() as holder:
        # Lets the sender claim its row, and not write that it is sent.
        holder.execute(text("LOCK TABLE outbox_messages IN SHARE MODE"))
        sender = subprocess.Popen(
            [sys.executable, "-m", "app", "mail", "send"],
            env=environment(**mailbox.variables(fresh_database_url)),
        )
        mailbox.wait_for(TO)
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with engine.connect() as watcher:
            wait_until(lambda: watcher.execute(waiting).scalar_one() > 0)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    engine.dispose()
    (row,) = outbox(database)
    assert row.sent_at is None
    wait_until(lambda: send(database, mailbox).sent == 1)  # once its lock is gone
    first, second = mailbox.mails
    assert first["message-id"] == second["message-id"]
    assert first.get_content() == second.get_content()
    assert send(database, mailbox) == Result()


def test_a_refused_recipient_is_given_up_and_the_others_are_sent(
    database: Database, mailbox: Mailbox
) -> None:
    post(database, "gone@agence.example")
    post(database)
    mailbox.answer_recipient = lambda to: "550 no such user" if "gone" in to else "250 OK"
    assert send(database, mailbox) == Result(sent=1, given_up=1)
    refused, sent = outbox(database)
    assert refused.given_up_at is not None
    assert refused.last_error == "550 no such user"
    assert refused.body is None
    assert sent.sent_at is not None
    assert send(database, mailbox) == Result()


def test_refused_content_is_given_up(database: Database, mailbox: Mailbox) -> None:
    post(database)
    mailbox.answer_data = lambda _to: "554 looks like spam"
    assert send(database, mailbox) == Result(given_up=1)


def test_not_now_is_tried_later_and_later_for_five_days(
    database: Database, mailbox: Mailbox
) -> None:
    post(database)
    mailbox.answer_recipient = lambda _to: "451 greylisted, come back"
    waits: list[float] = []
    for _ in range(8):
        assert send(database, mailbox) == Result(put_off=1)
        assert send(database, mailbox) == Result()
        (row,) = outbox(database)
        waits.append((row.next_attempt_at - datetime.now(UTC)).total_seconds())
        make_due(database)
    assert waits[0] == pytest.approx(15, abs=5)
    assert waits[2] == pytest.approx(60, abs=5)
    assert waits[-1] == pytest.approx(900, abs=5)
    assert row.last_error == "451 greylisted, come back"
    with database.write() as session:
        age = PATIENCE + timedelta(minutes=1)
        session.execute(update(OutboxMessage).values(created_at=func.now() - age))
    assert send(database, mailbox) == Result(given_up=1)


def test_a_server_that_is_away_loses_nothing(database: Database) -> None:
    mailbox = Mailbox()
    with listening(mailbox):
        pass
    post(database, count=3)
    result = send(database, mailbox)
    assert (result.sent, result.put_off) == (0, 1)  # one try tells for all
    assert result.away is not None
    assert "ConnectionRefusedError" in result.away
    with listening(mailbox):
        assert send(database, mailbox).sent == 2
        make_due(database)
        assert send(database, mailbox).sent == 1
    assert len(mailbox.mails) == 3


def test_a_closing_server_is_away(database: Database, mailbox: Mailbox) -> None:
    post(database, count=2)
    mailbox.answer_data = lambda _to: "421 closing"
    result = send(database, mailbox)
    assert (result.put_off, result.given_up) == (1, 0)
    assert result.away == "421 closing"


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_gives_nothing_up(database: Database) -> None:
    mailbox = Mailbox()
    with listening(mailbox, account=("kharita", "right")):
        url = f"smtp://kharita:wrong@127.0.0.1:{mailbox.port}"
        connect = way_out(mailbox.settings(smtp_url=url))
        assert connect is not None
        post(database)
        result = send_waiting(database, connect)
    assert result.given_up == 0
    assert result.away is not None
    assert result.away.startswith("535")


def test_starttls_with_a_known_certificate_and_an_account(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",  # noqa: S607
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    mailbox = Mailbox()
    with listening(mailbox, tls, account=("kha@rita", "s:cret/")):
        url = f"smtp+starttls://kha%40rita:s%3Acret%2F@localhost:{mailbox.port}"
        connect = way_out(mailbox.settings(smtp_url=url))
        assert connect is not None
        post(database)
        unknown = send_waiting(database, connect)
        assert unknown.away is not None
        assert "certificate verify failed" in unknown.away
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        make_due(database)
        assert send_waiting(database, connect) == Result(sent=1)
    assert len(mailbox.mails) == 1


def test_the_server_sends_by_itself(fresh_database_url: str, mailbox: Mailbox) -> None:
    with run_application(mailbox.settings(database_url=fresh_database_url)) as running:
        post(running.app.state.database)
        assert mailbox.wait_for(TO)["subject"] == "Sujet 0"


@pytest.mark.parametrize(
    ("served_at", "site"),
    [(None, "http://127.0.0.1:8000"), ("http://127.0.0.1:8123/", "http://127.0.0.1:8123")],
)
def test_in_development_the_link_is_in_the_log(
    fresh_database_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    served_at: str | None,
    site: str,
) -> None:
    if served_at is None:
        monkeypatch.delenv(SERVED_AT, raising=False)
    else:
        monkeypatch.setenv(SERVED_AT, served_at)
    with run_application(Settings(database_url=fresh_database_url)) as running:
        database = running.app.state.database
        post(database)
        wait_until(lambda: outbox(database)[0].sent_at is not None)
    assert f"Voir {site}/fr/workspace/" in caplog.text


def test_in_production_mails_wait_for_settings(
    fresh_database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(database_url=fresh_database_url, environment="production")
    with run_application(settings) as running:
        post(running.app.state.database)
        assert "KHARITA_SMTP_URL is not set: mails wait in the outbox" in caplog.text
        assert way_out(settings) is None
        assert outbox(running.app.state.database)[0].sent_at is None
    assert "/fr/workspace/" not in caplog.text


def test_the_command_sends_what_waits(
    database: Database, fresh_database_url: str, mailbox: Mailbox
) -> None:
    post(database, count=2)
    done = kharita("mail", "send", **mailbox.variables(fresh_database_url))
    assert (done.returncode, done.stdout) == (0, "2 sent, 0 put off, 0 given up\n")
    again = kharita("mail", "send", **mailbox.variables(fresh_database_url))
    assert again.stdout == "0 sent, 0 put off, 0 given up\n"
    missing = kharita(
        "mail", "send",
        KHARITA_DATABASE_URL=fresh_database_url, KHARITA_ENVIRONMENT="production",
    )  # fmt: skip
    assert missing.returncode == 1
    assert "KHARITA_SMTP_URL" in missing.stderr


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"smtp_url": "smtp://localhost"}, "KHARITA_MAIL_FROM"),
        ({"smtp_url": "smtp://localhost", "mail_from": "a@b.example"}, "KHARITA_BASE_URL"),
        ({"smtp_url": "mail.example", "mail_from": "a@b.example"}, "smtp\\+starttls://"),
        ({"smtp_url": "smtp://host:port", "mail_from": "a@b.example"}, "not an address"),
        ({"smtp_url": "smtp://localhost", "mail_from": "Kharita"}, "Kharita <kharita@"),
        ({"smtp_url": "smtp://localhost", "mail_from": "a\n@b.example"}, "Kharita <kharita@"),
    ],
)
def test_settings_that_make_no_sense(settings: dict[str, str], message: str) -> None:
    if len(settings) == 2 and "BASE" not in message:
        settings = {**settings, "base_url": "https://kharita.example"}
    with pytest.raises(MailSettingsError, match=message):
        way_out(Settings.model_validate(settings))
