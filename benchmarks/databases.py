"""Two databases on one PostGIS cluster: the real catalogue, and the synthetic one."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.orm import Session

from app.db.cluster import Cluster
from app.db.migrate import upgrade
from app.projects import listing
from app.projects.check import check_catalogue
from app.projects.load_reference import load_codelists, load_regions
from app.projects.load_report import LoadReport
from app.projects.loader import load_catalogue
from app.publication.version import bump
from app.settings import ROOT
from benchmarks import flat, synthetic

REAL = "real"
VERSIONS = ROOT / "migrations" / "versions"


def prepare_real(cluster: Cluster) -> str:
    """The URL. Made anew each time, from the files of today."""
    return _make(cluster, REAL, _fill_real)


def prepare_synthetic(cluster: Cluster, projects: int) -> str:
    """The URL. Made once for each state of the code that makes it."""
    name = f"synthetic_{projects}_{_fingerprint()}"
    known = text("SELECT FROM pg_database WHERE datname = :name")
    with _administration(cluster) as connection:
        found = connection.execute(known, {"name": name}).first()
    if found is None:
        _make(cluster, name, lambda url: _fill_synthetic(url, projects))
    flat.make(cluster.url(name))
    return cluster.url(name)


def _fingerprint() -> str:
    sources = [Path(synthetic.__file__), Path(listing.__file__), *VERSIONS.glob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:8]


def _make(cluster: Cluster, name: str, fill: Callable[[str], None]) -> str:
    """Filled under another name, then renamed: what exists is complete."""
    print(f"Making the database {name}", flush=True)
    with _administration(cluster) as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}_new WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}_new"))
        fill(cluster.url(f"{name}_new"))
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"ALTER DATABASE {name}_new RENAME TO {name}"))
    return cluster.url(name)


@contextmanager
def _administration(cluster: Cluster) -> Iterator[Connection]:
    engine = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _fill_real(url: str) -> None:
    upgrade(url)
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        load_catalogue(session, ROOT / "data")
    engine.dispose()
    flat.make(url)


def _fill_synthetic(url: str, projects: int) -> None:
    upgrade(url)
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        files = check_catalogue(ROOT / "data")
        report = LoadReport(keep_live=False)
        load_codelists(session, files.codelists, report)
        load_regions(session, files.regions.values(), report)
        bump(session)
    engine.dispose()
    synthetic.generate(url, projects)
