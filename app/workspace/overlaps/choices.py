"""What the list of pairs asks for by its address, and what its form offers to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Request
from pydantic import ValidationError

from app.analysis.overlaps.filters import PairSort, PairsQuery
from app.codelists import OpenList
from app.errors import BadParameterError
from app.models import name_in
from app.workspace.context import WorkspacePage

# Likenesses to begin with, from a little to much.
SCORES = (0.2, 0.3, 0.4, 0.6)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    regions: Sequence[Choice]
    themes: Sequence[Choice]
    target_groups: Sequence[Choice]
    funders: Sequence[Choice]
    scores: Sequence[float]
    sorts: Sequence[PairSort]


def wanted(request: Request) -> PairsQuery:
    """An empty choice of a form is no choice. Raises BadParameterError."""
    given: dict[str, str | list[str]] = {}
    for name, value in request.query_params.multi_items():
        field = PairsQuery.model_fields.get(name)
        if not value.strip():
            continue
        if field is not None and isinstance(field.default, list):
            known = given.setdefault(name, [])
            assert isinstance(known, list)  # noqa: S101 - as it was begun
            known.append(value)
        else:
            given[name] = value
    try:
        return PairsQuery.model_validate(given)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else ""
        raise BadParameterError(name, f"{name}: {error.errors()[0]['msg']}") from None


def choices(page: WorkspacePage) -> Choices:
    reference, language = page.reference, page.language
    funders = sorted(
        (Choice(slug, name_in(found.names, language))
         for slug, found in reference.organisations.items()),
        key=lambda choice: choice.label.casefold(),
    )  # fmt: skip
    return Choices(
        regions=[Choice(code, reference.area_name(code, language)) for code in reference.regions],
        themes=_codes(page, OpenList.THEME),
        target_groups=_codes(page, OpenList.TARGET_GROUP),
        funders=funders,
        scores=SCORES,
        sorts=(PairSort.SCORE_DOWN, PairSort.MONTHS_DOWN, PairSort.SCORE, PairSort.MONTHS),
    )


def _codes(page: WorkspacePage, codelist: OpenList) -> list[Choice]:
    items: Mapping[str, object] = page.reference.lists[codelist]
    return [Choice(code, page.label(codelist, code)) for code in items]
