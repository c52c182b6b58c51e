"""Rows of the database, and nothing else: rules live in the features."""

from app.models.base import Base, Names, name_in
from app.models.catalogue import Catalogue
from app.models.codelist import CodelistItem
from app.models.listing import ProjectListing, ProjectName, SearchWord
from app.models.organisation import Organisation
from app.models.project import FormerSlug, Project, Revision
from app.models.project_parts import DocumentLink, Location, Participation, ProjectCode, Source
from app.models.region import Region
from app.models.report import Report
from app.models.server_key import ServerKey

__all__ = [
    "Base",
    "Catalogue",
    "CodelistItem",
    "DocumentLink",
    "FormerSlug",
    "Location",
    "Names",
    "Organisation",
    "Participation",
    "Project",
    "ProjectCode",
    "ProjectListing",
    "ProjectName",
    "Region",
    "Report",
    "Revision",
    "SearchWord",
    "ServerKey",
    "Source",
    "name_in",
]
