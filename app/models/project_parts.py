"""What a project is made of: codes, participations, locations, sources, documents."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Exactness, LocationLevel, OpenList, Role
from app.models.base import Base, one_of
from app.models.geometry import Geometry, WKBElement

PROJECT_LISTS = [OpenList.THEME, OpenList.TARGET_GROUP, OpenList.MIGRATION_DIMENSION]


class ProjectCode(Base):
    """A theme, target group or migration dimension of a project."""

    __tablename__ = "project_codes"
    __table_args__ = (
        ForeignKeyConstraint(["list", "code"], ["codelist_items.list", "codelist_items.code"]),
        CheckConstraint(one_of("list", list(PROJECT_LISTS)), name="list"),
    )

    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True
    )
    list: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]


class Participation(Base):
    """An organisation's role in a project."""

    __tablename__ = "participations"
    __table_args__ = (
        UniqueConstraint("project_id", "organisation_id", "role"),
        CheckConstraint(one_of("role", list(Role)), name="role"),
        CheckConstraint("(role = 'partner') = (partner_kind IS NOT NULL)", name="partner_kind"),
        CheckConstraint(
            "num_nulls(contribution_value, contribution_currency) IN (0, 2)", name="contribution"
        ),
        ForeignKeyConstraint(
            ["partner_kind_list", "partner_kind"], ["codelist_items.list", "codelist_items.code"]
        ),
        Index("ix_participations_organisation_id", "organisation_id"),
        Index(
            "ix_participations_contributions",
            "project_id",
            postgresql_where=text("contribution_value IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    position: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str]
    partner_kind: Mapped[str | None]
    partner_kind_list: Mapped[str] = mapped_column(Computed("'partner_kind'::text", persisted=True))
    contribution_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    contribution_currency: Mapped[str | None]


class Location(Base):
    """Where a project acts; the level says how precisely that is known."""

    __tablename__ = "locations"
    __table_args__ = (
        CheckConstraint(one_of("level", list(LocationLevel)), name="level"),
        CheckConstraint(one_of("exactness", list(Exactness)), name="exactness"),
        CheckConstraint(
            "(level IN ('commune', 'province', 'region')) = (region_code IS NOT NULL)",
            name="region",
        ),
        CheckConstraint(
            "(level IN ('commune', 'province')) = (province_code IS NOT NULL)", name="province"
        ),
        CheckConstraint("(point IS NULL) = (exactness IS NULL)", name="point"),
        CheckConstraint("point IS NULL OR level = 'commune'", name="point_level"),
        CheckConstraint("(level = 'abroad') = (country <> 'MA')", name="abroad"),
        Index("ix_locations_project_id", "project_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    position: Mapped[int]
    level: Mapped[str]
    region_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    province_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    country: Mapped[str] = mapped_column(comment="ISO 3166-1 alpha-2")
    name: Mapped[str]
    point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False)
    )
    exactness: Mapped[str | None] = mapped_column(comment="IATI GeographicExactness")
    point_source: Mapped[str | None]


class Source(Base):
    """Where facts of a project come from, and which ones (field paths)."""

    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint("url IS NOT NULL OR title IS NOT NULL", name="url_or_title"),
        Index("ix_sources_project_id", "project_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    position: Mapped[int]
    url: Mapped[str | None]
    title: Mapped[str | None]
    supports: Mapped[list[str]] = mapped_column(ARRAY(Text))
    evidence: Mapped[str | None]
    accessed_at: Mapped[date | None]
    archive_url: Mapped[str | None]


class DocumentLink(Base):
    __tablename__ = "document_links"
    __table_args__ = (Index("ix_document_links_project_id", "project_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str]
    url: Mapped[str]
