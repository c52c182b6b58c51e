"""Puts the table of exchange rates in force, or takes it out. Public answers follow at once."""

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.analysis.money.rate_file import RateFile
from app.audit.events import Actor, record_event
from app.models import ExchangeRate, RateTable
from app.publication.version import bump

_SUBJECT = "rate_table"


def load_rates(session: Session, actor: Actor, file: RateFile, name: str) -> bool:
    """In place of the table that was in force. False, and nothing done, when that holds the same
    rates. `name` is that of the file."""
    before = session.get(RateTable, 1)
    if before is not None and before.content_hash == file.content_hash:
        return False
    session.execute(delete(RateTable))
    session.expire_all()
    session.execute(
        insert(RateTable).values(
            id=1, reference=file.reference, file_name=name, content_hash=file.content_hash
        )
    )
    session.execute(
        insert(ExchangeRate),
        [
            {
                "table_id": 1,
                "currency": rate.currency,
                "first_day": rate.first,
                "last_day": rate.last,
                "rate": rate.rate,
                "source_title": rate.source_title,
                "source_url": rate.source_url,
            }
            for rate in file.rates
        ],
    )
    record_event(
        session,
        actor,
        "rate_table.loaded",
        _SUBJECT,
        1,
        data={
            "file": name,
            "sha256": file.content_hash,
            "reference": file.reference,
            "rates": len(file.rates),
            "replaced": before and before.content_hash,
        },
    )
    bump(session)
    return True


def remove_rates(session: Session, actor: Actor) -> bool:
    """False, and nothing done, when no table is in force."""
    before = session.get(RateTable, 1)
    if before is None:
        return False
    data = {"file": before.file_name, "sha256": before.content_hash}
    session.execute(delete(RateTable))
    session.expire_all()
    record_event(session, actor, "rate_table.removed", _SUBJECT, 1, data=data)
    bump(session)
    return True
