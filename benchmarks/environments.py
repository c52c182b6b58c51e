"""One virtual environment for each other server, made from its pinned list."""

import hashlib
import subprocess
import sys
from pathlib import Path

from app.settings import ROOT

CACHE = ROOT / "build" / "benchmarks"


def prepare(name: str) -> Path:
    """The directory of its programs."""
    requirements = Path(__file__).with_name(f"requirements-{name}.txt")
    directory = CACHE / name
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    made = directory / "made-from"
    if not made.exists() or made.read_text() != wanted:
        print(f"Installing {name}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", directory], check=True)
        pip = [str(directory / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", "--requirement", str(requirements)], check=True)
        made.write_text(wanted)
    return directory / "bin"
