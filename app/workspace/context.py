"""What every private page asks for, and how it answers."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from app.auth.current_user import CurrentUser
from app.auth.dependencies import require
from app.codelists import Language
from app.notices.queries import count_unread
from app.permissions.roles import Permission
from app.projects.dependencies import CatalogueDep
from app.projects.reference import Reference
from app.review.submissions.access import Asker
from app.review.submissions.dependencies import SelfReview
from app.site.assets import Assets
from app.site.languages import PageLanguage
from app.site.map_routes import NEIGHBOURS
from app.site.routes import AssetsDep
from app.workspace.navigation import menu
from app.workspace.templating import render


@dataclass(frozen=True)
class OpenPage:
    """A page of the private side that needs no account: to sign in, to accept an invitation."""

    language: Language
    assets: Assets
    request: Request

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        url = self.request.url
        content = render(
            template,
            self.language,
            assets=self.assets,
            path=url.path.removeprefix(f"/{self.language}"),
            query=f"?{url.query}" if url.query else "",
            user=None,
            **values,
        )
        return HTMLResponse(content, status_code=status)


@dataclass(frozen=True)
class WorkspacePage:
    """`asker` is the user, reading in the language of the page."""

    language: Language
    assets: Assets
    request: Request
    session: Session
    reference: Reference
    user: CurrentUser
    asker: Asker

    def label(self, codelist: str, code: str) -> str:
        return self.reference.label(codelist, code, self.language)

    def map_data(self) -> dict[str, Any]:
        """What a module needs to draw our base map."""
        settings = self.request.app.state.settings
        neighbours = self.assets.url(NEIGHBOURS) if NEIGHBOURS in self.assets.files else None
        return {
            "neighbours": neighbours,
            "tiles": {"url": settings.tile_url} if settings.tile_url else None,
        }

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        url = self.request.url
        content = render(
            template,
            self.language,
            assets=self.assets,
            path=url.path.removeprefix(f"/{self.language}"),
            query=f"?{url.query}" if url.query else "",
            user=self.user,
            menu=menu(self.user.permissions),
            unread=count_unread(self.session, self.user.id),
            **values,
        )
        return HTMLResponse(content, status_code=status)


def get_open_page(language: PageLanguage, assets: AssetsDep, request: Request) -> OpenPage:
    return OpenPage(language, assets, request)


# Managing oneself is what no token may: private pages are for people in a browser.
SignedIn = Annotated[CurrentUser, Depends(require(Permission.SELF_MANAGE))]


def get_workspace_page(
    language: PageLanguage,
    assets: AssetsDep,
    request: Request,
    catalogue: CatalogueDep,
    user: SignedIn,
    self_review: SelfReview,
) -> WorkspacePage:
    asker = Asker(replace(user, language=language), self_review)
    return WorkspacePage(
        language, assets, request, catalogue.session, catalogue.reference, user, asker
    )


OpenPageDep = Annotated[OpenPage, Depends(get_open_page)]
WorkspacePageDep = Annotated[WorkspacePage, Depends(get_workspace_page)]
