"""Words to a text search query: accents, Arabic variants, prefixes, endings and small typos."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

MAX_WORDS = 12
MAX_NEAR = 12
MATCH_NOTHING = ""

# For each word: itself, its Arabic form without article, its French and English stems; whether a
# word of the catalogue begins so; else the catalogue's words at a small edit distance.
_EXPAND = text("""
WITH asked AS (
    SELECT word, position FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS t (word, position)
), forms AS (
    SELECT position, word,
        ARRAY[word, search_strip(word)]
        || CASE WHEN length(word) >= 4 THEN coalesce(ts_lexize('french_stem', word), '{}')
            || coalesce(ts_lexize('english_stem', word), '{}') ELSE '{}' END AS forms
    FROM asked
)
SELECT f.forms, known.found, CASE WHEN known.found THEN '{}' ELSE near.words END AS near
FROM forms f
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM unnest(f.forms) AS form
        WHERE EXISTS (
            SELECT FROM search_words w
            WHERE w.word >= form COLLATE "C" AND w.word < (form || U&'\\FFFF') COLLATE "C"))
        AS found
) known
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(n.word), '{}') AS words FROM (
        SELECT w.word FROM search_words w
        WHERE NOT known.found AND length(f.word) >= 4
            AND abs(length(w.word) - length(f.word)) <= 2 AND length(f.word) <= 40
            AND levenshtein_less_equal(
                left(w.word, 60), f.word, CASE WHEN length(f.word) < 7 THEN 1 ELSE 2 END)
                <= CASE WHEN length(f.word) < 7 THEN 1 ELSE 2 END
        ORDER BY levenshtein(left(w.word, 60), f.word), w.word LIMIT :most) n
) near
ORDER BY f.position
""").bindparams(bindparam("most", MAX_NEAR))

# A query of these words alone means nothing; beside other words they are passed over.
_STOP_WORDS = text("""
SELECT word FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS t (word, position)
WHERE NOT (ts_lexize('french_stem', word) = '{}' OR ts_lexize('english_stem', word) = '{}')
ORDER BY position
""")


def fold(session: Session, words: str) -> list[str]:
    folded: str = session.execute(text("SELECT search_fold(:q)"), {"q": words}).scalar_one()
    return folded.split()[:MAX_WORDS]


@dataclass(frozen=True)
class Alternatives:
    """What one word may be: the beginning of a word, or, misspelt, a whole word nearby."""

    forms: Sequence[str]
    near: Sequence[str]

    def tsquery(self) -> str:
        parts = [f"'{form}':*" for form in self.forms]
        parts += [f"'{word}'" for word in self.near]
        return f"({' | '.join(parts)})"


def expand(session: Session, words: Sequence[str]) -> list[Alternatives]:
    """Of each folded word that means something."""
    meaningful = list(session.execute(_STOP_WORDS, {"words": list(words)}).scalars()) or words
    rows = session.execute(_EXPAND, {"words": list(meaningful)})
    return [Alternatives([form for form in dict.fromkeys(row.forms) if form], row.near)
            for row in rows]  # fmt: skip


def tsquery(session: Session, q: str) -> str:
    """The query in the syntax of `to_tsquery('simple', …)`; the empty one matches nothing."""
    words = fold(session, q)
    if not words:
        return MATCH_NOTHING
    return " & ".join(word.tsquery() for word in expand(session, words))
