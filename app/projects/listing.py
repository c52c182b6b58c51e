"""Rebuilds `project_listings` from the published rows. Set-based: the database does the work,
so that a whole catalogue is rebuilt by one statement."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.bitmap import CHUNK

# Provinces and regions are drawn by their simplified shape, counter-clockwise (RFC 7946, 3.1.6).
_REFRESH = """
INSERT INTO project_listings (
    project_id, identifier, item, regions, provinces, levels, participants,
    themes, target_groups, migration_dimensions, residence_countries, areas,
    status, good_practice, active_first, active_last, start_first, end_last,
    budget_value, budget_currency, search, points, shape)
SELECT
    p.id, p.identifier,
    jsonb_build_object(
        'identifier', p.identifier,
        'slug', p.slug,
        'title', p.title - 'states',
        'acronym', p.acronym,
        'activity_status', p.activity_status,
        'start_date', p.start_date,
        'end_date', p.end_date,
        'active_first', p.active_first,
        'active_last', p.active_last,
        'themes', coalesce(c.themes, '{}'),
        'target_groups', coalesce(c.target_groups, '{}'),
        'migration_dimensions', coalesce(c.migration_dimensions, '{}'),
        'residence_countries', p.residence_countries,
        'regions', coalesce(l.regions, '{}'),
        'provinces', coalesce(l.provinces, '{}'),
        'levels', coalesce(l.levels, '{}'),
        'participations', coalesce(o.items, '[]'),
        'budget', CASE WHEN p.budget_value IS NOT NULL THEN jsonb_build_object(
            'value', trim_scale(p.budget_value), 'currency', p.budget_currency,
            'scope', p.budget_scope, 'note', p.budget_note) END,
        'good_practice', p.good_practice,
        'confidence', p.confidence),
    coalesce(l.regions, '{}'), coalesce(l.provinces, '{}'), coalesce(l.levels, '{}'),
    coalesce(o.participants, '{}'),
    coalesce(c.themes, '{}'), coalesce(c.target_groups, '{}'),
    coalesce(c.migration_dimensions, '{}'), p.residence_countries,
    coalesce(l.areas, '{}'),
    coalesce(p.activity_status, 'unknown'), coalesce(p.good_practice, false),
    p.active_first, p.active_last, p.start_first, p.end_last,
    p.budget_value, p.budget_currency,
    setweight(search_vector(concat_ws(' ',
        p.identifier, p.acronym, p.title_original,
        p.title ->> 'fr', p.title ->> 'ar', p.title ->> 'en')), 'A')
    || setweight(search_vector(concat_ws(' ', o.names, l.names)), 'B')
    || setweight(search_vector(concat_ws(' ',
        c.labels, p.description ->> 'fr', p.description ->> 'ar', p.description ->> 'en')), 'C')
    || setweight(search_vector(concat_ws(' ',
        jsonb_path_query_array(p.objectives, '$[*].text.*')::text,
        jsonb_path_query_array(p.results, '$[*].text.*')::text)), 'D'),
    l.points,
    CASE WHEN l.points IS NOT NULL THEN l.points ELSE (
        SELECT ST_ForcePolygonCCW(ST_Multi(ST_Union(r.geom_simplified)))
        FROM regions r
        WHERE r.code = ANY (CASE WHEN l.provinces <> '{}' THEN l.provinces ELSE l.regions END)
    ) END
