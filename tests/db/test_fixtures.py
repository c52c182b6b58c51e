from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db.schema_version import current_revision, head_revision


def test_the_template_is_migrated_to_the_head(session: Session) -> None:
    assert current_revision(session.get_bind().engine) == head_revision()


def test_arabic_and_french_sort_as_readers_expect(session: Session) -> None:
    words = ["zone", "Écoles", "eau", "بيت", "أب"]
    query = text("SELECT word FROM unnest(CAST(:words AS text[])) AS word ORDER BY word")
    assert session.scalars(query, {"words": words}).all() == ["eau", "Écoles", "zone", "أب", "بيت"]
