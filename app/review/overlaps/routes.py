"""Private API of the radar: pairs of projects, and what analysts say of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.analysis.overlaps.filters import PairsQuery
from app.analysis.overlaps.refreshing import catch_up
from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.versions import IfMatch, etag
from app.permissions.roles import Permission
from app.projects.reference import read_reference
from app.review.freshness.queries import read_today
from app.review.overlaps.schemas import Judgement, PairList, PairView
from app.review.overlaps.service import judge
from app.review.overlaps.view import find_pair, view_pair, view_pairs
from app.review.submissions.routes import CONDITIONAL, TAGGED

router = APIRouter(
    prefix="/api/v1/overlaps",
    tags=["Overlaps"],
    dependencies=[Depends(private)],
    responses=refusals(400, 401, 403),
)
Reader = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))]
Judge = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_REVIEW))]


@router.get("")
def read_pairs(
    query: Annotated[PairsQuery, Query()], user: Reader, session: WriteSession
) -> PairList:
    """Pairs of projects that have much in common: likely duplicates, overlaps (same place,
    public, theme and time, other funders), possible synergies. Projects that changed since the
    last look are compared first."""
    today = read_today(session)
    uncompared = catch_up(session, today)
    return view_pairs(session, user, query, read_reference(session), today, uncompared)


@router.get("/{identifier}/{other}", responses={**refusals(404), **TAGGED})
def read_pair(
    identifier: str, other: str, user: Reader, session: ReadSession, response: Response
) -> PairView:
    """Any two projects, compared as they are now. The ETag is of the verdict."""
    reference = read_reference(session)
    pair = find_pair(session, identifier, other, reference, read_today(session))
    shown = view_pair(session, user, pair, reference)
    response.headers["etag"] = etag(shown.version)
    return shown


@router.put(
    "/{identifier}/{other}/verdict",
    responses={**refusals(429, body=True), **CONDITIONAL, **TAGGED},
)
def put_verdict(
    identifier: str,
    other: str,
    judgement: Judgement,
    user: Judge,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> PairView:
    """`duplicate` and `co_funded` open a draft of yours. When the draft of a duplicate is
    accepted, the project that does not stay is archived with it."""
    reference = read_reference(session)
    names = (identifier, other)
    today = read_today(session)
    pair = judge(session, user, names, if_match, judgement, reference, today)
    shown = view_pair(session, user, pair, reference)
    response.headers["etag"] = etag(shown.version)
    return shown
