"""Idempotency-Key: a creation that is sent again gives the first answer, and is not done twice."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Header, Request
from fastapi.responses import Response
from pydantic_core import to_json, to_jsonable_python
from sqlalchemy import CursorResult, delete, func, select, text
from sqlalchemy.orm import Session

from app.errors import AppError
from app.models import IdempotencyKey
from app.models.idempotency import MAX_KEY

KEPT = timedelta(hours=24)
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=MAX_KEY,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text that is new for each creation, such as a UUID. The same key and "
        "body within a day give the same answer, and nothing is created twice.",
    ),
]


class ReusedKeyError(AppError):
    status = 422
    title = "Idempotency-Key already used"


@dataclass(frozen=True)
class Answer:
    """`content` is what `pydantic_core.to_jsonable_python` takes: a model, a dict…"""

    status: int
    content: object
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        return Response(to_json(self.content), self.status, dict(self.headers), "application/json")


def answer_once(
    session: Session,
    user_id: UUID,
    key: str | None,
    request: Request,
    body: object,
    create: Callable[[], Answer],
) -> Response:
    """`create()`, or the answer it gave when the same key and body came before.

    Kept in the transaction of the creation: an error keeps nothing, and may be tried again.
    Requests of one key take turns. Raises ReusedKeyError.
    """
    if key is None:
        return create().response()
    digest = _digest(request, body)
    _take_turn(session, user_id, key)
    known = session.scalars(
        select(IdempotencyKey).where(IdempotencyKey.user_id == user_id, IdempotencyKey.key == key)
    ).one_or_none()
    if known is not None and known.created_at > session.scalars(select(func.now() - KEPT)).one():
        if known.request_hash != digest:
            raise ReusedKeyError("Idempotency-Key: was sent with another request; make a new one")
        return Answer(known.status, known.body, known.headers).response()
    if known is not None:
        session.delete(known)
        session.flush()
    answer = create()
    session.add(
        IdempotencyKey(
            user_id=user_id,
            key=key,
            request_hash=digest,
            status=answer.status,
            headers=dict(answer.headers),
            body=to_jsonable_python(answer.content),
        )
    )
    return answer.response()


def forget_answers(session: Session) -> int:
    """How many were older than a day."""
    done = session.execute(
        delete(IdempotencyKey).where(IdempotencyKey.created_at < func.now() - KEPT)
    )
    assert isinstance(done, CursorResult)  # noqa: S101 - what a DELETE returns
    return done.rowcount


def _digest(request: Request, body: object) -> bytes:
    """Of the body as it was understood: white space and the order of members do not count."""
    head = f"{request.method} {request.url.path}\0".encode()
    content = json.dumps(to_jsonable_python(body), sort_keys=True)
    return hashlib.sha256(head + content.encode()).digest()


def _take_turn(session: Session, user_id: UUID, key: str) -> None:
    digest = hashlib.sha256(f"idempotency\0{user_id}\0{key}".encode()).digest()
    number = int.from_bytes(digest[:8], signed=True)
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
