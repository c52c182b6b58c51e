"""A small catalogue whose sums are worked out by hand in the tests."""

from typing import Any

from app.models import Organisation
from tests.fixtures.factories import located, make_organisation, make_project, takes_part

Content = dict[str, Any]


def money(value: float, currency: str = "EUR") -> Content:
    return {"value": value, "currency": currency}


def budget(value: float, currency: str = "EUR", scope: str = "morocco") -> Content:
    return {**money(value, currency), "scope": scope, "note": None}


def gives(slug: str, value: float, currency: str = "EUR", role: str = "funding") -> Content:
    return takes_part(slug, role, contribution=money(value, currency))


def organisations() -> list[Organisation]:
    return [make_organisation(slug) for slug in ("ue", "ancienne-ue", "afd", "giz", "ville", "ong")]


MERGED = {"ancienne-ue": "ue"}
PROJECTS = [
    make_project(
        1,
        budget=budget(1_000_000),
        start_date="2014",
        themes=["health"],
        locations=[located("national")],
        participations=[gives("ue", 700_000), takes_part("afd", "implementing")],
    ),
    make_project(
        2,
        part_of="MA-MD-0001",
        budget=budget(300_000),
        start_date="2015",
        themes=["health", "gender"],
        locations=[located("region", "MA-01")],
        participations=[gives("afd", 300_000)],
    ),
    make_project(
        3,
        part_of="MA-MD-0001",
        locations=[located("region", "MA-02")],
        participations=[gives("ue", 50_000)],
    ),
    make_project(
        4,
        budget=budget(1000.01, "MAD"),
        start_date="2014-05",
        themes=["health", "gender"],
        locations=[located("region", region) for region in ("MA-01", "MA-02", "MA-03")],
        participations=[gives("ue", 1200, "MAD")],
    ),
    make_project(
        5,
        budget=budget(90, "USD", "several_countries"),
        start_date="2014",
        locations=[located("region", "MA-01")],
        participations=[gives("giz", 40, "USD"), gives("ville", 10)],
    ),
    make_project(6, budget=budget(500, scope="unknown")),
    make_project(
        7,
        budget=budget(100),
        start_date="2014-12-31",
        locations=[located("region", "MA-02")],
        participations=[gives("ancienne-ue", 60), gives("ong", 100, role="extending")],
    ),
    make_project(8, locations=[located("region", "MA-03")]),
]

RATES = b"""currency,from,to,rate,reference,source_title,source_url
USD,2014-01,2014-06,0.7,EUR,Banque centrale,https://rates.example/usd
USD,2014-07,2014-12,0.8,EUR,Banque centrale,https://rates.example/usd
MAD,2014,,0.09,EUR,Office des changes,
MAD,2015,2016,0.1,EUR,Office des changes,
"""
