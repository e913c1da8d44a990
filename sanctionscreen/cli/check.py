"""``check``: screens files of counterparties."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.outputs import OutputFiles, output_files, plan
from sanctionscreen.cli.progress import Progress
from sanctionscreen.cli.running import Session, open_session
from sanctionscreen.cli.streams import check_takes, flush, put, render_options, say
from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.gate import Tallier, judge, verdict_line
from sanctionscreen.model import (
    Band,
    Counterparty,
    Kind,
    RejectedRow,
    RowOutcome,
    RunInfo,
    Verdict,
)
from sanctionscreen.record import Input
from sanctionscreen.report.base import Rendering, RenderOptions
from sanctionscreen.report.registry import by_name
from sanctionscreen.settings import Settings

if TYPE_CHECKING:
    from sanctionscreen.counterparties import Counterparties, ReadingOptions

STDIN = "-"
_SEVERAL_FILES = "several inputs: rows and lines start anew in each, in the order of the inputs"


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files to screen; - is stdin.")
    ],
    lists: o.Lists = None,
    add_lists: o.AddLists = None,
    settings: o.SettingsFile = None,
    store: o.StoreFolder = None,
    threshold: o.Threshold = None,
    as_of: o.AsOf = None,
    allow_reconstructed: o.AllowReconstructed = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=HEADING",
            help="Read a field from this column, e.g. name=Supplier. Repeatable.",
        ),
    ] = None,
    date_order: Annotated[
        DateOrder | None, typer.Option(help="How dates such as 03/04/1955 are written.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of the files; found out if not given.")
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="CHAR", help="Between columns, or 'tab'; found out if not given."),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a workbook; its first if not given.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option(help="What parties are where the file does not say.")
    ] = Kind.UNKNOWN,
    format_name: o.FormatName = "table",
    output: o.Output = None,
    weak_aliases: o.WeakAliases = None,
    fail_on: Annotated[
        Band | None,
        typer.Option(
            help="Lowest band of a hit that ends in exit code 1; weak (every hit) if no settings "
            "say otherwise."
        ),
    ] = None,
    max_age: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="DAYS",
            help="How old official lists may be; 7 days if no settings say otherwise.",
        ),
    ] = None,
    allow_stale: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Accept lists older than that; it is recorded."),
    ] = None,
    allow_not_screened: Annotated[
        str | None,
        typer.Option(
            metavar="REASON", help="Accept rows that cannot be screened; the reason is recorded."
        ),
    ] = None,
    top: o.Top = None,
    show_clear: Annotated[
        bool, typer.Option("--show-clear", help="Name clear rows in the table too.")
    ] = False,
    show_names: o.ShowNames = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the verdict line only.")] = False,
) -> int:
    """Screen files of counterparties.

    CSV, Excel workbooks and JSON Lines are known by their content.

    Exit codes: 0 no hit at or above the gate, 1 hits, 2 usage error, 3 could not complete.
    """
    from sanctionscreen.counterparties import ReadingOptions

    output_format = by_name(format_name)
    if not quiet:
        check_takes(output_format)
    renderer = _Silence() if quiet else output_format.renderer
    in_force = effective(
        settings,
        Given(
            lists, add_lists, threshold, weak_aliases, o.columns(column), date_order, fail_on,
            max_age, outputs=output, store=store,
        ),
    )  # fmt: skip
    reading = ReadingOptions(
        in_force.columns, _date_order(in_force), encoding, delimiter, sheet, kind
    )
    sources = (*files, *(in_force.lists or ()), *in_force.add_lists, in_force.source or STDIN)
    targets = plan([Path(path) for path in in_force.outputs], _paths(sources))
    session = open_session(
        in_force,
        as_of,
        allow_reconstructed=allow_reconstructed,
        allow_not_screened=allow_not_screened,
        allow_stale=allow_stale,
        is_gate=True,
    )
    job = _Job(session, _read(files, reading), Tallier(in_force.gate))
    run = job.run()
    options = render_options(show_clear=show_clear, top=top, show_names=show_names)
    rendering = renderer.open(run, options)
    in_files = RenderOptions(show_clear=show_clear, show_names=show_names)
    with output_files(targets, run, in_files) as outputs:
        stopped = job.stream(rendering, outputs)
        verdict = judge(
            job.tallier.tally,
            problems=(*session.problems, *stopped),
            allow_not_screened=allow_not_screened is not None,
        )
        put(rendering.close(verdict))
        flush()
        if stopped and targets:
            say("sanctionscreen: the run stopped before its end, so no output file was written")
        else:
            outputs.keep(verdict, job.late_notices())
    for notice in job.late_notices():
        say(f"sanctionscreen: note: {notice}")
    say(verdict_line(verdict, run))
    return verdict.exit_code


@dataclass(frozen=True, slots=True)
class _File:
    """An input as the user named it, and what was known of it before its rows were read."""

    name: str
    counterparties: Counterparties
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """Files to screen, and the count of what becomes of their rows."""

    session: Session
    files: tuple[_File, ...]
    tallier: Tallier

    def run(self) -> RunInfo:
        """The record of the run, as far as it is known before the first row."""
        notes = [f"{file.name}: {notice}" for file in self.files for notice in file.notices]
        several = (_SEVERAL_FILES,) if len(self.files) > 1 else ()
        inputs = [Input(file.name, file.counterparties.sha256 or "unknown") for file in self.files]
        return self.session.run(inputs, (*several, *notes))

    def stream(self, rendering: Rendering, outputs: OutputFiles) -> tuple[str, ...]:
        """Screens row by row; what stopped it before the end is returned, not lost."""
        progress = Progress()
        stopped: list[str] = []
        try:
            for outcome in self._outcomes(stopped):
                self.tallier.add(outcome)
                put(rendering.add(outcome))
                outputs.add(outcome)
                progress.update(self.tallier)
        finally:
            progress.clear()
        return tuple(stopped)

    def _outcomes(self, stopped: list[str]) -> Iterator[RowOutcome]:
        from sanctionscreen.screening import iter_outcomes

        session, sources = self.session, deque[int]()
        rows = self._rows(sources)
        try:
            for outcome in iter_outcomes(rows, session.index, session.screen, as_of=session.as_of):
                source = sources.popleft()
                yield replace(outcome, source=source) if source else outcome
        except UsageError:
            raise
        except SanctionscreenError as error:
            # Hits found so far outrank the damage: the verdict reports both.
            stopped.append(str(error))

    def _rows(self, sources: deque[int]) -> Iterator[Counterparty | RejectedRow]:
        """The rows of all files; ``sources`` gets the number of the file of each."""
        for number, file in enumerate(self.files):
            for row in file.counterparties:
                sources.append(number)
                yield row

    def late_notices(self) -> tuple[str, ...]:
        """What the rows brought to light of their files."""
        return tuple(
            f"{file.name}: {notice}"
            for file in self.files
            for notice in file.counterparties.notices
            if notice not in file.notices
        )


class _Silence:
    """The rendering of ``--quiet``."""

    name = "quiet"
    suffixes: tuple[str, ...] = ()

    def open(self, _run: RunInfo, _options: RenderOptions) -> _Silence:
        return self

    def add(self, _outcome: RowOutcome) -> str:
        return ""

    def close(self, _verdict: Verdict) -> str:
        return ""


def _date_order(settings: Settings) -> DateOrder | None:
    return None if settings.date_order is None else DateOrder(settings.date_order)


def _paths(given: Sequence[str]) -> list[Path]:
    """Those of the names given that are files, which no output may overwrite."""
    return [Path(name) for name in given if name != STDIN and Path(name).is_file()]


def _read(files: Sequence[str], options: ReadingOptions) -> tuple[_File, ...]:
    """Opens every file before any is screened.

    Raises:
        UsageError: stdin is named twice, or a column does not exist.
        InputError: a file is missing, empty or not readable.
    """
    from sanctionscreen.counterparties import read_counterparties

    if files.count(STDIN) > 1:
        raise UsageError("stdin can be read only once", hint="Give - once")
    opened = []
    for name in files:
        source = sys.stdin.buffer if name == STDIN else Path(name)
        found = read_counterparties(source, options)
        opened.append(_File(name, found, found.notices))
    return tuple(opened)
