"""What the routes of submissions ask for."""

from typing import Annotated

from fastapi import Depends, Request

from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.permissions.roles import Permission
from app.review.submissions.access import Asker


async def self_review(request: Request) -> bool:
    allowed: bool = request.app.state.settings.allow_self_review
    return allowed


SelfReview = Annotated[bool, Depends(self_review)]


async def reader(
    user: Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_READ))],
    self_review: SelfReview,
) -> Asker:
    return Asker(user, self_review)


async def writer(
    user: Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_WRITE))],
    self_review: SelfReview,
) -> Asker:
    return Asker(user, self_review)


async def reviewer(
    user: Annotated[CurrentUser, Depends(require(Permission.SUBMISSIONS_REVIEW))],
    self_review: SelfReview,
) -> Asker:
    return Asker(user, self_review)


Reader = Annotated[Asker, Depends(reader)]
Writer = Annotated[Asker, Depends(writer)]
Reviewer = Annotated[Asker, Depends(reviewer)]
