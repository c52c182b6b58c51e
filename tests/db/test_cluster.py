"""The embedded cluster, with real processes and real signals."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.db.cluster import Cluster
from app.errors import ClusterError
from app.settings import ROOT
from tests.fixtures.clusters import MakeCluster, execute

ACQUIRE = """
import sys
from pathlib import Path
from app.db.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.acquire()
print("acquired", flush=True)
sys.stdin.read()
cluster.release()
"""


def other_process(data_dir: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ACQUIRE, str(data_dir)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_postmaster(cluster: Cluster) -> None:
    running = cluster.running()
    assert running is not None
    os.kill(running.pid, signal.SIGKILL)
    while cluster.running() is not None:
        time.sleep(0.01)


def test_it_is_made_started_stopped_and_started_again(
    data_dir: Path, make_cluster: MakeCluster
) -> None:
    cluster = make_cluster(data_dir)
    assert cluster.acquire()
    execute(cluster.url(), "CREATE TABLE kept AS SELECT 42 AS value")
    assert execute(cluster.url(), "SHOW listen_addresses") == ""
    assert execute(cluster.url(), "SHOW data_checksums") == "on"
    cluster.release()
    assert cluster.running() is None
    assert cluster.acquire()
    assert execute(cluster.url(), "SELECT value FROM kept") == 42


def test_only_its_account_can_enter(cluster_here: Cluster) -> None:
    cluster = cluster_here
    cluster.acquire()
    for directory in (cluster.files.base, cluster.files.data, cluster.files.socket_dir()):
        assert directory.stat().st_mode & 0o077 == 0, directory


@pytest.mark.parametrize("name", ["l'été", 'a "quote", comma', "x" * 120])
def test_any_path_will_do(data_dir: Path, make_cluster: MakeCluster, name: str) -> None:
    cluster = make_cluster(data_dir / name)
    cluster.acquire()
    assert execute(cluster.url(), "SELECT 1") == 1
    socket_dir = cluster.files.socket_dir()
    cluster.release()
    assert socket_dir.is_relative_to(data_dir) or not socket_dir.exists()


def test_it_starts_again_after_its_postmaster_was_killed(cluster_here: Cluster) -> None:
    cluster = cluster_here
    cluster.acquire()
    execute(cluster.url(), "CREATE TABLE kept AS SELECT 42 AS value")
    kill_postmaster(cluster)
    assert cluster.revive()
    assert execute(cluster.url(), "SELECT value FROM kept") == 42
    assert not cluster.revive()


def test_a_stale_pid_that_another_process_has_taken_is_no_obstacle(cluster_here: Cluster) -> None:
    cluster = cluster_here
    cluster.acquire()
    pid_file = cluster.files.data / "postmaster.pid"
    left = pid_file.read_text()
    kill_postmaster(cluster)
    with (cluster.files.data_dir / "output").open("wb") as output:
        stranger = cluster.account.spawn(["sleep", "60"], cluster.files.data_dir, output)
    try:
        for path in (pid_file, cluster.files.socket_dir() / ".s.PGSQL.5432.lock"):
            path.write_text(left.replace(left.splitlines()[0], str(stranger.pid)))
        assert cluster.revive()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_initdb_leaves_nothing_half_made(
    data_dir: Path, make_cluster: MakeCluster
) -> None:
    cluster = make_cluster(data_dir)
    process = other_process(data_dir)
    while not list(cluster.files.base.glob("new-*/global")):
        assert process.poll() is None
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not cluster.files.data.exists()
    assert cluster.acquire()
    assert not list(cluster.files.base.glob("new-*"))


def test_a_directory_that_is_not_a_whole_database_is_left_alone(
    data_dir: Path, make_cluster: MakeCluster
) -> None:
    cluster = make_cluster(data_dir)
    stray = cluster.files.data / "base"
    stray.mkdir(parents=True)
    with pytest.raises(ClusterError, match="not a complete PostgreSQL data directory"):
        cluster.acquire()
    assert stray.is_dir()


def test_the_last_one_out_stops_it(cluster_here: Cluster) -> None:
    cluster = cluster_here
    assert cluster.acquire()
    process = other_process(cluster.files.data_dir)
    assert process.stdout is not None
    assert process.stdout.readline() == "acquired\n"
    cluster.release()
    assert cluster.running() is not None
    process.communicate(input="")
    assert cluster.running() is None


def test_one_that_was_killed_does_not_keep_it_running(cluster_here: Cluster) -> None:
    cluster = cluster_here
    process = other_process(cluster.files.data_dir)
    assert process.stdout is not None
    assert process.stdout.readline() == "acquired\n"
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert not cluster.acquire()
    cluster.release()
    assert cluster.running() is None


def test_data_of_another_version_is_refused_with_the_way_out(cluster_here: Cluster) -> None:
    cluster = cluster_here
    cluster.acquire()
    cluster.release()
    (cluster.files.data / "PG_VERSION").write_text("11\n")
    with pytest.raises(ClusterError, match=r"made by PostgreSQL 11.*kharita backup"):
        cluster.acquire()


def test_a_directory_that_the_account_cannot_use_is_named(
    data_dir: Path, make_cluster: MakeCluster
) -> None:
    """Root: the server's own account cannot enter. Others: they cannot write."""
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700 if os.geteuid() == 0 else 0o500)
    with pytest.raises(ClusterError, match=r"closed.*--data-dir"):
        make_cluster(closed / "data").acquire()
