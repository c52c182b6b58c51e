"""Kharita, tipg and pygeoapi on the same PostGIS, same rows, same machine, in one run.

.venv/bin/python benchmarks/public_api.py --help
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("benchmarks.command", run_name="__main__")
