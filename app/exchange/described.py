"""What a file says of itself: when it was made, and which projects it holds."""

from app.exchange.selection import Selection
from app.projects.wording import filters_in_words


def described(selection: Selection) -> str:
    """In one line, in the language of the file."""
    filters = filters_in_words(selection.query, selection.reference, selection.language)
    chosen = [f"{name}: {values}" for name, values in filters]
    return " | ".join([f"Kharita, {selection.made_on.isoformat()}", *chosen])
