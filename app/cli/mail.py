"""`kharita mail`: what waits in the outbox, and the weekly digests."""

import typer

from app.cli.context import DataDir, open_database, read_settings
from app.db.engine import make_database
from app.notices.digest import post_digests
from app.notices.sending import send_waiting
from app.notices.smtp import MailSettingsError, way_out

app = typer.Typer(help="Mails to users.", no_args_is_help=True)


@app.command()
def send(data_dir: DataDir = None) -> None:
    """Send the mails that are due. Fails when the mail server cannot be reached."""
    settings = read_settings(data_dir)
    connect = way_out(settings)
    if connect is None:
        raise MailSettingsError(
            "KHARITA_SMTP_URL, KHARITA_MAIL_FROM and KHARITA_BASE_URL are not set"
        )
    with open_database(settings) as url:
        database = make_database(settings.model_copy(update={"database_url": url}))
        try:
            result = send_waiting(database, connect)
        finally:
            database.dispose()
    print(f"{result.sent} sent, {result.put_off} put off, {result.given_up} given up")
    if result.away is not None:
        raise typer.Exit(1)


@app.command()
def digest(data_dir: DataDir = None) -> None:
    """Put the weekly digests in the outbox: for each user at most one in a week, however often
    and from wherever this is run."""
    settings = read_settings(data_dir)
    with open_database(settings) as url:
        database = make_database(settings.model_copy(update={"database_url": url}))
        try:
            print(f"{post_digests(database)} digests")
        finally:
            database.dispose()
