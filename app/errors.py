"""Named errors. Each carries the HTTP status that the web floor answers with (RFC 9457)."""

from collections.abc import Mapping, Sequence
from typing import ClassVar


class AppError(Exception):
    """A failure that a user can understand and act upon.

    `detail` says what is wrong, where, and how to mend it. `members` become extension
    members of the problem document.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, **members: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.members: Mapping[str, object] = members


class BadParameterError(AppError):
    """A query parameter with an unknown name or value."""

    status = 400
    title = "Bad query parameter"

    def __init__(self, parameter: str, detail: str, allowed: Sequence[str] = ()) -> None:
        members: dict[str, object] = {"parameter": parameter}
        if allowed:
            members["allowed"] = list(allowed)
        super().__init__(detail, **members)


class NotFoundError(AppError):
    status = 404
    title = "Not found"


class MovedError(AppError):
    """The thing has another name now; the web floor redirects to it."""

    status = 308
    title = "Moved"

    def __init__(self, slug: str) -> None:
        super().__init__(f"It is now named '{slug}'")
        self.slug = slug


class DatabaseUnavailableError(AppError):
    status = 503
    title = "Database unavailable"


class ClusterError(AppError):
    """The embedded PostgreSQL cannot be started; `detail` says how to mend it."""


class LoadError(AppError):
    """The catalogue files cannot be loaded; nothing was changed."""
