"""Derived rows, one per project that is shown: what filters, facets, lists and maps read.

`app.projects.listing.refresh` is their only writer; they can be rebuilt at any time.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Computed, ForeignKey, Index, Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.geometry import Geometry, WKBElement

ARRAY_COLUMNS = [
    "regions",
    "provinces",
    "levels",
    "participants",
    "themes",
    "target_groups",
    "migration_dimensions",
    "residence_countries",
    "areas",
]


class ProjectListing(Base):
    __tablename__ = "project_listings"
    __table_args__ = (
        Index("ix_project_listings_arrays", *ARRAY_COLUMNS, postgresql_using="gin"),
        Index("ix_project_listings_search", "search", postgresql_using="gin"),
        Index("ix_project_listings_points", "points", postgresql_using="gist"),
        Index("ix_project_listings_active", "active_first", "active_last"),
    )

    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True
    )
    identifier: Mapped[str] = mapped_column(unique=True)
    item: Mapped[dict[str, Any]] = mapped_column(comment="What lists show, in all languages")
    regions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    provinces: Mapped[list[str]] = mapped_column(ARRAY(Text))
    levels: Mapped[list[str]] = mapped_column(ARRAY(Text))
    participants: Mapped[list[str]] = mapped_column(
        ARRAY(Text), comment="role:slug, :slug (in any role) and role: (any organisation)"
    )
    themes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    target_groups: Mapped[list[str]] = mapped_column(ARRAY(Text))
    migration_dimensions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    residence_countries: Mapped[list[str]] = mapped_column(ARRAY(Text))
    areas: Mapped[list[str]] = mapped_column(
        ARRAY(Text), comment="Codes whose whole shape stands for a location of the project"
    )
    status: Mapped[str] = mapped_column(comment="IATI ActivityStatus, or unknown")
    good_practice: Mapped[bool]
    active_first: Mapped[date | None] = mapped_column(comment="null: in no period")
    active_last: Mapped[date | None] = mapped_column(comment="null: until today")
    start_first: Mapped[date | None]
    end_last: Mapped[date | None]
    budget_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    budget_currency: Mapped[str | None]
    search: Mapped[str] = mapped_column(TSVECTOR)
    points: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOINT", srid=4326, spatial_index=False)
    )
    shape: Mapped[WKBElement | None] = mapped_column(
        Geometry("GEOMETRY", srid=4326, spatial_index=False),
        comment="The points, else the provinces, else the regions",
    )


class ProjectName(Base):
    """A whole name of a project that is shown (acronym, identifier, titles), folded."""

    __tablename__ = "project_names"
    __table_args__ = (
        Index("ix_project_names_project_id", "project_id"),
        Index("ix_project_names_words", "words", postgresql_using="gin"),
    )

    folded: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project_listings.project_id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(
        TSVECTOR, Computed("to_tsvector('simple'::regconfig, folded)", persisted=True)
    )


class SearchWord(Base):
    """Each word of the catalogue, folded: what a misspelt word is compared with."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
