"""Revisions of the synthetic projects, for what reads whole documents."""

import time

from sqlalchemy import create_engine, text

_SNAPSHOTS = """
INSERT INTO revisions (project_id, number, snapshot, author, created_at)
SELECT p.id, 1, jsonb_build_object(
    'identifier', p.identifier,
    'slug', p.slug,
    'acronym', p.acronym,
    'title', p.title || '{"ar": null, "states": {"fr": "original", "en": "draft"}}',
    'title_original', NULL,
    'original_language', NULL,
    'description', jsonb_build_object('fr', trim(repeat('Un texte synthétique assez long. ', 20)),
        'ar', NULL, 'en', NULL, 'states', '{"fr": "original"}'::jsonb),
    'objectives', '[]'::jsonb,
    'results', '[]'::jsonb,
    'activity_status', p.activity_status,
    'start_date', p.start_date,
    'end_date', p.end_date,
    'themes', l.item -> 'themes',
    'target_groups', l.item -> 'target_groups',
    'migration_dimensions', l.item -> 'migration_dimensions',
    'residence_countries', l.item -> 'residence_countries',
    'budget', NULL,
    'participations', (
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'organisation', o.slug, 'role', a.role,
            'partner_kind', NULL, 'contribution', NULL) ORDER BY a.position)
        FROM participations a JOIN organisations o ON o.id = a.organisation_id
        WHERE a.project_id = p.id),
    'locations', (
        SELECT jsonb_agg(jsonb_build_object('id', c.id, 'level', c.level, 'region', c.region_code,
            'province', c.province_code, 'country', c.country, 'name', c.name,
            'point', jsonb_build_array(round(ST_X(c.point)::numeric, 5),
                round(ST_Y(c.point)::numeric, 5)),
            'exactness', c.exactness, 'point_source', c.point_source) ORDER BY c.position)
        FROM locations c WHERE c.project_id = p.id),
    'sources', '[]'::jsonb,
    'documents', '[]'::jsonb,
    'good_practice', NULL,
    'confidence', NULL,
    'uncertain', '[]'::jsonb,
    'part_of', NULL,
    'steward', NULL), 'catalogue', now()
FROM projects p
JOIN project_listings l ON l.project_id = p.id
WHERE NOT EXISTS (SELECT FROM revisions r WHERE r.project_id = p.id)
"""


def add(url: str) -> None:
    """To the projects that have none."""
    started = time.monotonic()
    engine = create_engine(url)
    with engine.begin() as connection:
        added = connection.execute(text(_SNAPSHOTS)).rowcount
    engine.dispose()
    if added:
        print(f"  revisions: {added:,} ({time.monotonic() - started:.0f} s)", flush=True)
