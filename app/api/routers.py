"""The list of JSON routers."""

from fastapi import APIRouter

from app.analysis.coverage.routes import router as coverage
from app.analysis.cross_table.routes import router as cross_table
from app.analysis.dashboard.routes import router as dashboard
from app.analysis.money.routes import router as money
from app.analysis.network.routes import router as network
from app.api import health, metrics
from app.auth.account.routes import router as account
from app.auth.invitations.routes import manage as manage_invitations
from app.auth.invitations.routes import router as invitations
from app.auth.passwords.routes import router as passwords
from app.auth.sessions.routes import router as sessions
from app.auth.tokens.routes import router as tokens
from app.auth.users.routes import router as users
from app.exchange.routes import router as exchange
from app.organisations.routes import router as organisations
from app.projects.index_routes import router as index
from app.projects.place_routes import router as places
from app.projects.region_routes import router as regions
from app.projects.routes import router as projects
from app.projects.suggestion_routes import router as suggestions
from app.review.audit_log.routes import router as audit_log
from app.review.discussion.routes import router as discussion
from app.review.freshness.reminders.routes import router as reminder_links
from app.review.freshness.routes import router as freshness
from app.review.history.private_routes import router as private_history
from app.review.history.routes import router as history
from app.review.manage.codelists.routes import router as managed_codelists
from app.review.manage.organisations.routes import router as managed_organisations
from app.review.manage.projects.routes import router as managed_projects
from app.review.notifications.routes import router as notifications
from app.review.overlaps.routes import router as overlaps
from app.review.reports.routes import router as reports
from app.review.reports.triage_routes import router as triage
from app.review.saved_views.routes import router as saved_views
from app.review.submissions.review_routes import router as review
from app.review.submissions.routes import router as submissions

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    metrics.router,
    projects,
    exchange,
    index,
    suggestions,
    dashboard,
    cross_table,
    coverage,
    money,
    network,
    regions,
    places,
    organisations,
    history,
    private_history,
    reports,
    triage,
    freshness,
    reminder_links,
    managed_projects,
    managed_organisations,
    managed_codelists,
    submissions,
    review,
    overlaps,
    saved_views,
    discussion,
    notifications,
    audit_log,
    sessions,
    account,
    passwords,
    tokens,
    invitations,
    manage_invitations,
    users,
)
