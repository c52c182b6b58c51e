"""Shapes that any list or error of the API has."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Link(BaseModel):
    href: str
    rel: str
    type: str
    title: str | None = None


class Page(BaseModel):
    """Members of every list, by their OGC names."""

    numberMatched: int = Field(description="How many there are.")  # noqa: N815 - OGC name
    numberReturned: int = Field(description="How many are here.")  # noqa: N815 - OGC name
    links: list[Link]


class Problem(BaseModel):
    """RFC 9457. `parameter` and `allowed` say how to mend a bad query parameter."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    parameter: str | None = None
    allowed: list[Any] | None = None
