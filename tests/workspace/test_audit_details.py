"""What an event keeps besides, in words."""

from typing import Any

import pytest

from app.codelists import Language
from app.workspace.manage.audit.details import Detail, details


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, []),
        ({"number": 3}, [Detail("Proposition", "3")]),
        (
            {"reason": None, "edited": True, "paths": ["title.fr", "budget"], "rejected": []},
            [
                Detail("Raison", "rien"),
                Detail("Corrigé par le relecteur", "oui"),
                Detail("Champs", "title.fr, budget"),
                Detail("Champs refusés", "rien"),
            ],
        ),
        (
            {"names": {"from": {"fr": "Un", "ar": None}, "to": {"fr": "Deux"}}},
            [Detail("Noms", "fr : Deux", "fr : Un, ar : rien")],
        ),
        ({"names": {"fr": "Un"}}, [Detail("Noms › fr", "Un")]),
        ({"something_new": "x"}, [Detail("something_new", "x")]),
    ],
)
def test_details(data: dict[str, Any], told: list[Detail]) -> None:
    assert details(data, Language.FR) == told
