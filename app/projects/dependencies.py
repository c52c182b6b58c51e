"""What the routes of projects ask for in their signatures."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from app.db.session import ReadSession
from app.projects.reference import Reference, read_reference
from app.publication.public import Publication, get_base_url, get_publication

PublicationDep = Annotated[Publication, Depends(get_publication)]


def get_reference(session: ReadSession, publication: PublicationDep) -> Reference:
    return publication.memo("reference", lambda: read_reference(session))


ReferenceDep = Annotated[Reference, Depends(get_reference)]
BaseUrl = Annotated[str, Depends(get_base_url)]


@dataclass(frozen=True)
class Catalogue:
    """A snapshot of the catalogue and the names that it uses."""

    session: Session
    reference: Reference
    base_url: str


def get_catalogue(session: ReadSession, reference: ReferenceDep, base_url: BaseUrl) -> Catalogue:
    return Catalogue(session, reference, base_url)


CatalogueDep = Annotated[Catalogue, Depends(get_catalogue)]
