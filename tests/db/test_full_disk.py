"""A disk that fills up: a small tmpfs where this machine lets us mount one, else a limit on the
size of files, which makes the same writes fail."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from app.db.cluster import Cluster
from app.errors import ClusterError
from app.settings import ROOT
from tests.fixtures.clusters import MakeCluster, execute, fill

ACQUIRE = "import sys; from pathlib import Path; from app.db.cluster import Cluster; " + (
    "Cluster(Path(sys.argv[1])).acquire()"
)


def test_initdb_on_a_full_disk(
    data_dir: Path, small_disk: Path | None, make_cluster: MakeCluster
) -> None:
    if small_disk is None:
        check_with_a_file_size_limit(data_dir)
        return
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(100 * 1024 * 1024))
    cluster = make_cluster(small_disk / "kharita")
    with pytest.raises(ClusterError, match="is full"):
        cluster.acquire()
    ballast.unlink()
    assert cluster.acquire()


def check_with_a_file_size_limit(data_dir: Path) -> None:
    limit = 1024 * 1024
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", ACQUIRE, str(data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert "ClusterError" in done.stderr
    assert not (data_dir / "postgresql" / "data").exists()


def test_a_running_database_on_a_full_disk(
    data_dir: Path, small_disk: Path | None, make_cluster: MakeCluster
) -> None:
    """Reads go on, writes fail, and nothing is lost once there is space again."""
    if small_disk is None:
        check_running_with_a_file_size_limit(make_cluster(data_dir))
        return
    cluster = make_cluster(small_disk / "kharita")
    cluster.acquire()
    execute(cluster.url(), "CREATE TABLE kept AS SELECT 42 AS value")
    ballast = fill(small_disk)
    with pytest.raises(OperationalError, match="No space left"):
        execute(cluster.url(), "CREATE TABLE large AS SELECT generate_series(1, 1000000)")
    assert execute(cluster.url(), "SELECT value FROM kept") == 42
    cluster.release()
    fill(small_disk)
    with pytest.raises(ClusterError, match="is full"):
        cluster.acquire()
    ballast.unlink()
    assert cluster.acquire()
    assert execute(cluster.url(), "SELECT value FROM kept") == 42


def check_running_with_a_file_size_limit(cluster: Cluster) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = 20 * 1024 * 1024  # above the 16 MiB of a WAL segment
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        cluster.acquire()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    execute(cluster.url(), "CREATE TABLE kept AS SELECT 42 AS value")
    with pytest.raises(DBAPIError, match="File too large"):
        execute(cluster.url(), "CREATE TABLE large AS SELECT generate_series(1, 1000000)")
    assert execute(cluster.url(), "SELECT value FROM kept") == 42
    cluster.release()
    assert cluster.acquire()
    assert execute(cluster.url(), "SELECT value FROM kept") == 42
