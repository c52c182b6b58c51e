"""Files of the front end, asked for as a browser asks."""

import gzip
import hashlib
from pathlib import Path

import brotli
import httpx2
import pytest

from app.settings import ROOT
from app.site.assets import Assets

SCRIPT = ROOT / "static/map/js/core/store.js"


@pytest.fixture
def script_url() -> str:
    return Assets().url("js/core/store.js")


def test_a_versioned_address_is_kept_for_ever(client: httpx2.Client, script_url: str) -> None:
    answer = client.get(script_url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == SCRIPT.read_bytes()


def test_other_addresses_are_checked_each_time(client: httpx2.Client) -> None:
    for path in ("/static/js/main.js", "/static/v-000000000000/js/main.js"):
        assert client.get(path).headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_bodies_are_compressed_once_and_named_by_a_strong_etag(
    client: httpx2.Client, script_url: str, coding: str, decode: object
) -> None:
    with client.stream("GET", script_url, headers={"accept-encoding": coding}) as answer:
        assert answer.headers["content-encoding"] == coding
        assert callable(decode)
        assert decode(b"".join(answer.iter_raw())) == SCRIPT.read_bytes()
        etag = answer.headers["etag"]
    assert not etag.startswith("W/")
    headers = {"accept-encoding": coding, "if-none-match": etag}
    again = client.get(script_url, headers=headers)
    assert again.status_code == 304
    assert again.content == b""
    other = client.get(script_url, headers={**headers, "accept-encoding": "identity"})
    assert other.status_code == 200


def test_a_head_request_has_no_body(client: httpx2.Client, script_url: str) -> None:
    answer = client.head(script_url, headers={"accept-encoding": "identity"})
    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(SCRIPT.stat().st_size)


@pytest.mark.parametrize(
    "path",
    [
        "/static/node_modules/leaflet/package.json",
        "/static/package.json",
        "/static/js/../package.json",
        "/static/js/%2e%2e/package.json",
        "/static/%2e%2e/%2e%2e/app/main.py",
        "/static/scripts/vendor.mjs",
        "/static/js/",
        "/static/",
    ],
)
def test_nothing_else_of_the_disk_is_served(client: httpx2.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_missing_library_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="npm run vendor"):
        Assets(tmp_path).url("vendor/leaflet/leaflet.js")


MODULES = {
    "js/main.js": "import {\n  one,\n} from './one.js'\n/** @type {import('./types.js').One} */",
    "js/one.js": "export const one = 1",
}


@pytest.fixture
def front_end(tmp_path: Path) -> Path:
    """One module and what it imports, joined."""
    for folder in ("css", "js", "joined"):
        (tmp_path / folder).mkdir()
    digest = hashlib.sha256()
    for name, text in MODULES.items():
        (tmp_path / name).write_text(text)
        digest.update(name.encode() + text.encode())
    (tmp_path / "joined/sources").write_text(digest.hexdigest())
    (tmp_path / "joined/main.js").write_text("let one = 1")
    return tmp_path


def test_joined_modules_are_served_as_long_as_they_are_those_of_today(front_end: Path) -> None:
    assets = Assets(front_end)
    assert assets.url("js/main.js").endswith("/joined/main.js")
    assert assets.url("js/one.js").endswith("/js/one.js")
    assert assets.modules("js/main.js") == []
    (front_end / "js/one.js").write_text("export const one = 2")
    changed = Assets(front_end)
    assert changed.url("js/main.js").endswith("/js/main.js")
    assert changed.modules("js/main.js") == [changed.url("js/one.js")]
    (front_end / "joined/sources").unlink()
    assert not Assets(front_end).is_joined
