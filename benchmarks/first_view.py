"""The first view of the map on a phone, beside a Folium page of the same projects, in one run.

.venv/bin/python benchmarks/first_view.py --help
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("benchmarks.first_view_command", run_name="__main__")
