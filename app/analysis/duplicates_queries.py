"""Which projects of the catalogue may be the one that somebody is about to describe again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from sqlalchemy import Integer, Select, cast, func, literal, select, true
from sqlalchemy.orm import Session, aliased

from app.analysis.overlap import Profile, Reason, compare, profile_of
from app.analysis.titles import COMMON_WEIGHT, fold, significant
from app.models import Organisation, Project, ProjectListing, ProjectName

# Of the pairs of different projects in the catalogue, hardly any is as alike as this.
MIN_SCORE = 0.4
# Fetched at most by each way of looking, so that the time does not grow with the catalogue.
MAX_CANDIDATES = 60
_MAX_WORDS = 6
# So many letters at the end of a word may differ: a plural, an agreement.
_ENDING = 2


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
    """Published projects that are much like `content`, the most alike first. The programme that it
    is a part of and its own parts are known to be related, and are left out."""
    profile = profile_of(content, _current_slugs(session, content))
    items = _candidates(session, profile, exclude_identifier, content.get("part_of"))
    at = today or session.scalars(select(func.current_date())).one()
    found = []
    for item in items:
        overlap = compare(profile, profile_of(_as_content(item)), at)
        if overlap.score >= MIN_SCORE:
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


def _as_content(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a list shows of a project, as far as it is compared."""
    places = [{"province": code} for code in item["provinces"]]
    places += [{"region": code} for code in item["regions"]]
    return {**item, "locations": places}


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


def _candidates(
    session: Session, profile: Profile, own: str | None, part_of: str | None
) -> list[dict[str, Any]]:
    ids = {
        project_id
        for query in (_by_title(profile), _by_acronym(profile), _by_setting(profile))
        if query is not None
        for project_id in session.scalars(query.limit(MAX_CANDIDATES))
    }
    programme = aliased(Project)
    query = (
        select(ProjectListing.item)
        .join(Project, Project.id == ProjectListing.project_id)
        .outerjoin(programme, Project.part_of_id == programme.id)
        .where(
            ProjectListing.project_id.in_(ids),
            ProjectListing.identifier.not_in([own or "", part_of or ""]),
            programme.identifier.is_distinct_from(own) if own else true(),
        )
    )
    return list(session.scalars(query))


def _by_title(profile: Profile) -> Select[int] | None:
    """Two words of a title, or its only one."""
    wanted: list[str] = []
    for title in profile.titles.values():
        words = sorted(
            significant(title or ""),
            key=lambda word: (significant(title or "")[word] == COMMON_WEIGHT, -len(word), word),
        )
        begun = [f"'{word[: max(4, len(word) - _ENDING)]}':*" for word in words[:_MAX_WORDS]]
        pairs = [f"({one} & {other})" for one, other in combinations(begun, 2)]
        wanted += pairs or begun
    if not wanted:
        return None
    asked = func.to_tsquery("simple", " | ".join(wanted))
    rank = func.max(func.ts_rank(ProjectName.words, asked))
    return (
        select(ProjectName.project_id)
        .where(ProjectName.words.op("@@")(asked))
        .group_by(ProjectName.project_id)
        .order_by(rank.desc(), ProjectName.project_id)
    )


def _by_acronym(profile: Profile) -> Select[int] | None:
    folded = " ".join(fold(profile.acronym or ""))
    if not folded:
        return None
    return select(ProjectName.project_id).where(ProjectName.folded == folded)


def _by_setting(profile: Profile) -> Select[int] | None:
    """Who and where in common; nothing less makes up for another title."""
    listing = ProjectListing
    tokens = [f"funding:{slug}" for slug in profile.funders]
    tokens += [f":{slug}" for slug in profile.organisations]
    if not tokens or not profile.regions:
        return None
    alike = sum(
        (
            cast(column.overlap(sorted(codes)), Integer)
            for column, codes in (
                (listing.provinces, profile.provinces),
                (listing.target_groups, profile.target_groups),
                (listing.themes, profile.themes),
            )
            if codes
        ),
        literal(0),
    )
    return (
        select(listing.project_id)
        .where(
            listing.participants.overlap(sorted(tokens)),
            listing.regions.overlap(sorted(profile.regions)),
        )
        .order_by(alike.desc(), listing.project_id)
    )
