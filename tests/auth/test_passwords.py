"""Passwords: which are taken, how they are changed and reset."""

import re
import threading
import time
import unicodedata
from collections.abc import Iterator
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import func, select, update

from app.auth.attempts import LONGEST_WAIT, wait_after
from app.auth.passwords.hashing import hash_password, verify_password
from app.auth.passwords.rules import Fault, fault_of
from app.auth.passwords.service import issue_reset
from app.codelists import Language
from app.models import AuditEvent, Organisation, OutboxMessage, PasswordReset, User
from app.permissions.roles import Scope
from tests.fixtures.factories import Content
from tests.fixtures.server import Application, wait_until
from tests.fixtures.users import PASSWORD, elsewhere, make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []
NEW = "trois vaches bleues 9"


def organisations() -> list[Organisation]:
    return []


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session, password=True)


@pytest.fixture
def client(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client


def sign_in(client: httpx2.Client, user: User, password: str) -> int:
    body = {"email": user.email, "password": password}
    return client.post("/api/v1/session", json=body, headers=elsewhere()).status_code


def reset_link(small: Application, user: User) -> str:
    with writing(small) as session:
        return issue_reset(session, user)


def mails_to(small: Application, email: str | None) -> list[str]:
    with writing(small) as session:
        found = select(OutboxMessage.subject).where(OutboxMessage.recipient == email)
        return list(session.scalars(found.order_by(OutboxMessage.created_at)))


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", Fault.SHORT),
        ("x7$Qp!2mZr#", Fault.SHORT),
        ("123456789012", Fault.COMMON),
        ("password1234", Fault.COMMON),
        ("azertyuiop12", Fault.COMMON),
        ("motdepasse123", Fault.COMMON),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Fault.COMMON),
        ("kharita kharita", Fault.COMMON),
        ("amina.idrissi@example.org", Fault.COMMON),
        ("AminaIdrissi1", Fault.COMMON),
        ("xqz 7 " * 40, Fault.LONG),
        ("une tasse de thé", None),
        ("شاي بالنعناع في الصباح", None),
        ("x7$Qp!2mZr#9", None),
        ("correct horse battery staple " * 6, None),
    ],
)
def test_length_counts_and_guessable_ones_are_refused(password: str, fault: Fault | None) -> None:
    assert fault_of(password, ["Amina Idrissi", "amina.idrissi@example.org"]) == fault


def test_the_same_password_from_another_keyboard() -> None:
    composed = unicodedata.normalize("NFC", "une théière fêlée")
    kept = hash_password(composed)
    assert verify_password(kept, unicodedata.normalize("NFD", composed))
    assert not verify_password(kept, "une theiere felee")
    assert not verify_password(None, composed)
    assert not verify_password("no hash at all", composed)


def test_waits_grow_to_a_bound() -> None:
    waits = [wait_after(count, free=5) for count in range(40)]
    assert waits[:5] == [0] * 5
    assert waits[5:8] == [15, 30, 60]
    assert waits == sorted(waits)
    assert waits[-1] == wait_after(10**6, free=5) == LONGEST_WAIT


def test_a_changed_password_ends_the_other_sessions(small: Application, user: User) -> None:
    with signed_in(small, user) as here, signed_in(small, user) as there:
        before = dict(here.cookies)
        body = {"current_password": PASSWORD, "new_password": NEW}
        response = here.put("/api/v1/me/password", json=body, headers=elsewhere())
        assert response.status_code == 204
        assert dict(here.cookies) != before
        assert here.get("/api/v1/me").status_code == 200
        assert there.get("/api/v1/me").status_code == 401
    with small.client() as client:
        client.cookies.update(before)
        assert client.get("/api/v1/me").status_code == 401
        assert sign_in(client, user, PASSWORD) == 401
        assert sign_in(client, user, NEW) == 201
    assert mails_to(small, user.email) == ["Votre mot de passe a été changé"]


@pytest.mark.parametrize(
    ("current", "new", "pointer", "code"),
    [
        ("not mine at all", NEW, "#/current_password", "wrong"),
        (PASSWORD, "short", "#/new_password", "short"),
        (PASSWORD, "password1234", "#/new_password", "common"),
        (PASSWORD, "x9q " * 60, "#/new_password", "long"),
    ],
)
def test_a_bad_change_changes_nothing(
    small: Application, user: User, current: str, new: str, pointer: str, code: str
) -> None:
    with signed_in(small, user) as client:
        body = {"current_password": current, "new_password": new}
        response = client.put("/api/v1/me/password", json=body, headers=elsewhere())
        assert response.status_code == 422
        (error,) = response.json()["errors"]
        assert (error["pointer"], error["code"]) == (pointer, code)
        assert sign_in(client, user, PASSWORD) == 201


def test_a_stolen_session_cannot_guess_the_password(small: Application, user: User) -> None:
    network = elsewhere()
    with signed_in(small, user) as client:
        body = {"current_password": "a guess", "new_password": NEW}
        statuses = [
            client.put("/api/v1/me/password", json=body, headers=network).status_code
            for _ in range(6)
        ]
    assert statuses == [422] * 5 + [429]


