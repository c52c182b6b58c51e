"""`kill -9` of the application and of PostgreSQL while agencies write: what was acknowledged is
there afterwards, once, and every mail leaves at least once.

`script/durability ROUNDS` runs more rounds than the suite does.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.fixtures.commands import kharita
from tests.fixtures.database import PREFIX, engine_of
from tests.fixtures.durability import (
    Item,
    Place,
    Victim,
    comment,
    create,
    durable_place,
    run_round,
)
from tests.fixtures.mailbox import Mailbox, listening
from tests.fixtures.server import wait_until

SECONDS = 2.0
SENT_AGAIN = 5  # of the last items of each agency, after each round
COUNTS = text(
    "SELECT (SELECT count(*) FROM submissions), (SELECT count(*) FROM comments), "
    "(SELECT count(*) FROM outbox_messages), (SELECT count(*) FROM audit_events), "
    "(SELECT count(*) FROM idempotency_keys), (SELECT max(number) FROM submissions)"
)


@pytest.fixture(scope="module")
def place(initialised: Path) -> Iterator[Place]:
    data_dir = Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    data_dir.chmod(0o755)
    copy = ["cp", "--archive", str(initialised), str(data_dir / initialised.name)]
    subprocess.run(copy, check=True)  # noqa: S603
    with listening(Mailbox()) as mailbox, durable_place(data_dir, mailbox) as place:
        yield place
    shutil.rmtree(data_dir, ignore_errors=True)


def items(place: Place) -> list[Item]:
    return [item for agency in place.agencies for item in agency.items]


def send_again(place: Place) -> None:
    """With the same keys: the same answers."""
    for agency in place.agencies:
        with agency.client() as client:
            for item in agency.items[-SENT_AGAIN:]:
                assert create(client, item)[0] == item.submission
                assert comment(client, item) == item.comment


def check_rows(place: Place) -> None:
    """Each submission and comment once, as it was acknowledged; nothing beside them."""
    known = {item.key: item for item in items(place)}
    submissions = place.rows(text("SELECT note, CAST(id AS text), state, size FROM submissions"))
    assert Counter(row.note for row in submissions) == Counter(known.keys())
    comments = place.rows(
        text("SELECT body, CAST(id AS text), CAST(submission_id AS text) AS place FROM comments")
    )
    assert Counter(row.body for row in comments) == Counter(known.keys())
    for row in submissions:
        assert (row.id, row.state, row.size) == (known[row.note].submission, "submitted", 1)
    for row in comments:
        assert (row.id, row.place) == (known[row.body].comment, known[row.body].submission)
    told = text("SELECT action, count(*) FROM audit_events WHERE subject_id = ANY(:ids) GROUP BY 1")
    ids = [part for item in known.values() for part in (item.submission, item.comment)]
    actions: dict[str, int] = dict(place.rows(told.bindparams(ids=ids)))
    assert actions == dict.fromkeys(
        ("submission.created", "submission.submitted", "comment.added"), len(known)
    )


def check_mails(place: Place) -> int:
    """One mail for each submission and each comment; how many of them were sent twice."""

    def waiting() -> Any:
        return place.rows(text("SELECT count(*) FROM outbox_messages WHERE sent_at IS NULL"))[0][0]

    wait_until(lambda: waiting() == 0, 60)
    written = place.rows(text("SELECT message_id FROM outbox_messages"))
    assert len(written) == 2 * len(items(place))
    received = Counter(str(mail["message-id"]) for mail in place.mailbox.mails)
    assert {name.strip("<>").partition("@")[0] for name in received} == {row[0] for row in written}
    assert len(set(place.mailbox.raw)) == len(received), "a repeat is the same mail, byte for byte"
    repeats = received.total() - len(received)
    # One mail at a time is on its way: a kill between the server's 250 and our commit repeats it.
    assert max(received.values()) <= 1 + place.kills
    assert repeats <= place.kills
    return repeats


def test_what_is_acknowledged_survives(place: Place, pytestconfig: pytest.Config) -> None:
    rounds = int(pytestconfig.getoption("--rounds", default=len(Victim)))
    assert place.rows(text("SHOW fsync")) == [("on",)]
    assert place.rows(text("SHOW synchronous_commit")) == [("on",)]
    for number, victim in enumerate(islice(cycle(Victim), rounds), 1):
        before = len(items(place))
        down = run_round(place, victim, SECONDS)
        send_again(place)
        check_rows(place)
        repeats = check_mails(place)
        written = len(items(place)) - before
        assert written > 0
        failures = sum((agency.failures for agency in place.agencies), Counter[str]())
        assert {name for name in failures if name.isdigit()} <= {"503"}, failures
        sys.stdout.write(
            f"{number:3} {victim:12} back in {down:4.1f} s; {written:4} submissions and comments, "
            f"{sum(failures.values()):5} requests without an answer so far, "
            f"{len(place.mailbox.mails):5} mails, of which {repeats} sent twice\n"
        )


@pytest.mark.full
def test_a_backup_after_a_kill_comes_back_whole(
    place: Place, fresh_database_url: str, tmp_path: Path
) -> None:
    run_round(place, Victim.BOTH, SECONDS)
    place.kill(Victim.BOTH)
    file = tmp_path / "after.dump"
    done = kharita("backup", str(file), "--data-dir", str(place.data_dir))
    assert done.returncode == 0, done.stderr
    place.start()
    check_mails(place)
    counts = place.rows(COUNTS)
    done = kharita("restore", str(file), KHARITA_DATABASE_URL=fresh_database_url)
    assert done.returncode == 0, done.stderr
    with engine_of(fresh_database_url) as engine, engine.connect() as connection:
        assert list(connection.execute(COUNTS).all()) == counts
        again = text("INSERT INTO submissions (author_id) SELECT id FROM users LIMIT 1")
        assert connection.execute(again).rowcount == 1, "numbers go on after the last one"
