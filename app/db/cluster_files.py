"""The files of the embedded cluster, and what goes wrong with them in words a user can act on."""

import errno
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

from app.db.account import Account
from app.errors import ClusterError

# A Unix socket address holds 108 bytes on Linux and 104 on macOS, final zero included.
SOCKET_PATH_LIMIT = 103
SOCKET_NAME = "/.s.PGSQL.5432"
LOG_LIMIT = 10 * 1024 * 1024


class ClusterFiles:
    def __init__(self, data_dir: Path, account: Account) -> None:
        self.account = account
        self.data_dir = data_dir
        self.base = data_dir / "postgresql"
        self.data = self.base / "data"
        self.log = self.base / "server.log"
        self.mutex = self.base / "cluster.lock"
        self.users = self.base / "users.lock"
        self._own_socket_dir = self.base / "run"
        self._socket_note = self.base / "socket-directory"

    def prepare(self) -> None:
        make_directories(self.data_dir)
        if not self.base.exists():
            self.base.mkdir(mode=0o700, exist_ok=True)
            self.account.give(self.base)

    def is_initialised(self) -> bool:
        """A data directory is renamed into place once complete: there is no half-made one."""
        if (self.data / "PG_VERSION").is_file() and (self.data / "global/pg_control").is_file():
            return True
        if self.data.exists() and any(self.data.iterdir()):
            raise ClusterError(
                f"{self.data} is not a complete PostgreSQL data directory. Move it away and "
                "start again; if it held your data, put back a copy (kharita restore FILE)."
            )
        return False

    def data_major(self) -> int | None:
        try:
            return int((self.data / "PG_VERSION").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def check_owner(self) -> None:
        uid = self.data.stat().st_uid
        if uid == self.account.uid:
            return
        try:
            owner = pwd.getpwuid(uid).pw_name
        except KeyError:
            owner = str(uid)
        raise ClusterError(
            f"The database in {self.data} belongs to '{owner}' and would run as "
            f"'{self.account.name}'. Run Kharita as the user who made it, or choose another "
            "--data-dir."
        )

    def socket_dir(self) -> Path:
        """Beside the data, or in a short directory when the address would not fit."""
        if self._own_fits():
            return self._own_socket_dir
        try:
            noted = Path(self._socket_note.read_text())
            details = noted.lstat()
        except FileNotFoundError:
            return self._own_socket_dir
        private = stat.S_ISDIR(details.st_mode) and not details.st_mode & 0o077
        mine = details.st_uid == self.account.uid
        return noted if private and mine else self._own_socket_dir

    def make_socket_dir(self) -> Path:
        directory = self.socket_dir()
        if directory.is_dir() and (directory != self._own_socket_dir or self._own_fits()):
            return directory
        if self._own_fits():
            directory.mkdir(mode=0o700)
        else:
            runtime = None if self.account.switches else os.environ.get("XDG_RUNTIME_DIR")
            directory = Path(tempfile.mkdtemp(prefix="kharita-", dir=runtime or "/tmp"))  # noqa: S108
            self._socket_note.write_text(str(directory))
        self.account.give(directory)
        return directory

    def _own_fits(self) -> bool:
        address = str(self._own_socket_dir) + SOCKET_NAME
        return len(os.fsencode(address)) <= SOCKET_PATH_LIMIT and "," not in address

    def remove_socket_dir(self) -> None:
        """A short one lies outside the data directory: leave nothing behind."""
        if self._socket_note.exists():
            shutil.rmtree(self.socket_dir(), ignore_errors=True)
            self._socket_note.unlink()

    def remove_stale(self) -> None:
        """Called when no server runs here: what names one was left by a crash.

        PostgreSQL itself refuses to start when another process has taken the dead one's pid.
        """
        for path in self.socket_dir().glob(".s.PGSQL.*"):
            path.unlink(missing_ok=True)
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError):
            return
        except (IndexError, ValueError):
            pid_file.unlink(missing_ok=True)
            return
        except PermissionError:
            pass
        pid_file.unlink(missing_ok=True)

    def rotate_log(self) -> int:
        """The end of the log, which is kept short."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        return self.log.stat().st_size if self.log.exists() else 0

    def log_text(self, start: int) -> str:
        if not self.log.exists():
            return ""
        with self.log.open("rb") as source:
            source.seek(start)
            return source.read(100_000).decode(errors="replace")


def make_directories(directory: Path) -> None:
    """Like mkdir -p, but root's umask does not shut out the server's account."""
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            path.chmod(0o755)


def cannot_write(directory: Path, error: OSError) -> ClusterError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(directory)
    return ClusterError(
        f"The data directory {directory} cannot be used: {error.strerror} "
        f"({error.filename or directory}). Make it writable, or choose another one with "
        "--data-dir or KHARITA_DATA_DIR."
    )


def disk_full(directory: Path) -> ClusterError:
    existing = next(path for path in (directory, *directory.parents) if path.exists())
    free = shutil.disk_usage(existing).free // (1024 * 1024)
    return ClusterError(
        f"The disk that holds {directory} is full ({free} MB free; the database needs about "
        "200 MB). Free some space, or choose another place with --data-dir."
    )


def explain(what: str, text: str, files: ClusterFiles) -> ClusterError:
    """The cause, from what PostgreSQL's programs printed."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return disk_full(files.data_dir)
    lines = [line for line in text.splitlines() if line.strip()]
    telling = [
        line for line in lines if any(w in line for w in ("FATAL", "PANIC", "HINT", "error:"))
    ]
    shown = "\n  ".join((telling or lines)[-6:]) or "(it printed nothing)"
    return ClusterError(f"{what}:\n  {shown}\nIts log is {files.log}")
