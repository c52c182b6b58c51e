from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from app.db.cluster import Cluster
from tests.fixtures.commands import kharita
from tests.fixtures.database import administration, engine_of

COUNTS = """SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM organisations),
    (SELECT count(*) FROM revisions), (SELECT count(*) FROM regions WHERE ST_IsValid(geom))"""


@pytest.fixture
def target(fresh_database_url: str) -> Iterator[Engine]:
    with engine_of(fresh_database_url) as engine:
        yield engine.execution_options(isolation_level="AUTOCOMMIT")


def counts(engine: Engine) -> tuple[int, ...]:
    with engine.connect() as connection:
        return tuple(connection.execute(text(COUNTS)).one())


def test_what_is_backed_up_comes_back(
    catalogue_url: str, fresh_database_url: str, target: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "my backup.dump"
    done = kharita("backup", str(file), KHARITA_DATABASE_URL=catalogue_url)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [file.name]

    done = kharita("restore", str(file), KHARITA_DATABASE_URL=fresh_database_url)
    assert done.returncode == 0, done.stderr
    assert "221 projects" in done.stdout
    with engine_of(catalogue_url) as source:
        assert counts(target) == counts(source)

    with target.connect() as connection:
        connection.execute(text("UPDATE projects SET acronym = 'CHANGED'"))
        before = connection.scalar(text("SELECT version FROM catalogue")) or 0
    done = kharita("restore", str(file), KHARITA_DATABASE_URL=fresh_database_url)
    assert done.returncode == 1
    assert "already holds 221 projects" in done.stderr
    assert "--force" in done.stderr
    done = kharita("restore", str(file), "--force", KHARITA_DATABASE_URL=fresh_database_url)
    assert done.returncode == 0, done.stderr
    with target.connect() as connection:
        changed = text("SELECT count(*) FROM projects WHERE acronym = 'CHANGED'")
        assert connection.scalar(changed) == 0
        after = connection.scalar(text("SELECT version FROM catalogue")) or 0
    assert after > before, "a running server would take its cached answers for the new ones"


def test_a_damaged_backup_changes_nothing(
    catalogue_url: str, fresh_database_url: str, target: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.dump"
    kharita("backup", str(file), KHARITA_DATABASE_URL=catalogue_url)
    whole = file.read_bytes()
    for damaged in (b"", b"not a backup at all", whole[: len(whole) * 3 // 4]):
        file.write_bytes(damaged)
        done = kharita("restore", str(file), KHARITA_DATABASE_URL=fresh_database_url)
        assert done.returncode == 1
        assert done.stderr.startswith("Error: "), done.stderr
        assert "Traceback" not in done.stderr
        assert counts(target)[0] == 0


def test_a_backup_that_cannot_be_written_says_why(catalogue_url: str, tmp_path: Path) -> None:
    done = kharita("backup", str(tmp_path / "no" / "file"), KHARITA_DATABASE_URL=catalogue_url)
    assert done.returncode == 1
    assert "No such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_ordinary_role_restores_where_the_extensions_are_not_its_own(
    cluster: Cluster, catalogue_url: str, worker_name: str, tmp_path: Path
) -> None:
    """As docs/production.md sets a database up: its administrator made the extensions."""
    role, name = f"ordinary_{worker_name}", f"ordinary_{worker_name}"
    with administration(cluster) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE IF EXISTS {role}"))
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        connection.execute(text(f"CREATE DATABASE {name} OWNER {role}"))
    with engine_of(cluster.url(name)) as engine, engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION postgis"))
        connection.execute(text("CREATE EXTENSION fuzzystrmatch"))
    url = make_url(cluster.url(name)).update_query_dict({"user": role})
    own = url.set(username=None).render_as_string(hide_password=False)
    file = tmp_path / "backup.dump"
    kharita("backup", str(file), KHARITA_DATABASE_URL=catalogue_url)
    for options in ([], ["--force"]):
        done = kharita("restore", str(file), *options, KHARITA_DATABASE_URL=own)
        assert done.returncode == 0, done.stderr
    with engine_of(own) as engine, engine_of(catalogue_url) as source:
        assert counts(engine) == counts(source)
    done = kharita("backup", str(file), KHARITA_DATABASE_URL=own)
    assert done.returncode == 0, done.stderr
