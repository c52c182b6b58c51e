"""The page of a reminder's link. It needs no account and no script; opening it changes nothing,
for programs that read mails open links too."""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.auth.cookies import DRAFT_COOKIE, set_cookie
from app.codelists import ConfirmationOutcome
from app.db.session import WriteSession
from app.kit.forms import read_form
from app.kit.storable import fault_of_text
from app.review.freshness.reminders.answers import (
    MAX_SUCCESSOR,
    PASS_LIFE,
    confirm_by_link,
    decline_by_link,
    edit_by_link,
)
from app.review.freshness.reminders.links import EndedLinkError, open_link
from app.site.portfolio.context import PageDep
from app.workspace.context import OpenPage, OpenPageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.reminders.page import build_page

router = APIRouter(
    prefix="/{lang}/reminders/{token}", include_in_schema=False, route_class=WorkspaceRoute
)
Form = Annotated[Mapping[str, str], Depends(read_form)]
_READ = re.compile(r"(MA-MD-\d{4,}):(\d{1,9})")
# The token is in the address: it must not leave with a click.
_HEADERS = {"Referrer-Policy": "no-referrer"}


@router.get("")
def show(token: str, page: OpenPageDep, catalogue: PageDep, told: str = "") -> HTMLResponse:
    try:
        link = open_link(catalogue.session, token)
    except EndedLinkError:
        return _ended(page)
    shown = build_page(catalogue, link)
    answer = page.show("reminder.html", reminder=shown, told=told, token=token)
    answer.headers.update(_HEADERS)
    return answer


@router.post("/confirmation")
def confirm(token: str, page: OpenPageDep, form: Form, session: WriteSession) -> Response:
    """Of one project or of all: those that `read` names, with the revisions that were shown."""
    nothing = form.get("outcome") == ConfirmationOutcome.NOTHING_TO_REPORT
    outcome = ConfirmationOutcome.NOTHING_TO_REPORT if nothing else ConfirmationOutcome.CONFIRMED
    read = {name: int(number) for name, number in _READ.findall(form.get("read", ""))}
    try:
        answered = confirm_by_link(session, token, outcome, read)
    except EndedLinkError:
        return _ended(page)
    return _back(page, token, "changed" if answered.changed else "confirmed")


@router.post("/draft")
def edit(token: str, page: OpenPageDep, form: Form, session: WriteSession) -> Response:
    """Leads to the editor, with a cookie that opens this draft and nothing else."""
    try:
        submission, secret = edit_by_link(session, token, form.get("project", ""))
    except EndedLinkError:
        return _ended(page)
    address = f"/{page.language}/workspace/submissions/{submission.id}/edit"
    answer = RedirectResponse(address, 303, _HEADERS)
    seconds = int(PASS_LIFE.total_seconds())
    set_cookie(page.request, answer, secret, seconds, name=DRAFT_COOKIE)
    return answer


@router.post("/successor")
def decline(token: str, page: OpenPageDep, form: Form, session: WriteSession) -> Response:
    successor = form.get("successor", "").strip()[:MAX_SUCCESSOR]
    kept = successor if successor and fault_of_text(successor) is None else None
    try:
        decline_by_link(session, token, form.get("organisation", ""), kept)
    except EndedLinkError:
        return _ended(page)
    return _back(page, token, "declined")


def _back(page: OpenPage, token: str, told: str) -> Response:
    """To the page again, so that reloading it sends nothing."""
    return RedirectResponse(f"/{page.language}/reminders/{token}?told={told}", 303, _HEADERS)


def _ended(page: OpenPage) -> HTMLResponse:
    answer = page.show("reminder_ended.html", status=EndedLinkError.status)
    answer.headers.update(_HEADERS)
    return answer
