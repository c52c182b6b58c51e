"""Rows of the codelists: labels for all of them, and the codes themselves for the open ones."""

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Names


class CodelistItem(Base):
    __tablename__ = "codelist_items"

    list: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    labels: Mapped[Names]
    references: Mapped[dict[str, Any]] = mapped_column(
        comment="Codes of the same thing elsewhere: dac (OECD purpose), iati"
    )
    retired_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Kept where it is used, offered no longer"
    )
    loaded_hash: Mapped[str | None] = mapped_column(comment="SHA-256 of the item last loaded")
    version: Mapped[int] = mapped_column(server_default="1", comment="Grows with each write")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - as SQLAlchemy types it
