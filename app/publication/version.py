"""The catalogue version: each published change bumps it and tells every server process."""

from sqlalchemy import text
from sqlalchemy.orm import Session

CHANNEL = "kharita_catalogue"


def bump(session: Session) -> int:
    """To be called in the transaction of the change; the notice leaves with its commit."""
    version = session.execute(
        text(
            "UPDATE catalogue SET version = version + 1, updated_at = now() "
            "RETURNING version, pg_notify(:channel, version::text)"
        ).bindparams(channel=CHANNEL)
    ).scalar_one()
    return int(version)