def test_a_reset_is_mailed_and_works_once(
    small: Application, client: httpx2.Client, user: User
) -> None:
    with writing(small) as session:
        token = token_for(session, user, Scope.READ)
    response = client.post(
        "/api/v1/password-resets", json={"email": user.email}, headers=elsewhere()
    )
    assert response.status_code == 202
    wait_until(lambda: mails_to(small, user.email) != [])
    with writing(small) as session:
        mail = session.scalars(
            select(OutboxMessage).where(OutboxMessage.recipient == user.email)
        ).one()
        found = re.search(r"/fr/password-reset/(\S+)", mail.body or "")
        kept = session.scalars(
            select(PasswordReset.token_hash).where(PasswordReset.user_id == user.id)
        ).one()
    assert found is not None
    secret = found[1]
    assert secret.encode() not in kept
    address = f"/api/v1/password-resets/{secret}"
    for _ in range(2):
        assert client.get(address).json().keys() == {"expires_at"}
    assert client.post(address, json={"password": "password1234"}).status_code == 422
    with signed_in(small, user) as elsewhere_open:
        assert client.post(address, json={"password": NEW}).status_code == 204
        assert elsewhere_open.get("/api/v1/me").status_code == 401
    assert client.get(address).status_code == 404
    assert client.post(address, json={"password": NEW}).status_code == 404
    assert sign_in(client, user, NEW) == 201
    assert sign_in(client, user, PASSWORD) == 401
    client.cookies.clear()
    bearer = {"authorization": f"Bearer {token}"}
    assert client.get("/api/v1/me", headers=bearer).status_code == 200
    with writing(small) as session:
        actions = select(AuditEvent.action).where(AuditEvent.subject_id == str(user.id))
        assert set(session.scalars(actions)) >= {"password.reset_requested", "password.changed"}


def test_a_reset_link_ends(small: Application, client: httpx2.Client, user: User) -> None:
    first, second = reset_link(small, user), reset_link(small, user)
    assert client.get(f"/api/v1/password-resets/{first}").status_code == 404
    assert client.get(f"/api/v1/password-resets/{second}").status_code == 200
    with writing(small) as session:
        life = func.extract("epoch", PasswordReset.expires_at - PasswordReset.created_at)
        mine = PasswordReset.user_id == user.id
        assert session.scalars(select(life).where(mine)).one() == 3600
        session.execute(update(PasswordReset).where(mine).values(expires_at=func.now()))
    address = f"/api/v1/password-resets/{second}"
    assert client.get(address).status_code == 404
    assert client.post(address, json={"password": NEW}).status_code == 404


def test_a_disabled_user_cannot_reset(
    small: Application, client: httpx2.Client, user: User
) -> None:
    secret = reset_link(small, user)
    with writing(small) as session:
        session.execute(update(User).where(User.id == user.id).values(disabled_at=func.now()))
    address = f"/api/v1/password-resets/{secret}"
    assert client.post(address, json={"password": NEW}).status_code == 404


def test_of_two_uses_at_once_one_wins(small: Application, user: User) -> None:
    address = f"/api/v1/password-resets/{reset_link(small, user)}"
    statuses: list[int] = []

    def use(number: int) -> None:
        with small.client() as client:
            body = {"password": f"{NEW} {number}"}
            statuses.append(client.post(address, json=body).status_code)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [204, 404, 404, 404]


def test_asking_tells_nothing_about_who_has_an_account(
    small: Application, client: httpx2.Client, user: User
) -> None:
    answers = []
    for email in (user.email, "nobody@example.org"):
        answers.append(
            client.post("/api/v1/password-resets", json={"email": email}, headers=elsewhere())
        )
    known, unknown = answers
    assert known.status_code == unknown.status_code == 202
    assert known.content == unknown.content
    assert known.headers.keys() == unknown.headers.keys()
    wait_until(lambda: mails_to(small, user.email) != [])
    time.sleep(0.2)
    assert mails_to(small, "nobody@example.org") == []


@pytest.mark.parametrize("email", [None, "nobody@example.org"], ids=["known", "unknown"])
def test_nobody_is_flooded_with_mails(client: httpx2.Client, user: User, email: str | None) -> None:
    network = elsewhere()
    statuses = [
        client.post(
            "/api/v1/password-resets", json={"email": email or user.email}, headers=network
        ).status_code
        for _ in range(4)
    ]
    assert statuses == [202, 202, 202, 429]


def test_mails_speak_the_reader_s_language(small: Application, client: httpx2.Client) -> None:
    with writing(small) as session:
        users = {language: make_user(session, language=language) for language in Language}
    for user in users.values():
        client.post("/api/v1/password-resets", json={"email": user.email}, headers=elsewhere())
    subjects = {}
    for language, user in users.items():
        wait_until(lambda email=user.email: mails_to(small, email) != [])  # type: ignore[misc]
        subjects[language] = mails_to(small, user.email)[0]
    assert len(set(subjects.values())) == 3


def test_links_of_other_kinds_and_odd_ones_lead_nowhere(client: httpx2.Client) -> None:
    for secret in ("x", "%00", "%C3%A9", "x" * 3000, str(UUID(int=0))):
        assert client.get(f"/api/v1/password-resets/{secret}").status_code == 404
        assert client.get(f"/api/v1/invitations/{secret}").status_code == 404
