"""Pages of the radar: pairs of projects, and two projects beside each other."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.analysis.overlaps.refreshing import catch_up
from app.codelists import OverlapKind, Verdict
from app.db.session import WriteSession
from app.permissions.roles import Permission
from app.projects.dependencies import PublicationDep
from app.projects.directory_queries import read_shapes
from app.review.freshness.queries import read_today
from app.review.overlaps.view import find_pair, view_pair, view_pairs
from app.site.portfolio.outlines import make_outlines
from app.workspace.context import WorkspacePageDep
from app.workspace.errors import WorkspaceRoute
from app.workspace.overlaps.choices import choices, wanted
from app.workspace.overlaps.pair_map import pair_map
from app.workspace.overlaps.side_by_side import side_by_side

router = APIRouter(
    prefix="/{lang}/workspace/overlaps", include_in_schema=False, route_class=WorkspaceRoute
)


@router.get("")
def overlaps_page(page: WorkspacePageDep, request: Request, session: WriteSession) -> HTMLResponse:
    """Projects that changed since the last look are compared first."""
    query = wanted(request)
    today = read_today(session)
    uncompared = catch_up(session, today)
    user = page.asker.user
    found = view_pairs(session, user, query, page.reference, today, uncompared)
    asked = [(name, value) for name, value in request.query_params.multi_items()
             if value.strip() and name != "cursor"]  # fmt: skip
    return page.show(
        "overlaps/list.html",
        found=found,
        filters=query,
        kinds=list(OverlapKind),
        verdicts=list(Verdict),
        choices=choices(page),
        asked=bool(asked),
        following=urlencode([*asked, ("cursor", found.next)]) if found.next else None,
    )


@router.get("/{one}/{other}")
def pair_page(
    one: str, other: str, page: WorkspacePageDep, publication: PublicationDep
) -> Response:
    session, user = page.session, page.asker.user
    pair = find_pair(session, one, other, page.reference, read_today(session))
    names = [side.project.identifier for side in (pair.first, pair.second)]
    if [one, other] != names:
        return RedirectResponse(f"/{page.language}/workspace/overlaps/{'/'.join(names)}", 302)
    shown = view_pair(session, user, pair, page.reference)
    outlines = publication.memo("static maps", lambda: make_outlines(read_shapes(session)))
    return page.show(
        "overlaps/pair.html",
        pair=shown,
        rows=side_by_side(shown.first, shown.second, page.reference, page.language),
        drawing=pair_map(
            outlines, pair.first.content["locations"], pair.second.content["locations"]
        ),
        verdicts=list(Verdict),
        judging=user.may(Permission.SUBMISSIONS_REVIEW),
        page_data={"url": f"/api/v1/overlaps/{'/'.join(names)}/verdict", "version": shown.version},
    )
