"""``check``: screens files of counterparties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sanctionscreen.cli import engines as e
from sanctionscreen.cli import options as o
from sanctionscreen.cli import resuming as r
from sanctionscreen.cli import running
from sanctionscreen.cli.book import Keeper
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.evidence import open_evidence
from sanctionscreen.cli.job import STDIN, Job, open_ownership, read_files
from sanctionscreen.cli.judging import open_judging
from sanctionscreen.cli.offline import forbid_network
from sanctionscreen.cli.outputs import output_files, plan
from sanctionscreen.cli.part_files import left_path
from sanctionscreen.cli.running import open_session, store_folder
from sanctionscreen.cli.streams import Silence, check_takes, flush, put, render_options, say
from sanctionscreen.cli.watching import Watch, clock_problems, stored_files
from sanctionscreen.errors import EngineError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.gate import Tallier, judge, verdict_line
from sanctionscreen.model import Band, Kind
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.registry import by_name
from sanctionscreen.settings import Settings


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
    decisions: o.Decisions = None,
    evidence: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the record of the run that `verify` replays (JSON lines).",
        ),
    ] = None,
    redact: Annotated[
        bool,
        typer.Option(
            "--redact",
            help="Hash names in the evidence, with the key in SANCTIONSCREEN_REDACTION_KEY.",
        ),
    ] = False,
    resume: r.Choice = False,
    near_misses: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=50,
            metavar="POINTS",
            help="Record in the evidence, too, who came so close under the threshold.",
        ),
    ] = None,
    engine: e.Choice = e.EngineName.LOCAL,
    workers: e.Workers = None,
    master: e.Master = None,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="EVIDENCE",
            help="Screen again only what can have changed since the run of this evidence file; "
            "the outcomes are those of a full run.",
        ),
    ] = None,
    changes: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="With --since, write the outcomes that changed, each with its causes "
            "(JSON lines).",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="REPORT.json",
            help="Fail on hits that this earlier report does not have; the others are still shown.",
        ),
    ] = None,
    ownership: Annotated[
        Path | None,
        typer.Option(
            metavar="OWNERS.csv",
            help="Who owns what (owner, owned, percent): what blocked parties own to 50 % or more "
            "is a hit.",
        ),
    ] = None,
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
    show_decided: Annotated[
        bool,
        typer.Option("--show-decided", help="List hits that decisions suppress, in the table too."),
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Refuse whatever would use the network.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the verdict line only.")] = False,
) -> int:
    """Screen files of counterparties.

    CSV, Excel workbooks, JSON Lines and Parquet are known by their content.

    Exit codes: 0 no hit at or above the gate, 1 hits, 2 usage error, 3 could not complete.
    """
    from sanctionscreen.cli.since import Changes, check_since, open_since
    from sanctionscreen.cli.standing import open_standing
    from sanctionscreen.counterparties import ReadingOptions

    if offline:
        forbid_network()
    output_format = by_name(format_name)
    if not quiet:
        check_takes(output_format)
    renderer = Silence() if quiet else output_format.renderer
    in_force = effective(
        settings,
        Given(
            lists, add_lists, threshold, weak_aliases, o.columns(column), date_order, fail_on,
            max_age, decisions, output, store,
        ),
    )  # fmt: skip
    reading = ReadingOptions(
        in_force.columns, _date_order(in_force), encoding, delimiter, sheet, kind
    )
    check_since(since, changes, ownership)
    r.check_resume(resume, evidence, since=since, ownership=ownership, is_redacted=redact)
    given = (baseline, since, ownership)
    read = (in_force.source, in_force.decisions, *(str(path) for path in given if path))
    sources = (*files, *(in_force.lists or ()), *in_force.add_lists, *filter(None, read))
    records = [path for path in (evidence, changes) if path is not None]
    left = () if evidence is None else (left_path(evidence),)
    written = (*records, *left)
    targets = plan([Path(path) for path in in_force.outputs], _paths(sources), written)
    started = running.now()
    watch = Watch(_paths(sources))
    judging = open_judging(in_force, baseline, started.date())
    session = open_session(
        in_force,
        as_of,
        allow_reconstructed=allow_reconstructed,
        allow_not_screened=allow_not_screened,
        allow_stale=allow_stale,
        is_gate=True,
        started=started,
    )
    watch.add(stored_files(session.index.refs, store_folder(in_force)))
    tallier = Tallier(in_force.gate, judging.is_known)
    keeper = Keeper() if evidence and not redact and ownership is None else None
    screens = e.open_engine(engine, master, workers, keeper, is_since=since is not None)
    delta = (
        None if since is None else open_since(since, session, judging, baseline, screens, keeper)
    )
    opened = read_files(files, reading)
    resumed = r.open_resumed(evidence, session, opened, screens) if resume and evidence else None
    watch.add(left if resumed else ())
    job = Job(
        session,
        opened,
        tallier,
        judging,
        delta or resumed or screens,
        delta.notes() if delta else (),
        open_ownership(ownership),
    )
    run = job.run()
    options = render_options(
        show_clear=show_clear, top=top, show_names=show_names, show_decided=show_decided
    )
    rendering = renderer.open(run, options)
    in_files = RenderOptions(
        show_clear=show_clear, show_names=show_names, show_decided=show_decided
    )
    allowed = {
        "reconstructed": allow_reconstructed,
        "not_screened": allow_not_screened,
        "stale": allow_stale,
    }
    recorder = open_evidence(evidence, redact, job, reading, baseline, allowed, near_misses)
    if delta is not None:
        standing = open_standing(delta, job, reading, near_misses, is_redacted=redact)
        job = replace(job, standing=standing)
    followed = None if delta is None else Changes(changes, delta)
    following = [each for each in (recorder, followed) if each is not None]
    with output_files(targets, run, in_files, following, is_resumed=resume) as outputs:
        broken = job.stream(rendering, outputs)
        ended = running.now()
        changed = (*watch.problems(), *clock_problems(started, ended))
        stopped = (*map(str, broken), *changed)
        verdict = judge(
            job.tallier.tally,
            problems=(*session.problems, *stopped),
            allow_not_screened=allow_not_screened is not None,
        )
        verdict = replace(verdict, notes=() if stopped else job.late_notes())
        put(rendering.close(verdict))
        flush()
        if stopped and (targets or records):
            say("sanctionscreen: the run did not come to its end, so no output file was written")
            if any(isinstance(error, EngineError) for error in broken):
                outputs.leave()
        else:
            outputs.keep(verdict, ended, job.late_notices())
            if keeper and not job.standing:
                keeper.keep(job, reading)
    telling = following if resumed is None else [resumed, *following]
    for line in (line for each in telling for line in each.lines()):
        say(line)
    for notice in (*job.late_notices(), *verdict.notes, *judging.differences(run)):
        say(f"sanctionscreen: note: {notice}")
    say(verdict_line(verdict, run))
    return verdict.exit_code


def _date_order(settings: Settings) -> DateOrder | None:
    return None if settings.date_order is None else DateOrder(settings.date_order)


def _paths(given: Sequence[str]) -> list[Path]:
    """Those of the names given that are files, which no output may overwrite."""
    return [Path(name) for name in given if name != STDIN and Path(name).is_file()]
