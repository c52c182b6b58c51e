"""The list of JSON routers."""

from fastapi import APIRouter

from app.api import health, metrics
from app.organisations.routes import router as organisations
from app.projects.index_routes import router as index
from app.projects.place_routes import router as places
from app.projects.region_routes import router as regions
from app.projects.routes import router as projects
from app.projects.suggestion_routes import router as suggestions
from app.review.reports.routes import router as reports
from app.review.submissions.review_routes import router as review
from app.review.submissions.routes import router as submissions

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    metrics.router,
    projects,
    index,
    suggestions,
    regions,
    places,
    organisations,
    reports,
    submissions,
    review,
)
