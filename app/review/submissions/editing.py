"""Turns what someone writes into field changes: each has the live value of the time when its path
was first proposed, and disappears when its path is set back to the live value."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import JsonValue
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.errors import InvalidFieldsError
from app.models import FieldChange, Submission
from app.review.changes import (
    Content,
    difference,
    editable,
    equal,
    find_path,
    flatten,
    from_merge_patch,
    settle_text_states,
)
from app.review.submissions.live import changes_of, proposed_content
from app.review.submissions.schemas import ChangeSource
from app.review.submissions.sources import supported_path

Sources = Mapping[str, ChangeSource | None]
T = TypeVar("T")
MAX_CHANGES = 1000


def pointing_into(member: str, make: Callable[[], T]) -> T:
    """InvalidFieldsError of `make` points to `member` of the body."""
    try:
        return make()
    except InvalidFieldsError as error:
        faults = error.members["errors"]
        assert isinstance(faults, list)  # noqa: S101 - as its constructor makes it
        raise InvalidFieldsError(
            [{**fault, "pointer": f"#/{member}{fault['pointer']}"} for fault in faults]
        ) from None


def patch_changes(
    session: Session,
    user: CurrentUser,
    submission: Submission,
    live: Content | None,
    patch: Mapping[str, JsonValue],
) -> list[str]:
    """The paths whose change was added, changed or taken back. Raises InvalidFieldsError."""
    now = proposed_content(live, changes_of(session, submission))
    wanted = pointing_into("patch", lambda: from_merge_patch(now, patch))
    return set_changes(session, user, submission, live, wanted)


def set_changes(
    session: Session,
    user: CurrentUser,
    submission: Submission,
    live: Content | None,
    wanted: Content,
) -> list[str]:
    """Makes the changes those that lead from the live content to the wanted one."""
    known = {change.path: change for change in changes_of(session, submission)}
    before = flatten(proposed_content(live, list(known.values())))
    after = flatten(settle_text_states(live, wanted))
    found = {change.path: change for change in difference(live, wanted)}
    touched = {path for path in before | after if not equal(before.get(path), after.get(path))}
    changed = [
        path
        for path, change in found.items()
        if path not in known or not equal(known[path].proposed, change.proposed)
    ]
    _require_editable(user, changed)
    for path in changed:
        _propose(session, user, submission, known.get(path), path, found[path].base,
                 found[path].proposed)  # fmt: skip
    taken_back = [path for path in known if path in touched and path not in found]
    for path in taken_back:
        session.delete(known[path])
    session.flush()
    measure(session, submission)
    return sorted({*changed, *taken_back})


def _require_editable(user: CurrentUser, paths: list[str]) -> None:
    faults = [
        {
            "pointer": f"#/patch{found.pointer}",
            "path": path,
            "detail": "only an analyst may propose a change of this field",
        }
        for path in paths
        if not editable(path, user.role) and (found := find_path(path)) is not None
    ]
    if faults:
        raise InvalidFieldsError(faults)


def _propose(
    session: Session,
    user: CurrentUser,
    submission: Submission,
    change: FieldChange | None,
    path: str,
    base: JsonValue,
    proposed: JsonValue,
) -> None:
    if change is None:
        change = FieldChange(submission_id=submission.id, path=path, base=base)
        session.add(change)
    change.proposed = proposed
    change.proposed_by_id = user.id
    clear_decision(change)


def clear_decision(change: FieldChange) -> None:
    change.decision = change.reason = change.accepted = change.seen = None
    change.decided_by_id = change.decided_at = None
    change.edited = False


def attach_sources(session: Session, submission: Submission, sources: Sources) -> list[str]:
    """The paths whose source is another one now. Raises InvalidFieldsError."""
    known = {change.path: change for change in changes_of(session, submission)}
    faults = []
    for path, source in sources.items():
        if path not in known:
            faults.append((path, "the submission has no change at this path"))
        elif source is not None and supported_path(path, removed=False) is None:
            faults.append((path, "a change of this field takes no source"))
    if faults:
        raise InvalidFieldsError(
            [
                {"pointer": f"#/sources/{path.replace('~', '~0').replace('/', '~1')[:200]}",
                 "detail": detail}
                for path, detail in faults
            ]
        )  # fmt: skip
    changed = []
    for path, source in sources.items():
        value = source.model_dump(mode="json") if source is not None else None
        if known[path].source != value:
            known[path].source = value
            changed.append(path)
    session.flush()
    return changed


def measure(session: Session, submission: Submission) -> None:
    """What the queue sorts and filters by."""
    changes = changes_of(session, submission)
    if len(changes) > MAX_CHANGES:
        detail = f"a submission has at most {MAX_CHANGES} changes: make several"
        raise InvalidFieldsError([{"pointer": "#/patch", "detail": detail}])
    submission.size = len(changes)
    places = [
        value
        for change in changes
        if change.path.startswith("locations[")
        for value in (change.base, change.proposed)
    ]
    submission.regions = sorted({region for place in places if (region := _region(place))})


def _region(place: Any) -> str | None:
    region = place.get("region") if isinstance(place, dict) else None
    return region if isinstance(region, str) else None


def touch(session: Session, submission: Submission) -> None:
    """To be called once for each write."""
    submission.version += 1
    submission.updated_at = datetime.now(UTC)
    session.flush()
