"""`GET /api/v1/suggestions`: what the words typed so far may mean."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, field_validator

from app.codelists import ClosedList, Language, LocationLevel, Role
from app.i18n.catalogue import messages
from app.kit.schemas import Problem
from app.models import name_in
from app.projects.dependencies import CatalogueDep, PublicationDep
from app.projects.filters import LanguageParameter
from app.projects.items import project_path
from app.projects.reference import Reference
from app.projects.suggestion_names import Entry, Kind, read_gazetteer
from app.projects.suggestions import Found, suggest
from app.publication.public import public, refuse_repeated

router = APIRouter(
    prefix="/api/v1",
    tags=["Projects"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


class SuggestionsQuery(LanguageParameter):
    q: str = Field("", max_length=200, description="What is typed so far, in any language.")
    limit: int = Field(10, ge=1, le=50, description="How many suggestions at most.")

    @field_validator("q")
    @classmethod
    def _no_null_character(cls, value: str) -> str:
        if "\x00" in value:
            raise ValueError("the null character cannot be searched for")
        return value


class Suggestion(BaseModel):
    kind: Kind
    value: str = Field(description="Slug, code, or name of a place.")
    label: str = Field(description="Name in `lang`, else in French.")
    label_lang: Language
    acronym: str | None
    detail: str | None = Field(description="A short hint, in `lang`.")
    count: int = Field(description="How many projects.")
    url: str = Field(description="Page of the project; for others the map, filtered.")


class SuggestionList(BaseModel):
    """Suggestions of one kind are together; the kind with the best match comes first."""

    numberReturned: int = Field(description="How many are here.")  # noqa: N815 - OGC name
    items: list[Suggestion]


@router.get("/suggestions")
def list_suggestions(
    query: Annotated[SuggestionsQuery, Query()],
    catalogue: CatalogueDep,
    publication: PublicationDep,
) -> SuggestionList:
    """Projects, organisations, regions, provinces and places whose name begins as typed, or holds
    the words typed; accents and small typos do not matter."""
    session = catalogue.session
    found = suggest(
        session,
        lambda: publication.memo("gazetteer", lambda: read_gazetteer(session)),
        query.q,
        query.lang,
        query.limit,
    )
    teller = _Teller(catalogue.reference, query.lang, catalogue.base_url)
    return SuggestionList(numberReturned=len(found), items=[teller.tell(one) for one in found])


class _Teller:
    def __init__(self, reference: Reference, language: Language, base_url: str) -> None:
        self.reference = reference
        self.language = language
        self.base_url = base_url

    def tell(self, found: Found) -> Suggestion:
        if isinstance(found.subject, Entry):
            return self.entry(found.subject)
        return self.project(found.subject.item)

    def entry(self, entry: Entry) -> Suggestion:
        return Suggestion(
            kind=entry.kind,
            value=entry.value,
            label=name_in(entry.names, self.language),
            label_lang=self.language if entry.names.get(self.language) else Language.FR,
            acronym=entry.acronym,
            detail=self.entry_detail(entry),
            count=entry.count,
            url=f"{self.base_url}/{self.language}/?{urlencode(_filter(entry))}",
        )

    def entry_detail(self, entry: Entry) -> str | None:
        if entry.kind == Kind.REGION:
            return self.reference.label(
                ClosedList.LOCATION_LEVEL, LocationLevel.REGION, self.language
            )
        if entry.roles is not None:
            return self.role_detail(entry.roles)
        return self.separator.join(
            self.reference.area_name(code, self.language) for code in entry.parents
        )

    def role_detail(self, roles: Mapping[Role, int]) -> str | None:
        role: Role = max(Role, key=lambda one: roles[one])
        number = roles[role]
        if not number:
            return None
        ngettext = messages(self.language).ngettext
        sentences = {
            Role.FUNDING: ngettext("bailleur de %(n)s projet", "bailleur de %(n)s projets", number),
            Role.ACCOUNTABLE: ngettext(
                "responsable de %(n)s projet", "responsable de %(n)s projets", number
            ),
            Role.EXTENDING: ngettext(
                "intermédiaire de %(n)s projet", "intermédiaire de %(n)s projets", number
            ),
            Role.IMPLEMENTING: ngettext(
                "opérateur de %(n)s projet", "opérateur de %(n)s projets", number
            ),
            Role.PARTNER: ngettext(
                "partenaire de %(n)s projet", "partenaire de %(n)s projets", number
            ),
        }
        return sentences[role] % {"n": number}

    def project(self, item: Mapping[str, Any]) -> Suggestion:
        shown = self.language if item["title"].get(self.language) else Language.FR
        return Suggestion(
            kind=Kind.PROJECT,
            value=item["slug"],
            label=item["title"][shown],
            label_lang=shown,
            acronym=item["acronym"],
            detail=self.project_detail(item),
            count=1,
            url=self.base_url + project_path(item["slug"], self.language),
        )

    def project_detail(self, item: Mapping[str, Any]) -> str | None:
        """Its regions, or how far it reaches, and its years."""
        if item["regions"]:
            where = self.separator.join(
                self.reference.area_name(code, self.language) for code in item["regions"][:2]
            ) + (" …" if len(item["regions"]) > 2 else "")
        else:
            where = self.separator.join(
                self.reference.label(ClosedList.LOCATION_LEVEL, level, self.language)
                for level in item["levels"]
            )
        years = dict.fromkeys(
            date[:4] for date in (item["start_date"], item["end_date"]) if date is not None
        )
        return " · ".join(part for part in (where, "–".join(years)) if part) or None

    @property
    def separator(self) -> str:
        return "، " if self.language == Language.AR else ", "


def _filter(entry: Entry) -> dict[str, str]:
    if entry.kind == Kind.PLACE:
        return {"province": entry.parents[0], "q": entry.value}
    return {str(entry.kind): entry.value}
