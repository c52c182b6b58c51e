"""Two projects beside each other: what they share, and what is one's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.codelists import ClosedList, Language, OpenList
from app.i18n import formats
from app.projects.reference import Reference
from app.review.overlaps.schemas import PairedProject


@dataclass(frozen=True)
class Compared:
    """`name` is what the template words. Lists of names in the reader's language."""

    name: str
    shared: Sequence[str]
    first: Sequence[str]
    second: Sequence[str]


def side_by_side(
    first: PairedProject, second: PairedProject, reference: Reference, language: Language
) -> list[Compared]:
    def organisation(slug: str) -> str:
        return reference.organisation_name(slug, language)

    def area(code: str) -> str:
        return reference.area_name(code, language)

    def of(codelist: str) -> Callable[[str], str]:
        return lambda code: reference.label(codelist, code, language)

    sets: list[tuple[str, Callable[[PairedProject], Sequence[str]], Callable[[str], str]]] = [
        ("period", lambda one: _dates(one, language), str),
        ("status", _status, of(ClosedList.ACTIVITY_STATUS)),
        ("funders", lambda one: one.funders, organisation),
        ("organisations", lambda one: one.organisations, organisation),
        ("regions", lambda one: one.regions, area),
        ("provinces", lambda one: one.provinces, area),
        ("target_groups", lambda one: one.target_groups, of(OpenList.TARGET_GROUP)),
        ("themes", lambda one: one.themes, of(OpenList.THEME)),
        ("budget", lambda one: _budget(one, language), str),
    ]
    return [_compared(name, read(first), read(second), worded) for name, read, worded in sets]


def _compared(
    name: str, first: Sequence[str], second: Sequence[str], worded: Callable[[str], str]
) -> Compared:
    return Compared(
        name,
        [worded(code) for code in first if code in second],
        [worded(code) for code in first if code not in second],
        [worded(code) for code in second if code not in first],
    )


def _dates(one: PairedProject, language: Language) -> list[str]:
    if one.start_date is None and one.end_date is None:
        return []
    ends = [formats.partial_date(day, language) if day else "…"
            for day in (one.start_date, one.end_date)]  # fmt: skip
    return [" – ".join(ends)]


def _status(one: PairedProject) -> list[str]:
    return [one.activity_status] if one.activity_status else []


def _budget(one: PairedProject, language: Language) -> list[str]:
    budget = one.budget
    return [formats.money(budget.value, budget.currency, language)] if budget else []
