"""Secrets of the installation, the same for all its server processes; migrations make them."""

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ServerKey(Base):
    __tablename__ = "server_keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]
