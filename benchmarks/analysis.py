"""The questions of the analysis pages, beside the same questions in pandas, in one run.

.venv/bin/python benchmarks/analysis.py --help
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("benchmarks.analysis_command", run_name="__main__")
