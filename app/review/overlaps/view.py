"""Pairs of projects as the private API shows them to someone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.overlaps.comparison import (
    Overlap,
    Profile,
    compare,
    listed_content,
    months_together,
    profile_of,
)
from app.analysis.overlaps.filters import PairsQuery
from app.analysis.overlaps.kinds import kind_of
from app.analysis.overlaps.lineage import are_related, programmes_above
from app.analysis.overlaps.listing import list_pairs
from app.analysis.overlaps.wording import reason_text
from app.auth.current_user import CurrentUser
from app.codelists import Language, OverlapKind
from app.errors import NotFoundError
from app.models import OverlapVerdict, Project, Submission, name_in
from app.permissions.roles import Permission
from app.projects.reference import Reference
from app.review.changes import Content
from app.review.overlaps.schemas import (
    OpenedSubmission,
    PairedProject,
    PairItem,
    PairList,
    PairView,
    VerdictView,
)
from app.review.reports.queries import named_project
from app.review.submissions.live import live_content
from app.review.submissions.schemas import ProjectRef
from app.review.submissions.view import People, person, read_people
from app.review.visibility import visible_to


@dataclass(frozen=True)
class Side:
    """One project of a pair, as it is live; archived ones too."""

    project: Project
    content: Content
    profile: Profile


@dataclass(frozen=True)
class Pair:
    """In the order of the catalogue. `related`: one is a part of the other."""

    first: Side
    second: Side
    overlap: Overlap
    kind: OverlapKind | None
    months: int
    related: bool
    verdict: OverlapVerdict | None


def find_pair(session: Session, one: str, other: str, reference: Reference, today: date) -> Pair:
    """Of projects named by identifier or slug. Raises NotFoundError."""
    projects = [named_project(session, one), named_project(session, other)]
    first, second = sorted(projects, key=lambda project: project.id)
    if first.id == second.id:
        raise NotFoundError("A project makes no pair with itself: name two projects")
    here, there = (_side(session, project, reference) for project in (first, second))
    overlap = compare(here.profile, there.profile, today)
    related = are_related(programmes_above(session, {first.id, second.id}), first.id, second.id)
    return Pair(
        here,
        there,
        overlap,
        None if related else kind_of(here.profile, there.profile, overlap, today),
        months_together(here.profile.period, there.profile.period, today),
        related,
        session.get(OverlapVerdict, (first.id, second.id), populate_existing=True),
    )


def _side(session: Session, project: Project, reference: Reference) -> Side:
    content = live_content(session, project.id)
    assert content is not None  # noqa: S101 - a published project has a revision
    profile = profile_of(content, lambda slug: reference.merged.get(slug, slug))
    return Side(project, content, profile)


def view_pair(session: Session, user: CurrentUser, pair: Pair, reference: Reference) -> PairView:
    verdicts = [pair.verdict] if pair.verdict is not None else []
    shown = _verdicts(session, user, verdicts)
    sides = [
        _paired(
            side.content, side.profile, user.language, archived=side.project.archived_at is not None
        )
        for side in (pair.first, pair.second)
    ]
    return PairView(
        first=sides[0],
        second=sides[1],
        kind=pair.kind,
        score=pair.overlap.score,
        months=pair.months,
        reasons=_reasons(pair.overlap, reference, user.language),
        verdict=shown(pair.verdict),
        part_of=pair.related,
        version=pair.verdict.version if pair.verdict is not None else 0,
    )


def view_pairs(
    session: Session,
    user: CurrentUser,
    query: PairsQuery,
    reference: Reference,
    today: date,
    uncompared: int,
) -> PairList:
    """Raises BadParameterError."""
    page = list_pairs(session, query, reference)
    shown = _verdicts(session, user, [each.verdict for each in page.pairs if each.verdict])
    items = []
    for listed in page.pairs:
        contents = [listed_content(listed.first), listed_content(listed.second)]
        one, other = (profile_of(content) for content in contents)
        items.append(
            PairItem(
                first=_paired(contents[0], one, user.language, archived=False),
                second=_paired(contents[1], other, user.language, archived=False),
                kind=OverlapKind(listed.pair.kind),
                score=listed.pair.score,
                months=listed.pair.months,
                reasons=_reasons(compare(one, other, today), reference, user.language),
                verdict=shown(listed.verdict),
            )
        )
    return PairList(
        items=items, next=page.next, numberMatched=page.matched, numberUncompared=uncompared
    )


def _reasons(overlap: Overlap, reference: Reference, language: Language) -> list[str]:
    return [reason_text(reason, reference, language) for reason in overlap.reasons]


def _paired(
    content: Mapping[str, Any], profile: Profile, language: Language, *, archived: bool
) -> PairedProject:
    titles = dict(profile.titles)
    return PairedProject(
        project=ProjectRef(
            identifier=content["identifier"],
            slug=content["slug"],
            title=name_in(titles, language),
            titles=titles,
        ),
        archived=archived,
        start_date=content["start_date"],
        end_date=content["end_date"],
        activity_status=content["activity_status"],
        funders=sorted(profile.funders),
        organisations=sorted(profile.organisations),
        regions=sorted(profile.regions),
        provinces=sorted(profile.provinces),
        themes=sorted(profile.themes),
        target_groups=sorted(profile.target_groups),
        budget=content["budget"],
    )


def _verdicts(
    session: Session, user: CurrentUser, rows: Sequence[OverlapVerdict]
) -> Callable[[OverlapVerdict | None], VerdictView | None]:
    """Who judged and why is for those who judge; the submissions are those that one may see."""
    judges = user.may(Permission.SUBMISSIONS_READ_ALL)
    people: People = read_people(session, [row.judged_by_id for row in rows]) if judges else {}
    names = dict(
        session.execute(
            select(Project.id, Project.identifier).where(
                Project.id.in_({row.project_id for row in rows if row.project_id is not None})
            )
        ).all()
    )
    opened = {
        submission.id: OpenedSubmission.model_validate(submission, from_attributes=True)
        for submission in session.scalars(
            select(Submission).where(
                Submission.id.in_({row.submission_id for row in rows if row.submission_id}),
                visible_to(user),
            )
        )
    }

    def shown(row: OverlapVerdict | None) -> VerdictView | None:
        if row is None:
            return None
        return VerdictView.model_validate(
            {
                "verdict": row.verdict,
                "project": names.get(row.project_id) if row.project_id is not None else None,
                "note": row.note if judges else None,
                "judged_by": person(people, row.judged_by_id) if judges else None,
                "judged_at": row.judged_at,
                "submission": opened.get(row.submission_id) if row.submission_id else None,
            }
        )

    return shown
