"""What two projects may be to each other, by rules that a page can tell in three sentences. Pure.

- likely duplicate: alike enough to be one project written down twice;
- overlap: the same place, public, theme and time, paid by other funders;
- possible synergy: the same place and time, and either the same public with other themes, or
  the same theme with other organisations.

What is not known never makes a pair.
"""

from datetime import date

from app.analysis.overlaps.comparison import Overlap, Profile, months_together
from app.codelists import OverlapKind

# Of the pairs of different projects in the catalogue, hardly any is as alike as this.
DUPLICATE_SCORE = 0.4


def same_place(one: Profile, other: Profile) -> bool:
    """A province in common; or a region, when one of the two is not known more closely."""
    if one.provinces and other.provinces:
        return bool(one.provinces & other.provinces)
    return bool(one.regions & other.regions)


def kind_of(one: Profile, other: Profile, overlap: Overlap, today: date) -> OverlapKind | None:
    """The same in both directions. None: nothing to tell an analyst about."""
    if overlap.score >= DUPLICATE_SCORE:
        return OverlapKind.LIKELY_DUPLICATE
    if not same_place(one, other) or not months_together(one.period, other.period, today):
        return None
    public = bool(one.target_groups & other.target_groups)
    theme = bool(one.themes & other.themes)
    if public and theme and _paid_by_others(one, other):
        return OverlapKind.OVERLAP
    other_themes = bool(one.themes and other.themes) and not theme
    if (public and other_themes) or (theme and _made_by_others(one, other)):
        return OverlapKind.SYNERGY
    return None


def _paid_by_others(one: Profile, other: Profile) -> bool:
    return bool(one.funders and other.funders) and not one.funders & other.funders


def _made_by_others(one: Profile, other: Profile) -> bool:
    mine, theirs = one.funders | one.organisations, other.funders | other.organisations
    return bool(mine and theirs) and not mine & theirs
