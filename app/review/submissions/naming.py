"""The identifier and the slug of a new project."""

import re
import unicodedata

from sqlalchemy import exists, func, select, union_all
from sqlalchemy.orm import Session

from app.models import PROJECT_NUMBER, FormerSlug, Project
from app.projects.document import ProjectDocument

PREFIX = "MA-MD-"
_MAX_SLUG = 80
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "’": " "})


def next_identifier(session: Session) -> str:
    """After the greatest that was ever given; the caller holds the turn of the catalogue."""
    greatest = session.scalar(select(func.max(PROJECT_NUMBER))) or 0
    return f"{PREFIX}{greatest + 1:04}"


def free_slug(session: Session, document: ProjectDocument) -> str:
    """From the acronym, else the title, else the identifier; never one that any project had."""
    stem = (
        slug_of(document.acronym or "")
        or slug_of(document.title.fr or "")
        or document.identifier.lower()
    )
    used = union_all(select(Project.slug), select(FormerSlug.slug)).subquery()
    if not session.scalar(select(exists().where(used.c.slug == stem))):
        return stem
    taken = set(session.scalars(select(used.c.slug).where(used.c.slug.startswith(f"{stem}-"))))
    return next(name for n in range(2, len(taken) + 3) if (name := f"{stem}-{n}") not in taken)


def slug_of(text: str) -> str:
    """Small letters, digits and single hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    letters = plain.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "-")).strip("-")
    if len(words) <= _MAX_SLUG:
        return words
    return words[: _MAX_SLUG + 1].rpartition("-")[0] or words[:_MAX_SLUG]
