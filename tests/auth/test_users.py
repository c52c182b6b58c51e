"""Administration of people, through the door."""

import threading
from collections.abc import Iterator

import httpx2
import pytest
from sqlalchemy import func, select, update

from app.codelists import UserRole
from app.models import AuditEvent, Organisation, User
from app.permissions.roles import Scope
from tests.fixtures.factories import Content, make_organisation
from tests.fixtures.server import Application
from tests.fixtures.users import make_user, signed_in, token_for, writing

PROJECTS: list[Content] = []
MERGED = {"ancienne": "agence"}
USERS = "/api/v1/manage/users"
MEMBERSHIPS = "/api/v1/manage/memberships"


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("agence", "ministere", "ancienne")]


@pytest.fixture
def administrator(small: Application) -> User:
    """The only one."""
    with writing(small) as session:
        session.execute(
            update(User)
            .where(User.role == UserRole.ADMINISTRATOR)
            .values(role=UserRole.CONTRIBUTOR)
        )
        return make_user(session, role=UserRole.ADMINISTRATOR)


@pytest.fixture
def manager(small: Application, administrator: User) -> Iterator[httpx2.Client]:
    with signed_in(small, administrator) as client:
        yield client


@pytest.fixture
def user(small: Application) -> User:
    with writing(small) as session:
        return make_user(session)


def events_of(small: Application, user: User) -> list[tuple[str, object]]:
    with writing(small) as session:
        found = select(AuditEvent.action, AuditEvent.data).where(
            AuditEvent.subject_id == str(user.id)
        )
        return [(action, data) for action, data in session.execute(found.order_by(AuditEvent.id))]


def test_a_role_is_changed(small: Application, manager: httpx2.Client, user: User) -> None:
    with signed_in(small, user) as client:
        assert client.get(USERS).status_code == 403
        changed = manager.patch(f"{USERS}/{user.id}", json={"role": "administrator"})
        assert changed.status_code == 200
        assert changed.json()["role"] == "administrator"
        assert client.get(USERS).status_code == 200
        manager.patch(f"{USERS}/{user.id}", json={"role": "administrator"})
        manager.patch(f"{USERS}/{user.id}", json={"role": "analyst", "name": "Nouveau Nom"})
        assert client.get(USERS).status_code == 403
    assert events_of(small, user) == [
        ("user.role_changed", {"before": "contributor", "after": "administrator"}),
        ("user.updated", {"fields": ["name"]}),
        ("user.role_changed", {"before": "administrator", "after": "analyst"}),
    ]


def test_a_disabled_user_is_out_until_they_sign_in_anew(
    small: Application, manager: httpx2.Client, user: User
) -> None:
    with writing(small) as session:
        secret = token_for(session, user, Scope.READ)
    bearer = {"authorization": f"Bearer {secret}"}
    with signed_in(small, user) as client, small.client() as program:
        changed = manager.patch(f"{USERS}/{user.id}", json={"disabled": True})
        assert changed.json()["state"] == "disabled"
        assert client.get("/api/v1/me").status_code == 401
        assert program.get("/api/v1/me", headers=bearer).status_code == 401
        changed = manager.patch(f"{USERS}/{user.id}", json={"disabled": False})
        assert changed.json()["state"] == "active"
        assert client.get("/api/v1/me").status_code == 401
        assert program.get("/api/v1/me", headers=bearer).status_code == 401
    assert [action for action, _ in events_of(small, user)] == ["user.disabled", "user.enabled"]


@pytest.mark.parametrize("change", [{"role": "analyst"}, {"disabled": True}])
def test_the_last_administrator_stays(
    small: Application,
    manager: httpx2.Client,
    administrator: User,
    user: User,
    change: dict[str, object],
) -> None:
    address = f"{USERS}/{administrator.id}"
    assert manager.patch(address, json=change).status_code == 409
    assert manager.post(f"{address}/anonymisation").status_code == 409
    assert manager.patch(f"{USERS}/{user.id}", json=change).status_code == 200
    with writing(small) as session:
        other = make_user(session, role=UserRole.ADMINISTRATOR)
        other_disabled = make_user(session, role=UserRole.ADMINISTRATOR)
        other_disabled.disabled_at = func.now()
    assert manager.patch(address, json=change).status_code == 200
    with signed_in(small, other) as client:
        assert client.patch(f"{USERS}/{other.id}", json=change).status_code == 409


def test_two_who_demote_each_other_leave_one(small: Application, administrator: User) -> None:
    with writing(small) as session:
        other = make_user(session, role=UserRole.ADMINISTRATOR)
    statuses: list[int] = []

    def demote(asker: User, demoted: User) -> None:
        with signed_in(small, asker) as client:
            response = client.patch(f"{USERS}/{demoted.id}", json={"role": "analyst"})
            statuses.append(response.status_code)

    pairs = [(administrator, other), (other, administrator)]
    threads = [threading.Thread(target=demote, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 403, 409}
    with writing(small) as session:
        left = select(func.count()).where(User.role == UserRole.ADMINISTRATOR)
        assert session.scalars(left).one() == 1


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({"role": "owner"}, ["#/role"]),
        ({"role": None}, ["#/role"]),
        ({"disabled": "yes"}, ["#/disabled"]),
        ({"name": "\u2066"}, ["#/name"]),
        ({"email": "x@example.org"}, ["#/email"]),
        ({"password_hash": "x", "id": "y"}, ["#/password_hash", "#/id"]),
        ({"anonymised_at": None}, ["#/anonymised_at"]),
    ],
)
def test_unknown_and_forbidden_fields_are_refused(
    small: Application,
    manager: httpx2.Client,
    user: User,
    fields: dict[str, object],
    pointers: list[str],
) -> None:
    response = manager.patch(f"{USERS}/{user.id}", json=fields)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == pointers
    assert events_of(small, user) == []


