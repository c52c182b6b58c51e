"""`kharita export`: a selection of projects as a file."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

import typer
from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli.context import DataDir, open_database, read_settings
from app.codelists import Language
from app.db.cluster_files import cannot_write
from app.errors import AppError, BadParameterError
from app.exchange.formats import FORMATS, Format
from app.exchange.selection import Selection, make_selection
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from app.publication.public import SEVERAL

STANDARD_OUTPUT = Path("-")


class ExportError(AppError):
    """The file that is asked for cannot be made; nothing was written."""


def export(
    file: Annotated[Path, typer.Argument(help="The file to write, or - for standard output.")],
    format_name: Annotated[
        str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")
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
    with open_database(settings) as url:
        engine = create_engine(
            url,
            isolation_level="REPEATABLE READ",
            json_deserializer=from_json,
            execution_options={"postgresql_readonly": True},
        )
        with Session(engine, autoflush=False) as session:
            base_url = (settings.base_url or "").rstrip("/")
            selection = _select(session, query, base_url)
            write_file(file, wanted.write(selection))
        engine.dispose()
    for note in selection.notes:
        print(note, file=sys.stderr)
    print(f"{selection.returned} projects written to {file}", file=sys.stderr)


def find_format(name: str, file: Path) -> Format:
    """By its name, else by how the name of the file ends. Raises ExportError."""
    if name in FORMATS:
        return FORMATS[name]
    fitting = [each for each in FORMATS if file.name.endswith(f".{each}")]
    if not name and fitting:
        return FORMATS[max(fitting, key=len)]
    what = f"unknown format '{name}'" if name else "which format is meant?"
    raise ExportError(f"--format: {what} Allowed: {', '.join(FORMATS)}")


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
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            allowed = ", ".join(sorted(FileQuery.model_fields))
            message = f"there is no such parameter. Allowed: {allowed}"
        yield f"--filter: {name}: {message}" if name else f"--filter: {message}"


def _select(session: Session, query: FileQuery, base_url: str) -> Selection:
    try:
        return make_selection(session, query, read_reference(session), base_url)
    except BadParameterError as error:
        allowed = error.members.get("allowed")
        shown = f". Allowed: {', '.join(allowed)}" if isinstance(allowed, list) else ""
        raise ExportError(f"--filter: {error.detail}{shown}") from None


def write_file(file: Path, chunks: Iterator[bytes]) -> None:
    """Under another name, renamed when complete: FILE is never half a file."""
    if file == STANDARD_OUTPUT:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    target = file.expanduser().absolute()
    try:
        _replace(target, chunks)
    except OSError as error:
        raise cannot_write(target.parent, error) from error


def _replace(target: Path, chunks: Iterator[bytes]) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with open(descriptor, "wb") as written:
            for chunk in chunks:
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
