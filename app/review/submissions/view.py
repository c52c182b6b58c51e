"""Submissions as the private API shows them to someone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.codelists import Decision, Language, ReviewOutcome, SubmissionState
from app.models import FieldChange, Organisation, Project, Review, Submission, User, name_in
from app.permissions.transitions import Party
from app.review.changes import flatten, standing
from app.review.names import organisation_ref, project_ref
from app.review.submissions.access import Asker, parties_of
from app.review.submissions.live import changes_of, live_content
from app.review.submissions.parties import sorted_acts
from app.review.submissions.schemas import (
    ChangeSource,
    ChangeView,
    PersonRef,
    ReviewView,
    SubmissionView,
)

People = Mapping[UUID, str]


def read_people(session: Session, ids: Iterable[UUID | None]) -> People:
    wanted = {user_id for user_id in ids if user_id is not None}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return dict(rows.all())


def person(people: People, user_id: UUID) -> PersonRef:
    return PersonRef(id=user_id, name=people[user_id])


def summary(
    submission: Submission,
    project: Project | None,
    organisation: Organisation | None,
    people: People,
    titles: Mapping[str, Any],
    parties: Collection[Party],
    language: Language,
) -> dict[str, Any]:
    """Members that items of the list and the whole submission share. `titles`: the proposed."""
    state = SubmissionState(submission.state)
    named = {**(project.title if project else {}), **titles}
    return {
        "id": submission.id,
        "number": submission.number,
        "state": state,
        "version": submission.version,
        "project": project_ref(project, language) if project else None,
        "title": name_in(named, language) or None,
        "organisation": organisation_ref(organisation, language) if organisation else None,
        "author": person(people, submission.author_id),
        "reviewer": person(people, submission.reviewer_id) if submission.reviewer_id else None,
        "note": submission.note,
        "report": submission.report_id,
        "restored_revision": submission.restored_revision,
        "published_revision": submission.published_revision,
        "created_at": submission.created_at,
        "updated_at": submission.updated_at,
        "submitted_at": submission.submitted_at,
        "decided_at": submission.decided_at,
        "acts": sorted_acts(state, frozenset(parties)),
    }


def proposed_titles(changes: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Path and proposed value of changes → language → title."""
    paths = {f"title.{language}": language.value for language in Language}
    return {
        paths[path]: value
        for path, value in changes
        if path in paths and isinstance(value, str) and value
    }


def view(session: Session, asker: Asker, submission: Submission) -> SubmissionView:
    changes = changes_of(session, submission)
    reviews = session.scalars(
        select(Review)
        .where(Review.submission_id == submission.id)
        .order_by(Review.created_at, Review.id)
    ).all()
    people = read_people(
        session,
        [
            submission.author_id,
            submission.reviewer_id,
            *(change.decided_by_id for change in changes),
            *(review.reviewer_id for review in reviews),
        ],
    )
    live = live_content(session, submission.project_id)
    project = session.get(Project, submission.project_id) if submission.project_id else None
    organisation = (
        session.get(Organisation, submission.organisation_id)
        if submission.organisation_id
        else None
    )
    return SubmissionView(
        **summary(
            submission,
            project,
            organisation,
            people,
            proposed_titles((change.path, change.proposed) for change in changes),
            parties_of(session, asker, submission),
            asker.user.language,
        ),
        changes=_change_views(changes, flatten(live) if live else {}, people),
        reviews=[
            ReviewView(
                reviewer=person(people, review.reviewer_id),
                outcome=ReviewOutcome(review.outcome),
                message=review.message,
                created_at=review.created_at,
            )
            for review in reviews
        ],
    )


def _change_views(
    changes: Sequence[FieldChange], live: Mapping[str, Any], people: People
) -> list[ChangeView]:
    return [
        ChangeView(
            id=change.id,
            path=change.path,
            base=change.base,
            live=live.get(change.path),
            proposed=change.proposed,
            source=ChangeSource.model_validate(change.source) if change.source else None,
            standing=standing(change.base, live.get(change.path), change.proposed),
            decision=Decision(change.decision) if change.decision else None,
            reason=change.reason,
            accepted=change.accepted,
            edited=change.edited,
            decided_by=person(people, change.decided_by_id) if change.decided_by_id else None,
            decided_at=change.decided_at,
        )
        for change in changes
    ]
