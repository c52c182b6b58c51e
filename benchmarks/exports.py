"""Memory and time of `kharita export` in each format, on synthetic projects.

.venv/bin/python benchmarks/exports.py --help
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("benchmarks.exports_command", run_name="__main__")
