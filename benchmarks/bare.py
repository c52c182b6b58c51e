"""The least that an ASGI server can do: send bytes that are ready, whatever is asked.

`BARE_DIRECTORY` has the body and the headers of one response of Kharita.
"""

import json
import os
from pathlib import Path
from typing import Any

_directory = Path(os.environ["BARE_DIRECTORY"])
_body = (_directory / "body").read_bytes()
_headers = [
    (name.encode(), value.encode())
    for name, value in json.loads((_directory / "headers.json").read_text())
]


async def application(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": _headers})
        await send({"type": "http.response.body", "body": _body})
