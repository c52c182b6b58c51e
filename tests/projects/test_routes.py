"""Bad requests: each is told what is wrong and what is allowed, and nothing of how we work."""

import http.client
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from tests.fixtures.server import Server

SECRETS = ("Traceback", "sqlalchemy", "psycopg", "SELECT ", 'File "', "project_listings")
LISTS = ["projects", "projects.geojson", "projects.csv", "regions.geojson", "facets"]
PAGED = ["projects", "projects.geojson", "projects.csv"]

# Addresses below /api/v1/, the parameter that is named, some of what is allowed or told.
BAD: list[tuple[str, str, Sequence[str]]] = [
    *((f"{name}?colour=red", "colour", ["region", "bbox", "lang"]) for name in LISTS),
    ("organisations?region=MA-01", "region", ["limit", "offset", "lang"]),
    ("codelists?region=MA-01", "region", ["lang"]),
    ("projects/primo?limit=3", "limit", ["lang"]),
    ("projects.geojson?facets=true", "facets", ["geometry"]),
    ("projects.csv?geometry=points", "geometry", ["region"]),
    ("projects?REGION=MA-01", "REGION", ["region"]),
    *((f"{name}?region=MA-99", "region", ["MA-01", "MA-12"]) for name in LISTS),
    ("projects?region=ma-01", "region", ["MA-01"]),
    ("projects?region=MA-01&region=MA-99", "region", ["MA-01"]),
    ("projects?province=MA-01", "province", ["MA-TAR"]),
    ("projects?theme=no_such_theme", "theme", ["health"]),
    ("projects?theme=health%20", "theme", ["health"]),
    ("projects?target_group=men", "target_group", ["women"]),
    ("projects?migration_dimension=stay", "migration_dimension", ["return"]),
    ("projects?level=village", "level", ["commune", "national"]),
    ("projects?organisation=afd&role=donor", "role", ["funding", "partner"]),
    ("projects?funder=union-europene", "funder", ["union-europeenne"]),
    ("projects?organisation=nobody-at-all", "organisation", ["/api/v1/organisations"]),
    ("projects?residence_country=XX", "residence_country", ["ISO 3166-1"]),
    ("projects?status=7", "status", ["1", "6", "unknown"]),
    ("projects?status=closed", "status", ["unknown"]),
    ("projects?lang=de", "lang", ["fr", "ar", "en"]),
    ("projects/primo?lang=xx", "lang", ["fr"]),
    ("organisations?lang=FR", "lang", ["fr"]),
    ("projects?sort=colour", "sort", ["title", "-budget"]),
    ("projects?sort=relevance", "sort", ["q"]),
    ("projects?good_practice=maybe", "good_practice", ["true or false"]),
    ("projects?budget_known=2", "budget_known", ["true or false"]),
    ("projects?facets=perhaps", "facets", ["true or false"]),
    ("projects.geojson?geometry=lines", "geometry", ["auto", "points", "regions", "locations"]),
    ("regions.geojson?admin_level=3", "admin_level", ["2"]),
    ("regions.geojson?admin_level=0", "admin_level", ["1"]),
    ("regions.geojson?admin_level=one", "admin_level", ["whole number"]),
    *((f"projects?limit={value}", "limit", ["1"]) for value in ("0", "-1", "-99999999999999999")),
    *((f"projects?limit={value}", "limit", ["1000"]) for value in ("1001", "1" + "0" * 30)),
    *((f"projects?limit={value}", "limit", ["whole number"]) for value in ("ten", "1.5", "1e3")),
    *((f"{name}?offset=-1", "offset", ["0"]) for name in PAGED),
    ("projects?offset=10000001", "offset", ["10000000"]),
    ("projects?offset=" + "9" * 40, "offset", ["10000000"]),
    ("projects?offset=" + "9" * 5000, "offset", []),
    ("projects?year_from=99999", "year_from", ["2100"]),
    ("projects?year_from=1899", "year_from", ["1900"]),
    ("projects?year_to=-5", "year_to", ["1900"]),
    ("projects?year_to=MMXX", "year_to", ["whole number"]),
    ("projects?year_from=2020&year_to=2010", "year_from", ["year_to"]),
    ("projects?budget_min=5", "currency", ["EUR"]),
    ("projects?budget_max=5", "currency", ["EUR"]),
    ("projects?currency=euro", "currency", []),
    ("projects?currency=EUR&budget_min=-1", "budget_min", ["0"]),
    ("projects?currency=EUR&budget_min=NaN", "budget_min", ["number"]),
    ("projects?currency=EUR&budget_max=inf", "budget_max", ["number"]),
    ("projects?currency=EUR&budget_max=1e17", "budget_max", []),
    ("projects?currency=EUR&budget_min=9&budget_max=8", "budget_min", ["budget_max"]),
    *((f"{name}?bbox=5,1,2,3", "bbox", ["minimum longitude, minimum latitude"]) for name in LISTS),
    ("projects?bbox=1,5,2,3", "bbox", ["minimum"]),
    ("projects?bbox=-181,0,0,1", "bbox", ["-180 and 180"]),
    ("projects?bbox=0,0,1,91", "bbox", ["-90 and 90"]),
    ("projects?bbox=NaN,0,1,1", "bbox", ["finite"]),
    ("projects?bbox=-inf,0,inf,1", "bbox", ["finite"]),
    ("projects?bbox=1e999,0,1,1", "bbox", ["finite"]),
    ("projects?bbox=1,2,3", "bbox", ["4 numbers"]),
    ("projects?bbox=1,2,3,4,5,6", "bbox", ["4 numbers"]),
    ("projects?bbox=a,b,c,d", "bbox", ["4 numbers"]),
    ("projects?bbox=1;2;3;4", "bbox", ["4 numbers"]),
    ("projects?bbox=" + "1" * 300, "bbox", ["200"]),
    ("projects?bbox=%D9%A1,2,3,4e", "bbox", ["4 numbers"]),
    ("projects?q=" + "a" * 201, "q", ["200"]),
    ("projects?q=%00", "q", ["null"]),
    ("projects?theme=%00", "theme", ["health"]),
    ("projects?organisation=%00", "organisation", []),
    ("projects?theme=" + "x" * 200, "theme", ["100"]),
    ("projects?" + "&".join(f"theme=x{n}" for n in range(101)), "theme", ["100"]),
    ("projects?limit=1&limit=2", "limit", ["once"]),
    ("projects?lang=fr&lang=ar", "lang", ["once"]),
    ("projects?bbox=1,2,3,4&bbox=5,6,7,8", "bbox", ["once"]),
    ("organisations?limit=2&limit=3", "limit", ["once"]),
    ("organisations?limit=0", "limit", ["1"]),
]