FROM projects p
LEFT JOIN LATERAL (
    SELECT
        array_agg(DISTINCT l.region_code) FILTER (WHERE l.region_code IS NOT NULL) AS regions,
        coalesce(array_agg(DISTINCT l.province_code)
            FILTER (WHERE l.province_code IS NOT NULL), '{}') AS provinces,
        array_agg(DISTINCT l.level) AS levels,
        array_agg(DISTINCT coalesce(l.province_code, l.region_code))
            FILTER (WHERE l.point IS NULL AND l.region_code IS NOT NULL) AS areas,
        ST_Multi(ST_Collect(l.point ORDER BY l.position) FILTER (WHERE l.point IS NOT NULL))
            AS points,
        string_agg(concat_ws(' ', l.name, r.names ->> 'fr', r.names ->> 'ar',
            q.names ->> 'fr', q.names ->> 'ar'), ' ') AS names
    FROM locations l
    LEFT JOIN regions r ON r.code = l.region_code
    LEFT JOIN regions q ON q.code = l.province_code
    WHERE l.project_id = p.id
) l ON true
LEFT JOIN LATERAL (
    SELECT
        jsonb_agg(jsonb_build_object(
            'organisation', o.slug, 'role', a.role, 'partner_kind', a.partner_kind,
            'contribution', CASE WHEN a.contribution_value IS NOT NULL THEN jsonb_build_object(
                'value', trim_scale(a.contribution_value), 'currency', a.contribution_currency) END)
            ORDER BY a.position) AS items,
        array_agg(DISTINCT a.role || ':' || o.slug) || array_agg(DISTINCT ':' || o.slug)
            || array_agg(DISTINCT a.role || ':') AS participants,
        string_agg(concat_ws(' ', o.acronym, o.names ->> 'fr', o.names ->> 'ar',
            o.names ->> 'en', array_to_string(o.aliases, ' ')), ' ') AS names
    FROM participations a
    JOIN organisations k ON k.id = a.organisation_id
    JOIN organisations o ON o.id = coalesce(k.merged_into_id, k.id)
    -- Two that became one organisation hold a role once, unless each states a contribution.
    WHERE a.project_id = p.id AND NOT (a.contribution_value IS NULL AND EXISTS (
        SELECT FROM participations b
        JOIN organisations m ON m.id = b.organisation_id
        WHERE b.project_id = a.project_id AND b.role = a.role AND b.position < a.position
            AND coalesce(m.merged_into_id, m.id) = o.id))
) o ON true
LEFT JOIN LATERAL (
    SELECT
        array_agg(c.code ORDER BY c.position) FILTER (WHERE c.list = 'theme') AS themes,
        array_agg(c.code ORDER BY c.position) FILTER (WHERE c.list = 'target_group')
            AS target_groups,
        array_agg(c.code ORDER BY c.position) FILTER (WHERE c.list = 'migration_dimension')
            AS migration_dimensions,
        string_agg(concat_ws(' ', i.labels ->> 'fr', i.labels ->> 'ar', i.labels ->> 'en'), ' ')
            FILTER (WHERE c.list = 'theme') AS labels
    FROM project_codes c
    JOIN codelist_items i ON i.list = c.list AND i.code = c.code
    WHERE c.project_id = p.id
) c ON true
WHERE p.archived_at IS NULL AND (:everything OR p.id = ANY (CAST(:ids AS int[])))
"""

_FORGET = """
DELETE FROM project_listings WHERE :everything OR project_id = ANY (CAST(:ids AS int[]))
"""

_WORDS = """
INSERT INTO search_words (word)
SELECT DISTINCT word
FROM project_listings, unnest(tsvector_to_array(search)) AS word
WHERE :everything OR project_id = ANY (CAST(:ids AS int[]))
ON CONFLICT DO NOTHING
"""

# The whole names of a project, folded: what a reader who types its beginning means. Cut, for an
# index takes no long values.
_NAMES = """
INSERT INTO project_names (folded, project_id)
SELECT DISTINCT left(form, 200), p.id
FROM project_listings l
JOIN projects p ON p.id = l.project_id
CROSS JOIN LATERAL unnest(ARRAY[
    p.acronym, p.identifier, p.title ->> 'fr', p.title ->> 'ar', p.title ->> 'en']) AS name
CROSS JOIN LATERAL search_fold(name) AS folded
CROSS JOIN LATERAL unnest(ARRAY[folded, search_strip(folded)]) AS form
WHERE form <> '' AND (:everything OR p.id = ANY (CAST(:ids AS int[])))
"""


# What is counted by bitmaps is counted row by row until they are made anew.
_CHUNKS = """
INSERT INTO bitmap_chunks (chunk)
SELECT project_id / :chunk FROM unnest(CAST(:ids AS int[])) AS project_id
UNION SELECT project_id / :chunk FROM project_listings WHERE :everything
UNION SELECT chunk FROM bitmap_chunks WHERE :everything
ORDER BY 1
ON CONFLICT (chunk) DO UPDATE SET changes = bitmap_chunks.changes + 1
"""


def refresh(session: Session, ids: Sequence[int] | None = None) -> None:
    """Rebuilds the listings of these projects, or of all when `ids` is None."""
    values = {"everything": ids is None, "ids": list(ids or ())}
    session.execute(text(_FORGET), values)
    session.execute(text(_REFRESH), values)
    session.execute(text(_NAMES), values)
    session.execute(text(_WORDS), values)
    session.execute(text(_CHUNKS), {**values, "chunk": CHUNK})
