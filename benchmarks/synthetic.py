"""Synthetic projects, made by the database itself, under names that nobody can take for real.

Only what lists, filters and maps read is filled: no revisions, sources or long texts. The same
number of projects always gives the same rows.
"""

import time

from sqlalchemy import Connection, Index, bindparam, create_engine, text
from sqlalchemy.orm import Session

from app.models.base import Base
from app.projects import listing

BATCH = 20_000
FUNDERS = 50
IMPLEMENTERS = 200
POINTS_PER_PROVINCE = 400

_ORGANISATIONS = """
INSERT INTO organisations (slug, names, aliases)
SELECT kind || '-synthetique-' || lpad(n::text, 3, '0'),
    jsonb_build_object('fr', initcap(kind) || ' synthétique ' || n,
        'ar', NULL, 'en', 'Synthetic ' || kind || ' ' || n), '{}'
FROM (VALUES ('bailleur', CAST(:funders AS int)), ('operateur', CAST(:implementers AS int)))
    AS kinds (kind, many)
CROSS JOIN LATERAL generate_series(1, many) AS n
"""

# Each point lies in its province, and so in its region.
_PLACES = """
CREATE TEMPORARY TABLE places AS
SELECT row_number() OVER (ORDER BY code, path) AS id, code AS province, parent_code AS region, geom
FROM (
    SELECT r.code, r.parent_code, (ST_Dump(ST_GeneratePoints(r.geom, :points, 1))).*
    FROM regions r WHERE r.admin_level = 2
) dumped
"""

_PROJECTS = """
INSERT INTO projects (id, identifier, slug, title, objectives, results, activity_status,
    start_date, end_date, active_first, active_last, residence_countries, uncertain, revision,
    budget_value, budget_currency, budget_scope)
SELECT n, 'MA-MD-' || 9000000 + n, 'synthetique-' || n,
    jsonb_build_object('fr', 'Projet synthétique ' || lpad(n::text, 7, '0'),
        'en', 'Synthetic project ' || lpad(n::text, 7, '0')),
    '[]', '[]', (ARRAY['1', '2', '3', '4', '4', '4', NULL])[1 + mod(n, 7)],
    first::text, (first + mod(n, 4))::text,
    make_date(first, 1, 1), make_date(first + mod(n, 4), 12, 31), '{}', '[]', 1,
    CASE WHEN known THEN 10000 * (1 + mod(n, 97)) END,
    CASE WHEN known THEN (ARRAY['EUR', 'MAD', 'USD'])[1 + mod(n, 3)] END,
    CASE WHEN known THEN 'morocco' END
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n
CROSS JOIN LATERAL (SELECT 2000 + mod(n, 25) AS first, mod(n, 5) < 2 AS known) years
"""

# A number from 0 to 1 drawn for project `n`, always the same one. {salt} tells draws apart.
_DRAWN = "((hashint8extended(n * 8 + {k}, {salt}) & 16777215) / 16777216.0)"


def _several(salt: int) -> str:
    """One to three draws `k` for each project `n` of the batch."""
    many = _DRAWN.format(k=0, salt=salt)
    return f"""generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
    CROSS JOIN LATERAL generate_series(1, 1 + floor(3 * {many})::int) AS k"""


# The first of a list are more frequent than the last, as in the real catalogue.
def _one_of(many: str, skew: float, salt: int | str) -> str:
    return f"floor({many} * power({_DRAWN.format(k='k', salt=salt)}, {skew}))::int"


_PARTICIPATIONS = f"""
INSERT INTO participations (id, project_id, position, organisation_id, role)
SELECT gen_random_uuid(), project_id, row_number() OVER (PARTITION BY project_id ORDER BY role) - 1,
    o.id, role
FROM (
    SELECT DISTINCT n AS project_id, 'funding' AS role,
        'bailleur-synthetique-' || lpad((1 + {_one_of(":funders", 1.5, 2)})::text, 3, '0') AS slug
    FROM {_several(1)}
    UNION ALL
    SELECT DISTINCT n, 'implementing',
        'operateur-synthetique-' || lpad((1 + {_one_of(":implementers", 1.5, 4)})::text, 3, '0')
    FROM {_several(3)}
) parts
JOIN organisations o USING (slug)
"""

_LOCATIONS = f"""
INSERT INTO locations (id, project_id, position, level, region_code, province_code, country,
    name, point, exactness, point_source)
SELECT gen_random_uuid(), n, k - 1, 'commune', p.region, p.province, 'MA',
    'Lieu synthétique', p.geom, '2', 'synthetic'
FROM {_several(5)}
JOIN places p ON p.id = 1 + {_one_of(":places", 1.0, 6)}
"""

_CODES = f"""
INSERT INTO project_codes (project_id, list, code, position)
SELECT project_id, list, code, row_number() OVER (PARTITION BY project_id, list ORDER BY code) - 1
FROM (
    SELECT DISTINCT n AS project_id, list,
        codes[1 + {_one_of("cardinality(codes)", 1.3, "salt")}] AS code
    FROM {_several(7)}
    CROSS JOIN (
        SELECT list, hashtext(list) AS salt, array_agg(code ORDER BY position) AS codes
        FROM codelist_items WHERE list IN ('theme', 'target_group', 'migration_dimension')
        GROUP BY list
    ) lists
) drawn
"""


def generate(url: str, projects: int) -> None:
    """Into a database that has the reference data (codelists, regions) and no project."""
    engine = create_engine(url)
    started = time.monotonic()
    try:
        with engine.begin() as connection:
            _fill(connection, projects)
            indexes = _drop_indexes(connection)
            connection.execute(text("ANALYZE"))
        print(f"  rows: {time.monotonic() - started:.0f} s", flush=True)
        for first in range(1, projects + 1, BATCH):
            with Session(engine) as session, session.begin():
                listing.refresh(session, range(first, min(first + BATCH, projects + 1)))
            if first % (10 * BATCH) == 1:
                print(f"  listings: {first - 1:,} ({time.monotonic() - started:.0f} s)", flush=True)
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
            for index in indexes:
                index.create(connection)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))
        print(f"  indexes and statistics: {time.monotonic() - started:.0f} s", flush=True)
    finally:
        engine.dispose()


def _fill(connection: Connection, projects: int) -> None:
    # The rows refer to nothing unknown by construction: no need to look each reference up.
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    counts = {"funders": FUNDERS, "implementers": IMPLEMENTERS}
    connection.execute(text(_ORGANISATIONS), counts)
    places = connection.execute(
        text(_PLACES).bindparams(bindparam("points", POINTS_PER_PROVINCE, literal_execute=True))
    ).rowcount
    connection.execute(text("ANALYZE places, organisations, codelist_items"))
    for first in range(1, projects + 1, 10 * BATCH):
        values = {"first": first, "last": min(first + 10 * BATCH - 1, projects), **counts}
        for statement in (_PROJECTS, _PARTICIPATIONS, _LOCATIONS, _CODES):
            rows = text(statement)
            known = {name: values.get(name, places) for name in rows.compile().params}
            connection.execute(rows, known)
    connection.execute(text("SELECT setval('projects_id_seq', :last)"), {"last": projects})


def _drop_indexes(connection: Connection) -> list[Index]:
    """Made again once the rows are there: what a database administrator does for a bulk load,
    and what the flat tables of the other servers get too."""
    indexes = sorted(
        Base.metadata.tables["project_listings"].indexes, key=lambda index: str(index.name)
    )
    for index in indexes:
        index.drop(connection)
    return indexes
