"""States of a submission: the only owner of who may move it where. Pure."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from app.codelists import SubmissionState as S


class Party(StrEnum):
    """What someone is to a submission."""

    AUTHOR = "author"  # its author, or a member of the organisation that it is made for
    REVIEWER = "reviewer"  # may review it


class Act(StrEnum):
    EDIT = "edit"
    DELETE = "delete"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    TAKE = "take"
    RELEASE = "release"
    DECIDE = "decide"
    REQUEST_CHANGES = "request_changes"
    APPROVE = "approve"
    REJECT = "reject"


@dataclass(frozen=True)
class Transition:
    """Where the act leads, and who may do it."""

    target: S
    party: Party


def _by(party: Party, **targets: S) -> dict[Act, Transition]:
    return {Act(act): Transition(target, party) for act, target in targets.items()}


TRANSITIONS: dict[S, dict[Act, Transition]] = {
    S.DRAFT: _by(Party.AUTHOR, edit=S.DRAFT, submit=S.SUBMITTED, delete=S.WITHDRAWN),
    S.SUBMITTED: _by(Party.AUTHOR, withdraw=S.WITHDRAWN)
    | _by(
        Party.REVIEWER,
        take=S.IN_REVIEW,
        decide=S.IN_REVIEW,
        request_changes=S.CHANGES_REQUESTED,
        approve=S.APPROVED,
        reject=S.REJECTED,
    ),
    S.IN_REVIEW: _by(Party.AUTHOR, withdraw=S.WITHDRAWN)
    | _by(
        Party.REVIEWER,
        take=S.IN_REVIEW,
        release=S.SUBMITTED,
        decide=S.IN_REVIEW,
        request_changes=S.CHANGES_REQUESTED,
        approve=S.APPROVED,
        reject=S.REJECTED,
    ),
    S.CHANGES_REQUESTED: _by(
        Party.AUTHOR, edit=S.CHANGES_REQUESTED, submit=S.SUBMITTED, withdraw=S.WITHDRAWN
    ),
    S.WITHDRAWN: _by(Party.AUTHOR, reopen=S.DRAFT),
    S.REJECTED: _by(Party.AUTHOR, reopen=S.DRAFT),
    S.APPROVED: {},
}


def allowed_acts(state: S, parties: Set[Party]) -> frozenset[Act]:
    return frozenset(act for act, move in TRANSITIONS[state].items() if move.party in parties)
