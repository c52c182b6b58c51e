"""Which migration the schema is at. Reads the migration files without importing them: a server
whose schema is current must not pay for Alembic."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from app.settings import ROOT

VERSIONS = ROOT / "migrations" / "versions"


def known_revisions(versions: Path = VERSIONS) -> dict[str, str | None]:
    """Each revision with the one it follows."""
    known: dict[str, str | None] = {}
    for path in versions.glob("*.py"):
        values = dict(_constants(ast.parse(path.read_text())))
        known[str(values["revision"])] = values["down_revision"]
    return known


def head_revision(versions: Path = VERSIONS) -> str:
    revisions = known_revisions(versions)
    heads = revisions.keys() - set(revisions.values())
    if len(heads) != 1:
        raise ValueError(f"{versions} has {len(heads)} heads: {', '.join(sorted(heads))}")
    return heads.pop()


def current_revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _constants(module: ast.Module) -> Iterator[tuple[str, str | None]]:
    for node in module.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Constant(value=str() | None as value)
            ):
                yield name, value
            case ast.AnnAssign(
                target=ast.Name(id=name), value=ast.Constant(value=str() | None as value)
            ):
                yield name, value
