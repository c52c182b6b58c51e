"""`kharita demo`: the sample users and proposals of `kharita serve --demo`."""

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.cli.context import DEMONSTRATION, DataDir, open_database, read_settings
from app.cli.demonstration import DemonstrationError
from app.demonstration.queries import has_users, is_demonstration
from app.demonstration.service import make_demonstration


def demo(data_dir: DataDir = None) -> None:
    """Fill a database without users; `serve --demo` does it. Done once, however often it is run."""
    settings = read_settings(data_dir)
    if settings.environment != DEMONSTRATION:
        raise DemonstrationError(
            "It has passwords that everyone knows: use `kharita serve --demo`, or set "
            "KHARITA_ENVIRONMENT=demonstration."
        )
    with open_database(settings) as url:
        engine = create_engine(url)
        with Session(engine) as session, session.begin():
            connection = session.connection()
            if is_demonstration(connection):
                print("The demonstration is there already.")
                return
            if has_users(connection):
                raise DemonstrationError(
                    "This database holds users who are no demonstration: choose another --data-dir."
                )
            make_demonstration(session)
        engine.dispose()
    print("The demonstration is made.")
