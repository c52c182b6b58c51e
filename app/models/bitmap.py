"""Derived rows: which projects have which value, as strings of bits that are counted at once.

Projects are numbered by their id; a chunk holds the next CHUNK ids, one bit for each.
"""

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import BIT
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base

WORD = 64
# As many as fit into a row that PostgreSQL keeps in one piece.
CHUNK = 224 * WORD


class DimensionBitmap(Base):
    """The projects of a chunk that have a value; a value that none of them has is left out."""

    __tablename__ = "dimension_bitmaps"

    dimension: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    chunk: Mapped[int] = mapped_column(primary_key=True)
    bits: Mapped[str] = mapped_column(BIT(CHUNK))


class BitmapChunk(Base):
    """Its bitmaps tell the truth while `built` is `changes` and `built_year` is this year."""

    __tablename__ = "bitmap_chunks"

    chunk: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[int] = mapped_column(
        server_default=text("1"), comment="Grows when a listing of the chunk is made anew"
    )
    built: Mapped[int | None] = mapped_column(comment="The changes that the bitmaps hold")
    built_year: Mapped[int | None] = mapped_column(
        comment="In which open projects were active until today"
    )
