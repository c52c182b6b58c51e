"""What a load did, or why it did nothing."""

from dataclasses import dataclass, field

from app.errors import LoadError
from app.kit.three_way import Decision, decide
from app.models import CodelistItem, Organisation, Project, Region

Loaded = CodelistItem | Organisation | Project | Region


@dataclass
class LoadReport:
    """Counts of entries, and the names of those changed both in their file and live."""

    keep_live: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    reordered: bool = False
    conflicts: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated or self.reordered)

    def take(self, name: str, file: str, row: Loaded, live: str | None) -> bool:
        """Whether the entry is to be written; counts it either way."""
        decision = decide(file, row.loaded_hash, live)
        if decision is Decision.CONFLICT:
            self.conflicts.append(name)
            return False
        row.loaded_hash = file
        if decision is not Decision.LOAD:
            self.unchanged += 1
            return False
        if live is None:
            self.created += 1
        else:
            self.updated += 1
        return True

    def raise_conflicts(self) -> None:
        """Raises LoadError unless live edits are to be kept."""
        if not self.conflicts or self.keep_live:
            return
        names = "\n".join(f"  {name}" for name in self.conflicts)
        raise LoadError(
            "Nothing was loaded. These were changed in their file and also in the catalogue "
            f"since the last load:\n{names}\n"
            "Bring the live change into the file, or run with --keep-live to skip them."
        )
