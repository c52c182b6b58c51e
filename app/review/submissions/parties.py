"""What someone is to a submission, and whether they may do something with it now. Pure."""

from app.codelists import SubmissionState
from app.errors import ConflictError, ForbiddenError
from app.permissions.transitions import TRANSITIONS, Act, Party, allowed_acts

_PARTY = {act: move.party for moves in TRANSITIONS.values() for act, move in moves.items()}
_REFUSALS = {
    Party.AUTHOR: "Only its author, or a member of the organisation that it is made for, may do "
    "this",
    Party.REVIEWER: "This is for a reviewer who wrote nothing of it",
}


def sorted_acts(state: SubmissionState, parties: frozenset[Party]) -> list[Act]:
    return [act for act in Act if act in allowed_acts(state, parties)]


def require_act(act: Act, state: SubmissionState, parties: frozenset[Party]) -> SubmissionState:
    """The state that it leads to. Raises ForbiddenError, or ConflictError when it is too late or
    too early for it."""
    if _PARTY[act] not in parties:
        raise ForbiddenError(_REFUSALS[_PARTY[act]])
    move = TRANSITIONS[state].get(act)
    if move is None:
        now = state.replace("_", " ")
        raise ConflictError(
            f"The submission is {now}: {act.replace('_', ' ')} is not possible any longer, or "
            "not yet",
            state=state,
        )
    return move.target
