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


class UnsupportedMediaTypeError(AppError):
    status = 415
    title = "Unsupported media type"

    def __init__(self, accepted: str) -> None:
        super().__init__(f"The body must be {accepted}", accepted=accepted)


class InvalidFieldsError(AppError):
    """Fields of a body; each error has a JSON pointer to the field and says what is wrong."""

    status = 422
    title = "Invalid fields"

    def __init__(self, errors: Sequence[Mapping[str, str]]) -> None:
        shown = "; ".join(f"{error['pointer']}: {error['detail']}" for error in errors[:5])
        super().__init__(shown, errors=list(errors))


class TooManyRequestsError(AppError):
    status = 429
    title = "Too many requests"

    def __init__(self, detail: str, retry_after: int) -> None:
        """`retry_after` in seconds."""
        super().__init__(detail, retry_after=retry_after)
        self.retry_after = retry_after


class UnauthenticatedError(AppError):
    """No session and no token, or one that is not valid any longer."""

    status = 401
    title = "Sign in first"


class ForbiddenError(AppError):
    """Something that the user may see, and may not do."""

    status = 403
    title = "Not allowed"


class ConflictError(AppError):
    """What was asked does not go with the present state of the thing."""

    status = 409
    title = "Conflict"


class StaleVersionError(AppError):
    """The thing has changed since its ETag was given; `version` is the present one."""

    status = 412
    title = "Changed in the meantime"


class MissingVersionError(AppError):
    status = 428
    title = "If-Match is required"
