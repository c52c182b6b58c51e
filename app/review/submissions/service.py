"""What authors do with their submissions: start, edit, submit, withdraw, reopen, delete."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.events import record_event
from app.auth.current_user import CurrentUser
from app.codelists import SubmissionState, UserRole
from app.errors import ForbiddenError, InvalidFieldsError
from app.models import Organisation, Project, Submission
from app.permissions.transitions import Act
from app.review.changes import apply
from app.review.submissions.access import Asker, open_for
from app.review.submissions.checking import require_valid
from app.review.submissions.editing import (
    Sources,
    attach_sources,
    clear_decision,
    patch_changes,
    pointing_into,
    set_changes,
    touch,
)
from app.review.submissions.live import changes_of, live_content, refuse_archived
from app.review.submissions.notices import tell_reviewer, tell_reviewers
from app.review.submissions.pace import check_pace
from app.review.submissions.schemas import SubmissionEdit

Values = Mapping[str, JsonValue]


def start_submission(
    session: Session,
    user: CurrentUser,
    *,
    project: Project | None,
    organisation_id: int | None,
    values: Values | None = None,
    patch: Values | None = None,
    sources: Sources | None = None,
    report_id: UUID | None = None,
    restored_revision: int | None = None,
    note: str | None = None,
) -> Submission:
    """A draft. What it proposes is given by `values` (path → value) and a merge patch on top.

    Without an organisation, the only one that the user acts for is taken. Raises ForbiddenError,
    ConflictError for an archived project, InvalidFieldsError, TooManyRequestsError.
    """
    if project is not None:
        refuse_archived(project)
    check_pace(session, user)
    submission = Submission(
        project_id=project and project.id,
        author_id=user.id,
        organisation_id=_organisation_for(user, organisation_id),
        report_id=report_id,
        restored_revision=restored_revision,
        note=note,
    )
    session.add(submission)
    session.flush()
    live = live_content(session, submission.project_id)
    if values:
        wanted = pointing_into("values", lambda: apply(live, values))
        set_changes(session, user, submission, live, wanted)
    if patch:
        patch_changes(session, user, submission, live, patch)
    if sources:
        attach_sources(session, submission, sources)
    session.flush()
    session.refresh(submission)
    paths = [change.path for change in changes_of(session, submission)]
    record(session, user, submission, "created", paths=paths)
    return submission


def record(
    session: Session, user: CurrentUser, submission: Submission, done: str, **data: object
) -> None:
    record_event(
        session,
        user.actor,
        f"submission.{done}",
        "submission",
        submission.id,
        project_id=submission.project_id,
        data={"number": submission.number, **data},
    )


def organisation_id_of(session: Session, slug: str | None) -> int | None:
    """Of a current organisation. Raises InvalidFieldsError."""
    if slug is None:
        return None
    query = select(Organisation.id).where(
        Organisation.slug == slug, Organisation.merged_into_id.is_(None)
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        detail = f"there is no organisation `{slug[:100]}`"
        raise InvalidFieldsError([{"pointer": "#/organisation", "detail": detail}])
    return found


def _organisation_for(user: CurrentUser, organisation_id: int | None) -> int | None:
    if organisation_id is not None:
        if organisation_id not in user.organisation_ids:
            raise ForbiddenError("You do not act for this organisation: ask an administrator")
        return organisation_id
    if user.role is not UserRole.CONTRIBUTOR:
        return None
    if len(user.organisation_ids) == 1:
        return next(iter(user.organisation_ids))
    detail = "you act for no organisation yet: ask an administrator to make you a member of one"
    if user.organisation_ids:
        detail = "say for which of your organisations you act, by its slug"
    raise InvalidFieldsError([{"pointer": "#/organisation", "detail": detail}])


def edit_submission(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None, edit: SubmissionEdit
) -> Submission:
    submission, _ = open_for(session, asker, submission_id, Act.EDIT, if_match)
    live = live_content(session, submission.project_id)
    paths = []
    if edit.patch:
        paths += patch_changes(session, asker.user, submission, live, edit.patch)
    if edit.sources:
        paths += attach_sources(session, submission, edit.sources)
    if "note" in edit.model_fields_set:
        submission.note = edit.note
    if "organisation" in edit.model_fields_set:
        _change_organisation(session, asker.user, submission, edit.organisation)
    touch(session, submission)
    record(session, asker.user, submission, "edited", paths=sorted(set(paths)))
    return submission


def _change_organisation(
    session: Session, user: CurrentUser, submission: Submission, slug: str | None
) -> None:
    organisation_id = _organisation_for(user, organisation_id_of(session, slug))
    if organisation_id != submission.organisation_id and submission.author_id != user.id:
        raise ForbiddenError("Only its author may say for whom the submission is made")
    submission.organisation_id = organisation_id


def submit(
    session: Session,
    asker: Asker,
    submission_id: UUID,
    if_match: str | None,
    message: str | None = None,
) -> Submission:
    submission, target = open_for(session, asker, submission_id, Act.SUBMIT, if_match)
    project = session.get(Project, submission.project_id) if submission.project_id else None
    if project is not None:
        refuse_archived(project)
    live = live_content(session, submission.project_id)
    require_valid(session, submission, live, changes_of(session, submission))
    submission.state = target
    submission.submitted_at = func.now()
    submission.note = message or submission.note
    touch(session, submission)
    record(session, asker.user, submission, "submitted")
    tell_reviewers(session, asker.user, submission)
    return submission


def withdraw(
    session: Session, asker: Asker, submission_id: UUID, if_match: str | None
) -> Submission:
    submission, target = open_for(session, asker, submission_id, Act.WITHDRAW, if_match)
    tell_reviewer(session, asker.user, submission, "submission.withdrawn")
    submission.state = target
    submission.reviewer_id = None
    touch(session, submission)
    record(session, asker.user, submission, "withdrawn")
    return submission


def reopen(session: Session, asker: Asker, submission_id: UUID, if_match: str | None) -> Submission:
    """A draft again, and nothing of it decided."""
    submission, target = open_for(session, asker, submission_id, Act.REOPEN, if_match)
    submission.state = target
    submission.reviewer_id = submission.decided_at = None
    for change in changes_of(session, submission):
        clear_decision(change)
    touch(session, submission)
    record(session, asker.user, submission, "reopened")
    return submission


def delete(session: Session, asker: Asker, submission_id: UUID, if_match: str | None) -> None:
    """What was submitted once stays, withdrawn, with what was said about it."""
    submission, target = open_for(session, asker, submission_id, Act.DELETE, if_match)
    record(session, asker.user, submission, "deleted")
    if submission.submitted_at is None:
        session.delete(submission)
        session.flush()
        return
    submission.state = SubmissionState(target)
    touch(session, submission)
