"""The catalogue as a whole: a single row."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Catalogue(Base):
    __tablename__ = "catalogue"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[int] = mapped_column(comment="Grows with each published change")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
