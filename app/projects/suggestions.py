"""Suggestions while one types: names that begin so, or hold the words typed so far.

Organisations, areas and places are compared in memory. Projects, which may be many, are found by
two indexes of `project_names`: whole names by their beginning, else by the words they hold. When
nothing is found, the words are taken for misspelt beginnings.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, bindparam, text
from sqlalchemy.orm import Session

from app.codelists import Language
from app.projects.search import Alternatives, expand, fold
from app.projects.suggestion_names import Entry, Gazetteer, Kind

MAX_NEAR = 30
# How many projects that hold the words are ranked, of however many hold them.
MAX_RANKED = 2000
MAX_COMPARED = 60

WHOLE, BEGINS, PHRASE, WORDS, MISSPELT = range(5)


@dataclass(frozen=True)
class ProjectRow:
    project_id: int
    item: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """Something whose name matches; `rank` is 0 for the best."""

    kind: Kind
    rank: int
    subject: Entry | ProjectRow


_BEGINNING = text("""
SELECT project_id, folded FROM project_names
WHERE folded >= CAST(:typed AS text) COLLATE "C"
    AND folded < (CAST(:typed AS text) || U&'\\FFFF') COLLATE "C"
ORDER BY folded, project_id LIMIT :most
""")

_HOLDING = text("""
SELECT project_id, folded FROM (
    SELECT project_id, folded, ts_rank(words, query, 1) AS closeness FROM (
        SELECT project_id, folded, words, query
        FROM project_names, to_tsquery('simple', :query) AS query
        WHERE words @@ query LIMIT :ranked) held
) ranked
ORDER BY closeness DESC, folded, project_id LIMIT :most
""")

_ITEMS = text("""
SELECT project_id, item FROM project_listings WHERE project_id = ANY (CAST(:ids AS int[]))
""")

# Words that begin with the letter typed first, and whose beginning is near what was typed.
_NEAR = text("""
SELECT known.word FROM (
    SELECT word FROM search_words
    WHERE word >= left(:typed, 1) COLLATE "C"
        AND word < (left(:typed, 1) || U&'\\FFFF') COLLATE "C"
    UNION SELECT unnest(CAST(:extra AS text[]))
) known,
LATERAL (
    SELECT min(levenshtein_less_equal(left(known.word, taken), :typed, :distance)) AS distance
    FROM generate_series(length(:typed) - 1, length(:typed) + 1) AS taken
) beginning
WHERE length(known.word) >= length(:typed) - 1 AND length(:typed) <= 40
    AND distance <= :distance
