"""`kharita export`: a selection of projects as a file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

import typer
from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.cli.context import DataDir, open_database, read_settings
from app.cli.output import STANDARD_OUTPUT, write_file, write_folder
from app.codelists import Language
from app.db.schema_version import current_revision, head_revision
from app.errors import AppError, BadParameterError
from app.exchange.files import write_files
from app.exchange.formats import FORMATS
from app.exchange.selection import Selection, make_selection
from app.kit.advice import advise
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from app.publication.public import SEVERAL
from app.settings import Settings

FILES = "files"
ALLOWED = (*FORMATS, FILES)


class ExportError(AppError):
    """The file that is asked for cannot be made; nothing was written."""


def export(
    file: Annotated[
        Path,
        typer.Argument(help=f"The file to write, - for standard output; with {FILES}, a folder."),
    ],
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            help=f"{', '.join(FORMATS)}, or {FILES} for the files that `kharita load` reads. "
            "By default, as the name of the file ends.",
        ),
    ] = "",
    filters: Annotated[
        str, typer.Option("--filter", help="As in the API: 'region=MA-01&theme=health'.")
    ] = "",
    language: Annotated[Language, typer.Option("--lang", help="Of names and texts.")] = Language.FR,
    sort: Annotated[str, typer.Option(help="As in the API: title, -start, budget…")] = "",
    data_dir: DataDir = None,
) -> None:
    """Write the projects that match to a file, whole or not at all."""
    wanted = find_format(format_name, file)
    query = read_query(filters, language, sort)
    settings = read_settings(data_dir)
    with _snapshot(settings) as session:
        selection = _select(session, query, settings)
        if wanted == FILES:
            write_folder(file, lambda folder: write_files(selection, folder))
        else:
            write_file(file, FORMATS[wanted].write(selection))
        for note in selection.notes:
            print(note, file=sys.stderr)
        print(f"{selection.returned} projects match; {file} is written", file=sys.stderr)


def find_format(name: str, file: Path) -> str:
    """The name of a format, given or read from how the file ends. Raises ExportError."""
    allowed = f"Allowed: {', '.join(ALLOWED)}"
    if name and name not in ALLOWED:
        raise ExportError(f"--format: unknown format '{name}'. {allowed}")
    if name == FILES and file == STANDARD_OUTPUT:
        raise ExportError(f"--format: {FILES} makes a folder, which standard output cannot take")
    fitting = [each for each in FORMATS if file.name.endswith(f".{each}")]
    if not name and not fitting:
        raise ExportError(f"--format: the name {file} does not tell the format. {allowed}")
    return name or max(fitting, key=len)


@contextmanager
def _snapshot(settings: Settings) -> Iterator[Session]:
    """One consistent state of the catalogue, to be read."""
    with open_database(settings) as url:
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            json_deserializer=from_json,
            execution_options={"postgresql_readonly": True},
        )
        try:
            _require_schema(engine)
            with Session(engine, autoflush=False) as session:
                yield session
        finally:
            engine.dispose()


def _require_schema(engine: Engine) -> None:
    if current_revision(engine) != head_revision():
        raise ExportError(
            "The database is empty, or of another version: run `kharita db upgrade`, and "
            "`kharita load` if it is empty."
        )


def read_query(filters: str, language: Language, sort: str) -> FileQuery:
    """Raises ExportError that names the parameter and says what is wrong with it."""
    values: dict[str, object] = {"lang": language}
    given = parse_qs(filters.removeprefix("?"), keep_blank_values=True)
    for name, several in given.items():
        if name not in SEVERAL and len(several) > 1:
            raise ExportError(f"--filter: {name}: is given {len(several)} times; give it once")
        values[name] = several if name in SEVERAL else several[0]
    if sort:
        values["sort"] = sort
    try:
        return FileQuery.model_validate(values)
    except ValidationError as error:
        raise ExportError("; ".join(_faults(error))) from None


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        name = str(fault["loc"][0]) if fault["loc"] else ""
        message = advise(fault)
        if fault["type"] == "extra_forbidden":
            allowed = ", ".join(sorted(FileQuery.model_fields))
            message = f"there is no such parameter. Allowed: {allowed}"
        place = "--sort" if name == "sort" else f"--filter: {name}" if name else "--filter"
        yield f"{place}: {message}"


def _select(session: Session, query: FileQuery, settings: Settings) -> Selection:
    base_url = (settings.base_url or "").rstrip("/")
    try:
        return make_selection(session, query, read_reference(session), base_url, settings)
    except BadParameterError as error:
        allowed = error.members.get("allowed")
        shown = f". Allowed: {', '.join(allowed)}" if isinstance(allowed, list) else ""
        raise ExportError(f"--filter: {error.detail}{shown}") from None
