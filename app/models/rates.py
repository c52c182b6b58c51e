"""The one table of exchange rates in force, which an administrator loads; none is shipped."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class RateTable(Base):
    __tablename__ = "rate_tables"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    reference: Mapped[str] = mapped_column(comment="Currency that the rates lead to, ISO 4217")
    file_name: Mapped[str]
    content_hash: Mapped[str] = mapped_column(comment="SHA-256 of the reference and the rates")
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ExchangeRate(Base):
    """What one unit of a currency was worth in the reference currency, from one day to another."""

    __tablename__ = "exchange_rates"
    __table_args__ = (
        CheckConstraint("rate > 0", name="rate"),
        CheckConstraint("first_day <= last_day", name="period"),
        CheckConstraint("source_title IS NOT NULL OR source_url IS NOT NULL", name="source"),
    )

    table_id: Mapped[int] = mapped_column(
        ForeignKey("rate_tables.id", ondelete="CASCADE"), default=1
    )
    currency: Mapped[str] = mapped_column(primary_key=True, comment="ISO 4217")
    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date]
    rate: Mapped[Decimal] = mapped_column(Numeric(24, 12))
    source_title: Mapped[str | None]
    source_url: Mapped[str | None]
