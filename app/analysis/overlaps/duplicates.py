"""Which projects of the catalogue may be the one that somebody is about to describe again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.analysis.overlaps.candidates import Asked, find_candidates
from app.analysis.overlaps.comparison import Reason, compare, listed_content, profile_of
from app.analysis.overlaps.kinds import DUPLICATE_SCORE
from app.analysis.overlaps.lineage import are_related, programmes_above
from app.codelists import Verdict
from app.models import Organisation, OverlapVerdict, Project, ProjectListing

# What a new project is called until it has an id.
_NEW = 0


@dataclass(frozen=True)
class Duplicate:
    """`titles` by language; the score is from 0 to 1."""

    identifier: str
    slug: str
    titles: Mapping[str, str | None]
    score: float
    reasons: Sequence[Reason]


def likely_duplicates(
    session: Session,
    content: Mapping[str, Any],
    exclude_identifier: str | None = None,
    limit: int = 5,
    *,
    today: date | None = None,
) -> list[Duplicate]:
    """Published projects that are much like `content`, the most alike first. The programmes that
    it is a part of, its own parts, and those that an analyst told apart from it are left out."""
    profile = profile_of(content, _current_slugs(session, content))
    own = _id_of(session, exclude_identifier)
    at = today or session.scalars(select(func.current_date())).one()
    ids = find_candidates(session, [Asked(_NEW, own, profile)], at)[_NEW]
    left_out = _known_relations(session, own, _id_of(session, content.get("part_of")), ids)
    found = []
    for item in session.scalars(
        select(ProjectListing.item).where(ProjectListing.project_id.in_(ids - left_out))
    ):
        overlap = compare(profile, profile_of(listed_content(item)), at)
        if overlap.score >= DUPLICATE_SCORE:
            found.append(
                Duplicate(
                    item["identifier"],
                    item["slug"],
                    {language: item["title"].get(language) for language in ("fr", "ar", "en")},
                    overlap.score,
                    overlap.reasons,
                )
            )
    return sorted(found, key=lambda each: (-each.score, each.identifier))[:limit]


def _id_of(session: Session, identifier: object) -> int | None:
    if not isinstance(identifier, str):
        return None
    return session.scalars(select(Project.id).where(Project.identifier == identifier)).one_or_none()


def _known_relations(
    session: Session, own: int | None, part_of: int | None, ids: frozenset[int]
) -> set[int]:
    """`part_of`: the programme that the content names, which need not be the live one."""
    here = _NEW if own is None else own
    programme = set() if part_of is None else {part_of}
    above = dict(programmes_above(session, ids | programme))
    above[here] = frozenset(programme).union(*(above.get(each, ()) for each in programme))
    related = {project_id for project_id in ids if are_related(above, here, project_id)}
    return related | (set() if own is None else _told_apart(session, own))


def _told_apart(session: Session, own: int) -> set[int]:
    one, other = OverlapVerdict.first_id, OverlapVerdict.second_id
    rows = session.execute(
        select(one, other).where(
            or_(one == own, other == own), OverlapVerdict.verdict != Verdict.DUPLICATE
        )
    )
    return {project_id for pair in rows for project_id in pair} - {own}


def _current_slugs(session: Session, content: Mapping[str, Any]) -> Callable[[str], str]:
    target = aliased(Organisation)
    named = {str(part.get("organisation")) for part in content.get("participations") or ()}
    query = (
        select(Organisation.slug, target.slug)
        .join(target, Organisation.merged_into_id == target.id)
        .where(Organisation.slug.in_(named))
    )
    merged: dict[str, str] = dict(session.execute(query).all()) if named else {}
    return lambda slug: merged.get(slug, slug)
