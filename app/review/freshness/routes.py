"""Private API: what is due, confirmations, the scorecard."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.db.session import ReadSession, WriteSession
from app.kit.schemas import Problem
from app.permissions.roles import Permission
from app.review.freshness.listing import list_due, list_scores
from app.review.freshness.schemas import (
    ConfirmationReceipt,
    DueList,
    DueQuery,
    NewConfirmation,
    Scorecard,
)
from app.review.freshness.service import confirm_as

router = APIRouter(
    prefix="/api/v1",
    tags=["Freshness"],
    dependencies=[Depends(private)],
    responses={
        401: {"model": Problem, "description": "Nobody is signed in."},
        403: {"model": Problem, "description": "Your role or token does not allow it."},
    },
)
Reader = Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))]
Confirmer = Annotated[CurrentUser, Depends(require(Permission.FRESHNESS_CONFIRM))]


@router.get("/due", responses={400: {"model": Problem, "description": "A parameter is wrong."}})
def read_due_projects(
    query: Annotated[DueQuery, Query()], user: Reader, session: ReadSession
) -> DueList:
    """Projects to be confirmed, the longest due first: those of which your organisations are
    steward; all of them for analysts."""
    return list_due(session, user, query)


@router.post(
    "/projects/{identifier}/confirmation",
    responses={
        **refusals(body=True),
        404: {"model": Problem, "description": "No project has this identifier."},
        409: {"model": Problem, "description": "It changed since you read it, or is archived."},
        422: {"model": Problem, "description": "`errors` points to each field that is wrong."},
    },
)
def confirm(
    identifier: str, new: NewConfirmation, user: Confirmer, session: WriteSession
) -> ConfirmationReceipt:
    """Its steward, or an analyst, says that the project still stands as published."""
    done = confirm_as(session, user, identifier, new.outcome, new.revision)
    return ConfirmationReceipt(
        project=done.project.identifier,
        outcome=done.outcome,
        last_confirmed_at=done.confirmed_at,
        due_on=done.due_on,
    )


@router.get("/scorecard")
def read_scorecard(user: Reader, session: ReadSession) -> Scorecard:
    """How well stewards keep their projects: of your organisations; of all for analysts."""
    return list_scores(session, user)
