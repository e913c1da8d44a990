"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from sanctionscreen.cli.check import check
from sanctionscreen.cli.comparing import compare, explain
from sanctionscreen.cli.decisions import decisions_app
from sanctionscreen.cli.lists import lists_app
from sanctionscreen.cli.lookup import lookup
from sanctionscreen.cli.review import review
from sanctionscreen.cli.settings import settings_app
from sanctionscreen.cli.streams import put
from sanctionscreen.cli.verify import verify
from sanctionscreen.version import VERSION

# Plain help and errors: the same bytes in every terminal, and rich is not loaded for them.
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        put(f"sanctionscreen {VERSION}\n")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Screen counterparties against sanctions lists.

    A hit is a possible match. Clear means: no possible match at this threshold on these lists.
    This is not legal advice.
    """


app.command()(check)
app.command()(lookup)
app.command()(compare)
app.command()(explain)
app.command()(review)
app.command()(verify)
app.add_typer(lists_app, name="lists")
app.add_typer(settings_app, name="settings")
app.add_typer(decisions_app, name="decisions")
