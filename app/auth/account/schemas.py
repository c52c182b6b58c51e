"""Shapes of one's own account."""

from typing import Any

from pydantic import BaseModel, Field

from app.auth.schemas import Me, Name, Password, Strict
from app.codelists import Language

Rows = list[dict[str, Any]]


class OwnChanges(Strict):
    """What one may change of oneself. What is left out stays."""

    name: Name = Field("", validate_default=False)
    language: Language = Field(Language.FR)


class Confirmation(Strict):
    password: Password


class AccountExport(BaseModel):
    """All that is kept about a person, but secrets."""

    account: Me
    mail_choices: dict[str, Any]
    sessions: Rows
    tokens: Rows
    notifications: Rows
    submissions: Rows
    comments: Rows
    reviews: Rows
    reminders: Rows
    saved_views: Rows
    audit_events: Rows
