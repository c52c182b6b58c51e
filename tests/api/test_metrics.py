"""/metrics: for who has the token, and true."""

import re

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app.main import create_app
from app.settings import Settings
from tests.fixtures.server import wait_until

TOKEN = "a-token-of-this-test"  # noqa: S105


def _client(url: str, **settings: str) -> TestClient:
    return TestClient(create_app(Settings(database_url=url, **settings)))  # type: ignore[arg-type]


def _value(text: str, series: str) -> float:
    found = re.search(rf"^{re.escape(series)} (\S+)$", text, re.MULTILINE)
    assert found, f"{series} is missing"
    return float(found[1])


def test_without_a_token_in_the_settings_there_is_no_such_page(catalogue_url: str) -> None:
    with _client(catalogue_url) as client:
        answer = client.get("/metrics", headers={"authorization": "Bearer None"})
    assert answer.status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer é", "Bearer wrong", TOKEN[:-1]])
def test_a_wrong_token_is_refused(catalogue_url: str, header: str) -> None:
    with _client(catalogue_url, metrics_token=TOKEN) as client:
        answer = client.get("/metrics", headers=[(b"authorization", header.encode())])
    assert answer.status_code == 401


def test_a_short_token_is_refused_at_the_start(catalogue_url: str) -> None:
    with pytest.raises(ValueError, match="metrics_token"):
        _client(catalogue_url, metrics_token="short")  # noqa: S106


def test_counts_requests_by_route(catalogue_url: str) -> None:
    settings = Settings(database_url=catalogue_url, metrics_token=SecretStr(TOKEN))
    application = create_app(settings)
    with TestClient(application) as client:
        wait_until(lambda: application.state.publication.watcher.reachable)
        client.get("/api/v1/projects/primo")
        client.get("/api/v1/projects/primo")
        client.get("/api/v1/projects/no-such-project")
        client.get("/no/such/page")
        text = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
    route = "/api/v1/projects/{slug}"
    requests = 'kharita_requests_total{{method="GET",route="{}",status="{}"}}'
    assert _value(text, requests.format(route, 200)) == 1
    assert _value(text, requests.format("(cached)", 200)) == 1
    assert _value(text, requests.format(route, 404)) == 1
    assert _value(text, f'kharita_request_seconds_count{{method="GET",route="{route}"}}') == 2
    assert _value(text, "kharita_database_up") == 1
    assert _value(text, "kharita_catalogue_version") >= 1
    assert _value(text, "kharita_cache_entries") == 1
    assert _value(text, 'kharita_submissions{state="submitted"}') == 0
    assert _value(text, "process_resident_memory_bytes") > 10_000_000
    assert "no-such" not in text


def test_answers_without_a_database() -> None:
    with _client("postgresql://nobody@127.0.0.1:1/none", metrics_token=TOKEN) as client:
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert _value(answer.text, "kharita_database_up") == 0
