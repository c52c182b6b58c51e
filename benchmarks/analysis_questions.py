"""What is asked of both, and whether they answer the same."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pandas as pd

from benchmarks import frames
from benchmarks.frames import Frames
from benchmarks.load import BenchmarkError
from benchmarks.workflow_load import Client

CROSS = "/api/v1/analysis/cross-table?rows=region&columns=theme&layers=target_group"
COVERAGE = "/api/v1/analysis/coverage?columns=theme"
DASHBOARD = "/api/v1/analysis/dashboard"
SUBMISSIONS = "/api/v1/submissions"


@dataclass(frozen=True)
class Question:
    """`ask` gives Kharita's answer, `compute` that of pandas; `agree` compares the two."""

    name: str
    ask: Callable[[], Any]
    compute: Callable[[], Any]
    agree: Callable[[Any, Any], bool]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """In milliseconds."""
    started = time.perf_counter()
    answer = work()
    return 1000 * (time.perf_counter() - started), answer


def questions(
    public: Client, private: Client, data: Frames, new: Mapping[str, Any]
) -> list[Question]:
    def read(path: str) -> Callable[[], Any]:
        return lambda: _read(public, path)

    draft = _draft(private, new)
    return [
        Question("dashboard", read(DASHBOARD), lambda: frames.dashboard(data), _same_dashboard),
        Question(
            "region × theme × target group",
            read(f"{CROSS}&measure=budget_known"),
            lambda: frames.cross_table(data),
            _same_table,
        ),
        Question(
            "white spots, region × theme",
            read(COVERAGE),
            lambda: frames.coverage(data),
            _same_coverage,
        ),
        Question(
            "radar of one new project",
            lambda: _read(private, f"{draft}/check"),
            lambda: frames.radar(data, new),
            lambda ours, theirs: "duplicates" in ours and len(theirs) > 0,
        ),
    ]


def _read(client: Client, path: str) -> Any:
    """Over a new connection: pandas takes longer than the server keeps an idle one."""
    client.close()
    return json.loads(client.ask("GET", path)[0])


def _draft(client: Client, new: Mapping[str, Any]) -> str:
    patch = {
        "title": {"fr": new["title"]},
        "start_date": str(new["first"]),
        "end_date": str(new["last"]),
        "themes": dict.fromkeys(new["themes"], True),
        "target_groups": dict.fromkeys(new["target_groups"], True),
        "participations": {
            str(uuid4()): {"organisation": slug, "role": "funding"} for slug in new["funders"]
        },
        "locations": {
            str(uuid4()): {"level": "region", "region": code, "country": "MA", "name": code}
            for code in new["regions"]
        },
    }
    key = {"Idempotency-Key": str(uuid4())}
    _, headers = client.ask("POST", SUBMISSIONS, {"project": None, "patch": patch}, **key)
    return str(headers["location"])


def _same_dashboard(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    found = ours["selection"]
    counted = {item["value"]: item["projects"] for item in found["dimensions"]["theme"]}
    themes: pd.Series[int] = theirs["themes"]
    same = all(counted.get(code, 0) == count for code, count in themes.items())
    return same and found["numberMatched"] == theirs["projects"]


def _same_table(ours: Mapping[str, Any], theirs: Mapping[tuple[str, ...], Any]) -> bool:
    cells = {
        (cell["row"], cell["column"], cell["layer"]): (cell["projects"], cell["budgets_known"])
        for cell in ours["cells"]
    }
    expected = theirs["regions", "themes", "target_groups"]
    for key, row in expected.iterrows():
        if "unknown" not in key and cells.get(tuple(key)) != (int(row["size"]), int(row["sum"])):
            raise BenchmarkError(f"{key}: {cells.get(tuple(key))} is not {row.to_dict()}")
    return bool(ours["numberMatched"] == theirs[()][0])


def _same_coverage(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    cells = {
        (row["region"], cell["code"]): cell["projects"]
        for row in ours["rows"]
        for cell in row["cells"]
    }
    return all(
        cells[key] == count for key, count in theirs["cells"].items() if "unknown" not in key
    )
