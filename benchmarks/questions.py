"""The same questions in the words of each server, and whether their answers are the same."""

import json
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import shapely
from shapely.geometry import shape

from benchmarks import flat
from benchmarks.load import BenchmarkError

# As many as fit in the 20 rows of a page: 20 projects of the real catalogue match.
REAL_FILTER = {
    "region": ["MA-01", "MA-05"],
    "funder": ["union-europeenne"],
    "theme": ["gender", "immigrant_integration", "youth_education"],
}
# One of several hundred combinations of the synthetic one: neither the rarest nor the largest.
SYNTHETIC_FILTER = {
    "region": ["MA-04"],
    "funder": ["bailleur-synthetique-012"],
    "theme": ["health"],
}
LIMIT = 20
ALL = 10_000

Filter = Mapping[str, Sequence[str]]
Term = Callable[[str, str], str]


def kharita(values: Filter) -> str:
    pairs = [(name, value) for name, several in values.items() for value in several]
    if not pairs:
        return "/api/v1/projects.geojson"
    return "/api/v1/projects.geojson?" + urlencode([*pairs, ("limit", LIMIT)])


def tipg(table: str, condition: str) -> str:
    limit = LIMIT if condition else ALL
    filtered = f"&filter-lang=cql2-text&filter={quote(condition)}" if condition else ""
    return f"/collections/flat.{table}/items?f=geojson&sortby=title&limit={limit}{filtered}"


def pygeoapi(table: str, condition: str) -> str:
    limit = LIMIT if condition else ALL
    return f"/collections/{table}/items?f=json&sortby=title&limit={limit}" + (
        f"&filter={quote(condition)}" if condition else ""
    )


def on_arrays(values: Filter) -> str:
    return _all_of(values, lambda name, value: f"a_contains({name}s, ('{value}'))")


def on_texts(values: Filter) -> str:
    return _all_of(values, lambda name, value: f"{name}s_text LIKE '%,{value},%'")


def on_columns(values: Filter) -> str:
    return _all_of(values, lambda name, value: f"{name} = '{value}'")


def _all_of(values: Filter, term: Term) -> str:
    return " AND ".join(
        "(" + " OR ".join(term(name, value) for value in several) + ")"
        if len(several) > 1
        else term(name, several[0])
        for name, several in values.items()
    )


@dataclass(frozen=True)
class Answer:
    identifiers: list[str]
    matched: int
    properties: dict[str, Any]
    geometries: dict[str, Any]
    size: int


def ask(url: str) -> Answer:
    with urllib.request.urlopen(url, timeout=120) as response:
        body = response.read()
    found = json.loads(body)
    features = found["features"]
    identifiers = [feature["properties"]["identifier"] for feature in features]
    return Answer(
        identifiers,
        found["numberMatched"],
        {
            feature["properties"]["identifier"]: {
                name: feature["properties"][name] for name in flat.PROPERTIES
            }
            for feature in features
        },
        {feature["properties"]["identifier"]: feature["geometry"] for feature in features},
        len(body),
    )


def require_same(label: str, answers: Mapping[str, Answer]) -> None:
    """The same projects, in the same order, with the same properties and geometries."""
    (first, expected), *others = answers.items()
    for name, answer in others:
        for what, same in {
            "identifiers": answer.identifiers == expected.identifiers,
            "numberMatched": answer.matched == expected.matched,
            "properties": answer.properties == expected.properties,
            "geometries": all(
                _same_shape(answer.geometries[key], geometry)
                for key, geometry in expected.geometries.items()
            ),
        }.items():
            if not same:
                raise BenchmarkError(f"{label}: {name} and {first} differ in {what}")
    print(
        f"  the same {len(expected.identifiers)} of {expected.matched} projects from "
        f"{', '.join(answers)}: identifiers, order, properties, geometries",
        flush=True,
    )


def _same_shape(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(shape(one), shape(other), tolerance=1e-6))