ORDER BY distance, length(known.word), known.word LIMIT :most
""").bindparams(bindparam("typed", type_=Text))


def suggest(
    session: Session,
    read_gazetteer: Callable[[], Gazetteer],
    q: str,
    language: Language,
    limit: int,
) -> list[Found]:
    """At most `limit`, by kind; each kind that matches has its best ones in."""
    words = fold(session, q)
    if not words:
        return []
    gazetteer = read_gazetteer()
    alternatives = expand(session, words)
    found = _find(session, gazetteer, words, alternatives, limit)
    if not found:
        misspelt = _misspelt(session, gazetteer, alternatives)
        found = _find(session, gazetteer, words, misspelt, limit) if misspelt else []
    return _share(found, language, limit)


def _misspelt(
    session: Session, gazetteer: Gazetteer, alternatives: Sequence[Alternatives]
) -> list[Alternatives]:
    corrected: list[Alternatives] = []
    for word in alternatives:
        typed = word.forms[0]
        if len(typed) < 4:
            corrected.append(word)
            continue
        values = {
            "typed": typed,
            "extra": list(gazetteer.area_words),
            "distance": 1 if len(typed) < 7 else 2,
            "most": MAX_NEAR,
        }
        near = session.execute(_NEAR, values).scalars()
        corrected.append(Alternatives(word.forms, [*word.near, *near]))
    return corrected


def _find(
    session: Session,
    gazetteer: Gazetteer,
    words: Sequence[str],
    alternatives: Sequence[Alternatives],
    limit: int,
) -> list[Found]:
    matcher = _Matcher(" ".join(words), alternatives)
    found = [
        Found(entry.kind, rank, entry)
        for entry in gazetteer.entries
        if matcher.may_match(entry.words) and (rank := matcher.best(entry.forms)) is not None
    ]
    return found + _find_projects(session, matcher, limit)


class _Matcher:
    def __init__(self, typed: str, alternatives: Sequence[Alternatives]) -> None:
        self.typed = typed
        self.alternatives = alternatives
        self._beginnings = [[f" {form}" for form in word.forms] for word in alternatives]
        self._near = [[f" {other} " for other in word.near] for word in alternatives]
        self._any = [a + b for a, b in zip(self._beginnings, self._near, strict=True)]

    def may_match(self, words: str) -> bool:
        for alternatives in self._any:
            for one in alternatives:
                if one in words:
                    break
            else:
                return False
        return True

    def best(self, forms: Iterable[str]) -> int | None:
        """The rank of the spelling that matches best."""
        return min((rank for form in forms if (rank := self._rank(form)) is not None), default=None)

    def _rank(self, form: str) -> int | None:
        padded = f" {form} "
        if form == self.typed:
            return WHOLE
        if form.startswith(self.typed):
            return BEGINS
        if f" {self.typed}" in padded:
            return PHRASE
        rank = WORDS
        for beginnings, near in zip(self._beginnings, self._near, strict=True):
            if not any(beginning in padded for beginning in beginnings):
                if not any(word in padded for word in near):
                    return None
                rank = MISSPELT
        return rank


def _find_projects(session: Session, matcher: _Matcher, limit: int) -> list[Found]:
    # A project may have its name in several languages.
    most = 4 * limit
    forms: dict[int, list[str]] = {}
    _collect(forms, session, _BEGINNING, typed=matcher.typed, most=most)
    if len(forms) < limit:
        query = " & ".join(word.tsquery() for word in matcher.alternatives)
        _collect(forms, session, _HOLDING, query=query, ranked=MAX_RANKED, most=MAX_COMPARED)
    ranked = [
        (rank, project_id)
        for project_id, names in forms.items()
        if (rank := matcher.best(names)) is not None
    ]
    best = sorted(ranked, key=lambda pair: pair[0])[:limit]
    rows = session.execute(_ITEMS, {"ids": [project_id for _, project_id in best]})
    items = {row.project_id: row.item for row in rows}
    return [
        Found(Kind.PROJECT, rank, ProjectRow(project_id, items[project_id]))
        for rank, project_id in best
    ]


def _collect(
    forms: dict[int, list[str]], session: Session, statement: Any, **values: object
) -> None:
    for row in session.execute(statement, values):
        forms.setdefault(row.project_id, []).append(row.folded)


def _share(found: Sequence[Found], language: Language, limit: int) -> list[Found]:
    """Kinds take turns; the kind with the best match comes first."""
    groups: dict[Kind, list[Found]] = {kind: [] for kind in Kind}
    for one in found:
        groups[one.kind].append(one)
    for group in groups.values():
        group.sort(key=lambda one: _order(one, language))
    filled = sorted((group for group in groups.values() if group), key=lambda one: one[0].rank)
    shares = [0] * len(filled)
    left = min(limit, len(found))
    while left:
        for index, group in enumerate(filled):
            if left and shares[index] < len(group):
                shares[index] += 1
                left -= 1
    return [one for group, share in zip(filled, shares, strict=True) for one in group[:share]]


def _order(one: Found, language: Language) -> tuple[int, int, str]:
    if isinstance(one.subject, Entry):
        names = one.subject.names
        label = names.get(language) or names.get(Language.FR) or one.subject.value
        return (one.rank, -one.subject.count, label)
    titles = one.subject.item["title"]
    return (one.rank, 0, titles.get(language) or titles[Language.FR])
