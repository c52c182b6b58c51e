"""The audit log as CSV (RFC 4180), for spreadsheets."""

import csv
import io
from collections.abc import Iterator

from pydantic_core import to_json
from sqlalchemy.orm import Session

from app.audit.queries import Entry, Wanted, select_events
from app.kit.csv_cells import BYTE_ORDER_MARK, neutralise

CHUNK = 500
COLUMNS = (
    "id", "at", "actor_id", "actor_name", "channel", "action", "subject_kind", "subject_id",
    "project", "data",
)  # fmt: skip


def write_csv(session: Session, wanted: Wanted) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BYTE_ORDER_MARK)
    writer.writerow(COLUMNS)
    yield _take(buffer)
    query = select_events(wanted).execution_options(yield_per=CHUNK)
    for rows in session.execute(query).partitions(CHUNK):
        for row in rows:
            writer.writerow(map(neutralise, _cells(Entry(*row))))
        yield _take(buffer)


def _cells(entry: Entry) -> list[str]:
    event = entry.event
    return [
        str(event.id),
        event.at.isoformat(),
        str(event.actor_id or ""),
        entry.actor_name or "",
        event.channel,
        event.action,
        event.subject_kind,
        event.subject_id,
        entry.project or "",
        to_json(event.data).decode(),
    ]


def _take(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
