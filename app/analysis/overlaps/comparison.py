"""How much two projects have in common, and what: the score ranks, the reasons explain.

Nothing that is unknown counts, neither for nor against: two projects without dates are not
"at the same time".
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.analysis.overlaps.titles import best_likeness
from app.codelists import Language, Role
from app.projects.dates import ActivePeriod, active_period


class Aspect(StrEnum):
    TITLE = "title"
    ACRONYM = "acronym"
    FUNDER = "funder"
    ORGANISATION = "organisation"  # in another role than that of a funder
    PROVINCE = "province"
    REGION = "region"  # where no province is shared
    PERIOD = "period"
    TARGET_GROUP = "target_group"
    THEME = "theme"


@dataclass(frozen=True)
class Reason:
    """Something that both have. `codes`: which funders, places, groups…; `amount`: the likeness
    of the titles (0 to 1), or the months together."""

    aspect: Aspect
    codes: tuple[str, ...] = ()
    amount: float | None = None


@dataclass(frozen=True)
class Overlap:
    """`score`: 0 to 1; `reasons`: the weightiest first."""

    score: float
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Profile:
    """What of a project is compared."""

    titles: Mapping[str, str | None]
    acronym: str | None
    funders: Set[str]
    organisations: Set[str]
    provinces: Set[str]
    regions: Set[str]
    period: ActivePeriod | None
    target_groups: Set[str]
    themes: Set[str]


# Alike in everything is 1. A title in common says more than all the rest together.
TITLE_WEIGHT = 0.55
_WEIGHTS: Mapping[Aspect, float] = {
    Aspect.FUNDER: 0.11,
    Aspect.ORGANISATION: 0.08,
    Aspect.PROVINCE: 0.10,
    Aspect.REGION: 0.05,
    Aspect.PERIOD: 0.06,
    Aspect.TARGET_GROUP: 0.05,
    Aspect.THEME: 0.05,
}
# Below, two titles have hardly more in common than any two.
MIN_TITLE = 0.3
# Together for as long counts in full.
FULL_PERIOD = 24


def profile_of(
    content: Mapping[str, Any], current: Callable[[str], str] = lambda slug: slug
) -> Profile:
    """Of a project document, finished or not. `current`: the slug that an organisation which was
    merged goes by now."""
    parts = content.get("participations") or ()
    named = [(current(str(part.get("organisation"))), part.get("role")) for part in parts]
    places = content.get("locations") or ()
    title = content.get("title") or {}
    return Profile(
        titles={language: title.get(language) for language in Language},
        acronym=content.get("acronym"),
        funders={slug for slug, role in named if role == Role.FUNDING},
        organisations={slug for slug, role in named if role != Role.FUNDING},
        provinces={place["province"] for place in places if place.get("province")},
        regions={place["region"] for place in places if place.get("region")},
        period=_period(content),
        target_groups=set(content.get("target_groups") or ()),
        themes=set(content.get("themes") or ()),
    )


def listed_content(item: Mapping[str, Any]) -> dict[str, Any]:
    """What a list shows of a project, as the document that `profile_of` reads."""
    places = [{"province": code} for code in item["provinces"]]
    places += [{"region": code} for code in item["regions"]]
    return {**item, "locations": places}


def _period(content: Mapping[str, Any]) -> ActivePeriod | None:
    try:
        return active_period(
            content.get("start_date"), content.get("end_date"), content.get("activity_status")
        )
    except ValueError:  # a draft may hold a date that is not one yet
        return None


def months_together(one: ActivePeriod | None, other: ActivePeriod | None, today: date) -> int:
    """Calendar months in which both are active; an open end is today."""
    if one is None or other is None:
        return 0
    first = max(one.first, other.first)
    last = min(one.last or max(today, one.first), other.last or max(today, other.first))
    return max(0, 12 * (last.year - first.year) + last.month - first.month + 1)


def compare(one: Profile, other: Profile, today: date) -> Overlap:
    """The same in both directions."""
    found: list[tuple[float, Reason]] = []
    title = best_likeness(one.titles, other.titles)
    if title >= MIN_TITLE:
        found.append((TITLE_WEIGHT * title**2, Reason(Aspect.TITLE, amount=round(title, 2))))
    if one.acronym and other.acronym and one.acronym.casefold() == other.acronym.casefold():
        weight = max(0.0, TITLE_WEIGHT * (0.8 - title**2))
        found.append((weight, Reason(Aspect.ACRONYM, (min(one.acronym, other.acronym),))))
    for aspect, mine, theirs in _sets(one, other):
        shared = mine & theirs
        if shared:
            share = 2 * len(shared) / (len(mine) + len(theirs))
            weight = _WEIGHTS[aspect] * (1 + share) / 2
            found.append((weight, Reason(aspect, tuple(sorted(shared)))))
    months = months_together(one.period, other.period, today)
    if months:
        weight = _WEIGHTS[Aspect.PERIOD] * min(1, months / FULL_PERIOD)
        found.append((weight, Reason(Aspect.PERIOD, amount=months)))
    found.sort(key=lambda pair: -pair[0])
    score = min(1.0, sum(weight for weight, _ in found))
    return Overlap(round(score, 3), [reason for _, reason in found])


def _sets(one: Profile, other: Profile) -> list[tuple[Aspect, Set[str], Set[str]]]:
    sets: list[tuple[Aspect, Set[str], Set[str]]] = [
        (Aspect.FUNDER, one.funders, other.funders),
        (Aspect.ORGANISATION, one.organisations, other.organisations),
        (Aspect.TARGET_GROUP, one.target_groups, other.target_groups),
        (Aspect.THEME, one.themes, other.themes),
    ]
    if one.provinces & other.provinces:
        sets.append((Aspect.PROVINCE, one.provinces, other.provinces))
    else:
        sets.append((Aspect.REGION, one.regions, other.regions))
    return sets
