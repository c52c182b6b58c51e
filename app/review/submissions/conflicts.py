"""Changes whose live value became another one since they were proposed."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import ConflictError
from app.models import FieldChange
from app.review.changes import Standing, equal, standing
from app.review.submissions.live import final_value

Live = Mapping[str, Any]


def is_settled(change: FieldChange, live: Live) -> bool:
    """Nothing moved, or it is as it will be already, or the reviewer saw the live value."""
    now = live.get(change.path)
    if standing(change.base, now, final_value(change)) is not Standing.MOVED:
        return True
    return change.decision is not None and equal(change.seen, now)


def refuse_conflicts(changes: Sequence[FieldChange], live: Live) -> None:
    moved = [change for change in changes if not is_settled(change, live)]
    if moved:
        raise conflict(moved, live)


def conflict(changes: Sequence[FieldChange], live: Live) -> ConflictError:
    """Shows base, live and proposed value of each."""
    paths = ", ".join(change.path for change in changes[:5])
    return ConflictError(
        f"The live value moved since it was proposed: {paths}. Decide on it again, with the "
        "`live` value that you see now",
        conflicts=[
            {
                "path": change.path,
                "base": change.base,
                "live": live.get(change.path),
                "proposed": change.proposed,
            }
            for change in changes
        ],
    )
