"""The list of routers of the pages of analysis."""

from fastapi import APIRouter

from app.site.analysis.coverage_routes import router as coverage
from app.site.analysis.dashboard_routes import router as dashboard

ROUTERS: tuple[APIRouter, ...] = (dashboard, coverage)
