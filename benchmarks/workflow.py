"""Submitting and accepting, beside a bare INSERT and COMMIT on the same disk, in one run.

.venv/bin/python benchmarks/workflow.py --help
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    runpy.run_module("benchmarks.workflow_command", run_name="__main__")
