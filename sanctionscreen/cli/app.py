"""The commands, put together."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sanctionscreen.cli.streams import put
from sanctionscreen.version import VERSION

_COMMANDS = {
    "check": ("check", "check"),
    "lookup": ("lookup", "lookup"),
    "compare": ("comparing", "compare"),
    "explain": ("comparing", "explain"),
    "review": ("review", "review"),
    "verify": ("verify", "verify"),
    "lists": ("lists", "lists_app"),
    "settings": ("settings", "settings_app"),
    "decisions": ("decisions", "decisions_app"),
}
"""The module of each command, and the function or the group of commands that it is there."""


def _typer(cls: type[TyperGroup] | None = None) -> typer.Typer:
    # Plain help and errors: the same bytes in every terminal, and rich is not loaded for them.
    return typer.Typer(
        cls=cls,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


class _Commands(TyperGroup):
    """Commands that are imported when they are called: a look-up loads no other command."""

    def list_commands(self, _ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: Any, cmd_name: str) -> Any:
        if cmd_name in _COMMANDS:
            return self._command(cmd_name)
        # The error names those that are spelled alike, of the ones that are there by then.
        for name in _COMMANDS:
            self._command(name)
        return None

    def _command(self, name: str) -> Any:
        if name not in self.commands:
            module, attribute = _COMMANDS[name]
            found = getattr(import_module(f"sanctionscreen.cli.{module}"), attribute)
            holder = _typer()
            holder.callback()(root)
            if isinstance(found, typer.Typer):
                holder.add_typer(found, name=name)
            else:
                holder.command(name)(found)
            group: Any = typer.main.get_command(holder)
            self.add_command(group.commands[name])
        return self.commands[name]


app = _typer(_Commands)


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
