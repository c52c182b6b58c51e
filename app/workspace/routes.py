"""The list of routers of private pages."""

from fastapi import APIRouter

from app.workspace.account.routes import router as account
from app.workspace.demonstration.routes import router as demonstration
from app.workspace.manage.audit.routes import router as manage_audit
from app.workspace.manage.catalogue.routes import router as manage_catalogue
from app.workspace.manage.people.routes import router as manage_people
from app.workspace.manage.upkeep.routes import router as manage_upkeep
from app.workspace.notifications.routes import router as notifications
from app.workspace.overlaps.routes import router as overlaps
from app.workspace.projects.routes import router as projects
from app.workspace.reminders.routes import router as reminders
from app.workspace.review.routes import router as review
from app.workspace.submissions.routes import router as submissions
from app.workspace.views.routes import router as views
from app.workspace.work.routes import router as work

ROUTERS: tuple[APIRouter, ...] = (
    account,
    work,
    notifications,
    projects,
    submissions,
    review,
    overlaps,
    views,
    reminders,
    demonstration,
    manage_upkeep,
    manage_people,
    manage_catalogue,
    manage_audit,
)
