"""``lists``: which lists there are, who is on them, and whether one's own list is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.diffing import diff
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.importing import import_lists
from sanctionscreen.cli.running import open_lists
from sanctionscreen.cli.store_status import status, verify
from sanctionscreen.cli.streams import flush, put, render_options, say
from sanctionscreen.cli.updating import update
from sanctionscreen.errors import ListFormatError, UsageError
from sanctionscreen.record import list_use
from sanctionscreen.report.plain import counted, visible

lists_app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@lists_app.callback()
def lists(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    store: o.StoreFolder = None,
) -> int:
    """Show the lists that are screened by default: the shipped ones, and those in the store."""
    if context.invoked_subcommand is not None:
        if store is not None or as_json:
            raise UsageError(
                "options of `lists` itself stand before another command",
                hint=f"Write: sanctionscreen lists {context.invoked_subcommand} ... --store DIR",
            )
        return 0
    from sanctionscreen.report.json_text import json_text
    from sanctionscreen.report.listing import lists_text, status_records

    today = running.now().date()
    settings = effective(None, Given(store=store))
    index = open_lists(None, None, settings)
    confirmed = running.confirmations(index.refs, settings, today)
    uses = [list_use(ref, today, confirmed) for ref in index.refs]
    if as_json:
        put(json_text(status_records(uses), indent=2) + "\n")
    else:
        put(lists_text(uses, render_options()))
    flush()
    return 0


@lists_app.command()
def show(
    list_id: Annotated[str, typer.Argument(metavar="ID|FILE", help="A list, or a list's file.")],
    party: Annotated[
        str | None, typer.Option(metavar="LISTED-ID", help="All that this one entry holds.")
    ] = None,
    store: o.StoreFolder = None,
) -> int:
    """Show who is on a list, or one entry whole."""
    from sanctionscreen.report.listing import parties_text, party_text

    index = open_lists([list_id], None, effective(None, Given(store=store)))
    if party is None:
        put(parties_text(index.parties(), render_options()))
    else:
        entry = index.party(party)
        if entry is None:
            raise UsageError(
                f"{list_id} has no entry {party!r}",
                hint=f"See: sanctionscreen lists show {list_id}",
            )
        put(party_text(entry, render_options()))
    flush()
    return 0


lists_app.command()(update)
lists_app.command("import")(import_lists)
lists_app.command()(status)
lists_app.command()(verify)
lists_app.command()(diff)


@lists_app.command()
def validate(
    file: Annotated[Path, typer.Argument(help="A list in the form of the curated ones (YAML).")],
) -> int:
    """Name every problem of a list file, with its line.

    Exit codes: 0 sound, 3 there is a problem.
    """
    from sanctionscreen.sources.curated import validate as find_problems
    from sanctionscreen.sources.programmes import load_register
    from sanctionscreen.store.catalogue import shipped_register_path

    problems = find_problems(file, load_register(shipped_register_path()))
    for problem in problems:
        place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        record = "" if problem.record is None else f" [{problem.record}]"
        put(visible(f"{place}{record}: {problem.message}") + "\n")
    flush()
    if problems:
        say(f"sanctionscreen: ERROR (exit 3) {file}: {counted(len(problems), 'problem')}")
        return ListFormatError.exit_code
    say(f"sanctionscreen: {file} is a sound list")
    return 0
