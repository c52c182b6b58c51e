"""Ready bytes: the same answer for the same question, however it is asked or compressed."""

import gzip
from collections.abc import Iterator, Sequence

import brotli
import httpx2
import pytest

from app.models import Organisation
from app.publication.address import canonical_query
from app.publication.cache import accepted_codings
from app.settings import Settings
from tests.fixtures.factories import located, make_project, make_text
from tests.fixtures.server import Application, run_application, wait_until

PROJECTS = [
    make_project(
        number,
        title=make_text(f"Projet numéro {number}", ar=f"مشروع {number}"),
        themes=["health" if number % 2 else "gender"],
        locations=[located("region", "MA-01")],
    )
    for number in range(1, 31)
]
LIST = "/api/v1/projects"


def organisations() -> Sequence[Organisation]:
    return []


@pytest.fixture
def served(small: Application) -> Application:
    """With an empty cache, and in touch with its database."""
    wait_until(lambda: small.watcher.reachable)
    small.cache.clear()
    return small


@pytest.fixture
def web(served: Application) -> Iterator[httpx2.Client]:
    with served.client() as client:
        yield client


def raw(web: httpx2.Client, path: str, **headers: str) -> tuple[httpx2.Response, bytes]:
    """The answer, and its body as it travelled."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with web.stream("GET", path, headers=named) as answer:
        return answer, b"".join(answer.iter_raw())


NEGOTIATED = [
    ("br", "br"),
    ("gzip", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("gzip, deflate", "gzip"),
    ("GZIP", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0,gzip;q=0", None),
    ("br; q=0.0, gzip ;q=0.5", "gzip"),
    ("br;q=0.001", "br"),
    ("*", "br"),
    ("*;q=0", None),
    ("br;q=0, *", "gzip"),
    ("gzip;q=0.5, *;q=0", "gzip"),
    ("identity", None),
    ("deflate", None),
    ("zstd, x-unknown;level=3", None),
    ("", None),
    (",,;q=", None),
]


@pytest.mark.parametrize(("asked", "given"), NEGOTIATED)
def test_the_coding_is_negotiated(web: httpx2.Client, asked: str, given: str | None) -> None:
    _, plain = raw(web, LIST, accept_encoding="identity")
    for _ in range(2):  # made, then ready
        answer, body = raw(web, LIST, accept_encoding=asked)
        assert answer.headers.get("content-encoding") == given
        assert int(answer.headers["content-length"]) == len(body)
        assert answer.headers["vary"].lower() == "accept-encoding"
        decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[given]
        assert decode(body) == plain


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_each_coding_has_its_strong_etag(web: httpx2.Client, coding: str) -> None:
    answer, body = raw(web, LIST, accept_encoding=coding)
    etag = answer.headers["etag"]
    assert etag.startswith('"')
    assert body
    for condition in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again, nothing = raw(web, LIST, accept_encoding=coding, if_none_match=condition)
        assert again.status_code == 304
        assert nothing == b""
        assert again.headers["etag"] == etag
        for name in ("vary", "cache-control"):
            assert again.headers[name] == answer.headers[name]
    for condition in ('"other"', "other", etag[:-2] + '"', etag.strip('"')):
        other, _ = raw(web, LIST, accept_encoding=coding, if_none_match=condition)
        assert other.status_code == 200
    etags = {
        raw(web, LIST, accept_encoding=each)[0].headers["etag"]
        for each in ("br", "gzip", "identity")
    }
    assert len(etags) == 3


def test_different_answers_have_different_etags(web: httpx2.Client) -> None:
    paths = [f"{LIST}?limit={limit}" for limit in range(1, 20)]
    assert len({web.get(path).headers["etag"] for path in paths}) == len(paths)


@pytest.mark.parametrize(
    "path",
    [LIST, f"{LIST}.geojson", f"{LIST}.csv", f"{LIST}/projet-1", "/api/v1/facets", "/fr/",
     f"{LIST}?limit=0", "/nothing", "/healthz"],
)  # fmt: skip
def test_head_is_get_without_its_body(web: httpx2.Client, path: str) -> None:
    for first, second in (("HEAD", "GET"), ("GET", "HEAD")):
        answers = {method: web.request(method, path) for method in (first, second)}
        head, get = answers["HEAD"], answers["GET"]
        assert head.status_code == get.status_code
        assert head.content == b""
        if path.startswith("/api/v1/") and get.status_code == 200:
            varying = {"date"}
            assert {k: v for k, v in head.headers.items() if k not in varying} == {
                k: v for k, v in get.headers.items() if k not in varying
            }


def test_public_answers_are_open_and_checked_each_time(web: httpx2.Client) -> None:
    for path in (LIST, f"{LIST}?limit=0", "/api/v1/nothing"):
        assert web.get(path).headers["access-control-allow-origin"] == "*"
    good = web.get(LIST)
    assert good.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert "etag" in good.headers["access-control-expose-headers"].lower()
    assert web.get(f"{LIST}?limit=0").headers["cache-control"] == "no-store"


def test_ready_bytes_are_those_of_a_server_without_cache(
    served: Application, web: httpx2.Client
) -> None:
    settings: Settings = served.app.state.settings
    paths = [LIST, f"{LIST}.geojson?theme=health", f"{LIST}.csv?lang=ar", "/api/v1/regions.geojson",
             f"{LIST}/projet-3?lang=ar", f"{LIST}?facets=true&sort=-title"]  # fmt: skip
    uncached = settings.model_copy(update={"cache_bytes": 0})
    with run_application(uncached) as other, other.client() as fresh:
        for path in paths:
            made, ready, plain = web.get(path), web.get(path), fresh.get(path)
            assert len(other.cache) == 0
            assert made.content == ready.content == plain.content
            for name in ("content-type", "cache-control", "vary", "access-control-allow-origin"):
                assert made.headers[name] == ready.headers[name] == plain.headers[name]
            assert made.headers["etag"] == ready.headers["etag"]


def test_equal_questions_share_an_answer(served: Application, web: httpx2.Client) -> None:
    spellings = [
        "theme=health&lang=fr",
        "lang=fr&theme=health",
        "lang=fr&theme=health&theme=health",
        "lang=fr&theme=health&region=&q=",
        "theme=%68ealth&lang=f%72",
        "&lang=fr&&theme=health&",
    ]
    bodies = {web.get(f"{LIST}?{spelling}").content for spelling in spellings}
    assert len(bodies) == 1
    assert len(served.cache) == 1
    web.get(f"{LIST}?theme=gender&lang=fr")
    assert len(served.cache) == 2


def test_a_question_mark_in_a_path_is_not_a_query(served: Application, web: httpx2.Client) -> None:
    assert web.get(f"{LIST}?limit=1").status_code == 200
    assert web.get(f"{LIST}%3Flimit=1").status_code == 404
    assert len(served.cache) == 1


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        (b"", ""),
        (b"b=2&a=1", "a=1&b=2"),
        (b"a=2&a=1", "a=2&a=1"),
        (b"a=&b=1", "b=1"),
        (b"q=sant%C3%A9", "q=sant%C3%A9"),
        ("q=santé".encode(), "q=sant%C3%A9"),
        ("q=santé".encode("latin-1"), "q=sant%C3%A9"),
        (b"q=a+b", "q=a%20b"),
        (b"q=a%26b%3Dc", "q=a%26b%3Dc"),
        (b"q=1;2", "q=1%3B2"),
    ],
)
def test_addresses_have_one_spelling(query: bytes, canonical: str) -> None:
    assert canonical_query(query) == canonical
    assert canonical_query(canonical.encode()) == canonical


def test_accents_may_be_sent_as_they_are(web: httpx2.Client, served: Application) -> None:
    escaped = web.get(f"{LIST}?q=num%C3%A9ro").json()
    assert escaped["numberMatched"] == 30
    assert len(served.cache) == 1


def test_nothing_but_success_is_kept(served: Application, web: httpx2.Client) -> None:
    for path in (f"{LIST}?limit=0", f"{LIST}/none", "/api/v1/none", f"{LIST}/MA-MD-0001", "/",
                 "/fr/none", "/healthz", "/readyz", "/static/none"):  # fmt: skip
        web.get(path)
    web.post(LIST)
    assert len(served.cache) == 0


def test_random_questions_cannot_fill_the_memory(served: Application) -> None:
    settings: Settings = served.app.state.settings
    small_cache = settings.model_copy(update={"cache_bytes": 200_000})
    with run_application(small_cache) as other, other.client() as client:
        wait_until(lambda: other.watcher.reachable)
        sizes = []
        for number in range(300):
            client.get(f"{LIST}?limit=5&q={number:x}z").raise_for_status()
            sizes.append(other.cache.size)
        assert max(sizes) <= 200_000
        assert 10 < len(other.cache) < 300
        client.get(f"{LIST}?limit=5&q=0z")
        kept = len(other.cache)
        client.get(f"{LIST}?limit=5&q=0z")
        assert len(other.cache) == kept
        other.cache.clear()
        assert other.cache.size == 0


def test_an_answer_too_large_to_keep_is_still_given(served: Application) -> None:
    settings: Settings = served.app.state.settings
    with run_application(settings.model_copy(update={"cache_bytes": 9_000})) as other:
        wait_until(lambda: other.watcher.reachable)
        with other.client() as client, served.client() as plain:
            for path in (f"{LIST}?limit=30", f"{LIST}.geojson", f"{LIST}.csv"):
                answer = client.get(path)
                assert answer.content == plain.get(path).content
                assert answer.headers["vary"].lower() == "accept-encoding"
                assert client.head(path).content == b""
            assert len(other.cache) == 0


def test_codings_of_nonsense_are_none() -> None:
    for header in ("q=0", ";;;", "br;q=x;y", "\x00", "br" * 1000):
        assert set(accepted_codings(header)) <= {"br", "gzip"}
