"""``lists import``: publishers' files into the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli import running
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.errors import ListError, SanctionscreenError, UsageError
from sanctionscreen.model import PartialDate
from sanctionscreen.report.plain import counted, visible

if TYPE_CHECKING:
    from sanctionscreen.store import Imported, Refusal, Snapshot, Store

_SHOWN = 10
"""Kinds of what was not understood that are named; all are counted."""


def import_lists(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files as their publishers give them.")
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD", help="When they were published, where a file does not say."
        ),
    ] = None,
    list_id: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="LIST-ID", help="Which list it is, where a file leaves that open."
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Which column of a CSV holds what, as YAML: name: Supplier."
        ),
    ] = None,
    accept_drop: o.AcceptDrop = None,
    store: o.StoreFolder = None,
) -> int:
    """Put publishers' files into the store, from where they are screened.

    Formats are known by their content; the files of one list (sdn, alt, add, comments) are given
    together. Each list is read whole or is not stored; the others are stored all the same. One that
    lost much since the publication before it is refused.

    Exit codes: 0 all are stored, 2 usage error, 3 a list is not stored.
    """
    from sanctionscreen.sources.programmes import load_register
    from sanctionscreen.store import (
        ImportOptions,
        Refusal,
        Store,
        check_options,
        group_files,
        import_list,
        read_mapping,
        shipped_register_path,
    )

    fetched = running.now()
    columns = () if mapping is None else read_mapping(mapping)
    o.overrides(accept_drop=accept_drop)
    settings = effective(None, Given(store=store))
    kept = Store(running.store_folder(settings))
    options = ImportOptions(_day(published), list_id, columns)
    check_options(options)
    register = load_register(shipped_register_path())
    sets, refused = group_files(files)
    failures = list(refused)
    for each in sets:
        say(f"sanctionscreen: reading {_names(each.paths)}")
        try:
            review = partial(_reviewed, kept, each.paths[0], accept_drop)
            imported = import_list(kept, each, register, replace(options, review=review), fetched)
        except SanctionscreenError as error:
            failures.append(Refusal(each.paths, error))
        else:
            put("".join(visible(line) + "\n" for line in imported_lines(imported)))
            flush()
    stored = len(sets) + len(refused) - len(failures)
    if stored:
        say("sanctionscreen: compiling the lists that are screened by default")
        running.open_lists(None, None, settings)
    _raise(failures, stored)
    return 0


def _reviewed(kept: Store, path: Path, accept_drop: str | None, drafted: Snapshot) -> Snapshot:
    from sanctionscreen.store.floors import reviewed

    reason = None if accept_drop is None else accept_drop.strip()
    command = f"sanctionscreen lists import {path}"
    return reviewed(drafted, kept, reason, where=path, command=command)


def _raise(failures: Sequence[Refusal], stored: int) -> None:
    """Names every list that is not stored, and ends the command if there is one."""
    if not failures:
        return
    if len(failures) == 1 and not stored:
        raise failures[0].error
    for failure in failures:
        say(f"sanctionscreen: not stored: {_names(failure.paths)}: {failure.error}")
    raise ListError(
        f"{counted(len(failures), 'list')} not stored, {stored} stored",
        hint="See above for the reasons",
    )


def imported_lines(imported: Imported) -> Iterator[str]:
    snapshot = imported.snapshot
    name = f"{snapshot.list_id}@{snapshot.published}"
    counts = snapshot.counts
    yield (
        f"{name}: {'stored' if imported.is_new else 'in the store already, unchanged'}, "
        f"{counts.parties:,} parties, {counts.names:,} names, {counts.weak_aliases:,} weak aliases"
    )
    yield f"  {snapshot.title}; sha256 {snapshot.sha256}"
    if not imported.is_current:
        yield "  a later snapshot of this list is in the store and stays the current one"
    for note in snapshot.ref.notes:
        yield f"  note: {note}"
    for problem in imported.problems:
        place = "" if problem.line is None else f"line {problem.line}, "
        yield f"  not read: {place}{problem.record or 'unnamed'}: {problem.message}"
    # The notes count them all; the most frequent come first.
    kinds = sorted(imported.unknown, key=lambda kind: (-kind[1], kind[0]))
    for what, count in kinds[:_SHOWN]:
        yield f"    {count:,} x {what}"
    if len(kinds) > _SHOWN:
        rest = sum(count for _, count in kinds[_SHOWN:])
        yield f"    {rest:,} more of {counted(len(kinds) - _SHOWN, 'further kind')}"


def _names(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths)


def _day(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a day", field="published", hint="Write it as YYYY-MM-DD"
        ) from None
    return PartialDate(value.year, value.month, value.day)
