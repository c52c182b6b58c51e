"""Shapes of saved views."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.auth.schemas import Name, Strict
from app.codelists import Sharing, ViewKind
from app.kit.storable import StorableText
from app.models.saved_view import MAX_QUERY

Query = Annotated[
    StorableText,
    Field(
        max_length=MAX_QUERY,
        description="Of the page's address, as in `region=MA-09&theme=health`; empty: all.",
    ),
]
ShareWith = Annotated[
    Sharing,
    Field(
        description="`private`: yourself; `analysts`: in the lists of all analysts too; "
        "`signed_in`: as well, and whoever is signed in and has the link."
    ),
]


class NewView(Strict):
    name: Name
    kind: Annotated[ViewKind, Field(description="The page of analysis.")]
    query: Query = ""
    sharing: ShareWith = Sharing.PRIVATE


class ViewEdit(Strict):
    """What is left out stays as it is."""

    name: Name = Field("", validate_default=False)
    query: Query = ""
    sharing: ShareWith = Sharing.PRIVATE


class ViewOwner(BaseModel):
    id: UUID
    name: str


class SavedViewItem(BaseModel):
    id: UUID
    name: str
    kind: ViewKind
    query: str
    sharing: Sharing
    owner: ViewOwner
    own: bool = Field(description="Yours: only the owner changes and deletes it.")
    path: str = Field(description="Address of the page, in your language.")
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Its ETag, without quotes.")


class SavedViewList(BaseModel):
    items: list[SavedViewItem]
