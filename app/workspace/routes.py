"""The list of routers of private pages."""

from fastapi import APIRouter

from app.workspace.submissions.routes import router as submissions

ROUTERS: tuple[APIRouter, ...] = (submissions,)
