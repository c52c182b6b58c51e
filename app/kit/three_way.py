"""What to do with a file when the thing it describes may have changed elsewhere."""

from enum import Enum, auto


class Decision(Enum):
    UNCHANGED = auto()
    LOAD = auto()
    ADOPT = auto()  # both changed alike: only note that the file is known
    CONFLICT = auto()


def decide(file: str, loaded: str | None, live: str | None) -> Decision:
    """Compares content hashes of the file now, of the file when last loaded, of the live state.

    `loaded` is None when it never came from a file, `live` when it does not exist.
    """
    if live is None:
        return Decision.LOAD
    if file == loaded:
        return Decision.UNCHANGED
    if file == live:
        return Decision.ADOPT
    if live == loaded:
        return Decision.LOAD
    return Decision.CONFLICT