def check_problem(answer: httpx2.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert {"type", "title", "detail"} <= problem.keys()
    for secret in SECRETS:
        assert secret not in answer.text
    return problem


@pytest.mark.parametrize(("address", "parameter", "told"), BAD)
def test_a_bad_parameter_is_named_with_what_is_allowed(
    client: httpx2.Client, address: str, parameter: str, told: Sequence[str]
) -> None:
    problem = check_problem(client.get(f"/api/v1/{address}"), 400)
    assert problem["parameter"] == parameter
    assert problem["instance"] == f"/api/v1/{address.partition('?')[0]}"
    assert parameter in problem["detail"]
    assert len(problem["detail"]) < 500
    words = problem["detail"] + " ".join(problem.get("allowed", []))
    for word in told:
        assert word in words


def test_every_fault_of_a_request_is_told(client: httpx2.Client) -> None:
    problem = check_problem(client.get("/api/v1/projects?limit=0&lang=de&colour=red"), 400)
    assert {fault["parameter"] for fault in problem["errors"]} == {"limit", "lang", "colour"}


@pytest.mark.parametrize(
    "query", ["limit=1000", "offset=10000000", "year_from=1900&year_to=2100", "q=" + "é" * 200]
)
def test_the_limits_themselves_are_allowed(client: httpx2.Client, query: str) -> None:
    assert client.get(f"/api/v1/projects?{query}").status_code == 200


def test_an_address_that_is_too_long_is_refused(client: httpx2.Client) -> None:
    for path in ("/api/v1/projects", "/fr/"):
        answer = client.get(f"{path}?q={'a' * 10_000}")
        assert answer.status_code in (400, 414)
    check_problem(client.get("/api/v1/projects?q=" + "a" * 10_000), 414)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/api/v2/projects",
        "/api/v1/projects/no-such-project",
        "/api/v1/projects/%00",
        "/api/v1/projects/..%2f..%2fetc%2fpasswd",
        "/api/v1/projects/" + "x" * 3000,
        "/api/v1/projects/%F0%9F%98%80",
        "/api/v1/projects/MA-MD-9999",
        "/api/v1/projects/'%20OR%201=1",
    ],
)
def test_an_unknown_address_is_a_404(client: httpx2.Client, path: str) -> None:
    check_problem(client.get(path), 404)


