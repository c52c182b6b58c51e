"""What a command writes, whole or not at all: under another name, renamed when complete."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.errors import AppError

STANDARD_OUTPUT = Path("-")


class OutputError(AppError):
    """The place that is asked for cannot be written; what was there is as it was."""


def write_file(file: Path, chunks: Iterator[bytes]) -> None:
    """Replaces what is there. Raises OutputError."""
    if file == STANDARD_OUTPUT:
        _print(chunks)
        return
    target = file.expanduser().resolve()
    part = None
    try:
        if target.exists() and not target.is_file():
            _write_through(target, chunks)
            return
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        part = Path(name)
        with open(descriptor, "wb") as written:
            for chunk in chunks:
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise _cannot_write(file, error) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """A new folder, or one that is empty. Raises OutputError."""
    target = folder.expanduser().absolute()
    part = None
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise OutputError(f"{folder} is there already, and not an empty folder: choose another")
        part = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        fill(part)
        part.chmod(0o777 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _write_through(target: Path, chunks: Iterator[bytes]) -> None:
    """A device or a pipe cannot be replaced."""
    with target.open("wb") as written:
        written.writelines(chunks)


def _print(chunks: Iterator[bytes]) -> None:
    try:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Who reads has enough, as `head` has; nothing is left to be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise _cannot_write(STANDARD_OUTPUT, error) from error


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} cannot be written: {error.strerror}. Choose another place.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
