"""The list of routers of private pages."""

from fastapi import APIRouter

from app.workspace.account.routes import router as account
from app.workspace.demonstration.routes import router as demonstration
from app.workspace.notifications.routes import router as notifications
from app.workspace.projects.routes import router as projects
from app.workspace.reminders.routes import router as reminders
from app.workspace.review.routes import router as review
from app.workspace.submissions.routes import router as submissions
from app.workspace.work.routes import router as work

ROUTERS: tuple[APIRouter, ...] = (
    account,
    work,
    notifications,
    projects,
    submissions,
    review,
    reminders,
    demonstration,
)