@pytest.mark.parametrize(
    "path", ["/fr/projects/no-such-project", "/de/", "/fr/%00", "/wp-login.php"]
)
def test_an_unknown_page_is_a_page(client: httpx2.Client, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<html" in answer.text
    for secret in SECRETS:
        assert secret not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_catalogue_is_read_only(client: httpx2.Client, method: str) -> None:
    for path in ("projects", "projects/primo", "regions.geojson", "codelists"):
        answer = client.request(method, f"/api/v1/{path}", json={"title": "x"})
        check_problem(answer, 405)
        assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("projects/primo", "GET"),
        ("submissions", "GET, POST"),
        ("submissions/0197f3a0-0000-7000-8000-000000000000", "GET, PATCH, DELETE"),
        ("tokens", "GET, POST"),
    ],
)
def test_a_refused_method_is_told_which_are_not(
    client: httpx2.Client, path: str, methods: str
) -> None:
    for method in ("OPTIONS", "PUT"):
        answer = client.request(method, f"/api/v1/{path}")
        check_problem(answer, 405)
        assert answer.headers["allow"] == methods
    page = client.delete("/fr/projects")
    assert (page.status_code, page.headers["allow"]) == (405, "GET")


def raw(server: Server, target: str) -> tuple[int, str]:
    """As it is written, without a client that would first put it right."""
    host, port = server.address.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    connection.putrequest("GET", "/", skip_host=False)
    connection._buffer[0] = f"GET {target} HTTP/1.1".encode("latin-1")  # type: ignore[attr-defined]
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize(
    "query",
    ["q=%ff", "q=%", "q=%zz", "q=%e9", "region=%ff", "%ff=1", "bbox=%ff", "q=\xe9", "q=%ed%a0%80",
     "q=%c0%80", "lang=%fe%ff", "q=%F0%9F%98", "&&&", "=", "=&=", "q", "?", "region[]=MA-01"],
)  # fmt: skip
def test_broken_encodings_never_break_the_server(server: Server, query: str) -> None:
    for path in ("projects", "projects.geojson", "organisations", "projects/primo"):
        status, body = raw(server, f"/api/v1/{path}?{query}")
        assert status in (200, 400), (path, query, body)
        for secret in SECRETS:
            assert secret not in body or status == 200
        if status == 400 and body.startswith("{"):
            assert json.loads(body)["status"] == 400


@pytest.mark.parametrize("path", ["/api/v1/projects/%ff", "/fr/projects/%ff%fe", "/%ff", "/\xe9"])
def test_broken_paths_are_not_found(server: Server, path: str) -> None:
    status, body = raw(server, path)
    assert status in (307, 400, 404), body
    for secret in SECRETS:
        assert secret not in body


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "' OR 1=1 --", "{{7919*7907}}", "${jndi:ldap://x}", "\\", "%"],
)
def test_hostile_words_are_words(client: httpx2.Client, words: str) -> None:
    answer = client.get(f"/api/v1/projects?q={quote(words)}&limit=1")
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    refused = client.get(f"/api/v1/projects?theme={quote(words)}")
    check_problem(refused, 400)
    page = client.get(f"/fr/?q={quote(words)}")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert str(7919 * 7907) not in page.text  # nothing evaluates what it is asked


def test_what_is_answered_is_what_it_says_it_is(client: httpx2.Client) -> None:
    for path in LISTS:
        answer = client.get(f"/api/v1/{path}")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "server" not in answer.headers or "/" not in answer.headers["server"]


def test_health_and_readiness(client: httpx2.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ok"
    assert client.get("/readyz").headers["cache-control"] == "no-store"


def test_the_api_is_documented_without_the_internet(client: httpx2.Client) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "https://" not in page.text.replace("https://json-schema.org", "")
    schema = client.get("/api/v1/openapi.json").json()
    documented = set(schema["paths"])
    assert {f"/api/v1/{name}" for name in (*LISTS, "organisations", "codelists")} <= documented
