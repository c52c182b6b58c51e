"""PostGIS, and the functions that columns and searches call."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Functions call each other by their full name: pg_restore works with an empty search_path.

PARTIAL_DATE_FIRST = r"""
CREATE FUNCTION partial_date_first(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT make_date(
        substr(value, 1, 4)::int,
        coalesce(nullif(substr(value, 6, 2), ''), '1')::int,
        coalesce(nullif(substr(value, 9, 2), ''), '1')::int)
$$
"""

PARTIAL_DATE_LAST = r"""
CREATE FUNCTION partial_date_last(value text) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE length(value)
        WHEN 4 THEN make_date(substr(value, 1, 4)::int, 12, 31)
        WHEN 7 THEN (make_date(substr(value, 1, 4)::int, substr(value, 6, 2)::int, 1)
                     + interval '1 month' - interval '1 day')::date
        ELSE public.partial_date_first(value) END
$$
"""

# Words in lower case without accents or Arabic diacritics, letter variants made one, one space
# between them. NFKD parts the hamza and the madda from their letter; the rest is mapped here.
SEARCH_FOLD = r"""
CREATE FUNCTION search_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(
        translate(
            replace(replace(replace(replace(
                lower(regexp_replace(
                    normalize(value, NFKD),
                    '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]', '', 'g')),
                'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'),
            'ٱىةیکگڭݣ' || '٠١٢٣٤٥٦٧٨٩',
            'ايهيكككك' || '0123456789'),
        '[^a-z0-9\u0621-\u064a\u2d30-\u2d7f]+', ' ', 'g'))
$$
"""

# Arabic joins the article and the particles to the word; strip them from folded words.
SEARCH_STRIP = r"""
CREATE FUNCTION search_strip(folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substr(regexp_replace(
        ' ' || folded, ' [وف]?(?:[بك]?ال|لل)(?=[\u0621-\u064a]{3})', ' ', 'g'), 2)
$$
"""

# "And", "in", "for"… are one letter joined to the next word. Indexed words are kept with and
# without it, for it may as well be the first letter of the word.
SEARCH_DETACH = r"""
CREATE FUNCTION search_detach(folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substr(regexp_replace(
        ' ' || folded, ' (?:[وفبك]|ل(?!ل))(?!ال)(?=[\u0621-\u064a]{3})', ' ', 'g'), 2)
$$
"""

SEARCH_VECTOR = r"""
CREATE FUNCTION search_vector(value text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('pg_catalog.simple', coalesce(public.search_fold(value), ''))
        || to_tsvector('pg_catalog.simple', CASE
             WHEN public.search_fold(value) ~ '[\u0621-\u064a]'
             THEN public.search_strip(public.search_fold(value))
                 || ' ' || public.search_detach(public.search_fold(value))
             ELSE '' END)
$$
"""


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    for function in (
        PARTIAL_DATE_FIRST,
        PARTIAL_DATE_LAST,
        SEARCH_FOLD,
        SEARCH_STRIP,
        SEARCH_DETACH,
        SEARCH_VECTOR,
    ):
        op.execute(function)


def downgrade() -> None:
    for signature in (
        "search_vector(text)",
        "search_detach(text)",
        "search_strip(text)",
        "search_fold(text)",
        "partial_date_last(text)",
        "partial_date_first(text)",
    ):
        op.execute(f"DROP FUNCTION {signature}")
    op.execute("DROP EXTENSION fuzzystrmatch")
    op.execute("DROP EXTENSION postgis CASCADE")
