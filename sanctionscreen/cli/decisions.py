"""``decisions``: reviewed judgements on hits, added to and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.deciding import add
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.errors import UsageError
from sanctionscreen.report.plain import counted, visible
from sanctionscreen.settings import Settings

decisions_app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@decisions_app.callback()
def root() -> None:
    """Add to a file of reviewed judgements on hits, or check it."""


decisions_app.command()(add)


@decisions_app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A decisions file.")],
    add_lists: o.AddLists = None,
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
) -> int:
    """Name what is wrong in a decisions file, and what expires within 30 days.

    Exit codes: 0 sound (expired decisions are only named), 2 there is a problem.
    """
    from sanctionscreen.decisions.linting import lint
    from sanctionscreen.decisions.reading import read_decisions
    from sanctionscreen.strict_yaml import Faults

    in_force = effective(settings, Given(add_lists=add_lists, store=store))
    faults = Faults(file)
    found = read_decisions(_bytes(file), faults)
    findings = lint(found, tuple(_known_lists(in_force)), running.now().date())
    lines = [
        *((fault.line or 1, fault.field or "", fault.message, True) for fault in faults.found),
        *((each.line, each.field, each.message, each.is_error) for each in findings),
    ]
    for line, field, message, is_error in sorted(lines):
        place = f"{file}:{line}" + (f" [{field}]" if field else "")
        put(visible(f"{place}: {'' if is_error else 'note: '}{message}") + "\n")
    flush()
    problems = sum(is_error for *_, is_error in lines)
    if problems:
        say(f"sanctionscreen: ERROR (exit 2) {file}: {counted(problems, 'problem')}")
        return UsageError.exit_code
    say(f"sanctionscreen: {file} is sound: {counted(len(found), 'decision')}")
    return 0


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the decisions file cannot be read ({error.strerror})", path=file
        ) from error


def _known_lists(settings: Settings) -> Iterator[str]:
    """Every list id that a decision may name: shipped, official, stored, or of the settings."""
    from sanctionscreen.store import OFFICIAL_LISTS, Store, shipped_lists

    yield from (path.stem for path in shipped_lists())
    yield from (official.id for official in OFFICIAL_LISTS)
    yield from Store(running.existing_store(settings)).list_ids()
    named = (*(settings.lists or ()), *settings.add_lists)
    files = [item for item in named if Path(item).is_file()]
    if files:
        yield from (ref.id for ref in running.open_lists(files, None, settings).refs)
