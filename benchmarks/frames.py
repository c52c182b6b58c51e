"""The same questions in pandas, with the tables in memory already: long tables, one row for each
project and value, codes as categories, as someone who knows pandas would keep them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import create_engine, text

from app.projects.criteria import today

UNKNOWN = "unknown"
_PROJECTS = """
SELECT l.project_id, l.status, extract(year FROM l.active_first)::float AS first,
    extract(year FROM coalesce(l.active_last, :today))::float AS last,
    extract(year FROM l.start_first)::float AS started, l.budget_value::float AS budget,
    l.budget_currency AS currency, p.budget_scope AS scope,
    'national' = ANY (l.levels) AS national
FROM project_listings l JOIN projects p ON p.id = l.project_id
"""
_VALUES = """
SELECT project_id, value FROM project_listings, unnest({column}) AS value
"""
_ROLES = """
SELECT project_id, split_part(value, ':', 2) AS value
FROM project_listings, unnest(participants) AS value
WHERE value LIKE :prefix AND value NOT LIKE '%:'
"""
_TITLES = """
SELECT l.project_id, l.item -> 'title' ->> 'fr' AS title FROM project_listings l
"""
LISTS = ("regions", "provinces", "themes", "target_groups", "residence_countries")


@dataclass(frozen=True)
class Frames:
    projects: pd.DataFrame
    values: Mapping[str, pd.DataFrame]


def read(url: str) -> Frames:
    engine = create_engine(url)
    with engine.connect() as connection:

        def table(statement: str, **values: object) -> pd.DataFrame:
            found = pd.read_sql(text(statement), connection, params=values)
            if "value" in found:
                found["value"] = found["value"].astype("category")
            return found

        projects = table(_PROJECTS, today=today())
        for name in ("status", "currency", "scope"):
            projects[name] = projects[name].astype("category")
        titles = table(_TITLES)
        values = {name: table(_VALUES.format(column=name)) for name in LISTS}
        values["funders"] = table(_ROLES, prefix="funding:%")
        values["organisations"] = table(_ROLES, prefix=":%")
    engine.dispose()
    projects["title"] = titles.set_index("project_id")["title"].reindex(
        projects["project_id"]
    ).to_numpy()  # fmt: skip
    return Frames(projects, values)


def _with_unknown(frames: Frames, name: str) -> pd.DataFrame:
    """One row more for each project without a value."""
    known = frames.values[name]
    ids = frames.projects["project_id"]
    missing = ids[~ids.isin(known["project_id"])]
    column = known["value"].cat.add_categories([UNKNOWN])
    rest = pd.Categorical([UNKNOWN] * len(missing), categories=column.cat.categories)
    return pd.DataFrame(
        {
            "project_id": pd.concat([known["project_id"], missing], ignore_index=True),
            "value": pd.concat([column, pd.Series(rest)], ignore_index=True).astype("category"),
        }
    )


def dashboard(frames: Frames) -> dict[str, Any]:
    projects = frames.projects
    counts: dict[str, Any] = {
        name: _with_unknown(frames, name)["value"].value_counts()
        for name in ("themes", "target_groups", "residence_countries", "regions", "funders")
    }
    counts["organisations"] = frames.values["organisations"]["value"].value_counts()
    counts["status"] = projects["status"].value_counts()
    counts["started"] = projects["started"].value_counts(dropna=False)
    dated = projects.dropna(subset=["first", "last"])
    lengths = (dated["last"] - dated["first"]).astype(int) + 1
    starts = np.repeat(dated["first"].astype(int).to_numpy(), lengths)
    ends = np.cumsum(lengths.to_numpy())
    offsets = np.arange(len(starts)) - np.repeat(ends - lengths.to_numpy(), lengths)
    counts["active"] = pd.Series(starts + offsets).value_counts()
    known = projects.dropna(subset=["budget"])
    counts["budgets"] = known.groupby(["scope", "currency"], observed=True)["budget"].agg(
        ["sum", "size"]
    )
    counts["projects"] = len(projects)
    return counts


def cross_table(frames: Frames) -> dict[tuple[str | None, ...], Any]:
    """Regions × themes × target groups: projects and known budgets in cells and totals."""
    names = ("regions", "themes", "target_groups")
    known = frames.projects[["project_id"]].assign(known=frames.projects["budget"].notna())
    long = {name: _with_unknown(frames, name).rename(columns={"value": name}) for name in names}
    pairs = {
        (one, other): long[one].merge(long[other], on="project_id")
        for one, other in (names[:2], names[1:], (names[0], names[2]))
    }
    every = pairs[names[:2]].merge(long[names[2]], on="project_id")
    answers: dict[tuple[str | None, ...], Any] = {}
    for by, rows in (
        (names, every),
        *pairs.items(),
        *(((name,), table) for name, table in long.items()),
    ):
        counted = rows.merge(known, on="project_id").groupby(list(by), observed=True)["known"]
        answers[by] = counted.agg(["size", "sum"])
    answers[()] = (len(known), int(known["known"].sum()))
    return answers


def coverage(frames: Frames) -> dict[str, Any]:
    """Regions × themes, projects of each region, and national ones of each theme."""
    regions, themes = frames.values["regions"], _with_unknown(frames, "themes")
    both = regions.merge(themes, on="project_id", suffixes=("_region", "_theme"))
    national = frames.projects.loc[frames.projects["national"], "project_id"]
    located = themes[themes["project_id"].isin(regions["project_id"])]
    return {
        "cells": both.groupby(["value_region", "value_theme"], observed=True).size(),
        "regions": regions["value"].value_counts(),
        "located": located["value"].value_counts(),
        "national": themes[themes["project_id"].isin(national)]["value"].value_counts(),
    }


def radar(frames: Frames, new: Mapping[str, Any]) -> pd.DataFrame:
    """The projects most like a new one: each aspect in common adds its weight."""
    projects = frames.projects
    score = np.zeros(len(projects))

    def shared(name: str, codes: list[str], weight: float) -> None:
        rows = frames.values[name]
        ids = rows.loc[rows["value"].isin(codes), "project_id"].unique()
        score[projects["project_id"].isin(ids).to_numpy()] += weight

    shared("funders", new["funders"], 0.11)
    shared("organisations", new["organisations"], 0.08)
    shared("regions", new["regions"], 0.05)
    shared("themes", new["themes"], 0.05)
    shared("target_groups", new["target_groups"], 0.05)
    together = (projects["first"] <= new["last"]) & (projects["last"] >= new["first"])
    score[together.to_numpy()] += 0.06
    for word in new["words"]:
        has = projects["title"].str.contains(word, case=False, regex=False, na=False)
        score[has.to_numpy(dtype=bool)] += 0.55 / len(new["words"])
    best = np.argsort(-score, kind="stable")[:10]
    return projects.iloc[best].assign(score=score[best])


Question = Callable[[Frames], Any]
