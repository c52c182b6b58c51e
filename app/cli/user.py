"""`kharita user`: accounts, from the machine that runs the server."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.account.service import keep_an_administrator
from app.auth.passwords.hashing import hash_password
from app.auth.passwords.rules import ADVICE, fault_of
from app.auth.passwords.service import RESET_LIFE, issue_reset, set_password
from app.auth.schemas import MailAddress, Name
from app.auth.users.schemas import UserChanges
from app.auth.users.service import change_user, set_disabled
from app.cli.context import DataDir, open_database, read_settings
from app.codelists import Channel, Language, UserRole
from app.errors import AppError
from app.models import User

app = typer.Typer(no_args_is_help=True)
ACTOR = Actor(None, Channel.COMMAND)
_MAIL_ADDRESS: TypeAdapter[str] = TypeAdapter(MailAddress)
_NAME: TypeAdapter[str] = TypeAdapter(Name)
LOCAL_ADDRESS = "http://127.0.0.1:8000"

Email = Annotated[str, typer.Argument(help="Mail address, by which the user signs in.")]


class UserError(AppError):
    """The account cannot be made or changed; nothing was."""


@app.command("create-admin")
def create_admin(
    email: Email,
    name: Annotated[str, typer.Option(help="As colleagues know this person.")] = "",
    language: Annotated[Language, typer.Option(help="Of the pages and mails.")] = Language.FR,
    data_dir: DataDir = None,
) -> None:
    """Make an administrator, or make a user one.

    On a terminal asks for the password; elsewhere, or when none is typed, prints a link to set
    it, good for an hour and for one use.
    """
    address = _valid(_MAIL_ADDRESS, email, "EMAIL")
    shown = _valid(_NAME, name or address.partition("@")[0], "--name")
    password_hash = _ask_for_password(shown, address)
    settings = read_settings(data_dir)
    with _writing(data_dir) as session:
        user = _administrator(session, address, shown, language)
        if password_hash is not None and user.password_hash is not None:
            set_password(session, user, password_hash, ACTOR)
        user.password_hash = password_hash or user.password_hash
        secret = None if password_hash else issue_reset(session, user)
    print(f"{address} is an administrator.")
    if secret is not None:
        site = (settings.base_url or LOCAL_ADDRESS).rstrip("/")
        minutes = int(RESET_LIFE.total_seconds() // 60)
        print(f"Set the password within {minutes} minutes:")
        print(f"{site}/{language}/password-reset/{secret}")


@app.command("list")
def list_users(data_dir: DataDir = None) -> None:
    """One line a user: address, role, state, name."""
    with _writing(data_dir) as session:
        users = session.scalars(
            select(User).where(User.anonymised_at.is_(None)).order_by(User.email)
        ).all()
        for user in users:
            state = "active" if user.disabled_at is None else "disabled"
            print(f"{user.email}\t{user.role}\t{state}\t{user.name}")


@app.command()
def disable(email: Email, data_dir: DataDir = None) -> None:
    """Shut a user out at once: sessions, tokens and links end."""
    with _writing(data_dir) as session:
        user = session.scalars(
            select(User).where(User.email == email.strip().lower())
        ).one_or_none()
        if user is None:
            raise UserError(f"No user has the address {email}")
        if user.disabled_at is not None:
            print(f"{user.email} is disabled already.")
            return
        keep_an_administrator(session, user)
        set_disabled(session, ACTOR, user, disabled=True)
        print(f"{user.email} is disabled.")


def _administrator(session: Session, address: str, name: str, language: Language) -> User:
    """A user who has the address already keeps everything else: it is the way back in when no
    administrator is left."""
    user = session.scalars(select(User).where(User.email == address)).one_or_none()
    if user is not None:
        change_user(
            session, ACTOR, user.id, UserChanges(role=UserRole.ADMINISTRATOR, disabled=False)
        )
        return user
    user = User(email=address, name=name, role=UserRole.ADMINISTRATOR, language=language)
    session.add(user)
    session.flush()
    record_event(session, ACTOR, "user.created", "user", user.id, data={"role": user.role})
    return user


def _valid(kind: TypeAdapter[str], value: str, what: str) -> str:
    try:
        valid: str = kind.validate_python(value)
    except ValidationError as error:
        raise UserError(f"{what} {value!r}: {error.errors()[0]['msg']}") from None
    return valid


def _ask_for_password(*personal: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    while True:
        password = getpass.getpass("Password (empty: print a link to set it): ")
        if not password:
            return None
        fault = fault_of(password, personal)
        if fault is not None:
            print(f"The password {ADVICE[fault]}.")
        elif getpass.getpass("Once more: ") == password:
            return hash_password(password)
        else:
            print("These are not the same.")


@contextmanager
def _writing(data_dir: DataDir) -> Iterator[Session]:
    with open_database(read_settings(data_dir)) as url:
        engine = create_engine(url, hide_parameters=True)
        try:
            with Session(engine) as session, session.begin():
                yield session
        finally:
            engine.dispose()
