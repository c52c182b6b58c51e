"""The embedded database: a private PostgreSQL cluster in the data directory.

It listens on a Unix socket in a directory that only its account can enter, on no TCP port.
Several processes may use it at once; the last one out stops it.
"""

import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from app.db.account import Process, server_account
from app.db.cluster_files import ClusterFiles, cannot_write, explain
from app.db.initdb import initialise
from app.db.installation import Installation, find_installation
from app.db.locks import FileLock, exclusive
from app.db.postmaster import Postmaster, read_postmaster, stop_postmaster
from app.errors import ClusterError

DATABASE = "kharita"
ROLE = "postgres"
PORT = 5432
START_TIMEOUT = 600.0  # crash recovery of a large database takes minutes
STOP_TIMEOUT = 60.0
ORPHANS_TIMEOUT = 15.0


class Cluster:
    def __init__(self, data_dir: Path, options: Mapping[str, str] | None = None) -> None:
        self.account = server_account()
        self.files = ClusterFiles(data_dir.expanduser().resolve(), self.account)
        self.options = dict(options or {})
        self._users: FileLock | None = None
        self._process: Process | None = None

    def acquire(self) -> bool:
        """Start the cluster, or join the one that runs. True if this call started it."""
        try:
            self.files.prepare()
            with exclusive(self.files.mutex):
                users = FileLock(self.files.users)
                users.share()
                try:
                    started = self._ensure_running()
                except BaseException:
                    self._leave(users)
                    raise
                self._users = users
                return started
        except OSError as error:
            raise cannot_write(self.files.data_dir, error) from error

    def release(self) -> None:
        """Leave; the last one out stops the cluster."""
        if self._users is None:
            return
        users, self._users = self._users, None
        with exclusive(self.files.mutex):
            self._leave(users)

    def revive(self) -> bool:
        """Start the cluster again if it died. True if it had to be."""
        if self.running() is not None:
            return False
        with exclusive(self.files.mutex):
            return self._users is not None and self._ensure_running()

    def running(self) -> Postmaster | None:
        if self._process is not None and self._process.poll() is not None:
            self._process = None
        return read_postmaster(self.files.data)

    def url(self, database: str = DATABASE) -> str:
        """Valid once acquired: the socket directory is chosen when the server starts."""
        host = quote(str(self.files.socket_dir()), safe="/")
        return f"postgresql+psycopg://{ROLE}@/{database}?host={host}&port={PORT}"

    def installation(self) -> Installation:
        return find_installation(self.files.data_major())

    def _leave(self, users: FileLock) -> None:
        if users.try_exclusive():
            self._stop()
        users.close()

    def _ensure_running(self) -> bool:
        running = self.running()
        if running is not None and running.status == "stopping":
            stop_postmaster(running.pid, self.files.data, STOP_TIMEOUT)
            running = self.running()
        if running is not None:
            self.files.check_owner()
            self._wait_ready()
            return False
        installation = self.installation()
        self.account.require_access(self.files.base)
        if not self.files.is_initialised():
            initialise(self.files, installation, DATABASE)
        self.files.check_owner()
        self._launch(installation)
        return True

    def _launch(self, installation: Installation) -> None:
        deadline = time.monotonic() + ORPHANS_TIMEOUT
        while True:
            log_start = self.files.rotate_log()
            try:
                self._spawn(installation)
                self._wait_ready()
            except ClusterError:
                text = self.files.log_text(log_start)
                # After a kill -9 of the postmaster its orphans need a moment to notice.
                if "still in use" in text and time.monotonic() < deadline:
                    time.sleep(0.2)
                    continue
                raise explain("PostgreSQL did not start", text, self.files) from None
            return

    def _spawn(self, installation: Installation) -> None:
        self._reap()
        self.files.remove_stale()
        socket_dir = str(self.files.make_socket_dir()).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{socket_dir}"',
            "unix_socket_permissions": "0700",
            **self.options,
        }
        command = [str(installation.program("postgres")), "-D", str(self.files.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.files.log.open("ab") as output:
            self._process = self.account.spawn(command, self.files.base, output)

    def _wait_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            running = self.running()
            if running is not None and running.is_ready:
                return
            if running is None and self._process is None:
                raise ClusterError("PostgreSQL stopped while it was starting.")
            time.sleep(0.01)
        raise ClusterError(
            f"PostgreSQL is still starting after {START_TIMEOUT:.0f} s; see {self.files.log}"
        )

    def _stop(self) -> None:
        running = self.running()
        if running is not None and not stop_postmaster(running.pid, self.files.data, STOP_TIMEOUT):
            raise ClusterError(
                f"PostgreSQL (process {running.pid}) did not stop within {STOP_TIMEOUT:.0f} s; "
                f"see {self.files.log}"
            )
        if running is None and self._process is not None:
            self._process.terminate()  # interrupted before it had written its pid file
        self._reap()
        self.files.remove_socket_dir()

    def _reap(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_TIMEOUT)
