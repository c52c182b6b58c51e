"""What a public route declares, and the state of the publication that it reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi import Request

from app.errors import BadParameterError
from app.publication.cache import ResponseCache
from app.publication.memo import VersionedMemo
from app.publication.middleware import PUBLIC
from app.publication.watcher import VersionWatcher
from app.settings import Settings

T = TypeVar("T")


# Query parameters that may be given several times: their values are alternatives.
_SEVERAL = (
    "region", "province", "level", "funder", "implementer", "organisation", "role",
     "with_organisation", "theme", "target_group", "migration_dimension", "status",
     "residence_country", "year_active", "year_started",
)  # fmt: skip
# A second selection, to compare with, bears the same names behind this.
OTHER = "other_"
SEVERAL = frozenset(_SEVERAL) | {OTHER + name for name in _SEVERAL}


# Dependencies that wait for nothing are coroutines: a plain function would cost a thread each.
async def public(request: Request) -> None:
    """Dependency of routes whose 200 responses are the same for everyone, and kept."""
    declare_public(request)


def declare_public(request: Request) -> None:
    request.scope[PUBLIC] = True


async def refuse_repeated(request: Request) -> None:
    require_given_once(request)


def require_given_once(request: Request) -> None:
    """A parameter that takes one value is given once; else which one counts would be a guess."""
    for name in request.query_params:
        values = request.query_params.getlist(name)
        if name not in SEVERAL and len(values) > 1:
            raise BadParameterError(name, f"{name}: is given {len(values)} times; give it once")


def get_base_url(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return (settings.base_url or "").rstrip("/")


@dataclass
class Publication:
    watcher: VersionWatcher
    cache: ResponseCache
    _memos: dict[str, VersionedMemo[Any]] = field(default_factory=dict)

    def kept(self, name: str) -> Any:
        """What `memo` would give without building, or None."""
        memo = self._memos.get(name)
        version = self.watcher.version if self.watcher.reachable else None
        return memo.peek(version) if memo is not None else None

    def memo(self, name: str, build: Callable[[], T]) -> T:
        """`build()`, kept until the catalogue changes."""
        memo = self._memos.setdefault(name, VersionedMemo())
        version = self.watcher.version if self.watcher.reachable else None
        value: T = memo.get(version, build)
        return value


async def get_publication(request: Request) -> Publication:
    publication: Publication = request.app.state.publication
    return publication
