"""Keeps the derived pairs true: compares what was never compared since its listing was made.

Nothing here runs when a submission is accepted: a new listing takes the pairs of its project with
it, and whoever looks at the radar next has that project compared, and no other.
"""

import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.analysis.overlaps.candidates import Asked, find_candidates
from app.analysis.overlaps.comparison import (
    Profile,
    compare,
    listed_content,
    months_together,
    profile_of,
)
from app.analysis.overlaps.kinds import kind_of
from app.analysis.overlaps.lineage import are_related, programmes_above
from app.models import OverlapLook, OverlapPair, ProjectListing

# Compared at most in one transaction: writers that wait for it do not wait long.
BATCH = 25
# Of each project that is compared, so that the table grows with the catalogue and no faster.
MOST_PAIRS = 100
# Any number: two at once would do the same work twice.
_TURN = 7_203_116
_UNSEEN = (
    ~select(OverlapLook.project_id)
    .where(OverlapLook.project_id == ProjectListing.project_id)
    .exists()
)


def count_unseen(session: Session) -> int:
    """How many projects are not compared yet."""
    query = select(func.count()).select_from(ProjectListing).where(_UNSEEN)
    return session.scalars(query).one()


def catch_up(session: Session, today: date, seconds: float = 1.0) -> int:
    """Compares until all projects are, or for so long. How many are not compared yet."""
    until = time.monotonic() + seconds
    while refresh_pairs(session, today) and time.monotonic() < until:
        pass
    return count_unseen(session)


def refresh_pairs(session: Session, today: date, most: int = BATCH) -> int:
    """How many projects were compared; 0: all were, or another process is comparing."""
    if not session.scalars(select(func.pg_try_advisory_xact_lock(_TURN))).one():
        return 0
    # A project that is being published is left for the next look, and nobody waits.
    listed = session.execute(
        select(ProjectListing.project_id, ProjectListing.item)
        .where(_UNSEEN)
        .order_by(ProjectListing.project_id)
        .limit(most)
        .with_for_update(key_share=True, read=True, skip_locked=True)
    )
    profiles = {project_id: profile_of(listed_content(item)) for project_id, item in listed}
    if not profiles:
        return 0
    pairs = _compare(session, profiles, today)
    ids = list(profiles)
    session.execute(
        delete(OverlapPair).where(
            or_(OverlapPair.first_id.in_(ids), OverlapPair.second_id.in_(ids))
        )
    )
    if pairs:
        session.execute(insert(OverlapPair), pairs)
    session.execute(insert(OverlapLook), [{"project_id": each} for each in ids])
    return len(ids)


def _compare(
    session: Session, profiles: Mapping[int, Profile], today: date
) -> list[dict[str, Any]]:
    asked = [Asked(key, key, profile) for key, profile in profiles.items()]
    candidates = find_candidates(session, asked, today)
    wanted = {
        (min(key, other), max(key, other)) for key, others in candidates.items() for other in others
    }
    known = {**_others(session, profiles, wanted), **profiles}
    above = programmes_above(session, known)
    found = []
    for first, second in sorted(wanted):
        if first not in known or second not in known or are_related(above, first, second):
            continue
        one, other = known[first], known[second]
        overlap = compare(one, other, today)
        kind = kind_of(one, other, overlap, today)
        if kind is not None:
            months = months_together(one.period, other.period, today)
            found.append({"first_id": first, "second_id": second, "kind": kind,
                          "score": overlap.score, "months": months})  # fmt: skip
    return _best(found, profiles)


def _best(found: Sequence[dict[str, Any]], compared: Collection[int]) -> list[dict[str, Any]]:
    """Those that are among the most alike of a project that is compared."""
    ranks: Counter[int] = Counter()
    kept = []
    for pair in sorted(
        found, key=lambda pair: (-pair["score"], pair["first_id"], pair["second_id"])
    ):
        sides = [side for side in (pair["first_id"], pair["second_id"]) if side in compared]
        if any(ranks[side] < MOST_PAIRS for side in sides):
            kept.append(pair)
        ranks.update(sides)
    return kept


def _others(
    session: Session, profiles: Mapping[int, Profile], wanted: set[tuple[int, int]]
) -> dict[int, Profile]:
    """Those that may be referred to until the transaction ends; the others are being published,
    and will be compared after that."""
    ids = {project_id for pair in wanted for project_id in pair} - profiles.keys()
    rows = session.execute(
        select(ProjectListing.project_id, ProjectListing.item)
        .where(ProjectListing.project_id.in_(ids))
        .order_by(ProjectListing.project_id)
        .with_for_update(key_share=True, read=True, skip_locked=True)
    )
    return {project_id: profile_of(listed_content(item)) for project_id, item in rows}
