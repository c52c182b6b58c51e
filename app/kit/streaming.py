"""Files that are written while they are sent."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from fastapi.responses import Response, StreamingResponse

# What is longer is sent while it is written.
STREAMED_BYTES = 1_000_000


def stream(
    write: Callable[[], Iterator[bytes]], media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Starts to write before answering, so that what is wrong is told as a problem. An answer of
    ordinary size is whole before it is sent, and has given its connection back."""
    chunks = write()
    written: list[bytes] = []
    size = 0
    for chunk in chunks:
        written.append(chunk)
        size += len(chunk)
        if size > STREAMED_BYTES:
            return StreamingResponse(
                chain([b"".join(written)], chunks), media_type=media_type, headers=headers
            )
    return Response(b"".join(written), media_type=media_type, headers=headers)
