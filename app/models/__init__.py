"""Rows of the database, and nothing else: rules live in the features."""

from app.models.account import Membership, User
from app.models.audit import AuditEvent
from app.models.base import Base, Names, name_in
from app.models.bitmap import BitmapChunk, DimensionBitmap
from app.models.catalogue import Catalogue
from app.models.codelist import CodelistItem
from app.models.credentials import (
    ApiToken,
    CredentialAttempt,
    Invitation,
    InvitationMembership,
    PasswordReset,
    UserSession,
)
from app.models.discussion import Comment
from app.models.idempotency import IdempotencyKey
from app.models.listing import ProjectListing, ProjectName, SearchWord
from app.models.notice import Notification, OutboxMessage
from app.models.organisation import Organisation
from app.models.overlap import OverlapLook, OverlapPair, OverlapVerdict
from app.models.project import PROJECT_NUMBER, FormerSlug, Project, Revision
from app.models.project_parts import DocumentLink, Location, Participation, ProjectCode, Source
from app.models.rates import ExchangeRate, RateTable
from app.models.region import Region
from app.models.reminder import DraftPass, Reminder, ReminderLink
from app.models.report import Report
from app.models.saved_view import SavedView
from app.models.server_key import ServerKey
from app.models.submission import FieldChange, Review, Submission

__all__ = [
    "PROJECT_NUMBER",
    "ApiToken",
    "AuditEvent",
    "Base",
    "BitmapChunk",
    "Catalogue",
    "CodelistItem",
    "Comment",
    "CredentialAttempt",
    "DimensionBitmap",
    "DocumentLink",
    "DraftPass",
    "ExchangeRate",
    "FieldChange",
    "FormerSlug",
    "IdempotencyKey",
    "Invitation",
    "InvitationMembership",
    "Location",
    "Membership",
    "Names",
    "Notification",
    "Organisation",
    "OutboxMessage",
    "OverlapLook",
    "OverlapPair",
    "OverlapVerdict",
    "Participation",
    "PasswordReset",
    "Project",
    "ProjectCode",
    "ProjectListing",
    "ProjectName",
    "RateTable",
    "Region",
    "Reminder",
    "ReminderLink",
    "Report",
    "Review",
    "Revision",
    "SavedView",
    "SearchWord",
    "ServerKey",
    "Source",
    "Submission",
    "User",
    "UserSession",
    "name_in",
]
