"""What each role may do, and what a token may be limited to. Pure."""

from enum import StrEnum

from app.codelists import UserRole


class Permission(StrEnum):
    """`thing:act`. Whose thing it is, is a matter of rows: see the queries of each feature."""

    CATALOGUE_MANAGE = "catalogue:manage"  # archive, slugs, stewards, organisations, codelists
    COMMENTS_WRITE = "comments:write"
    FRESHNESS_CONFIRM = "freshness:confirm"
    HISTORY_READ = "history:read"
    REPORTS_TRIAGE = "reports:triage"
    SELF_MANAGE = "self:manage"  # own account, sessions, tokens, notifications
    SUBMISSIONS_READ = "submissions:read"
    SUBMISSIONS_READ_ALL = "submissions:read_all"
    SUBMISSIONS_REVIEW = "submissions:review"
    SUBMISSIONS_WRITE = "submissions:write"
    AUDIT_READ = "audit:read"
    USERS_MANAGE = "users:manage"
    VIEWS_SAVE = "views:save"


_CONTRIBUTOR = frozenset(
    (
        Permission.COMMENTS_WRITE,
        Permission.FRESHNESS_CONFIRM,
        Permission.HISTORY_READ,
        Permission.SELF_MANAGE,
        Permission.SUBMISSIONS_READ,
        Permission.SUBMISSIONS_WRITE,
    )
)
_ANALYST = _CONTRIBUTOR | {
    Permission.CATALOGUE_MANAGE,
    Permission.REPORTS_TRIAGE,
    Permission.SUBMISSIONS_READ_ALL,
    Permission.SUBMISSIONS_REVIEW,
    Permission.VIEWS_SAVE,
}
ROLE_PERMISSIONS: dict[UserRole, frozenset[Permission]] = {
    UserRole.CONTRIBUTOR: _CONTRIBUTOR,
    UserRole.ANALYST: _ANALYST,
    UserRole.ADMINISTRATOR: _ANALYST | {Permission.AUDIT_READ, Permission.USERS_MANAGE},
}


class Scope(StrEnum):
    """Of an API token: it may do what its owner may, within its scopes. No scope lets a token
    manage the account itself."""

    READ = "read"
    SUBMIT = "submit"
    REVIEW = "review"
    MANAGE = "manage"


_READ = frozenset(
    (Permission.HISTORY_READ, Permission.SUBMISSIONS_READ, Permission.SUBMISSIONS_READ_ALL)
)
SCOPE_PERMISSIONS: dict[Scope, frozenset[Permission]] = {
    Scope.READ: _READ,
    Scope.SUBMIT: _READ
    | {
        Permission.COMMENTS_WRITE,
        Permission.FRESHNESS_CONFIRM,
        Permission.SUBMISSIONS_WRITE,
    },
    Scope.REVIEW: _READ
    | {
        Permission.COMMENTS_WRITE,
        Permission.REPORTS_TRIAGE,
        Permission.SUBMISSIONS_REVIEW,
        Permission.VIEWS_SAVE,
    },
    Scope.MANAGE: frozenset(
        (Permission.AUDIT_READ, Permission.CATALOGUE_MANAGE, Permission.USERS_MANAGE)
    ),
}


def permissions_of(role: UserRole, scopes: frozenset[Scope] | None = None) -> frozenset[Permission]:
    """`scopes` are those of a token; None for a session, which is not limited."""
    granted = ROLE_PERMISSIONS[role]
    if scopes is None:
        return granted
    return granted & frozenset[Permission]().union(*(SCOPE_PERMISSIONS[name] for name in scopes))


_NEEDED: dict[Scope, Permission] = {
    Scope.READ: Permission.SUBMISSIONS_READ,
    Scope.SUBMIT: Permission.SUBMISSIONS_WRITE,
    Scope.REVIEW: Permission.SUBMISSIONS_REVIEW,
    Scope.MANAGE: Permission.CATALOGUE_MANAGE,
}


def scopes_of(role: UserRole) -> frozenset[Scope]:
    """Those that a token of someone in this role can have."""
    granted = ROLE_PERMISSIONS[role]
    return frozenset(scope for scope, needed in _NEEDED.items() if needed in granted)
