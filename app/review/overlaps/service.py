"""What analysts say of two projects, and the drafts that follow from it."""

from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import SubmissionState, Verdict
from app.errors import ConflictError, ForbiddenError, InvalidFieldsError
from app.kit.versions import check_version
from app.models import OverlapVerdict, Submission
from app.permissions.roles import Permission
from app.projects.reference import Reference
from app.review.locks import lock_projects
from app.review.overlaps.proposals import Values, co_funded, merged, part_of
from app.review.overlaps.schemas import Judgement
from app.review.overlaps.view import Pair, Side, find_pair
from app.review.submissions.live import refuse_archived
from app.review.submissions.service import record, start_submission

OPENING = (Verdict.DUPLICATE, Verdict.CO_FUNDED)


def judge(
    session: Session,
    user: CurrentUser,
    names: tuple[str, str],
    if_match: str | None,
    judgement: Judgement,
    reference: Reference,
    today: date,
) -> Pair:
    """The pair, with the verdict. `duplicate` and `co_funded` open a draft of the user's, unless
    there is nothing to add; the same verdict again leaves the draft that it opened.

    Raises NotFoundError, ConflictError for an archived project, InvalidFieldsError,
    MissingVersionError, StaleVersionError, TooManyRequestsError, ForbiddenError.
    """
    seen = find_pair(session, *names, reference, today)
    lock_projects(session, (seen.first.project.id, seen.second.project.id))
    pair = find_pair(session, *names, reference, today)
    check_version(if_match, pair.verdict.version if pair.verdict is not None else 0)
    changed = _changed(pair, judgement)
    row = pair.verdict or OverlapVerdict(
        first_id=pair.first.project.id, second_id=pair.second.project.id, version=0
    )
    before = row.verdict
    if _is_new(row, judgement, changed):
        _forget_draft(session, user, row)
        row.submission_id = None
        if changed is not None:
            row.submission_id = _open_draft(session, user, pair, changed, judgement, reference)
    row.verdict = judgement.verdict
    row.project_id = changed.project.id if changed is not None else None
    row.note = judgement.note
    row.judged_by_id = user.id
    row.judged_at = func.now()
    row.version += 1
    session.add(row)
    session.flush()
    _record(session, user, pair, row, before, changed)
    return find_pair(session, *names, reference, today)


def _changed(pair: Pair, judgement: Judgement) -> Side | None:
    """The project that the draft is about."""
    if judgement.verdict not in OPENING:
        if judgement.project is not None:
            raise _fault(
                "/project", "only `duplicate` and `co_funded` name a project: leave it out"
            )
        return None
    for side in (pair.first, pair.second):
        refuse_archived(side.project)
    if pair.related:
        raise ConflictError(
            "One of the two is a part of the other already: nothing is counted twice"
        )
    both = {side.project.identifier: side for side in (pair.first, pair.second)}
    if judgement.project not in both:
        raise _fault("/project", f"name the project to keep or to add to: {' or '.join(both)}")
    return both[judgement.project]


def _fault(pointer: str, detail: str) -> InvalidFieldsError:
    return InvalidFieldsError([{"pointer": f"#{pointer}", "detail": detail}])


def _is_new(row: OverlapVerdict, judgement: Judgement, changed: Side | None) -> bool:
    return (
        row.submission_id is None
        or row.verdict != judgement.verdict
        or row.project_id != (changed and changed.project.id)
    )


def _forget_draft(session: Session, user: CurrentUser, row: OverlapVerdict) -> None:
    """One's own that was never sent; what was sent takes its way through the review."""
    draft = session.get(Submission, row.submission_id) if row.submission_id else None
    if draft is None or draft.author_id != user.id:
        return
    if draft.state == SubmissionState.DRAFT and draft.submitted_at is None:
        record(session, user, draft, "deleted")
        session.delete(draft)
        session.flush()


def _open_draft(
    session: Session,
    user: CurrentUser,
    pair: Pair,
    stays: Side,
    judgement: Judgement,
    reference: Reference,
) -> UUID | None:
    values = _values(pair, stays, judgement, reference)
    if not values:
        return None
    if not user.may(Permission.SUBMISSIONS_WRITE):
        raise ForbiddenError("This verdict opens a submission, which you or your token may not do")
    other = _other(pair, stays)
    submission = start_submission(
        session,
        user,
        project=stays.project,
        organisation_id=None,
        values=values,
        note=f"{other.project.identifier} = {stays.project.identifier}"
        if judgement.verdict is Verdict.DUPLICATE
        else f"{other.project.identifier} + {stays.project.identifier}",
    )
    return submission.id


def _values(pair: Pair, stays: Side, judgement: Judgement, reference: Reference) -> Values:
    other = _other(pair, stays).content
    if judgement.verdict is Verdict.CO_FUNDED and judgement.relation == "part_of":
        return part_of(stays.content, other)
    propose = merged if judgement.verdict is Verdict.DUPLICATE else co_funded
    return propose(stays.content, other, lambda slug: reference.merged.get(slug, slug))


def _other(pair: Pair, side: Side) -> Side:
    return pair.second if side is pair.first else pair.first


def _record(
    session: Session,
    user: CurrentUser,
    pair: Pair,
    row: OverlapVerdict,
    before: str | None,
    changed: Side | None,
) -> None:
    names = [side.project.identifier for side in (pair.first, pair.second)]
    record_event(
        session,
        user.actor,
        "overlap.judged",
        "overlap",
        "/".join(names),
        project_id=changed.project.id if changed is not None else pair.first.project.id,
        data={
            "before": before,
            "verdict": row.verdict,
            "note": row.note,
            "project": changed.project.identifier if changed is not None else None,
            "submission": row.submission_id,
        },
    )
