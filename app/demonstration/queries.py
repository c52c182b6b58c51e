"""Whether a database holds the demonstration, or something else that people made. In SQL of its
own: the server asks it before it has loaded anything heavier."""

from sqlalchemy import Connection, text

MADE = "demonstration.made"
SUBJECT = ("demonstration", "catalogue")


def is_demonstration(connection: Connection) -> bool:
    kind, name = SUBJECT
    made = text(
        "SELECT EXISTS (SELECT FROM audit_events WHERE subject_kind = :kind AND subject_id = :name)"
    )
    return bool(connection.scalar(made, {"kind": kind, "name": name}))


def has_users(connection: Connection) -> bool:
    return bool(connection.scalar(text("SELECT EXISTS (SELECT FROM users)")))
