"""The `kharita` command. Only the module of the command that is asked for is imported: the server
must not carry the weight of the others."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import typer

from app.errors import AppError

COMMANDS = {
    "serve": ("app.cli.serve:serve", "Serve the map and the API; makes the database if needed."),
    "load": ("app.cli.load:load", "Validate the files of data/, then load what changed."),
    "demo": ("app.cli.demo:demo", "Sample users and proposals; `serve --demo` calls it."),
    "check": ("app.cli.check:check", "Validate the files of data/, without a database."),
    "schema": ("app.cli.schema:schema", "Print the JSON Schema of a project file."),
    "db": ("app.cli.db:app", "Migrations: upgrade, downgrade, current."),
    "mail": ("app.cli.mail:app", "Mails to users: send those that wait, write the digests."),
    "user": ("app.cli.user:app", "Accounts: create-admin, list, disable."),
    "rates": ("app.cli.rates:app", "Exchange rates for conversions: load, list, remove."),
    "remind": ("app.cli.remind:remind", "Remind stewards of the projects that are due."),
    "overlaps": ("app.cli.overlaps:overlaps", "Compare the projects that changed, for the radar."),
    "export": ("app.cli.export:export", "Write a selection of projects to a file."),
    "backup": ("app.cli.backup:backup", "Write the whole database to a file."),
    "restore": ("app.cli.restore:restore", "Put back a file that `kharita backup` made."),
}


def main(arguments: Sequence[str] | None = None) -> None:
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        build(given)(given, prog_name="kharita")
    except AppError as error:
        print(f"Error: {error.detail}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def build(arguments: Sequence[str]) -> typer.Typer:
    application = typer.Typer(
        help="The map of Migration & Development projects in Morocco.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, (target, summary) in COMMANDS.items():
        command = _imported(target) if name == asked else _unused
        if isinstance(command, typer.Typer):
            application.add_typer(command, name=name, help=summary)
        else:
            application.command(name, help=summary)(command)
    return application


def _imported(target: str) -> typer.Typer | Callable[..., object]:
    module, _, attribute = target.partition(":")
    command: typer.Typer | Callable[..., object] = getattr(import_module(module), attribute)
    return command


def _unused() -> None:
    """Stands for a command that was not asked for, so that --help lists it."""


if __name__ == "__main__":
    main()
