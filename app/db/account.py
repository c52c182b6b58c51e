"""The system account that runs PostgreSQL: it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.errors import ClusterError


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int
    switches: bool

    def spawn(self, command: Sequence[str | Path], home: Path, output: IO[bytes]) -> "Process":
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=_environment(home),
            cwd="/",
            start_new_session=True,
            user=self.uid if self.switches else None,
            group=self.gid if self.switches else None,
            extra_groups=[] if self.switches else None,
        )

    def run(self, command: Sequence[str | Path], home: Path, text: str = "") -> "Finished":
        return subprocess.run(  # noqa: S603
            command,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env=_environment(home),
            cwd="/",
            user=self.uid if self.switches else None,
            group=self.gid if self.switches else None,
            extra_groups=[] if self.switches else None,
        )

    def give(self, path: Path) -> None:
        if self.switches:
            os.chown(path, self.uid, self.gid)

    def require_access(self, directory: Path) -> None:
        """Every ancestor must let the account through; say which one does not."""
        if not self.switches:
            return
        for path in [*reversed(directory.parents), directory]:
            if self.run(["test", "-x", path], home=Path("/")).returncode != 0:
                raise ClusterError(
                    f"The database cannot be kept in {directory}: as root, PostgreSQL runs as the "
                    f"system user '{self.name}', who may not enter {path}. Choose another place "
                    f"(--data-dir /var/lib/kharita), or allow it: chmod o+x '{path}'"
                )


Process = subprocess.Popen[bytes]
Finished = subprocess.CompletedProcess[str]


def server_account() -> Account:
    if os.geteuid() != 0:
        uid = os.geteuid()
        try:
            name = pwd.getpwuid(uid).pw_name
        except KeyError:
            name = str(uid)
        return Account(name, uid, os.getegid(), switches=False)
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterError(
            "PostgreSQL refuses to run as root, and this machine has no system user 'postgres' "
            "to run it as. Create it (useradd --system postgres), or run Kharita as an "
            "ordinary user."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switches=True)


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the caller's PG* variables or language may reach the server."""
    kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    return {"PATH": os.defpath, **kept, "HOME": str(home), "LC_MESSAGES": "C", "TZ": "UTC"}
