"""Declarative base: constraint names are fixed, so that migrations can name them."""

from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

from app.codelists import Language

# A text in up to three languages: {"fr": …, "ar": …, "en": …}, null or absent where unknown.
Names = dict[str, str | None]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSONB,
        list[dict[str, Any]]: JSONB,
        Names: JSONB,
    }


def name_in(names: Names, language: Language) -> str:
    """The name in `language`, in French where there is none."""
    return names.get(language) or names.get(Language.FR) or ""


def one_of(column: str, values: list[str]) -> str:
    """SQL condition of a closed codelist."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"
