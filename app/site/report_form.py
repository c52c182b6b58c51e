"""The form that reports an error: what was typed, what is wrong with it, and its signed time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.codelists import Language
from app.errors import TooManyRequestsError
from app.models import Project
from app.review.reports.form_token import Refusal, make_token, refuse_token
from app.review.reports.queries import KeyAndTime, read_key
from app.review.reports.schemas import NewReport
from app.review.reports.service import take_report
from app.site.project_page import LocalText, local_text

TYPED = ("message", "source", "email")
TOKEN = "token"  # noqa: S105 - the name of a field
# Kinds of error of the model, as the page words them.
_KINDS = {"missing": "blank", "string_too_long": "long", "null_character": "unreadable"}


@dataclass(frozen=True)
class ReportForm:
    """`errors` maps a field to the kind of its error; `token` and `pace` are of the whole form."""

    slug: str
    title: LocalText | None
    token: str
    typed: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(TYPED, ""))
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    retry_after: int | None = None


def empty_form(session: Session, project: Project, language: Language) -> ReportForm:
    return ReportForm(project.slug, _title(project, language), _new_token(session, project))


def unreachable_form(slug: str, typed: Mapping[str, str]) -> ReportForm:
    """When the database does not answer: nothing is lost of what was typed."""
    return ReportForm(
        slug, None, typed.get(TOKEN, ""), _kept(typed), {"form": "unreachable"}, 503, 5
    )


def submit_form(
    session: Session,
    project: Project,
    typed: Mapping[str, str],
    language: Language,
    address: str | None,
) -> ReportForm | None:
    """The form again if it is refused, None once the report is written."""
    clock = read_key(session)
    refusal = refuse_token(clock.key, project.identifier, typed.get(TOKEN, ""), clock.now)
    new, errors = _validate(typed, project, language)
    if refusal is not None and not errors:
        errors["form"] = refusal
    pace: TooManyRequestsError | None = None
    if new is not None and not errors:
        try:
            take_report(session, project, new, address)
        except TooManyRequestsError as error:
            pace = error
            errors["form"] = "pace"
        else:
            return None
    return ReportForm(
        project.slug,
        _title(project, language),
        _kept_token(clock, project, typed, refusal),
        _kept(typed),
        errors,
        pace.status if pace else 422,
        pace.retry_after if pace else None,
    )


def _validate(
    typed: Mapping[str, str], project: Project, language: Language
) -> tuple[NewReport | None, dict[str, str]]:
    content: dict[str, Any] = {name: typed.get(name, "") for name in (*TYPED, "website")}
    try:
        return NewReport(project=project.slug, lang=language, **content), {}
    except ValidationError as error:
        errors: dict[str, str] = {}
        for fault in error.errors(include_url=False, include_input=False):
            errors.setdefault(str(fault["loc"][0]), _KINDS.get(fault["type"], fault["type"]))
        if "website" in errors:
            errors["form"] = errors.pop("website")
        return None, errors


def _kept(typed: Mapping[str, str]) -> Mapping[str, str]:
    return {name: typed.get(name, "") for name in TYPED}


def _title(project: Project, language: Language) -> LocalText | None:
    return local_text(project.title, language)


def _new_token(session: Session, project: Project) -> str:
    clock = read_key(session)
    return make_token(clock.key, project.identifier, clock.now)


def _kept_token(
    clock: KeyAndTime, project: Project, typed: Mapping[str, str], refusal: Refusal | None
) -> str:
    """Who corrects a field need not wait again."""
    if refusal in (None, Refusal.EARLY):
        return typed[TOKEN]
    return make_token(clock.key, project.identifier, clock.now)
