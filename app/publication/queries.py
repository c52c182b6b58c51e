"""Questions to the catalogue as a whole."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Catalogue


def read_version(session: Session) -> int:
    return session.scalars(select(Catalogue.version)).one()
