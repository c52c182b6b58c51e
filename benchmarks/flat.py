"""The same rows as tipg and pygeoapi serve them: one flat row for each project.

`flat.projects` has the properties and the geometry of Kharita's `projects.geojson`, in French.
A project has several regions, funders and themes; these can be asked in three exact forms:

- arrays on `flat.projects`, for a server that can ask whether an array contains a value;
- texts with separators beside them, for a server that can only compare plain columns;
- `flat.projects_by`, a view with one row for each region, funder and theme of a project: plain
  columns on one index; with one value of each, no project comes twice.
"""

import hashlib
import time

from sqlalchemy import create_engine, text

# What is served; the other columns are for filters.
PROPERTIES = (
    "identifier", "slug", "title", "title_lang", "acronym", "activity_status", "start_date",
    "end_date", "active_first", "active_last", "themes", "target_groups",
    "migration_dimensions", "residence_countries",
    "regions", "provinces", "levels", "participations", "budget", "good_practice", "confidence",
    "url",
)  # fmt: skip

_STATEMENTS = (
    "CREATE SCHEMA flat",
    """
    CREATE TABLE flat.projects AS
    SELECT
        l.project_id AS id,
        l.identifier,
        l.item ->> 'slug' AS slug,
        (l.item -> 'title' ->> 'fr') COLLATE "fr-x-icu" AS title,
        'fr' AS title_lang,
        l.item ->> 'acronym' AS acronym,
        l.item ->> 'activity_status' AS activity_status,
        l.item ->> 'start_date' AS start_date,
        l.item ->> 'end_date' AS end_date,
        l.item ->> 'active_first' AS active_first,
        l.item ->> 'active_last' AS active_last,
        l.themes,
        l.target_groups,
        l.migration_dimensions,
        l.residence_countries,
        l.regions,
        l.provinces,
        l.levels,
        coalesce(p.participations, '[]') AS participations,
        l.item -> 'budget' AS budget,
        CAST(l.item ->> 'good_practice' AS boolean) AS good_practice,
        l.item ->> 'confidence' AS confidence,
        '/fr/projects/' || (l.item ->> 'slug') AS url,
        coalesce(p.funders, '{}') AS funders,
        ',' || array_to_string(l.regions, ',') || ',' AS regions_text,
        ',' || array_to_string(p.funders, ',') || ',' AS funders_text,
        ',' || array_to_string(l.themes, ',') || ',' AS themes_text,
        ST_GeomFromGeoJSON(ST_AsGeoJSON(l.shape, 6, 0)) AS geom
    FROM project_listings l
    LEFT JOIN LATERAL (
        SELECT
            jsonb_agg(jsonb_build_object(
                'organisation', o.slug, 'name', o.names ->> 'fr', 'acronym', o.acronym,
                'role', a.value ->> 'role', 'partner_kind', a.value ->> 'partner_kind',
                'contribution', a.value -> 'contribution') ORDER BY a.ordinality) AS participations,
            array_agg(CAST(o.slug AS text) ORDER BY o.slug)
                FILTER (WHERE a.value ->> 'role' = 'funding') AS funders
        FROM jsonb_array_elements(l.item -> 'participations') WITH ORDINALITY AS a
        JOIN organisations o ON o.slug = a.value ->> 'organisation'
    ) p ON true
    """,
    "ALTER TABLE flat.projects ADD PRIMARY KEY (id)",
    "CREATE INDEX ON flat.projects (title)",
    "CREATE INDEX ON flat.projects USING gist (geom)",
    "CREATE INDEX ON flat.projects USING gin (regions, funders, themes)",
    """
    CREATE TABLE flat.places_funders_themes AS
    SELECT id AS project_id, region, funder, theme
    FROM flat.projects, unnest(regions) AS region, unnest(funders) AS funder,
        unnest(themes) AS theme
    """,
    "CREATE INDEX ON flat.places_funders_themes (region, funder, theme, project_id)",
    """
    CREATE VIEW flat.projects_by AS
    SELECT p.*, t.region, t.funder, t.theme
    FROM flat.projects p JOIN flat.places_funders_themes t ON t.project_id = p.id
    """,
)


def make(url: str) -> None:
    """Unless they are there, made by these statements."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    fingerprint = hashlib.sha256("".join(_STATEMENTS).encode()).hexdigest()
    with engine.connect() as connection:
        made_by = connection.scalar(
            text("SELECT obj_description(oid) FROM pg_namespace WHERE nspname = 'flat'")
        )
        if made_by != fingerprint:
            started = time.monotonic()
            connection.execute(text("DROP SCHEMA IF EXISTS flat CASCADE"))
            connection.execute(text("SET maintenance_work_mem = '512MB'"))
            for statement in _STATEMENTS:
                connection.execute(text(statement))
            connection.execute(text("VACUUM (ANALYZE)"))
            connection.execute(text(f"COMMENT ON SCHEMA flat IS '{fingerprint}'"))
            print(f"  flat tables: {time.monotonic() - started:.0f} s", flush=True)
    engine.dispose()
