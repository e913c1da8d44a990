"""``check --resume``: goes on where an interrupted run of the same command ended."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.cli.part_files import find_left, left_path
from sanctionscreen.engines import Engine, Row
from sanctionscreen.errors import EvidenceError, UsageError
from sanctionscreen.model import PartialDate, RowOutcome
from sanctionscreen.report.plain import counted
from sanctionscreen.screening.since import Changed, iter_since
from sanctionscreen.settings import ScreenSettings

if TYPE_CHECKING:
    from sanctionscreen.cli.job import File
    from sanctionscreen.cli.running import Session
    from sanctionscreen.evidence.unfinished import Unfinished
    from sanctionscreen.index import ListIndex

Choice = Annotated[
    bool,
    typer.Option(
        "--resume",
        help="Take over what an interrupted run of this command with the same --evidence FILE "
        "found clear, and screen the rest; the outcomes are those of a full run.",
    ),
]


@dataclass(slots=True)
class Resumed:
    """Screens what an interrupted run did not find clear; an engine as any other.

    Attributes:
        engine: Screens the rows to which that run did not come.
        rows: How many there were.
        again: How many of them were screened, now.
    """

    base: Unfinished
    engine: Engine
    name: str = "resumed"
    rows: int = 0
    again: int = 0
    _lines: deque[tuple[int, bytes]] = field(default_factory=deque)

    def outcomes(
        self,
        rows: Iterable[Row],
        index: ListIndex,
        settings: ScreenSettings,
        *,
        as_of: PartialDate | None = None,
    ) -> Iterator[RowOutcome]:
        """As many outcomes as rows, in their order: those of a full run."""
        rows = iter(rows)
        # None: no entry is another than it was.
        known = iter_since(
            self._with_lines(rows), index, settings, Changed(None, self._were_clear), as_of=as_of
        )
        for outcome, is_again in known:
            self.rows += 1
            self.again += is_again
            yield outcome
        for outcome in self.engine.outcomes(rows, index, settings, as_of=as_of):
            self.rows += 1
            self.again += 1
            yield outcome

    def _with_lines(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows to which the interrupted run came: its lines stand in their order."""
        for numbered in self.base.lines():
            row = next(rows, None)
            if row is None:
                return
            self._lines.append(numbered)
            yield row

    def _were_clear(self, rows: Sequence[Row]) -> list[bool]:
        return [self.base.was_clear(row, *self._lines.popleft()) for row in rows]

    def lines(self) -> tuple[str, ...]:
        """What the log of the run says of it."""
        taken = f"{counted(self.rows - self.again, 'row')} of {self.rows:,} taken over"
        started = self.base.head["run"]["started"]
        return (
            f"sanctionscreen: resumed the run of {started}: {taken}, {self.again:,} screened now",
        )


def open_resumed(
    evidence: Path, session: Session, files: Sequence[File], engine: Engine
) -> Resumed:
    """What an interrupted run left of an evidence file, if that run was this one.

    Of several, the one that came furthest. It gets the name under which Ctrl-C leaves it, for
    the part file of a killed process may have that of this one: in a container process ids are
    the same again and again.

    Raises:
        EvidenceError: there is none, or lists, settings, code or inputs are others now. To
            screen everything then would be right too, but takes the time that the user thinks
            is saved; and what changed since the morning's run, the user should know.
    """
    from sanctionscreen.evidence.unfinished import HINT, Unfinished, open_unfinished

    fitting: list[Unfinished] = []
    refused: list[EvidenceError] = []
    for path in find_left(evidence):
        try:
            found = open_unfinished(path)
            _check_same(found, session, files)
            fitting.append(found)
        except EvidenceError as error:
            refused.append(error)
    if not fitting:
        if refused:
            raise refused[0]
        raise EvidenceError("no interrupted run left anything of it", path=evidence, hint=HINT)
    found = max(fitting, key=lambda each: each.path.stat().st_size)
    path = left_path(evidence)
    try:
        found.path.replace(path)
    except OSError as error:
        raise EvidenceError(
            f"the file cannot be renamed ({error.strerror})",
            path=found.path,
            hint="Check whether the run that writes it is still going on",
        ) from error
    return Resumed(Unfinished(path, found.head), engine)


def _check_same(found: Unfinished, session: Session, files: Sequence[File]) -> None:
    from sanctionscreen.evidence.unfinished import HINT

    try:
        differing = ", ".join(_differences(found, session, files))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvidenceError(
            f"what the file records is not understood ({type(error).__name__}: {error})",
            path=found.path,
            hint=HINT,
        ) from error
    if differing:
        raise EvidenceError(
            f"the interrupted run was another: {differing}", path=found.path, hint=HINT
        )


def _differences(found: Unfinished, session: Session, files: Sequence[File]) -> Iterator[str]:
    """By what the run would find other outcomes, or hold other rows."""
    from sanctionscreen.cli.since import screening_causes
    from sanctionscreen.evidence.changes import Cause, list_changes
    from sanctionscreen.index import entry_digests

    head = found.head
    if head["redacted"]:
        yield "names are hashed in its evidence"
    if head["ownership"] is not None:
        yield "it went by --ownership"
    now = [(file.counterparties.sha256, dict(file.counterparties.columns)) for file in files]
    before = [(each["sha256"], dict(each["columns"])) for each in head["inputs"]]
    if [sha256 for sha256, _ in now] != [sha256 for sha256, _ in before]:
        yield "inputs differ"
    elif now != before:
        yield "columns differ"
    for change in list_changes(head["compared"]["entries"], entry_digests(session.index)):
        yield f"list {change.list_id} differs in {len(change.listed_ids):,} entries"
    causes = frozenset(screening_causes(head, found.path, session))
    if Cause.SETTINGS in causes:
        yield "settings differ"
    if Cause.VERSION in causes:
        yield "this version differs, or its libraries"


def check_resume(
    is_asked: bool,
    evidence: Path | None,
    *,
    since: Path | None,
    ownership: Path | None,
    is_redacted: bool,
) -> None:
    """Refuses to resume where nothing tells which rows are done.

    Raises:
        UsageError: there is no evidence file, or an option that ``--resume`` does not go with.
    """
    if not is_asked:
        return
    if evidence is None:
        raise UsageError(
            "--resume goes with --evidence FILE only: what an interrupted run did stands there",
            field="resume",
            hint="Leave --resume out; with --evidence FILE, the next run can be resumed",
        )
    reasons = (
        ("since", since is not None, "both say which rows are not screened again"),
        ("ownership", ownership is not None, "who owns a row may change its outcome"),
        ("redact", is_redacted, "where names are hashed, no row can be told to be the same"),
    )
    for option, is_given, reason in reasons:
        if is_given:
            raise UsageError(
                f"--resume does not go with --{option}: {reason}",
                field=option,
                hint="Leave --resume out, to screen everything",
            )
