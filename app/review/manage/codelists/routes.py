"""Administration of codelists: add, translate, retire."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.auth.current_user import CurrentUser
from app.auth.dependencies import private, require
from app.auth.responses import refusals
from app.codelists import ClosedList, OpenList
from app.db.session import ReadSession, WriteSession
from app.errors import NotFoundError
from app.kit.versions import IfMatch, etag
from app.permissions.roles import Permission
from app.review.manage.codelists import service
from app.review.manage.codelists.queries import describe_item, describe_lists, find_item
from app.review.manage.codelists.schemas import (
    Codelist,
    ItemEdit,
    ManagedItem,
    ManagedLists,
    NewItem,
)

router = APIRouter(
    prefix="/api/v1/manage/codelists",
    tags=["Administration"],
    dependencies=[Depends(private)],
)
Manager = Annotated[CurrentUser, Depends(require(Permission.CATALOGUE_MANAGE))]


def named_list(name: str) -> Codelist:
    if name in set(OpenList):
        return OpenList(name)
    if name in set(ClosedList):
        return ClosedList(name)
    raise NotFoundError(f"There is no codelist '{name[:60]}'")


NamedList = Annotated[Codelist, Depends(named_list)]


@router.get("", responses=refusals(401, 403))
def read_lists(_user: Manager, session: ReadSession) -> ManagedLists:
    """All of them, with their retired items."""
    return describe_lists(session)


@router.post("/{name}/items", status_code=201, responses=refusals(401, 403, 404, 409, body=True))
def add(
    codelist: NamedList, body: NewItem, user: Manager, session: WriteSession, response: Response
) -> ManagedItem:
    """At the end of an open list."""
    item = service.add_item(session, user, codelist, body)
    response.headers["location"] = f"{router.prefix}/{item.list}/items/{item.code}"
    response.headers["etag"] = etag(item.version)
    return describe_item(item)


@router.get("/{name}/items/{code}", responses=refusals(401, 403, 404))
def read(
    codelist: NamedList, code: str, _user: Manager, session: ReadSession, response: Response
) -> ManagedItem:
    """With its ETag, for If-Match."""
    item = find_item(session, codelist, code)
    response.headers["etag"] = etag(item.version)
    return describe_item(item)


@router.patch("/{name}/items/{code}", responses=refusals(401, 403, 404, 409, 412, 428, body=True))
def edit(
    codelist: NamedList,
    code: str,
    body: ItemEdit,
    user: Manager,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> ManagedItem:
    """Its labels, of any list; whether it is retired, of an open one."""
    item = service.edit_item(session, user, codelist, code, if_match, body)
    response.headers["etag"] = etag(item.version)
    return describe_item(item)
