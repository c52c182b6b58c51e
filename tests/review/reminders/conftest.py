"""Who opens the link of a reminder."""

from collections.abc import Iterator

import httpx2
import pytest

from app.models import (
    User,
)
from tests.fixtures.reminders import (
    fall_due,
    focal_point,
    forget_reminders,
    link_of,
    remind_all,
)
from tests.fixtures.server import Application
from tests.fixtures.users import writing


@pytest.fixture(autouse=True)
def _nobody_was_asked(small: Application) -> None:
    forget_reminders(small)


@pytest.fixture
def amina(small: Application) -> User:
    """Asked about projects 1, 2 and 5."""
    with writing(small) as session:
        fall_due(session, 1, 2, 3, 5)
        user = focal_point(session, "alpha", name="Amina")
        focal_point(session, "beta", name="Badr")
    remind_all(small)
    return user


@pytest.fixture
def link(small: Application, amina: User) -> str:
    return link_of(small, amina)


@pytest.fixture
def visitor(small: Application) -> Iterator[httpx2.Client]:
    with small.client() as client:
        yield client
