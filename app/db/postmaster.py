"""What postmaster.pid says, and whether the process it names is really our server."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Postmaster:
    pid: int
    socket_dir: str
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"


def read_postmaster(data: Path) -> Postmaster | None:
    """The live server of this data directory.

    A pid alone proves nothing: after a reboot, or in a container, the pid of a stale file often
    belongs to another process, so the command line must name this data directory too.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if pid <= 0 or str(data) not in _command_line(pid):
        return None
    lines += [""] * (8 - len(lines))
    return Postmaster(pid, socket_dir=lines[4], status=lines[7].strip())


def stop_postmaster(pid: int, data: Path, timeout: float) -> bool:
    """Fast shutdown (SIGINT): open transactions are rolled back, data is flushed."""
    try:
        os.kill(pid, signal.SIGINT)
    except ProcessLookupError:
        return True
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if str(data) not in _command_line(pid):
            return True
        time.sleep(0.02)
    return False


def _command_line(pid: int) -> list[str]:
    if PROC.is_dir():
        try:
            raw = (PROC / str(pid) / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return []
        return [part.decode(errors="surrogateescape") for part in raw.split(b"\0")]
    done = subprocess.run(  # noqa: S603
        ["ps", "-ww", "-o", "args=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    text = done.stdout.strip()
    # ps joins the arguments: cut the two that we always pass first, `postgres -D <data>`.
    _, _, rest = text.partition(" -D ")
    return [text, rest.split(" -c ")[0]] if rest else [text]
