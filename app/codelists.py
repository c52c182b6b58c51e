"""Closed codelists. Open ones (themes, target groups…) are rows of `codelist_items`."""

from enum import StrEnum


class Language(StrEnum):
    FR = "fr"
    AR = "ar"
    EN = "en"


class ActivityStatus(StrEnum):
    """IATI ActivityStatus 2.03."""

    PIPELINE = "1"
    IMPLEMENTATION = "2"
    FINALISATION = "3"
    CLOSED = "4"
    CANCELLED = "5"
    SUSPENDED = "6"


class Role(StrEnum):
    """IATI OrganisationRole, by name; `partner` is ours."""

    FUNDING = "funding"
    ACCOUNTABLE = "accountable"
    EXTENDING = "extending"
    IMPLEMENTING = "implementing"
    PARTNER = "partner"


class LocationLevel(StrEnum):
    COMMUNE = "commune"
    PROVINCE = "province"
    REGION = "region"
    NATIONAL = "national"
    ABROAD = "abroad"


class Exactness(StrEnum):
    """IATI GeographicExactness."""

    EXACT = "1"
    APPROXIMATE = "2"


class BudgetScope(StrEnum):
    MOROCCO = "morocco"
    SEVERAL_COUNTRIES = "several_countries"
    UNKNOWN = "unknown"


class OrganisationScope(StrEnum):
    """For an organisation of no single country."""

    INTERNATIONAL = "international"
    EU = "eu"


class TextState(StrEnum):
    ORIGINAL = "original"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    STALE = "stale"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ReportState(StrEnum):
    """Of an error that a visitor reported."""

    NEW = "new"
    CLOSED = "closed"


class OpenList(StrEnum):
    """Codelists kept as rows, which administrators may extend."""

    THEME = "theme"
    TARGET_GROUP = "target_group"
    MIGRATION_DIMENSION = "migration_dimension"
    ORGANISATION_TYPE = "organisation_type"
    PARTNER_KIND = "partner_kind"


class ClosedList(StrEnum):
    """Codelists closed by an enum above; their rows hold the labels only."""

    ACTIVITY_STATUS = "activity_status"
    ROLE = "role"
    LOCATION_LEVEL = "location_level"
    EXACTNESS = "exactness"
    BUDGET_SCOPE = "budget_scope"
    ORGANISATION_SCOPE = "organisation_scope"
    TEXT_STATE = "text_state"
    CONFIDENCE = "confidence"


CLOSED: dict[ClosedList, type[StrEnum]] = {
    ClosedList.ACTIVITY_STATUS: ActivityStatus,
    ClosedList.ROLE: Role,
    ClosedList.LOCATION_LEVEL: LocationLevel,
    ClosedList.EXACTNESS: Exactness,
    ClosedList.BUDGET_SCOPE: BudgetScope,
    ClosedList.ORGANISATION_SCOPE: OrganisationScope,
    ClosedList.TEXT_STATE: TextState,
    ClosedList.CONFIDENCE: Confidence,
}


class UserRole(StrEnum):
    """Of an account. Each role may do what the ones before it may, and more."""

    CONTRIBUTOR = "contributor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class SubmissionState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """A reviewer's, on one field change."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ReviewOutcome(StrEnum):
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class Channel(StrEnum):
    """How someone or something came to act."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    LINK = "link"
    COMMAND = "command"


class Attempt(StrEnum):
    """Of something that is counted, so that it cannot be tried without end."""

    SIGN_IN = "sign_in"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a word, not a secret
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - a word, not a secret


class ConfirmationOutcome(StrEnum):
    """What a steward answers about a project that is due. Both say that it still stands."""

    CONFIRMED = "confirmed"
    NOTHING_TO_REPORT = "nothing_to_report"


class ReminderStep(StrEnum):
    """Who is reminded of a project that is due, one after the other."""

    FOCAL_POINT = "focal_point"
    COLLEAGUES = "colleagues"
    ANALYSTS = "analysts"


class OverlapKind(StrEnum):
    """What two projects that have much in common may be to each other."""

    LIKELY_DUPLICATE = "likely_duplicate"
    OVERLAP = "overlap"
    SYNERGY = "synergy"


class Verdict(StrEnum):
    """An analyst's, on two projects."""

    DUPLICATE = "duplicate"
    CO_FUNDED = "co_funded"
    SYNERGY = "synergy"
    NOT_RELATED = "not_related"


class ViewKind(StrEnum):
    """The page of analysis that a saved view opens."""

    DASHBOARD = "dashboard"
    TABLE = "table"
    COVERAGE = "coverage"
    NETWORK = "network"
    MONEY = "money"


class Sharing(StrEnum):
    """Who may open a saved view, beside its owner."""

    PRIVATE = "private"
    ANALYSTS = "analysts"
    SIGNED_IN = "signed_in"  # whoever is signed in and has the link
