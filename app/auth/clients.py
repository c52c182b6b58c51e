"""What a request tells of the browser that sends it."""

from typing import Annotated

from fastapi import Depends, Request

from app.auth.cookies import read_cookie
from app.auth.sessions.service import Client


async def get_client(request: Request) -> Client:
    return Client(
        address=request.client.host if request.client else None,
        user_agent=_printable(request.headers.get("user-agent")),
        former_secret=read_cookie(request),
    )


ClientDep = Annotated[Client, Depends(get_client)]


def _printable(text: str | None) -> str | None:
    return "".join(filter(str.isprintable, text)) if text else None
