"""Help and version: on stdout, in 80 columns, complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer

from sanctionscreen.cli.app import app
from sanctionscreen.version import VERSION

Cli = Callable[..., Any]
COMMANDS = [
    (),
    ("check",),
    ("lookup",),
    ("compare",),
    ("explain",),
    ("lists",),
    ("lists", "show"),
    ("lists", "validate"),
    ("lists", "update"),
    ("lists", "import"),
    ("lists", "status"),
    ("lists", "verify"),
    ("lists", "diff"),
    ("review",),
    ("verify",),
    ("decisions", "add"),
    ("decisions", "check"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_complete(cli: Cli, command: tuple[str, ...]) -> None:
    """Every command has help on stdout, within 80 columns."""
    ended = cli(*command, "--help")
    assert ended.code == 0
    assert ended.err == ""
    assert "Usage: sanctionscreen" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_every_option_is_explained() -> None:
    """No option or argument is without a sentence that ends in a full stop."""
    root = typer.main.get_command(app)
    texts = {
        f"{name} {parameter.name}": getattr(parameter, "help", None)
        for name, command in _commands(root, "")
        for parameter in command.params
    }
    assert len(texts) > 50
    assert [name for name, text in texts.items() if not text or text[-1] != "."] == []


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    yield name, command
    # Asked as typer asks: a command is imported when it is called.
    for each in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from _commands(command.get_command(None, each), f"{name} {each}".strip())


def test_check_help_names_the_exit_codes(cli: Cli) -> None:
    """The meaning of 0, 1, 2 and 3 is in the help."""
    text = " ".join(cli("check", "--help").out.split())
    assert "0 no hit at or above the gate, 1 hits, 2 usage error, 3 could not complete" in text


def test_version(cli: Cli) -> None:
    """``--version`` prints name and version."""
    assert cli("--version").out == f"sanctionscreen {VERSION}\n"