def test_users_are_found_and_paged(small: Application, manager: httpx2.Client) -> None:
    with writing(small) as session:
        agency = session.scalars(select(Organisation).where(Organisation.slug == "agence")).one()
        for number in range(5):
            name = ["İpek", "Émile", "زينب", "100%", "o_x"][number]
            make_user(
                session,
                name=f"{name} Cherchée",
                email=f"cherche{number}@example.org",
                organisations=[agency] if number < 2 else [],
                role=UserRole.ANALYST if number == 4 else UserRole.CONTRIBUTOR,
            )

    def found(**params: str) -> list[str]:
        page = manager.get(USERS, params={"limit": "200", **params}).json()
        assert page["numberMatched"] == len(page["items"])
        return sorted(item["email"] for item in page["items"])

    everyone = [f"cherche{number}@example.org" for number in range(5)]
    assert found(q="CHERCHÉE") == everyone
    assert found(q="cherche3@") == everyone[3:4]
    assert found(q="100%") == everyone[3:4]
    assert found(q="o_x") == everyone[4:]
    assert found(q="0_x") == []
    assert found(organisation="agence") == found(organisation="ancienne") == everyone[:2]
    assert found(q="cherche", role="analyst") == everyone[4:]
    assert found(q="cherche", state="disabled") == []
    seen: list[str] = []
    params = {"q": "Cherchée", "limit": "2"}
    while True:
        page = manager.get(USERS, params=params).json()
        seen += [item["email"] for item in page["items"]]
        if page["next"] is None:
            break
        params["cursor"] = page["next"]
    assert sorted(seen) == everyone


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"role": "owner"}, "role"),
        ({"state": "gone"}, "state"),
        ({"limit": "0"}, "limit"),
        ({"organisation": "nobody"}, "organisation"),
        ({"q": "\x00"}, "q"),
    ],
)
def test_bad_filters_are_named(
    manager: httpx2.Client, params: dict[str, str], parameter: str
) -> None:
    response = manager.get(USERS, params=params)
    assert response.status_code == 400
    assert response.json()["parameter"] == parameter


def test_memberships_come_and_go(small: Application, manager: httpx2.Client, user: User) -> None:
    address = f"{MEMBERSHIPS}/{user.id}/ancienne"
    added = manager.put(address, json={"focal_point": True})
    assert added.status_code == 201
    assert added.json()["organisation"]["slug"] == "agence"
    assert added.json()["focal_point"] is True
    assert manager.put(address, json={"focal_point": True}).status_code == 200
    changed = manager.put(f"{MEMBERSHIPS}/{user.id}/agence", json={})
    assert (changed.status_code, changed.json()["focal_point"]) == (200, False)
    manager.put(f"{MEMBERSHIPS}/{user.id}/ministere", json={"focal_point": True})

    def listed(**params: str) -> list[str]:
        page = manager.get(MEMBERSHIPS, params={"user": str(user.id), **params}).json()
        assert page["numberMatched"] == len(page["items"])
        return [item["organisation"]["slug"] for item in page["items"]]

    assert listed() == ["agence", "ministere"]
    assert listed(focal_point="true") == ["ministere"]
    assert listed(organisation="ancienne") == ["agence"]
    first = manager.get(MEMBERSHIPS, params={"user": str(user.id), "limit": 1}).json()
    rest = manager.get(MEMBERSHIPS, params={"user": str(user.id), "cursor": first["next"]}).json()
    assert [item["organisation"]["slug"] for item in rest["items"]] == ["ministere"]
    with signed_in(small, user) as client:
        assert len(client.get("/api/v1/me").json()["memberships"]) == 2
        assert manager.delete(f"{MEMBERSHIPS}/{user.id}/agence").status_code == 204
        assert len(client.get("/api/v1/me").json()["memberships"]) == 1
    assert manager.delete(f"{MEMBERSHIPS}/{user.id}/agence").status_code == 404
    assert [action for action, _ in events_of(small, user)] == [
        "membership.added",
        "membership.changed",
        "membership.added",
        "membership.removed",
    ]


def test_memberships_of_nobody_are_not_found(manager: httpx2.Client, user: User) -> None:
    nobody = "00000000-0000-0000-0000-000000000000"
    for path in (f"{nobody}/agence", f"{user.id}/nobody", f"{user.id}/%00"):
        assert manager.put(f"{MEMBERSHIPS}/{path}", json={}).status_code == 404, path
        assert manager.delete(f"{MEMBERSHIPS}/{path}").status_code == 404, path
    assert manager.put(f"{MEMBERSHIPS}/x/agence", json={}).status_code == 400
    assert manager.get(f"{USERS}/{nobody}").status_code == 404
