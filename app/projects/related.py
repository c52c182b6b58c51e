"""Projects that resemble one: in the same regions, on the same themes, for the same people, by
the same organisations. The arrays of the listings answer, through their one index."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import ProjectListing

MOST = 5
COLUMNS: dict[str, InstrumentedAttribute[list[str]]] = {
    "organisations": ProjectListing.participants,
    "regions": ProjectListing.regions,
    "themes": ProjectListing.themes,
    "target_groups": ProjectListing.target_groups,
}
# An organisation in common says more than a theme, and a theme more than a target group.
WEIGHTS = {"organisations": 4, "regions": 3, "themes": 2, "target_groups": 1}
FEWEST_KINDS = 2
# Of the projects that share the same kinds, so many are weighed one by one.
POOL = 500


@dataclass(frozen=True)
class Similar:
    """`shared`: what is in common, by kind; organisations by their slugs."""

    item: Mapping[str, Any]
    shared: Mapping[str, Sequence[str]]


def similar_projects(
    session: Session, identifier: str, without: Collection[str] = ()
) -> list[Similar]:
    """The most alike first; each shares at least two kinds of things with the project."""
    own = session.execute(
        select(*COLUMNS.values()).where(ProjectListing.identifier == identifier)
    ).one_or_none()
    if own is None:
        return []
    values = dict(zip(COLUMNS, own, strict=True))
    # Among the tokens of `participants`, `:slug` is an organisation in any role.
    values["organisations"] = [
        token for token in values["organisations"] if token.startswith(":") and len(token) > 1
    ]
    known = {name: found for name, found in values.items() if found}
    found: dict[str, Similar] = {}
    for kinds in _kinds(known):
        seen = [identifier, *without, *found]
        for name, item, *theirs in session.execute(_alike(known, kinds, seen, MOST - len(found))):
            found[name] = Similar(item, _shared(known, dict(zip(COLUMNS, theirs, strict=True))))
        if len(found) == MOST:
            break
    return list(found.values())


def _kinds(known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """What to share, from the strictest: each next question is asked only if the ones before it
    left room, and the first ones find enough in a large catalogue."""
    several = [
        kinds for size in range(FEWEST_KINDS, len(known) + 1) for kinds in combinations(known, size)
    ]
    yield from sorted(several, key=lambda kinds: -sum(WEIGHTS[name] for name in kinds))


def _alike(
    known: Mapping[str, Sequence[str]], kinds: Sequence[str], seen: Collection[str], most: int
) -> Select[Any]:
    pool = (
        select(ProjectListing.project_id)
        .where(
            *(COLUMNS[name].overlap(known[name]) for name in kinds),
            ProjectListing.identifier.not_in(seen),
        )
        # The sum keeps the planner from walking the primary key instead of the array index.
        .order_by(ProjectListing.project_id + literal(0))
        .limit(POOL)
        .cte("pool")
    )
    in_common: ColumnElement[Any] = sum(
        (_common(COLUMNS[name], known[name]) for name in kinds), start=literal(0)
    )
    return (
        select(ProjectListing.identifier, ProjectListing.item, *COLUMNS.values())
        .join(pool, pool.c.project_id == ProjectListing.project_id)
        .order_by(in_common.desc(), ProjectListing.project_id)
        .limit(most)
    )


def _common(column: InstrumentedAttribute[list[str]], values: Sequence[str]) -> ColumnElement[int]:
    theirs = func.unnest(column).table_valued("value").render_derived()
    return (
        select(func.count()).select_from(theirs).where(theirs.c.value.in_(values)).scalar_subquery()
    )


def _shared(
    ours: Mapping[str, Sequence[str]], theirs: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    common = {
        name: [value.removeprefix(":") for value in values if value in theirs[name]]
        for name, values in ours.items()
    }
    return {name: values for name, values in common.items() if values}
