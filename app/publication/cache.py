"""Ready responses of public addresses, bounded in bytes, least recently used out first."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import brotli

Headers = list[tuple[bytes, bytes]]

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
BROTLI_QUALITY = 6
GZIP_LEVEL = 6
# Shorter bodies fit in one packet either way.
MIN_COMPRESSED = 600
# What one entry costs beside its bodies: headers, key, objects.
ENTRY_OVERHEAD = 2000
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "application/problem+json",
                "image/svg+xml", "application/xml", "application/atom+xml",
                "application/javascript")  # fmt: skip


@dataclass(frozen=True)
class CachedResponse:
    """Bodies by content coding, each with its header block (strong ETag included)."""

    bodies: dict[str, bytes]
    headers: dict[str, Headers]
    etags: dict[str, bytes]
    size: int


def make_cached(headers: Sequence[tuple[bytes, bytes]], body: bytes) -> CachedResponse:
    """Compresses ahead. `headers` are those of the response, without length and ETag."""
    content_type = dict(headers).get(b"content-type", b"").decode("latin-1")
    bodies = {IDENTITY: body}
    if len(body) >= MIN_COMPRESSED and content_type.startswith(COMPRESSIBLE):
        bodies[BROTLI] = brotli.compress(body, quality=BROTLI_QUALITY)
        bodies[GZIP] = gzip.compress(body, GZIP_LEVEL, mtime=0)
    digest = hashlib.sha256(body).hexdigest()[:24]
    etags = {
        coding: f'"{digest}"'.encode() if coding == IDENTITY else f'"{digest}-{coding}"'.encode()
        for coding in bodies
    }
    return CachedResponse(
        bodies,
        {coding: _header_block(headers, coding, etags[coding], len(bodies[coding]))
         for coding in bodies},
        etags,
        ENTRY_OVERHEAD + sum(map(len, bodies.values())),
    )  # fmt: skip


def _header_block(
    headers: Sequence[tuple[bytes, bytes]], coding: str, etag: bytes, length: int
) -> Headers:
    block: Headers = [*headers, (b"etag", etag), (b"vary", b"accept-encoding")]
    if coding != IDENTITY:
        block.append((b"content-encoding", coding.encode()))
    return [*block, (b"content-length", str(length).encode())]


@lru_cache(maxsize=256)
def accepted_codings(header: str) -> tuple[str, ...]:
    """Our codings that `Accept-Encoding` accepts, the densest first (RFC 9110, 12.5.3)."""
    accepted = {}
    for part in header.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=") or "1"
        accepted[name.strip()] = quality not in ("0", "0.0", "0.00", "0.000")
    return tuple(
        coding for coding in (BROTLI, GZIP) if accepted.get(coding, accepted.get("*", False))
    )


@dataclass
class ResponseCache:
    """Keyed by normalised address. Holds one state of the catalogue: a new one clears it."""

    max_bytes: int
    size: int = 0
    _entries: OrderedDict[str, CachedResponse] = field(default_factory=OrderedDict)

    @property
    def max_entry(self) -> int:
        return self.max_bytes // 4

    def get(self, key: str) -> CachedResponse | None:
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: str, entry: CachedResponse) -> None:
        if entry.size > self.max_entry:
            return
        self.discard(key)
        self._entries[key] = entry
        self.size += len(key) + entry.size
        while self.size > self.max_bytes:
            self.discard(next(iter(self._entries)))

    def discard(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= len(key) + entry.size

    def clear(self) -> None:
        self._entries.clear()
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)
