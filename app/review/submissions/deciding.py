"""One decision of a reviewer, on one change."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from app.codelists import Decision
from app.errors import InvalidFieldsError
from app.models import FieldChange, Project, Submission
from app.review.changes import (
    Content,
    FieldProblem,
    Kind,
    Path,
    apply,
    equal,
    flatten,
    from_merge_patch,
    parse_path,
    problems,
)
from app.review.submissions.conflicts import conflict, refuse_conflicts
from app.review.submissions.editing import clear_decision
from app.review.submissions.live import final_value, proposed_content
from app.review.submissions.references import reference_problems
from app.review.submissions.schemas import ChangeDecision


def write_decision(
    session: Session,
    submission: Submission,
    changes: Sequence[FieldChange],
    change: FieldChange,
    made: ChangeDecision,
    live: Content | None,
    user_id: UUID,
) -> None:
    """Raises InvalidFieldsError, or ConflictError when the live value moved unseen."""
    _require_whole(made)
    clear_decision(change)
    if made.decision is None:
        return
    if made.decision is Decision.ACCEPTED:
        if "value" in made.model_fields_set:
            _edit(session, submission, changes, change, made.value, live)
        _require_seen(change, made, live)
    change.decision = made.decision
    change.reason = made.reason
    _sign(change, _live_value(live, change.path), user_id)


def accept(change: FieldChange, seen: JsonValue, user_id: UUID) -> None:
    """As it is proposed."""
    change.decision = Decision.ACCEPTED
    _sign(change, seen, user_id)


def _sign(change: FieldChange, seen: JsonValue, user_id: UUID) -> None:
    change.seen = seen
    change.decided_by_id = user_id
    change.decided_at = datetime.now(UTC)  # a value, so that many are written at once


def _live_value(live: Content | None, path: str) -> JsonValue:
    return flatten(live).get(path) if live is not None else None


def _require_whole(made: ChangeDecision) -> None:
    if made.decision is Decision.REJECTED and made.reason is None:
        detail = "say why it is rejected: its author reads it"
        raise InvalidFieldsError([{"pointer": "#/reason", "detail": detail}])
    if made.decision is not Decision.ACCEPTED and "value" in made.model_fields_set:
        detail = "only what is accepted can have another value"
        raise InvalidFieldsError([{"pointer": "#/value", "detail": detail}])


def _require_seen(change: FieldChange, made: ChangeDecision, live: Content | None) -> None:
    """What moved is decided on by someone who saw where it moved to."""
    now = _live_value(live, change.path)
    if "live" not in made.model_fields_set:
        refuse_conflicts([change], {change.path: now})
    elif not equal(made.live, now):
        raise conflict([change], {change.path: now})


def _edit(
    session: Session,
    submission: Submission,
    changes: Sequence[FieldChange],
    change: FieldChange,
    value: JsonValue,
    live: Content | None,
) -> None:
    path = parse_path(change.path)
    proposed = proposed_content(live, [change])
    try:
        edited = flatten(from_merge_patch(proposed, _patch_at(path, value))).get(change.path)
    except InvalidFieldsError as error:
        faults: Any = error.members["errors"]
        raise InvalidFieldsError([_at_value(path, **fault) for fault in faults]) from None
    if equal(edited, change.proposed):
        return
    others = {
        other.path: final_value(other)
        for other in changes
        if other.decision != Decision.REJECTED and other is not change
    }
    project = session.get(Project, submission.project_id) if submission.project_id else None
    content = apply(live, {**others, change.path: edited})
    found = [
        problem
        for problem in [
            *problems(content),
            *reference_problems(session, project, {change.path: edited}),
        ]
        if problem.path == change.path
    ]
    if found:
        raise InvalidFieldsError([_of_problem(path, problem) for problem in found])
    change.accepted = edited
    change.edited = True


def _patch_at(path: Path, value: JsonValue) -> dict[str, JsonValue]:
    if path.key is None:
        return {path.field: value}
    if path.state:
        return {path.field: {"states": {path.key: value}}}
    if path.kind is Kind.CODES and value not in (None, True):
        return {path.field: {path.key: "?"}}
    return {path.field: {path.key: value}}


def _of_problem(path: Path, problem: FieldProblem) -> dict[str, str]:
    return _at_value(path, problem.pointer, problem.detail)


def _at_value(path: Path, pointer: str, detail: str) -> dict[str, str]:
    return {"pointer": f"#/value{pointer.removeprefix(path.pointer)}", "detail": detail}
