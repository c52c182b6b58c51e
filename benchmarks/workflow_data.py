"""What the workflow needs beside a catalogue: revisions, people, a table of bare rows, a queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session

from app.auth.secrets import TOKEN_PREFIX, hash_secret, new_secret
from app.auth.sessions.service import open_session
from app.codelists import Language, UserRole
from app.db.cluster import Cluster
from app.models import ApiToken, Membership, Organisation, Project, User
from app.permissions.roles import Scope
from benchmarks import databases

AUTHORS = 32  # each may begin a thousand submissions in an hour
OPEN = 10_000

# Of synthetic projects, which have rows and no documents.
_REVISIONS = """
INSERT INTO revisions (project_id, number, author, snapshot)
SELECT p.id, 1, 'catalogue', jsonb_build_object(
    'identifier', p.identifier, 'slug', p.slug, 'acronym', NULL,
    'title', p.title || '{"ar": null, "states": {"fr": "original", "en": "draft"}}',
    'title_original', NULL, 'original_language', NULL, 'description', NULL,
    'objectives', '[]'::jsonb, 'results', '[]'::jsonb,
    'activity_status', p.activity_status, 'start_date', p.start_date, 'end_date', p.end_date,
    'themes', coalesce(c.codes -> 'theme', '[]'),
    'target_groups', coalesce(c.codes -> 'target_group', '[]'),
    'migration_dimensions', coalesce(c.codes -> 'migration_dimension', '[]'),
    'residence_countries', '[]'::jsonb, 'budget', NULL,
    'participations', coalesce(o.parts, '[]'), 'locations', coalesce(l.parts, '[]'),
    'sources', '[]'::jsonb, 'documents', '[]'::jsonb, 'good_practice', NULL, 'confidence', NULL,
    'uncertain', '[]'::jsonb, 'part_of', NULL, 'steward', NULL)
FROM projects p
LEFT JOIN (
    SELECT project_id, jsonb_object_agg(list, codes) AS codes FROM (
        SELECT project_id, list, jsonb_agg(code ORDER BY position) AS codes
        FROM project_codes GROUP BY project_id, list) by_list
    GROUP BY project_id) c ON c.project_id = p.id
LEFT JOIN (
    SELECT q.project_id, jsonb_agg(jsonb_build_object('id', q.id, 'organisation', g.slug,
        'role', q.role, 'partner_kind', NULL, 'contribution', NULL) ORDER BY q.position) AS parts
    FROM participations q JOIN organisations g ON g.id = q.organisation_id
    GROUP BY q.project_id) o ON o.project_id = p.id
LEFT JOIN (
    SELECT project_id, jsonb_agg(jsonb_build_object('id', id, 'level', level,
        'region', region_code, 'province', province_code, 'country', country, 'name', name,
        'point', jsonb_build_array(ST_X(point), ST_Y(point)), 'exactness', exactness,
        'point_source', point_source) ORDER BY position) AS parts
    FROM locations GROUP BY project_id) l ON l.project_id = p.id
WHERE NOT EXISTS (SELECT FROM revisions r WHERE r.project_id = p.id)
"""

_QUEUE = """
WITH added AS (
    INSERT INTO submissions (project_id, author_id, organisation_id, state, size, submitted_at,
        created_at, updated_at, regions)
    SELECT p.id, :author, :organisation, 'submitted', 3, at, at, at, l.regions
    FROM generate_series(1, CAST(:many AS int)) AS n
    CROSS JOIN LATERAL (SELECT now() - n * interval '1 minute' AS at) times
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM projects LIMIT 200) p
        ON p.place = mod(n, 200)
    LEFT JOIN project_listings l ON l.project_id = p.id
    RETURNING id)
INSERT INTO field_changes (submission_id, path, proposed, proposed_by_id)
SELECT id, path, '"2019"', :author
FROM added CROSS JOIN unnest(ARRAY['acronym', 'title.en', 'start_date']) AS path
"""


@dataclass(frozen=True)
class Place:
    """A database to work on. `authors` and `analyst` are tokens, `session` a cookie's secret."""

    url: str
    projects: Sequence[str]
    authors: Sequence[str]
    analyst: str
    session: str


def prepare(cluster: Cluster, synthetic: int | None, sample: int) -> Place:
    """A copy of the real catalogue, or of so many synthetic projects; `sample` are named."""
    source = (
        databases.prepare_real(cluster)
        if synthetic is None
        else databases.prepare_synthetic(cluster, synthetic)
    ).partition("?")[0].rpartition("/")[2]  # fmt: skip
    name = f"workflow_{synthetic or 'real'}"
    administration = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {source}"))
    administration.dispose()
    engine = create_engine(cluster.url(name))
    try:
        return _fill(engine, cluster.url(name), sample)
    finally:
        engine.dispose()


def _fill(engine: Engine, url: str, sample: int) -> Place:
    with Session(engine) as session, session.begin():
        session.execute(text(_REVISIONS))
        session.execute(text("CREATE TABLE bare (id bigserial PRIMARY KEY, content jsonb)"))
        organisation = session.scalars(select(Organisation.id).order_by(Organisation.id)).first()
        authors = [_user(session, UserRole.CONTRIBUTOR, number) for number in range(AUTHORS)]
        for author in authors:
            session.add(Membership(user_id=author.id, organisation_id=organisation))
        analyst = _user(session, UserRole.ANALYST, AUTHORS)
        place = Place(
            url,
            session.scalars(
                select(Project.identifier)
                .where(Project.archived_at.is_(None))
                .order_by(func.md5(Project.identifier))
                .limit(sample)
            ).all(),
            [_token(session, author, Scope.READ, Scope.SUBMIT) for author in authors],
            _token(session, analyst, Scope.READ, Scope.REVIEW),
            open_session(session, analyst),
        )
    _analyse(engine)
    return place


def author_of(url: str) -> str:
    """The token of someone new who may propose."""
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        user = _user(session, UserRole.CONTRIBUTOR, uuid4().int)
        organisation = session.scalars(select(Organisation.id).order_by(Organisation.id)).first()
        session.add(Membership(user_id=user.id, organisation_id=organisation))
        token = _token(session, user, Scope.READ, Scope.SUBMIT)
    engine.dispose()
    return token


def fill_queue(url: str) -> None:
    """OPEN submissions that wait for an answer."""
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        author, organisation = session.execute(
            select(Membership.user_id, Membership.organisation_id).limit(1)
        ).one()
        values = {"author": author, "organisation": organisation, "many": OPEN}
        session.execute(text(_QUEUE), values)
    _analyse(engine)
    engine.dispose()


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def _user(session: Session, role: UserRole, number: int) -> User:
    user = User(
        email=f"benchmark-{number}@example.org",
        name=f"Benchmark {number}",
        role=role,
        language=Language.FR,
    )
    session.add(user)
    session.flush()
    return user


def _token(session: Session, user: User, *scopes: Scope) -> str:
    secret = TOKEN_PREFIX + new_secret()
    session.add(
        ApiToken(
            user_id=user.id,
            name="benchmark",
            token_hash=hash_secret(secret),
            scopes=list(scopes),
            expires_at=func.now() + timedelta(days=1),
        )
    )
    return secret
