"""``verify``: replays the run of an evidence file, and says what differs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import Given, effective
from sanctionscreen.cli.evidence import near_finder
from sanctionscreen.cli.replaying import find_lists, open_files, use_decisions, use_file
from sanctionscreen.cli.streams import flush, put, say
from sanctionscreen.errors import EvidenceError, SanctionscreenError
from sanctionscreen.gate import judge
from sanctionscreen.report.plain import counted, visible
from sanctionscreen.version import VERSION

if TYPE_CHECKING:
    from sanctionscreen.cli.job import Job
    from sanctionscreen.evidence.reading import EvidenceFile
    from sanctionscreen.evidence.redaction import Redactor

_SHOWN = 50
"""Differences printed; all are counted."""
_REPLAYED = (
    *("settings_digest", "threshold", "as_of", "inputs", "overrides", "started", "age_days"),
    "confirmed",
)
"""What a replay says of a run as the run itself did, in any version."""


def verify(
    evidence: Annotated[
        Path, typer.Argument(metavar="EVIDENCE", help="A file that `check --evidence` wrote.")
    ],
    files: Annotated[
        list[Path] | None,
        typer.Option(
            "--input",
            metavar="FILE",
            help="A file that was screened, in the order of the run: replay from it, not from "
            "the rows in the evidence. Repeatable.",
        ),
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option(
            "--lists", metavar="FILE", help="Where a list of your own lies now. Repeatable."
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The decisions file of the run; needed where names were hashed, else recorded.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="REPORT.json", help="The baseline of the run.")
    ] = None,
    ownership: Annotated[
        Path | None, typer.Option(metavar="OWNERS.csv", help="The ownership file of the run.")
    ] = None,
    store: o.StoreFolder = None,
) -> int:
    """Replay the run of an evidence file against the same lists, offline.

    Exit codes: 0 identical, 1 something differs, 2 usage error, 3 it cannot be replayed.
    """
    from sanctionscreen.evidence.reading import open_evidence

    found = open_evidence(evidence)
    count = 0
    try:
        for count, difference in enumerate(
            _differences(found, files or [], lists or [], decisions, baseline, ownership, store),
            start=1,
        ):
            if count <= _SHOWN:
                put(visible(difference) + "\n")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise EvidenceError(
            f"what the file records is not understood ({type(error).__name__}: {error})",
            path=evidence,
        ) from error
    flush()
    rows = found.end["rows"]
    for note in _other_versions(found):
        say(f"sanctionscreen: note: {note}")
    say(f"sanctionscreen: evidence {evidence} sha256:{found.sha256}")
    if count:
        say(f"sanctionscreen: DIFFERS {counted(count, 'difference')} rows={rows}")
        return 1
    listed = counted(len(found.head["lists"]), "list")
    say(f"sanctionscreen: IDENTICAL rows={rows}, {listed}, started {found.head['run']['started']}")
    return 0


def _differences(
    found: EvidenceFile,
    inputs: list[Path],
    lists: list[Path],
    decisions: Path | None,
    baseline: Path | None,
    ownership: Path | None,
    store: Path | None,
) -> Iterator[str]:
    from sanctionscreen.cli.job import Job, open_ownership
    from sanctionscreen.cli.judging import open_judging
    from sanctionscreen.cli.running import existing_store, open_session
    from sanctionscreen.gate import Tallier
    from sanctionscreen.settings.files import settings_of

    if not found.is_as_written:
        yield "the evidence file itself: its sha256 is not that in its last line"
    head = found.head
    recorded = settings_of(json.dumps(head["settings"]).encode(), str(found.path))
    kept = effective(None, Given(store=store)).store
    chosen, differing = find_lists(
        head["lists"], existing_store(replace(recorded, store=kept)), recorded, lists
    )
    yield from differing
    if differing:
        return
    settings = replace(recorded, lists=chosen, add_lists=(), store=kept, decisions=None)
    decided = use_decisions(found, decisions, recorded.decisions)
    base = use_file("baseline", baseline, head["baseline"], "--baseline")
    started = datetime.fromisoformat(head["run"]["started"])
    allowed = head["allowed"]
    session = open_session(
        settings,
        head["run"]["as_of"],
        allow_reconstructed=allowed["reconstructed"],
        allow_not_screened=allowed["not_screened"],
        allow_stale=allowed["stale"],
        is_gate=True,
        started=started,
        confirmed={k: date.fromisoformat(v) for k, v in head["run"]["confirmed"].items() if v},
    )
    judging = open_judging(settings, base, started.date(), decided)
    files, notes = open_files(found, settings, inputs)
    yield from notes
    shares = head.get("ownership") or {"name": None, "sha256": None}
    owners = use_file(
        "ownership file", ownership or shares["name"], shares["sha256"], "--ownership"
    )
    stage = open_ownership(None if owners is None else Path(owners))
    job = Job(session, files, Tallier(settings.gate, judging.is_known), judging, ownership=stage)
    yield from _of_run(found, job)
    yield from _of_rows(found, job, has_inputs=bool(inputs))


def _of_run(found: EvidenceFile, job: Job) -> Iterator[str]:
    """What of the head a replay makes anew; versions, notes and the end of the run it cannot."""
    from sanctionscreen.evidence.comparing import differences
    from sanctionscreen.record import Input
    from sanctionscreen.report.records import list_record, run_record

    head = found.head
    owners = [head["ownership"]] if head.get("ownership") else []
    inputs = [Input(each["name"], each["sha256"]) for each in (*head["inputs"], *owners)]
    run = job.session.run(inputs, decisions=job.judging.decisions, with_versions=False)
    is_same_version = head["run"]["tool_version"] == VERSION
    keys = ("run_id", *_REPLAYED) if is_same_version else _REPLAYED
    replayed = _plain(run_record(run))
    for key in keys:
        yield from differences(head["run"][key], replayed[key], f"run: {key}")
    lists = _plain([list_record(use) for use in run.lists])
    pairs: Iterator[tuple[Any, Any]] = zip_longest(head["lists"], lists, fillvalue={})
    for recorded, other in pairs:
        yield from differences(recorded, other, f"list {recorded.get('id', '(none)')}:")


def _other_versions(found: EvidenceFile) -> Iterator[str]:
    """What may explain a difference: other code, other tables of characters."""
    from sanctionscreen.record import versions

    run = found.head["run"]
    before = {"sanctionscreen": run["tool_version"], **run["versions"]}
    now = {"sanctionscreen": VERSION, **dict(versions())}
    for name in dict.fromkeys((*before, *now)):
        old, new = before.get(name, "none"), now.get(name, "none")
        if old != new:
            yield f"recorded with {name} {old}, replayed with {new}"


def _of_rows(found: EvidenceFile, job: Job, *, has_inputs: bool) -> Iterator[str]:
    from sanctionscreen.evidence.comparing import differences
    from sanctionscreen.evidence.near import with_near_misses
    from sanctionscreen.evidence.writing import line_record
    from sanctionscreen.report.records import verdict_record

    redactor = _redactor(found)
    stopped: list[SanctionscreenError] = []
    finder = near_finder(job, found.head["near_misses"])
    outcomes = with_near_misses(job.outcomes(stopped), finder)
    replayed = (line_record(row, each, redactor, near) for (row, each), near in outcomes)
    pairs: Iterator[tuple[Any, Any]] = zip_longest(found.rows(), replayed)
    for number, (recorded, other) in enumerate(pairs, start=1):
        if recorded is None or other is None:
            yield f"row {number}: {_outcome(recorded)} recorded, {_outcome(other)} replayed"
            continue
        if not has_inputs:
            other["source"] = recorded["source"]
        yield from differences(recorded, _plain(other), f"row {number}:")
    yield from map(str, stopped)
    verdict = judge(
        job.tallier.tally,
        problems=(*job.session.problems, *map(str, stopped)),
        allow_not_screened=found.head["allowed"]["not_screened"] is not None,
    )
    verdict = replace(verdict, notes=job.late_notes())
    yield from differences(found.end["verdict"], _plain(verdict_record(verdict)), "verdict:")
    if found.end["rows"] != job.tallier.tally.rows:
        yield f"rows: {found.end['rows']} recorded, {job.tallier.tally.rows} replayed"


def _outcome(record: Any) -> str:
    return "nothing" if record is None else repr(str(record["outcome"]["outcome"]))


def _redactor(found: EvidenceFile) -> Redactor | None:
    if not found.head["redacted"]:
        return None
    from sanctionscreen.evidence.redaction import KEY_VARIABLE, redactor_of

    return redactor_of(os.environ.get(KEY_VARIABLE))


def _plain(record: Any) -> Any:
    """As it is read back from JSON: tuples are lists then."""
    return json.loads(json.dumps(record))
