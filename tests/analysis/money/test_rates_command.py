"""`kharita rates`, as an administrator runs it, and what it leaves behind."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.analysis.money.rate_file import parse_rates
from app.analysis.money.service import load_rates, remove_rates
from app.audit.events import Actor
from app.codelists import Channel
from app.models import AuditEvent, ExchangeRate, RateTable
from app.publication.queries import read_version
from tests.analysis.money.catalogue import RATES
from tests.fixtures.commands import kharita

ACTOR = Actor(None, Channel.COMMAND)


def counted(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ExchangeRate)) or 0


def test_loading_is_published_once_and_audited(session: Session) -> None:
    before = read_version(session)
    rates = parse_rates(RATES, "rates.csv")
    assert load_rates(session, ACTOR, rates, "rates.csv")
    loaded = read_version(session)
    assert loaded != before
    assert not load_rates(session, ACTOR, rates, "again.csv")
    assert read_version(session) == loaded
    fewer = parse_rates(b"\n".join(RATES.split(b"\n")[:3]), "fewer.csv")
    assert load_rates(session, ACTOR, fewer, "fewer.csv")
    assert counted(session) == 2
    assert remove_rates(session, ACTOR)
    assert not remove_rates(session, ACTOR)
    assert counted(session) == 0
    assert session.get(RateTable, 1) is None
    events = session.execute(
        select(AuditEvent.action, AuditEvent.data).order_by(AuditEvent.id)
    ).all()
    assert [(action, data["file"]) for action, data in events] == [
        ("rate_table.loaded", "rates.csv"),
        ("rate_table.loaded", "fewer.csv"),
        ("rate_table.removed", "fewer.csv"),
    ]
    assert events[1].data["replaced"] == events[0].data["sha256"]


def test_the_command(fresh_database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"

    def rates(*arguments: str) -> tuple[int, str, str]:
        done = kharita("rates", *arguments, KHARITA_DATABASE_URL=fresh_database_url)
        return done.returncode, done.stdout, done.stderr

    file.write_bytes(RATES)
    assert rates("load", str(file)) == (0, "4 rates towards EUR are in force: MAD, USD\n", "")
    file.write_bytes(RATES.replace(b",0.09,", b",-0.09,"))
    code, out, told = rates("load", str(file))
    assert (code, out) == (1, "")
    assert told == (
        "Error: the rates were not loaded, nothing was changed\n"
        "rates.csv, line 4, column rate: -0.09 is not above zero; write how many EUR one MAD was "
        "worth\n"
    )
    assert rates("list")[1].splitlines()[0] == (
        "MAD\t2014-01-01\t2014-12-31\t0.09\tEUR\tOffice des changes"
    )
