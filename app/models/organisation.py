"""Organisations that take part in projects."""

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import OrganisationScope
from app.models.base import Base, Names, one_of


class Organisation(Base):
    __tablename__ = "organisations"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_type_list", "organisation_type"],
            ["codelist_items.list", "codelist_items.code"],
        ),
        CheckConstraint("country IS NULL OR country ~ '^[A-Z]{2}$'", name="country"),
        CheckConstraint(one_of("scope", list(OrganisationScope)), name="scope"),
        CheckConstraint("country IS NULL OR scope IS NULL", name="country_or_scope"),
        CheckConstraint("names ->> 'fr' IS NOT NULL", name="french_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    names: Mapped[Names]
    acronym: Mapped[str | None]
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text))
    organisation_type: Mapped[str | None]
    organisation_type_list: Mapped[str] = mapped_column(
        Computed("'organisation_type'::text", persisted=True)
    )
    country: Mapped[str | None] = mapped_column(comment="ISO 3166-1 alpha-2")
    scope: Mapped[str | None]
    website: Mapped[str | None]
    iati_ref: Mapped[str | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    loaded_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of the entry last loaded")
    version: Mapped[int] = mapped_column(server_default="1", comment="Grows with each write")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - as SQLAlchemy types it
