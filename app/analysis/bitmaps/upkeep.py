"""Keeps the bitmaps of a large catalogue true, beside the requests of a server process."""

from sqlalchemy.exc import SQLAlchemyError

from app.analysis.bitmaps.building import build_next
from app.db.engine import Database
from app.kit.background import Background, repeated

PAUSE_SECONDS = 60


def bitmap_upkeep(database: Database) -> Background:
    def build() -> bool:
        with database.write() as session:
            return build_next(session)

    return repeated("Bitmaps", build, PAUSE_SECONDS, (SQLAlchemyError,))
