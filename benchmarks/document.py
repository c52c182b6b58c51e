"""Sections of docs/performance.md that a run of a benchmark writes anew."""

from app.settings import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"


def write(heading: str, section: str) -> None:
    """In the place of the section of the last run, else at the end. `heading` as `## Name`."""
    text = DOCUMENT.read_text() if DOCUMENT.exists() else "# Performance\n"
    before, _, after = text.partition(f"{heading}\n")
    following = after.find("\n## ")
    rest = after[following:] if following >= 0 else ""
    DOCUMENT.write_text(f"{before.rstrip()}\n\n{heading}\n{section.rstrip()}\n{rest}")
