"""``settings``: which values are in force, and where each comes from."""

from __future__ import annotations

import json
from typing import Any

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import effective
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.report.plain import visible
from sanctionscreen.settings import Settings
from sanctionscreen.store.addresses import shown

settings_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@settings_app.callback()
def root() -> None:
    """Show the settings in force."""


@settings_app.command()
def show(settings: o.SettingsFile = None) -> int:
    """Print the values in force, where each comes from, and their digest.

    What is printed is a settings file itself. The digest leaves out where things lie: lists,
    decisions, outputs and the store.

    Exit codes: 0, 2 where the settings are not understood.
    """
    in_force = effective(settings)
    put(visible_lines(in_force))
    flush()
    say(f"sanctionscreen: settings digest {in_force.digest}")
    return 0


def visible_lines(settings: Settings) -> str:
    """The settings as YAML, a comment beside each value saying where it comes from."""
    origins = dict(settings.origins)
    lines = [f"# settings digest {settings.digest}"]
    for key, value in settings.mapping().items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [_leaf(f"{key}.{name}", each, origins, 2) for name, each in value.items()]
        else:
            lines.append(_leaf(key, value, origins, 0))
    if settings.addresses:
        lines.append("addresses:  # users, passwords and what follows ? are not shown")
        for list_id, url in settings.addresses:
            lines.append(_leaf(f"addresses.{list_id}", shown(url), origins, 2))
    return "".join(visible(line) + "\n" for line in lines)


def _leaf(path: str, value: Any, origins: dict[str, str], indent: int) -> str:
    key = path.rpartition(".")[2]
    inside = [origin for each, origin in origins.items() if each.startswith(f"{path}.")]
    origin = origins.get(path) or origins.get(path.partition(".")[0]) or ", ".join(inside[:1])
    text = json.dumps(value, ensure_ascii=False)
    return f"{' ' * indent}{key}: {text}  # {origin or 'default'}"
