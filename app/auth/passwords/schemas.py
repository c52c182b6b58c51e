"""Shapes of passwords and of resets."""

from datetime import datetime

from pydantic import BaseModel

from app.auth.schemas import MailAddress, Password, Strict


class PasswordChange(Strict):
    current_password: Password
    new_password: Password


class ResetRequest(Strict):
    email: MailAddress


class NewPassword(Strict):
    password: Password


class OpenReset(BaseModel):
    expires_at: datetime
