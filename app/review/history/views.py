"""Rows of the history in the shapes of the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.models import Names, Project
from app.review.history.catalogue_queries import ChangedProject
from app.review.history.comparing import Compared, compare_snapshots, set_by, sources_of
from app.review.history.queries import (
    Entry,
    People,
    Person,
    author_names,
    iterate_snapshots,
    list_entries,
    read_moments,
    read_people,
    read_revision,
)
from app.review.history.schemas import (
    AuthorView,
    Blame,
    BlameItem,
    ChangedProjectView,
    ChangeView,
    Comparison,
    EventView,
    PersonView,
    PrivateRevisionList,
    PrivateRevisionView,
    RevisionList,
    RevisionMarkView,
    RevisionsQuery,
    RevisionView,
    SegmentView,
    SourceView,
    SubmissionRef,
)


def revision_list(session: Session, project: Project, query: RevisionsQuery) -> RevisionList:
    entries = list_entries(session, project, query.limit, query.cursor)
    return RevisionList(
        **_frame(project, entries), items=[RevisionView(**_members(entry)) for entry in entries]
    )


def private_revision_list(
    session: Session, user: CurrentUser, project: Project, query: RevisionsQuery
) -> PrivateRevisionList:
    entries = list_entries(session, project, query.limit, query.cursor)
    people = read_people(session, user, project, [entry.number for entry in entries])
    return PrivateRevisionList(
        **_frame(project, entries),
        items=[
            PrivateRevisionView(**_members(entry), **_private_members(people[entry.number]))
            for entry in entries
        ],
    )


def _frame(project: Project, entries: Sequence[Entry]) -> dict[str, Any]:
    more = bool(entries) and entries[-1].number > 1
    return {
        "identifier": project.identifier,
        "slug": project.slug,
        "archived_at": project.archived_at,
        "archive_reason": project.archive_reason,
        "numberMatched": project.revision,
        "next": str(entries[-1].number) if more else None,
    }


def _members(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "made_at": entry.made_at,
        "author": AuthorView(slug=entry.author.slug, names=entry.author.names),
        "paths": list(entry.paths),
        "sources": [_source(source) for source in entry.sources],
    }


def _private_members(people: People) -> dict[str, Any]:
    submission = people.submission
    return {
        "proposed_by": _person(people.author),
        "approved_by": _person(people.approver),
        "submission": SubmissionRef(id=submission[0], number=submission[1]) if submission else None,
    }


def _person(person: Person | None) -> PersonView | None:
    return PersonView(id=person.id, name=person.name) if person else None


def _source(source: Mapping[str, Any]) -> SourceView:
    return SourceView.model_validate(source)


def _change(change: Compared) -> ChangeView:
    return ChangeView(
        path=change.path,
        base=change.base,
        proposed=change.proposed,
        words={
            language: [SegmentView(kind=part.kind, text=part.text) for part in parts]
            for language, parts in change.words.items()
        },
    )


def comparison(session: Session, project: Project, before: int, after: int) -> Comparison:
    """Raises NotFoundError."""
    old = read_revision(session, project, before).snapshot
    new = read_revision(session, project, after).snapshot
    return Comparison(
        identifier=project.identifier,
        before=before,
        after=after,
        changes=[_change(change) for change in compare_snapshots(old, new)],
    )


def blame(session: Session, project: Project) -> Blame:
    numbers = set_by(iterate_snapshots(session, project))
    document = read_revision(session, project, project.revision).snapshot
    moments = read_moments(session, project, set(numbers.values()))
    names = author_names(session, {author for _, author in moments.values()})
    sources = {source["id"]: _source(source) for source in document["sources"]}
    return Blame(
        identifier=project.identifier,
        revision=project.revision,
        items=[
            BlameItem(
                path=path,
                revision=number,
                made_at=moments[number][0],
                author=_author(moments[number][1], names),
                sources=[sources[key] for key in sources_of(path, document)],
            )
            for path, number in numbers.items()
        ],
    )


def _author(slug: str, names: Mapping[str, Names]) -> AuthorView:
    return AuthorView(slug=slug, names=names.get(slug))


def changed_project(found: ChangedProject) -> ChangedProjectView:
    compared = compare_snapshots(found.before, found.after) if found.before and found.after else []
    return ChangedProjectView(
        identifier=found.identifier,
        slug=found.slug,
        titles=found.titles,
        archived_at=found.archived_at,
        is_new=found.before is None and found.after is not None,
        revisions=[
            RevisionMarkView(number=mark.number, made_at=mark.made_at, author=mark.author)
            for mark in found.revisions
        ],
        events=[EventView.model_validate({"event": mark.event, "at": mark.at})
                for mark in found.events],
        changes=[_change(change) for change in compared],
    )  # fmt: skip
