"""`kharita backup`: one file that holds the whole database."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from app.cli.context import DataDir, open_database, read_settings
from app.db.client_programs import run
from app.db.cluster_files import cannot_write
from app.db.installation import EXTENSIONS, find_installation


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; replaced if it exists.")],
    data_dir: DataDir = None,
) -> None:
    """Write the whole database to a file, while it is in use or not."""
    settings = read_settings(data_dir)
    with open_database(settings) as url:
        try:
            _write(file.expanduser().absolute(), url)
        except OSError as error:
            raise cannot_write(file.parent, error) from error
    print(f"{file} written ({file.stat().st_size // 1024} kB)")


def _write(file: Path, url: str) -> None:
    """Under another name, renamed when complete: FILE is never half a backup."""
    program = find_installation().program("pg_dump")
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    part = Path(name)
    options = [f"--extension={extension}" for extension in EXTENSIONS]
    try:
        run(program, ["--format=custom", "--schema=public", *options, f"--file={part}"], url)
        os.fsync(descriptor)
        part.replace(file)
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)
