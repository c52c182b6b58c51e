"""Public API of the network: who works with whom."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.analysis.network.answer import make_answer
from app.analysis.network.schemas import Network, NetworkQuery
from app.analysis.network.service import read_network
from app.kit.schemas import Problem
from app.projects.dependencies import CatalogueDep
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1/analysis",
    tags=["Analysis"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


@router.get("/network")
def network(query: Annotated[NetworkQuery, Query()], catalogue: CatalogueDep) -> Network:
    """Pairs of organisations that take part in the same projects; with `organisation`, the pairs
    of this one; with `with_organisation` too, where the two meet."""
    session, reference = catalogue.session, catalogue.reference
    reading = read_network(session, query, reference, query.limit)
    return make_answer(session, reading, reference, query.lang, catalogue.base_url)
