"""What each user wants by mail. Only what differs from the defaults is stored. Pure."""

from collections.abc import Mapping

from app.notices.events import EVENTS, MailChoice


def choice_of(stored: Mapping[str, object], event: str) -> MailChoice:
    chosen = stored.get(event)
    return MailChoice(chosen) if isinstance(chosen, str) else EVENTS[event].default


def all_choices(stored: Mapping[str, object]) -> dict[str, MailChoice]:
    return {event: choice_of(stored, event) for event in EVENTS}


def to_store(choices: Mapping[str, MailChoice]) -> dict[str, str]:
    return {
        event: choice.value for event, choice in choices.items() if choice != EVENTS[event].default
    }
