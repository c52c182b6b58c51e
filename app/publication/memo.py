"""A value derived from the catalogue, kept as long as the catalogue does not change."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class VersionedMemo(Generic[T]):
    def __init__(self) -> None:
        self._kept: tuple[int, T] | None = None

    def peek(self, version: int | None) -> T | None:
        kept = self._kept
        return kept[1] if kept is not None and version is not None and kept[0] == version else None

    def get(self, version: int | None, build: Callable[[], T]) -> T:
        """Builds anew for another version, and always when the version is not known."""
        kept = self._kept
        if kept is not None and kept[0] == version:
            return kept[1]
        value = build()
        if version is not None:
            self._kept = (version, value)
        return value
