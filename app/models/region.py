"""The 12 regions and the 75 provinces and prefectures (2015 division)."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Names
from app.models.geometry import Geometry, WKBElement


class Region(Base):
    """One administrative area; `admin_level` 1 is a region, 2 a province or prefecture."""

    __tablename__ = "regions"
    __table_args__ = (
        CheckConstraint("admin_level IN (1, 2)", name="admin_level"),
        CheckConstraint("(admin_level = 1) = (parent_code IS NULL)", name="parent"),
        CheckConstraint("ST_IsValid(geom) AND ST_IsValid(geom_simplified)", name="valid"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    admin_level: Mapped[int]
    kind: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"))
    names: Mapped[Names]
    chef_lieu: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326))
    geom_simplified: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=4326))
    label_point: Mapped[WKBElement] = mapped_column(
        Geometry("POINT", srid=4326, spatial_index=False)
    )
    population_2014: Mapped[int | None]
    population_2024: Mapped[int | None]
    loaded_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of the feature last loaded")
