"""`kharita check`: the files of the catalogue, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from app.projects.check import check_catalogue
from app.settings import ROOT


def check(
    data_dir: Annotated[
        Path, typer.Argument(help="The folder with projects/, organisations.json…")
    ] = ROOT / "data",
) -> None:
    """Check the files of the catalogue, and list all that is wrong with them."""
    files = check_catalogue(data_dir)
    for problem in files.problems:
        print(problem)
    if files.problems:
        count = len(files.problems)
        print(f"\n{count} problem{'s' if count > 1 else ''} in {data_dir}. Nothing can be loaded.")
        raise typer.Exit(1)
    sources = sum(len(project.sources) for project in files.projects)
    provinces = sum(entry.properties.admin_level == 2 for entry in files.regions.values())
    print(
        f"{data_dir} is in order: {len(files.projects)} projects, {sources} sources, "
        f"{len(files.organisations)} organisations, {len(files.codelists)} codelists, "
        f"{len(files.regions) - provinces} regions, {provinces} provinces and prefectures."
    )
