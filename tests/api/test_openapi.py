"""The API answers as its description says, whatever it is asked."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fixtures.openapi import PUBLIC
from tests.fixtures.server import Server

# Two checks would call our rules faults: a code that the catalogue does not know fits the schema
# and is refused, and an empty value, as forms send it, is no value.
NOT_CHECKED = "positive_data_acceptance,negative_data_rejection"


def fuzz(server: Server, *options: str) -> None:
    done = subprocess.run(  # noqa: S603
        [str(Path(sys.executable).with_name("schemathesis")), "--no-color", "run",
         f"{server.address}/api/v1/openapi.json", "--checks=all",
         f"--exclude-checks={NOT_CHECKED}", "--generation-database=none",
         "--suppress-health-check=all", "--warnings=off", *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested" in done.stdout


def test_no_question_breaks_the_api(server: Server) -> None:
    public = f"--include-path-regex={PUBLIC}"
    fuzz(server, public, "--phases=examples,fuzzing", "--max-examples=3")


@pytest.mark.full
def test_no_question_breaks_the_api_at_length(server: Server) -> None:
    fuzz(server, "--phases=examples,coverage,fuzzing,stateful", "--max-examples=60")


def test_what_is_documented_is_what_is_answered(client: httpx2.Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    operations: list[dict[str, Any]] = [
        operation for path in schema["paths"].values() for operation in path.values()
    ]
    assert len(operations) >= 8
    for operation in operations:
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"]
        assert {"414", "503"} <= operation["responses"].keys()
        assert ("422" in operation["responses"]) == ("requestBody" in operation)
        for parameter in operation.get("parameters", []):
            assert parameter.get("description") or parameter["in"] == "path", parameter["name"]
    types = schema["paths"]["/api/v1/projects.geojson"]["get"]["responses"]["200"]["content"]
    assert list(types) == ["application/geo+json"]
    assert types["application/geo+json"]["schema"]["$ref"].endswith("GeoJsonCollection")
