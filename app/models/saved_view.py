"""Views of the analysis that analysts keep under a name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.codelists import Sharing, ViewKind
from app.models.base import Base, one_of

MAX_NAME = 120
MAX_QUERY = 4000


class SavedView(Base):
    __tablename__ = "saved_views"
    __table_args__ = (
        CheckConstraint(f"char_length(name) BETWEEN 1 AND {MAX_NAME}", name="name"),
        CheckConstraint(f"char_length(query) <= {MAX_QUERY}", name="query"),
        CheckConstraint(one_of("kind", list(ViewKind)), name="kind"),
        CheckConstraint(one_of("sharing", list(Sharing)), name="sharing"),
        Index("ix_saved_views_owner_id", "owner_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(comment="The page")
    query: Mapped[str] = mapped_column(comment="Of its address, without `?`")
    sharing: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    version: Mapped[int] = mapped_column(server_default="1", comment="Grows with each write")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - as SQLAlchemy types it
