from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from app.codelists import UserRole
from app.models import Organisation, User
from tests.fixtures.server import Application, wait_until
from tests.fixtures.submissions import Api, done
from tests.fixtures.users import make_user, signed_in, writing


@dataclass(frozen=True)
class Cast:
    """Amal and Brahim act for A, Chama for B; Driss and Elif are analysts."""

    amal: Api
    brahim: Api
    chama: Api
    driss: Api
    elif_: Api
    users: dict[str, User]
    small: Application

    def version(self) -> int:
        return int(self.amal.client.get("/readyz").json()["catalogue_version"])

    def live(self, slug: str) -> dict[str, Any]:
        """As readers see it once the server has heard of the last change."""
        version, watcher = self.version(), self.small.watcher
        wait_until(lambda: watcher.version is not None and watcher.version >= version)
        return done(self.amal.client.get(f"/api/v1/projects/{slug}"))


@pytest.fixture(scope="module")
def cast(small: Application) -> Iterator[Cast]:
    roles = {
        "amal": (UserRole.CONTRIBUTOR, "agence-a"),
        "brahim": (UserRole.CONTRIBUTOR, "agence-a"),
        "chama": (UserRole.CONTRIBUTOR, "agence-b"),
        "driss": (UserRole.ANALYST, None),
        "elif_": (UserRole.ANALYST, None),
    }
    with writing(small) as session:
        known = {row.slug: row for row in session.scalars(select(Organisation))}
        users = {
            name: make_user(
                session,
                role=role,
                organisations=[known[slug]] if slug else [],
                name=name.strip("_").title(),
            )
            for name, (role, slug) in roles.items()
        }
    with ExitStack() as stack:
        apis = {
            name: Api(stack.enter_context(signed_in(small, user))) for name, user in users.items()
        }
        yield Cast(**apis, users=users, small=small)
