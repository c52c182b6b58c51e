"""The list of routers of the pages of analysis."""

from fastapi import APIRouter

from app.site.analysis.coverage_routes import router as coverage
from app.site.analysis.dashboard_routes import router as dashboard
from app.site.analysis.money_routes import router as money
from app.site.analysis.network_routes import router as network
from app.site.analysis.table_routes import router as table

ROUTERS: tuple[APIRouter, ...] = (dashboard, table, coverage, network, money)
