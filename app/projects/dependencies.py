"""What the routes of projects ask for in their signatures."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from app.db.session import ReadSession
from app.projects.reference import Reference, read_reference
from app.publication.public import Publication, get_base_url, get_publication

PublicationDep = Annotated[Publication, Depends(get_publication)]


async def get_reference(session: ReadSession, publication: PublicationDep) -> Reference:
    kept: Reference | None = publication.kept("reference")
    if kept is not None:
        return kept
    return await run_in_threadpool(publication.memo, "reference", lambda: read_reference(session))


async def read_base_url(request: Request) -> str:
    return get_base_url(request)


ReferenceDep = Annotated[Reference, Depends(get_reference)]
BaseUrl = Annotated[str, Depends(read_base_url)]


@dataclass(frozen=True)
class Catalogue:
    """A snapshot of the catalogue and the names that it uses."""

    session: Session
    reference: Reference
    base_url: str


async def get_catalogue(
    session: ReadSession, reference: ReferenceDep, base_url: BaseUrl
) -> Catalogue:
    return Catalogue(session, reference, base_url)


CatalogueDep = Annotated[Catalogue, Depends(get_catalogue)]
