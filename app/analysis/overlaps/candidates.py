"""Which projects are worth comparing with some: chosen by the database, a bounded number for each.

Each block is one way to be a pair, and asks an index; nothing compares all pairs. The narrow
blocks are asked at any size. The wide ones see to it that no pair is missed as long as none of
them fills up; they are asked while the catalogue has at most WIDE_UP_TO projects, for in a larger
one they would fill up with what is hardly alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from pydantic_core import to_json
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.analysis.overlaps.comparison import Profile
from app.analysis.overlaps.titles import COMMON_WEIGHT, fold, significant

# Fetched at most by each block, so that the time does not grow with the catalogue.
MOST = 60
MOST_WIDE = 100
WIDE_UP_TO = 5_000
# A word that begins more names than this tells nothing apart, and takes long to look up.
MOST_NAMES = 2000
_MAX_WORDS = 8
# So many letters at the end of a word may differ: a plural, an agreement.
_ENDING = 2
# As long as the names that are kept.
_MAX_NAME = 200


@dataclass(frozen=True)
class Asked:
    """`key` is what the caller calls it; `own`: its project, which is not looked for."""

    key: int
    own: int | None
    profile: Profile


_LISTED = """(SELECT p.project_id FROM project_listings p
    WHERE {conditions} AND p.project_id IS DISTINCT FROM a.own LIMIT {most})"""
_NAMED = """(SELECT n.project_id FROM project_names n
    WHERE n.folded = ANY (a.names) AND n.project_id IS DISTINCT FROM a.own LIMIT {most})"""
_TITLED = """(SELECT n.project_id FROM project_names n
    WHERE n.words @@ to_tsquery('simple', a.words) AND n.project_id IS DISTINCT FROM a.own
    GROUP BY n.project_id
    ORDER BY max(ts_rank(n.words, to_tsquery('simple', a.words))) DESC, n.project_id
    LIMIT {most})"""
_SHARED = {
    "people": "p.participants && a.people",
    "publics": "p.target_groups && a.publics",
    "themes": "p.themes && a.themes",
    "regions": "p.regions && a.regions",
    "provinces": "p.provinces && a.provinces",
    # A region counts where one of the two is not known more closely.
    "near": "p.regions && a.regions AND a.provinces = '{}'",
    "around": "p.regions && a.regions AND p.provinces = '{}'",
    "time": """p.active_first <= a.last_day
        AND coalesce(p.active_last, greatest(a.today, p.active_first)) >= a.first_day""",
}
_PLACES = ("provinces", "near", "around")
_NARROW = (
    ("people", "regions", "publics", "themes"),
    *((place, "publics", "themes", "time") for place in _PLACES),
)
_WIDE = (
    *(("people", other) for other in ("regions", "publics", "themes")),
    *((place, other, "time") for place in _PLACES for other in ("publics", "themes")),
)
_ASKED = """
SELECT DISTINCT a.key, found.project_id
FROM jsonb_to_recordset(CAST(:asked AS jsonb)) AS a (
    key int, own int, people text[], provinces text[], regions text[], publics text[],
    themes text[], first_day date, last_day date, today date, words text, names text[])
CROSS JOIN LATERAL ({blocks}) AS found
"""


def _listed(shared: Sequence[str], most: int) -> str:
    conditions = " AND ".join(_SHARED[name] for name in shared)
    return _LISTED.format(conditions=conditions, most=most)


_ALWAYS = [
    _TITLED.format(most=MOST),
    _NAMED.format(most=MOST),
    *(_listed(shared, MOST) for shared in _NARROW),
]
_OFTEN = [*_ALWAYS, *(_listed(shared, MOST_WIDE) for shared in _WIDE)]
_BY_NARROW = text(_ASKED.format(blocks=" UNION ALL ".join(_ALWAYS)))
_BY_ALL = text(_ASKED.format(blocks=" UNION ALL ".join(_OFTEN)))
# As it was last counted by ANALYZE.
_SIZE = text("SELECT reltuples::bigint FROM pg_class WHERE oid = 'project_listings'::regclass")
_FREQUENT = text("""
SELECT asked.beginning
FROM unnest(CAST(:beginnings AS text[])) AS asked (beginning)
JOIN (
    SELECT word, share
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)
        AS common (word, share)
    WHERE schemaname = current_schema() AND tablename = 'project_names' AND attname = 'words'
) common ON starts_with(common.word, asked.beginning)
GROUP BY asked.beginning
HAVING sum(common.share)
    * (SELECT reltuples FROM pg_class WHERE oid = 'project_names'::regclass) > :most
