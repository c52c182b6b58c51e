"""Answers meant for one person: no cache may keep them."""

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PRIVATE = "kharita.private"


async def private(request: Request) -> None:
    """Dependency of routers: whatever they answer, errors too, carries `no-store`."""
    declare_private(request)


def declare_private(request: Request) -> None:
    request.scope[PRIVATE] = True


class PrivateAnswers:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_unkept(message: Message) -> None:
            if message["type"] == "http.response.start" and scope.get(PRIVATE):
                MutableHeaders(scope=message)["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_unkept)
