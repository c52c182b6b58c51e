"""The schema goes up and down, and is the one that the models describe."""

import pytest
from alembic import command
from sqlalchemy import Connection, TextClause, create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.migrate import alembic_config, downgrade, upgrade
from app.db.schema_version import current_revision, head_revision, known_revisions
from tests.fixtures.clusters import execute

# Everything of the database that a migration may make, beside the tables of Alembic itself.
LEFT_OVER = text("""
SELECT 'relation ' || c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relname NOT LIKE 'alembic_version%'
UNION ALL SELECT 'function ' || p.proname FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'
UNION ALL SELECT 'type ' || t.typname FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname = 'public' AND t.typname NOT LIKE '%alembic_version'
UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'schema ' || nspname FROM pg_namespace
WHERE nspname NOT IN ('public', 'information_schema') AND nspname NOT LIKE 'pg\\_%'
""")

SCHEMA = text("""
SELECT table_name, column_name, data_type, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1, 2, 3
""")


def rows(url: str, query: TextClause) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(query)]
    finally:
        engine.dispose()


def test_up_down_and_up_again(bare_database_url: str) -> None:
    url = bare_database_url
    assert rows(url, LEFT_OVER) == []
    upgrade(url)
    command.check(alembic_config(url))
    schema = rows(url, SCHEMA)
    assert {"projects", "regions", "revisions"} <= {row[0] for row in schema}
    downgrade(url, "base")
    assert rows(url, LEFT_OVER) == []
    upgrade(url)
    assert rows(url, SCHEMA) == schema
    command.check(alembic_config(url))


def test_each_step_goes_down_and_up(bare_database_url: str) -> None:
    url = bare_database_url
    order: list[str] = []
    revision: str | None = head_revision()
    while revision is not None:
        order.insert(0, revision)
        revision = known_revisions()[revision]
    before: list[list[tuple[object, ...]]] = []
    for step in order:
        before.append(rows(url, LEFT_OVER))
        upgrade(url, step)
    engine = create_engine(url)
    assert current_revision(engine) == head_revision()
    engine.dispose()
    for left in reversed(before):
        downgrade(url, "-1")
        assert sorted(rows(url, LEFT_OVER)) == sorted(left)


def test_a_difference_from_the_models_is_seen(bare_database_url: str) -> None:
    """So that the check above means something."""
    upgrade(bare_database_url)
    execute(bare_database_url, "ALTER TABLE projects ADD COLUMN forgotten text")
    with pytest.raises(Exception, match="forgotten"):
        command.check(alembic_config(bare_database_url))


def test_a_migration_that_fails_leaves_nothing(bare_database_url: str) -> None:
    execute(bare_database_url, "CREATE TABLE organisations (id int)")
    with pytest.raises(Exception, match="organisations"):
        upgrade(bare_database_url)
    assert {row[0] for row in rows(bare_database_url, LEFT_OVER)} == {
        "relation organisations",
        "type organisations",
        "type _organisations",
    }


PROJECT = """
INSERT INTO projects (identifier, slug, title, objectives, results, residence_countries,
    uncertain, revision, start_date, end_date, budget_value, budget_currency, budget_scope)
VALUES (:identifier, :slug, CAST(:title AS jsonb), '[]', '[]', '{}', '[]', 1,
    :start_date, :end_date, :budget_value, :budget_currency, :budget_scope)
"""
GOOD = {
    "identifier": "MA-MD-0001",
    "slug": "un-projet",
    "title": '{"fr": "Un projet"}',
    "start_date": "2015-02",
    "end_date": "2015",
    "budget_value": 10,
    "budget_currency": "EUR",
    "budget_scope": "morocco",
}


def insert(connection: Connection, **over: object) -> None:
    with connection.begin_nested():
        connection.execute(text(PROJECT), {**GOOD, **over})


@pytest.mark.parametrize(
    ("over", "constraint"),
    [
        ({"identifier": "MD-1"}, "ck_projects_identifier"),
        ({"slug": "Un Projet"}, "ck_projects_slug"),
        ({"title": '{"en": "A project"}'}, "ck_projects_french_title"),
        ({"start_date": "2015-2"}, "ck_projects_start_date"),
        ({"end_date": "2015-01"}, "ck_projects_period"),
        ({"budget_value": -1}, "ck_projects_budget_value"),
        ({"budget_currency": None}, "ck_projects_budget"),
        ({"budget_scope": "europe"}, "ck_projects_budget_scope"),
    ],
)
def test_the_database_guards_itself(
    session: Session, over: dict[str, object], constraint: str
) -> None:
    insert(session.connection())
    session.execute(text("DELETE FROM projects"))
    with pytest.raises(IntegrityError, match=constraint):
        insert(session.connection(), **over)
