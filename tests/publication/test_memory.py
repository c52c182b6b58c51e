"""The memory of a server stays bounded whatever it is asked."""

from pathlib import Path
from random import Random

import pytest

from tests.fixtures.server import run_server

MEGABYTE = 1024 * 1024


def measure(url: str, log: Path, questions: int) -> int:
    """By how many bytes the process grew over these random questions, after as many as that."""
    random = Random(1)  # noqa: S311 - the same questions each time
    with run_server(url, log, cache_bytes=str(4 * MEGABYTE)) as server, server.client() as client:

        def ask() -> None:
            for _ in range(questions):
                word = f"{random.getrandbits(40):x}"
                year = random.randrange(1990, 2030)
                path = random.choice(["projects", "projects.csv", "facets", "regions.geojson"])
                client.get(f"/api/v1/{path}?q={word}&year_from={year}").raise_for_status()

        ask()
        before = server.resident_bytes()
        ask()
        return server.resident_bytes() - before


@pytest.mark.full
def test_thousands_of_random_questions_do_not_make_the_server_grow(
    catalogue_url: str, tmp_path: Path
) -> None:
    assert measure(catalogue_url, tmp_path / "log", 2500) < 12 * MEGABYTE