""")


def find_candidates(
    session: Session, asked: Sequence[Asked], today: date
) -> Mapping[int, frozenset[int]]:
    """Ids of projects that are shown, for each key."""
    wide = (session.scalar(_SIZE) or 0) <= WIDE_UP_TO
    rows = _rows(session, asked, today)
    # Compiling a plan that is used once takes longer than using it.
    session.execute(text("SET LOCAL jit = off"))
    found: dict[int, set[int]] = {one.key: set() for one in asked}
    statement = _BY_ALL if wide else _BY_NARROW
    for key, project_id in session.execute(statement, {"asked": to_json(rows).decode()}):
        found[key].add(project_id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _rows(session: Session, asked: Sequence[Asked], today: date) -> list[dict[str, Any]]:
    words = {one.key: _title_words(one.profile) for one in asked}
    beginnings = {
        _beginning(word) for titles in words.values() for title in titles for word in title
    }
    frequent = set(
        session.scalars(_FREQUENT, {"beginnings": sorted(beginnings), "most": MOST_NAMES})
    )
    return [_row(one, words[one.key], frequent, today) for one in asked]


def _row(
    one: Asked, titles: Sequence[Mapping[str, float]], frequent: set[str], today: date
) -> dict[str, Any]:
    profile = one.profile
    period = profile.period
    return {
        "key": one.key,
        "own": one.own,
        "people": sorted(f":{slug}" for slug in profile.funders | profile.organisations),
        "provinces": sorted(profile.provinces),
        "regions": sorted(profile.regions),
        "publics": sorted(profile.target_groups),
        "themes": sorted(profile.themes),
        "first_day": period and period.first,
        "last_day": period and (period.last or max(today, period.first)),
        "today": today,
        "words": " | ".join(part for title in titles for part in _wanted(title, frequent)) or None,
        "names": _names(profile),
    }


def _names(profile: Profile) -> list[str]:
    written = [profile.acronym, *profile.titles.values()]
    return sorted({name for each in written if (name := " ".join(fold(each or ""))[:_MAX_NAME])})


def _title_words(profile: Profile) -> list[Mapping[str, float]]:
    """Of each title the words that tell most, with their weights."""
    found: list[Mapping[str, float]] = []
    for title in profile.titles.values():
        words = significant(title or "")
        kept = sorted(words, key=lambda word: (words[word] == COMMON_WEIGHT, -len(word), word))
        found.append({word: words[word] for word in kept[:_MAX_WORDS]})
    return found


def _beginning(word: str) -> str:
    return word[: max(4, len(word) - _ENDING)]


def _wanted(title: Mapping[str, float], frequent: set[str]) -> list[str]:
    """One word that tells something, or two of those that most titles have; the only ones there
    are count as if they told something."""
    few = len(title) <= 2
    rare = {word: weight for word, weight in title.items() if _beginning(word) not in frequent}
    telling = [word for word, weight in rare.items() if few or weight > COMMON_WEIGHT]
    others = [word for word in rare if word not in telling]
    alone = [f"'{_beginning(word)}':*" for word in telling]
    pairs = combinations([f"'{_beginning(word)}':*" for word in others], 2)
    return [*alone, *(f"({one} & {other})" for one, other in pairs)]
