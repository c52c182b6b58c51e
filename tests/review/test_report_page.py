"""The form that works without JavaScript, in the three languages."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

import httpx2
import pytest
from sqlalchemy import make_url, text

from app.db.cluster import Cluster
from app.models import Organisation
from app.review.reports.form_token import make_token
from tests.fixtures.database import administration, engine_of
from tests.fixtures.factories import make_project, make_text
from tests.fixtures.server import Application, wait_until

HOSTILE = '<script>alert("1")</script> \u202e& "guillemets" \' مرحبا'
PROJECTS = [
    make_project(1, title=make_text("Un <b>projet</b>", ar="مشروع", en="A project")),
    make_project(2),
]
ADDRESSES = (f"203.0.113.{number + 1}" for number in count())
PAGE = "/fr/projects/projet-1/report"


def organisations() -> list[Organisation]:
    return []


def url_of(application: Application) -> str:
    url: str = application.app.state.settings.database_url
    return url


def key_and_time(application: Application) -> tuple[bytes, datetime]:
    with engine_of(url_of(application)) as engine, engine.connect() as connection:
        known = text("SELECT value, now() FROM server_keys WHERE name = 'reports'")
        row = connection.execute(known).one()
        return row[0], row[1]


def messages(application: Application) -> list[str]:
    with engine_of(url_of(application)) as engine, engine.connect() as connection:
        return list(connection.execute(text("SELECT message FROM reports")).scalars())


@pytest.fixture
def token(small: Application) -> str:
    """Of a page opened a minute ago."""
    key, now = key_and_time(small)
    return make_token(key, "MA-MD-0001", now - timedelta(minutes=1))


def send(client: httpx2.Client, page: str = PAGE, **fields: str) -> httpx2.Response:
    return client.post(page, data=fields, headers={"x-forwarded-for": next(ADDRESSES)})


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("lang", "direction", "title", "heading"),
    [
        ("fr", "ltr", "Un &lt;b&gt;projet&lt;/b&gt;", "Signaler une erreur"),
        ("ar", "rtl", "مشروع", "التبليغ عن خطأ"),
        ("en", "ltr", "A project", "Report an error"),
    ],
)
def test_the_form(
    small_client: httpx2.Client, lang: str, direction: str, title: str, heading: str
) -> None:
    response = small_client.get(f"/{lang}/projects/projet-1/report")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    page = response.text
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert f"<h1>{heading}</h1>" in page
    assert f'dir="{direction}">{title}</p>' in page
    assert "<b>projet" not in page
    assert 'role="alert"' not in page
    assert "<script" not in page
    assert re.search(r'<div class="report-trap" aria-hidden="true">.*?tabindex="-1"', page, re.S)
    for name in ("message", "source", "email"):
        assert f'<label for="{name}">' in page
        assert f'id="{name}-hint"' in page


def test_a_page_has_its_own_time(small_client: httpx2.Client) -> None:
    first, second = (value_of(small_client.get(PAGE).text, "token") for _ in range(2))
    assert first != second


def test_a_report_is_sent(small: Application, small_client: httpx2.Client, token: str) -> None:
    response = send(
        small_client, message="Par la page\r\n" + HOSTILE, email="", source="", token=token
    )
    assert response.status_code == 303
    assert response.headers["location"] == "/fr/projects/projet-1/report/thanks"
    assert "Par la page\n" + HOSTILE in messages(small)
    thanks = small_client.get(response.headers["location"])
    assert thanks.status_code == 200
    assert "Merci" in thanks.text


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_what_is_wrong_is_said_by_the_field(
    small_client: httpx2.Client, token: str, lang: str
) -> None:
    page = f"/{lang}/projects/projet-1/report"
    response = send(small_client, page, message=" ", source=HOSTILE, email="amina", token=token)
    assert response.status_code == 422
    assert response.headers["cache-control"] == "no-store"
    assert 'role="alert"' in response.text
    for name in ("message", "email"):
        problem = f"{name}-problem"
        assert re.search(rf'id="{problem}">[^<]{{10,}}</p>', response.text)
        assert re.search(
            rf'id="{name}"[^>]*aria-describedby="[^"]*{problem}" aria-invalid="true"', response.text
        )
        assert f'<a href="#{name}">' in response.text
    assert 'id="source-problem"' not in response.text
    assert value_of(response.text, "source") == HOSTILE
    assert value_of(response.text, "email") == "amina"
    assert value_of(response.text, "token") == token
    assert "<script" not in response.text


def test_a_long_text_is_given_back(small_client: httpx2.Client, token: str) -> None:
    long = "\n\n" + "Un paragraphe\n" * 400 + HOSTILE
    response = send(small_client, message=long, token=token)
    assert response.status_code == 422
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", response.text, re.S)
    assert shown
    assert html.unescape(shown[1]) == long


@pytest.mark.parametrize(
    ("age", "words"),
    [(timedelta(seconds=1), "trop vite"), (timedelta(hours=25), "plus d’un jour")],
)
def test_too_fast_or_too_slow(
    small: Application, small_client: httpx2.Client, age: timedelta, words: str
) -> None:
    key, now = key_and_time(small)
    stale = make_token(key, "MA-MD-0001", now - age)
    response = send(small_client, message=f"À {age}", token=stale)
    assert response.status_code == 422
    assert words in response.text
    assert f"À {age}" in response.text
    assert f"À {age}" not in messages(small)
    assert (value_of(response.text, "token") == stale) is (age < timedelta(minutes=1))


@pytest.mark.parametrize("fields", [{}, {"token": "1.x"}, {"token": "é" * 50}], ids=count())
def test_without_a_good_token(
    small: Application, small_client: httpx2.Client, fields: dict[str, str]
) -> None:
    response = send(small_client, message="Sans jeton", **fields)
    assert response.status_code == 422
    assert "vérifié" in response.text
    assert "Sans jeton" not in messages(small)


def test_a_token_is_of_one_project(small_client: httpx2.Client, token: str) -> None:
    response = send(small_client, "/fr/projects/projet-2/report", message="Autre", token=token)
    assert response.status_code == 422


def test_robots_fall_into_the_trap(
    small: Application, small_client: httpx2.Client, token: str
) -> None:
    response = send(small_client, message="Robot", website="http://spam", token=token)
    assert response.status_code == 422
    assert "robots" in response.text
    assert "spam" not in response.text
    assert "Robot" not in messages(small)


def test_the_sixth_in_an_hour(small_client: httpx2.Client, token: str) -> None:
    headers = {"x-forwarded-for": next(ADDRESSES)}
    for number in range(5):
        data = {"message": f"Page {number}", "token": token}
        assert small_client.post(PAGE, data=data, headers=headers).status_code == 303
    data = {"message": "Page de trop", "token": token}
    response = small_client.post(PAGE, data=data, headers=headers)
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 3000
    assert "Page de trop" in response.text


@pytest.mark.parametrize("path", ["", "/thanks"])
@pytest.mark.parametrize("slug", ["nothing", "%00", "a%2Fb", "%3Cscript%3E"])
def test_unknown_project(small_client: httpx2.Client, slug: str, path: str) -> None:
    response = small_client.get(f"/fr/projects/{slug}/report{path}")
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html") or slug == "a%2Fb"


def test_other_names_lead_to_the_slug(small_client: httpx2.Client) -> None:
    response = small_client.get("/en/projects/MA-MD-0001/report")
    assert response.status_code == 308
    assert response.headers["location"] == "/en/projects/projet-1/report"


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
        (b"a=1&" * 60, "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe%ff=%zz", "application/x-www-form-urlencoded", 422),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"message=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
    ],
    ids=count(),
)
def test_bad_bodies(
    small_client: httpx2.Client, content: bytes, media_type: str, status: int
) -> None:
    headers = {"content-type": media_type}
    assert small_client.post(PAGE, content=content, headers=headers).status_code == status


@contextmanager
def unreachable(cluster: Cluster, application: Application) -> Iterator[None]:
    """Nobody may connect to the database, and those who are go."""
    name = make_url(url_of(application)).database
    with administration(cluster) as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    wait_until(lambda: application.watcher.reachable)


def test_a_dead_database_claims_nothing(
    small: Application, small_client: httpx2.Client, cluster: Cluster, token: str
) -> None:
    with unreachable(cluster, small):
        report = {"project": "projet-1", "message": "Perdu"}
        api = small_client.post("/api/v1/reports", json=report)
        page = send(small_client, message="Perdu", token=token)
        form = small_client.get("/fr/projects/projet-2/report")
    assert (api.status_code, page.status_code, form.status_code) == (503, 503, 503)
    assert api.headers["content-type"] == "application/problem+json"
    for response in (api, page):
        assert int(response.headers["retry-after"]) > 0
    assert "rien n’a été enregistré" in page.text
    assert ">\nPerdu</textarea>" in page.text
    assert "Perdu" not in messages(small)
    again = send(small_client, message="Retrouvé", token=value_of(page.text, "token"))
    assert again.status_code == 303
