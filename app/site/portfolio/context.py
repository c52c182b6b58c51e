"""What every page of a portfolio asks for, and how it answers."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from app.codelists import Language
from app.i18n.catalogue import direction
from app.models import Names, name_in
from app.projects.dependencies import CatalogueDep, PublicationDep
from app.projects.directory_queries import read_shapes
from app.projects.reference import Reference
from app.publication.public import Publication
from app.site.assets import Assets
from app.site.languages import PageLanguage
from app.site.portfolio.outlines import Outlines, make_outlines
from app.site.routes import AssetsDep
from app.site.templating import render


@dataclass(frozen=True)
class PageContext:
    language: Language
    assets: Assets
    session: Session
    reference: Reference
    base_url: str
    publication: Publication

    @property
    def mirrored(self) -> bool:
        return direction(self.language) == "rtl"

    def outlines(self) -> Outlines:
        """Kept until the catalogue changes."""
        return self.publication.memo(
            "static maps", lambda: make_outlines(read_shapes(self.session))
        )

    def label(self, codelist: str, code: str) -> str:
        return self.reference.label(codelist, code, self.language)

    def show(self, template: str, path: str, query: str = "", **values: Any) -> HTMLResponse:
        """`path` and `query` are those of the page without its language."""
        return HTMLResponse(
            render(
                template,
                self.language,
                assets=self.assets,
                base_url=self.base_url,
                path=path,
                query=query,
                **values,
            )
        )


def other_names(names: Names, language: Language) -> list[tuple[str, str]]:
    """In the other languages, each name once."""
    shown = {name_in(names, language)}
    others = []
    for code in Language:
        name = names.get(code)
        if name and name not in shown:
            shown.add(name)
            others.append((str(code), name))
    return others


def get_page(
    language: PageLanguage,
    assets: AssetsDep,
    catalogue: CatalogueDep,
    publication: PublicationDep,
) -> PageContext:
    return PageContext(
        language,
        assets,
        catalogue.session,
        catalogue.reference,
        catalogue.base_url,
        publication,
    )


PageDep = Annotated[PageContext, Depends(get_page)]
