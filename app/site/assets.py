"""Files of the front end: versioned addresses, strong ETags, compressed once in memory."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.settings import ROOT

FRONT_END = ROOT / "static" / "map"
FOLDERS = ("css", "img", "joined", "js", "vendor")
JOINED_FROM = ("css/", "js/")
MOUNT = "/static"
_FOREVER = "public, max-age=31536000, immutable"
_ASK = "public, no-cache"
_COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")
# Of statements, not of the types in comments.
_IMPORT = re.compile(r"^(?:import|export|\}).*?['\"](\.{1,2}/[^'\"]+)['\"]", re.MULTILINE)
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class _File:
    media_type: str
    digest: str
    bodies: dict[str, bytes]


def _media_type(path: Path) -> str:
    if path.suffix in _TYPES:
        return _TYPES[path.suffix]
    return mimetypes.guess_type(path.name)[0] or "text/plain; charset=utf-8"


@lru_cache(maxsize=256)
def _read(path: Path, _mtime: int) -> _File:
    """Once for each state of the file on the disk."""
    content = path.read_bytes()
    media_type = _media_type(path)
    bodies = {"identity": content}
    if media_type.startswith(_COMPRESSIBLE):
        # Quality 11 takes seconds on the large library of the API page.
        quality = 11 if len(content) < 300_000 else 6
        bodies["br"] = brotli.compress(content, quality=quality)
        bodies["gzip"] = gzip.compress(content, mtime=0)
    return _File(media_type, hashlib.sha256(content).hexdigest()[:24], bodies)


def _encoding(accepted: str, bodies: dict[str, bytes]) -> str:
    offered = {
        name.strip().lower()
        for name, _, weight in (part.partition(";") for part in accepted.split(","))
        if weight.replace(" ", "") not in ("q=0", "q=0.0")
    }
    return next((name for name in ("br", "gzip") if name in offered and name in bodies), "identity")


class Assets:
    """An ASGI application to mount at `/static`.

    The version is in the path, so that the relative imports of modules carry it too.
    Only files present at the start exist: no path of a request reaches the disk. `demonstration`:
    the frames of all pages, which ask for their files here, say that they are of one.
    """

    def __init__(self, root: Path = FRONT_END, *, demonstration: bool = False) -> None:
        self.root = root.resolve()
        self.demonstration = demonstration
        self.files = {
            path.relative_to(self.root).as_posix(): path
            for folder in FOLDERS
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
        }
        digest = hashlib.sha256()
        for name, path in self.files.items():
            digest.update(name.encode())
            digest.update(path.read_bytes())
        self.version = "v-" + digest.hexdigest()[:12]
        self.is_joined = self._is_joined()

    def _is_joined(self) -> bool:
        """Whether `joined/` was made (scripts/join.mjs) from the modules and sheets of today."""
        made = self.files.get("joined/sources")
        if made is None:
            return False
        digest = hashlib.sha256()
        for name in sorted(name for name in self.files if name.startswith(JOINED_FROM)):
            digest.update(name.encode())
            digest.update(self.files[name].read_bytes())
        return made.read_text() == digest.hexdigest()

    def url(self, name: str) -> str:
        """Of the file joined with what it imports, where set-up made one."""
        if name not in self.files:
            raise FileNotFoundError(f"{name} is not in {FRONT_END}: run `npm run vendor` there")
        joined = f"joined/{name.partition('/')[2]}"
        shown = joined if self.is_joined and joined in self.files else name
        return f"{MOUNT}/{self.version}/{shown}"

    def modules(self, entry: str) -> list[str]:
        """What a module imports, to be fetched before the browser discovers it one by one; nothing
        when they are joined."""
        if self.is_joined:
            return []
        found: dict[str, None] = {}
        waiting = [entry]
        while waiting:
            name = waiting.pop()
            text = self.files[name].read_text()
            folder = self.files[name].parent
            for path in _IMPORT.findall(text):
                imported = (folder / path).resolve().relative_to(self.root).as_posix()
                if imported not in found:
                    found[imported] = None
                    waiting.append(imported)
        return [self.url(name) for name in found]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self.respond(Request(scope))
        await response(scope, receive, send)

    def respond(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"Allow": "GET, HEAD"})
        name = request.scope["path"].removeprefix(request.scope.get("root_path", "")).lstrip("/")
        version, _, rest = name.partition("/")
        versioned = version.startswith("v-")
        path = self.files.get(rest if versioned else name)
        if path is None or not path.is_file():
            return Response("Not found", status_code=404, media_type="text/plain")
        file = _read(path, path.stat().st_mtime_ns)
        encoding = _encoding(request.headers.get("accept-encoding", ""), file.bodies)
        etag = f'"{file.digest}-{encoding}"'
        headers = {
            "Cache-Control": _FOREVER if version == self.version else _ASK,
            "ETag": etag,
            "Vary": "Accept-Encoding",
        }
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if encoding != "identity":
            headers["Content-Encoding"] = encoding
        headers["Content-Type"] = file.media_type
        return Response(file.bodies[encoding], headers=headers)
