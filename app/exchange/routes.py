"""Public API of files of projects: one address for each format."""

from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.db.session import DatabaseDep
from app.exchange.formats import FORMATS, Format
from app.exchange.selection import make_selection
from app.kit.schemas import Problem
from app.kit.streaming import stream
from app.projects.dependencies import BaseUrl, ReferenceDep
from app.projects.filters import FileQuery
from app.publication.public import public, refuse_repeated
from app.settings import Settings

router = APIRouter(
    prefix="/api/v1",
    tags=["Files"],
    dependencies=[Depends(public), Depends(refuse_repeated)],
    responses={400: {"model": Problem, "description": "A query parameter is wrong."}},
)


def _handler(wanted: Format) -> Callable[..., Response]:
    def projects_file(
        request: Request,
        query: Annotated[FileQuery, Query()],
        database: DatabaseDep,
        reference: ReferenceDep,
        base_url: BaseUrl,
    ) -> Response:
        settings: Settings = request.app.state.settings
        headers = {"content-disposition": f'attachment; filename="{wanted.file_name}"'}

        def write() -> Iterator[bytes]:
            with database.read() as session:
                selection = make_selection(session, query, reference, base_url, settings)
                headers["ogc-numbermatched"] = str(selection.numbers.matched)
                yield from wanted.write(selection)

        return stream(write, wanted.media_type, headers)

    return projects_file


def _schema(wanted: Format) -> dict[str, str]:
    """What is JSON is described as such: a reader of the description looks into it."""
    if wanted.media_type.endswith("json"):
        return {"type": "object"}
    return {"type": "string", "format": "binary"}


for each in FORMATS.values():
    if each.own_route:
        router.add_api_route(
            f"/projects.{each.name}",
            _handler(each),
            name=f"projects_{each.name.replace('.', '_')}",
            summary=f"Projects {each.label}",
            description=f"The same projects as a file: {each.label}. A header tells how many.",
            response_class=Response,
            responses={
                200: {"content": {each.media_type.partition(";")[0]: {"schema": _schema(each)}}}
            },
        )
