"""One server for each data directory: the lock, and where its holder listens."""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from app.db.locks import FileLock

NOTE_TIMEOUT = 2.0


@dataclass(frozen=True)
class Instance:
    pid: int
    host: str
    port: int

    @property
    def url(self) -> str:
        return browser_url(self.host, self.port)


class InstanceLock:
    def __init__(self, data_dir: Path) -> None:
        self._lock = FileLock(data_dir / "server.lock")

    def enter(self, host: str, port: int) -> Instance | None:
        """None when this process now holds the lock, else the instance that does."""
        deadline = time.monotonic() + NOTE_TIMEOUT
        while not self._lock.try_exclusive():
            other = self._read()
            if other is not None or time.monotonic() > deadline:
                return other or Instance(0, host, port)
            time.sleep(0.02)
        self.note(host, port)
        return None

    def note(self, host: str, port: int) -> None:
        content = json.dumps(asdict(Instance(os.getpid(), host, port))).encode()
        os.ftruncate(self._lock.descriptor, 0)
        os.pwrite(self._lock.descriptor, content, 0)

    def close(self) -> None:
        self._lock.close()

    def _read(self) -> Instance | None:
        """None until the holder has written: what a dead process wrote does not count."""
        try:
            noted = Instance(**json.loads(os.pread(self._lock.descriptor, 1000, 0)))
            os.kill(noted.pid, 0)
        except (ValueError, TypeError, ProcessLookupError):
            return None
        except PermissionError:
            return noted
        return noted


def browser_url(host: str, port: int) -> str:
    """An address that a browser on this machine can open."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104
    return f"http://{shown or (f'[{host}]' if ':' in host else host)}:{port}/"
