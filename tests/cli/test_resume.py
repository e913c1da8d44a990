"""``check --resume``: what was done is taken over, and every output is that of an unbroken run."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pipeline_builders import LIST, Pipeline

from sanctionscreen.index import ListIndex
from sanctionscreen.screening import comparing
from sanctionscreen.screening import rows as screening_rows

ROWS = 400
LEFT = "run.evidence.interrupted"
OUTPUTS = ("report.csv", "report.jsonl", "report.json", "report.csv.run.json", "run.evidence")
CHECK = (
    "check", "first.csv", "second.csv", "--evidence", "run.evidence", "--output", "report.csv",
    "--output", "report.jsonl", "--output", "report.json",
)  # fmt: skip
_PASSING = ("started", "ended", "age_days", "outputs")


def rows(start: int, stop: int) -> str:
    """Rows most of which are clear; some are hits, and some can not be screened."""
    names = ["Nordlys Fiskeri AS", "Amelie Thackeray", "Quentin \u2028 Ashgrove", "Ölaf Ærø"]
    lines = ["id,name,birth_date"]
    for number in range(start, stop):
        name = f"{names[number % 4]} {number * 7919}"
        if number % 40 == 7:
            name = "Dragomir Zelenka"
        elif number % 90 == 11:
            name = "N/A"
        lines.append(f"R{number},{name},")
    return "\n".join(lines) + "\n"


@pytest.fixture
def book(pipeline: Pipeline) -> Pipeline:
    """Two inputs: the first ends before the place where a run is stopped."""
    pipeline.write("first.csv", rows(0, 100))
    pipeline.write("second.csv", rows(100, ROWS))
    return pipeline


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(each) for key, each in value.items() if key not in _PASSING}
    return [_lasting(each) for each in value] if isinstance(value, list) else value


def taken(folder: Path) -> dict[str, object]:
    """The outputs, which are gone then: bytes, or what they say where they tell the time."""
    found: dict[str, object] = {}
    for name in OUTPUTS:
        data = (folder / name).read_bytes()
        (folder / name).unlink()
        found[name] = data
        if name == "run.evidence":
            # The seal is over the times of the head and the end.
            head, *lines, end, _ = data.splitlines(keepends=True)
            found[name] = (_lasting(json.loads(head)), lines, _lasting(json.loads(end)))
        elif name.endswith(".json"):
            found[name] = _lasting(json.loads(data))
    return found


def clear_lines(data: bytes) -> int:
    """How many whole lines are of rows in which nothing was found."""
    lines = data.splitlines(keepends=True)
    return sum(b'"found": false, ' in line and line.endswith(b"\n") for line in lines)


def cut(folder: Path, rows: int, more: bytes = b"") -> bytes:
    """Makes the whole evidence what an interrupted run left, so many rows of it."""
    lines = (folder / "run.evidence").read_bytes().splitlines(keepends=True)
    data = b"".join(lines[: rows + 1]) + more
    (folder / LEFT).write_bytes(data)
    return data


class Stopped(NamedTuple):
    """How a run ended, what it said, and the processes that it had started."""

    code: int
    err: str
    children: list[int]


Stop = Callable[..., Stopped]


@pytest.fixture
def stop(pipeline: Pipeline, cache_folder: Path) -> Stop:
    """Starts a run that waits half-way, for nobody reads its output, and ends it by a signal."""

    def run(sign: signal.Signals, *arguments: str, kills_child: bool = False) -> Stopped:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanctionscreen.cli", *arguments, "--format", "jsonl"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=pipeline.folder,
            env=os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)},
        )  # fmt: skip
        part = pipeline.folder / f".run.evidence.{process.pid}.part"
        before, size = -1, 0
        while before != size or size == 0:
            assert process.poll() is None, process.communicate()[1].decode()
            time.sleep(0.5)
            before, size = size, part.stat().st_size if part.exists() else 0
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        started = children.read_text().split() if children.exists() else []
        if kills_child:
            os.kill(int(started[-1]), sign)
        else:
            process.send_signal(sign)
        said = process.communicate(timeout=60)[1].decode()
        return Stopped(process.returncode, said, [int(each) for each in started])

    return run


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@needs_signals
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_run_is_resumed_to_the_same_bytes(
    book: Pipeline, stop: Stop, sign: signal.Signals
) -> None:
    """Nothing is left that looks whole; what was clear is taken over; the outputs are the same."""
    folder = book.folder
    whole = book.cli(*CHECK)
    assert whole.code == 1, whole.err
    expected = taken(folder)
    code, said, _ = stop(sign, *CHECK)
    assert not any((folder / name).exists() for name in OUTPUTS)
    if sign is signal.SIGKILL:
        assert code == -signal.SIGKILL
        (left,) = folder.glob(".run.evidence.*.part")
    else:
        assert code == 3
        assert "interrupted; nothing may be concluded" in said
        assert f"{LEFT} holds what was screened; the same command with --resume" in said
        left = folder / LEFT
        assert not list(folder.glob(".*.part"))
    done = clear_lines(left.read_bytes())
    assert 100 < done < ROWS - 100
    ended = book.cli(*CHECK, "--resume")
    assert ended.code == whole.code
    assert ended.verdict == whole.verdict
    assert f"{done} rows of {ROWS} taken over, {ROWS - done} screened now" in ended.err
    assert taken(folder) == expected
    assert not left.exists()
    assert not (folder / LEFT).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_a_run_that_is_resumed(
    book: Pipeline, stop: Stop, sign: signal.Signals
) -> None:
    """None of them outlives it, also where it was killed; resumed, the outputs are the same."""
    book.write("second.csv", rows(100, 9_000))
    whole = book.cli(*CHECK, "--quiet", "--workers", "1")
    expected = taken(book.folder)
    stopped = stop(sign, *CHECK, "--workers", "2")
    assert len(stopped.children) >= 2
    until = time.monotonic() + 30
    while any(map(_is_alive, stopped.children)):
        assert time.monotonic() < until, "a process is left"
        time.sleep(0.2)
    ended = book.cli(*CHECK, "--quiet", "--workers", "2", "--resume")
    assert ended.verdict == whole.verdict
    assert "resumed the run of" in ended.err
    assert ": 0 rows of" not in ended.err
    assert taken(book.folder) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_run_that_lost_a_process_is_resumed(book: Pipeline, stop: Stop) -> None:
    """As where memory is short: its hits are told, no output is written, the rest is kept."""
    book.write("second.csv", rows(100, 30_000))
    whole = book.cli(*CHECK, "--quiet", "--workers", "1")
    expected = taken(book.folder)
    stopped = stop(signal.SIGKILL, *CHECK, "--workers", "2", kills_child=True)
    assert stopped.code == 1
    assert "a process that screened rows ended before its work was done" in stopped.err
    assert not any((book.folder / name).exists() for name in OUTPUTS)
    done = clear_lines((book.folder / LEFT).read_bytes())
    ended = book.cli(*CHECK, "--quiet", "--workers", "1", "--resume")
    assert done > 1_000
    assert f"{done:,} rows of 30,000 taken over" in ended.err
    assert ended.verdict == whole.verdict
    assert taken(book.folder) == expected


def _is_alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return False
    return state != "Z"


@needs_signals
def test_of_two_interrupted_runs_the_longer_is_kept(book: Pipeline, stop: Stop) -> None:
    """Resumed and interrupted sooner, nothing done is lost; a new run's is no older run's."""
    book.cli(*CHECK)
    longer = cut(book.folder, 350)
    assert stop(signal.SIGINT, *CHECK, "--resume").code == 3
    assert (book.folder / LEFT).read_bytes() == longer
    assert stop(signal.SIGINT, *CHECK).code == 3
    assert len((book.folder / LEFT).read_bytes()) < len(longer)


@needs_signals
def test_a_redacted_run_leaves_nothing(
    book: Pipeline, stop: Stop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row in it could be told to be the same: nothing stays, and nothing is promised."""
    monkeypatch.setenv("SANCTIONSCREEN_REDACTION_KEY", "a key of thirty-two characters!!")
    code, said, _ = stop(signal.SIGTERM, *CHECK, "--redact")
    assert code == 3
    assert "--resume" not in said
    assert not list(book.folder.glob("*run.evidence*"))


def test_wherever_it_was_cut_off_the_outputs_are_the_same(book: Pipeline) -> None:
    """Half a last line counts for nothing; a file that lacks its name only, for all it holds."""
    book.cli(*CHECK)
    data = (book.folder / "run.evidence").read_bytes()
    expected = taken(book.folder)
    head = data.index(b"\n") + 1
    places = random.Random(5).sample(range(head, len(data)), 12)
    for place in (head, len(data), *places):
        (book.folder / LEFT).write_bytes(data[:place])
        ended = book.cli(*CHECK, "--resume")
        assert f"{clear_lines(data[:place])} rows of {ROWS} taken over" in ended.err, place
        assert taken(book.folder) == expected, place


def test_only_what_was_not_clear_is_compared_again(
    book: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the rows done, those with a hit; of the others, all."""
    book.cli(*CHECK)
    cut(book.folder, 390)
    seen: list[str] = []
    compare = comparing.compare_names

    def counting(rows: Any, index: ListIndex, *arguments: Any, **named: Any) -> Any:
        seen.extend(row.id for row in rows)
        return compare(rows, index, *arguments, **named)

    monkeypatch.setattr(screening_rows, "compare_names", counting)
    book.cli(*CHECK, "--resume")
    hits = [f"R{number}" for number in range(390) if number % 40 == 7]
    assert seen == hits + [f"R{number}" for number in range(390, 400)]


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("first.csv", lambda text: text + "R999,Somebody New,\n", "inputs differ"),
        ("team.yml", lambda text: text.replace("2025-03-14", "2025-03-15"), "list team-list"),
        ("sanctionscreen.yaml", lambda text: text + "thresholds: {default: 60}\n", "settings"),
        ("sanctionscreen.yaml", lambda text: text + "columns: {name: [id]}\n", "columns"),
    ],
)
def test_the_left_over_of_another_run_is_refused(
    book: Pipeline, name: str, change: Callable[[str], str], said: str
) -> None:
    """Other inputs, lists or settings: 3, what differs, no output, and the file stays."""
    book.write(name, change((book.folder / name).read_text("utf-8")))
    book.cli(*CHECK)
    cut(book.folder, 200)
    taken(book.folder)
    book.write("first.csv", rows(0, 100))
    book.write("team.yml", LIST)
    book.write("sanctionscreen.yaml", "lists: [team.yml]\ndecisions: decisions.yaml\n")
    ended = book.cli(*CHECK, "--resume")
    assert ended.code == 3
    assert "the interrupted run was another" in ended.err
    assert said in ended.err
    assert "Leave --resume out" in ended.err
    assert (book.folder / LEFT).exists()
    assert not any((book.folder / each).exists() for each in OUTPUTS)


def test_that_of_another_version_is_refused(
    book: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other code may find more: 3."""
    book.cli(*CHECK)
    cut(book.folder, 200)
    monkeypatch.setattr("sanctionscreen.record.code_digest", lambda: "other code")
    ended = book.cli(*CHECK, "--resume")
    assert ended.code == 3
    assert "version differs" in ended.err


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [*lines[:49], lines[49].replace(b"Nordlys", b"Nordlxs"), *lines[50:]],
        lambda lines: [*lines[:50], lines[50].replace(b'"clear"', b'"cleas"'), *lines[51:]],
        lambda lines: [*lines[:50], lines[50].replace(b'"found": f', b'"found": F'), *lines[51:]],
        lambda lines: [*lines[:50], *lines[51:]],
        lambda lines: [*lines[:50], lines[49], *lines[50:]],
        lambda lines: [*lines[:8], lines[8].replace(b'"found": true', b'"found": false')],
        lambda lines: [*lines[:50], b"\0" * 512 + b"\n", *lines[51:]],
    ],
)
def test_a_damaged_line_ends_the_run(
    book: Pipeline, damage: Callable[[list[bytes]], list[bytes]]
) -> None:
    """Not as it would be written of the row that is read: 3 at its line, and no output."""
    book.cli(*CHECK)
    lines = cut(book.folder, 200).splitlines(keepends=True)
    damaged = damage(lines)
    assert damaged != lines
    (book.folder / LEFT).write_bytes(b"".join(damaged))
    taken(book.folder)
    ended = book.cli(*CHECK, "--resume")
    assert ended.code in (1, 3)
    assert "INCOMPLETE" in ended.err
    assert "as it is read now: the file was damaged" in ended.err
    assert not any((book.folder / each).exists() for each in OUTPUTS)


def test_decisions_are_applied_anew(book: Pipeline) -> None:
    """A decision made between the two runs counts, as it would in an unbroken run."""
    book.cli(*CHECK)
    left = cut(book.folder, 200)
    assert book.cli(
        "decisions", "add", "--report", "report.json", "--row", "8", "--judgement",
        "false-positive", "--reason", "Another person: see passport", "--reviewer", "A. Able",
        "--expires", "2027-05-31",
    ).code == 0  # fmt: skip
    whole = book.cli(*CHECK)
    expected = taken(book.folder)
    (book.folder / LEFT).write_bytes(left)
    ended = book.cli(*CHECK, "--resume")
    assert "clear-by-decision=1" in ended.verdict
    assert ended.verdict == whole.verdict
    assert taken(book.folder) == expected


def test_near_misses_may_be_asked_for_now_or_then(book: Pipeline) -> None:
    """They are looked for anew; a row is clear with them and without."""
    for before, now in (((), ("--near-misses", "30")), (("--near-misses", "30"), ())):
        book.cli(*CHECK, *now)
        expected = taken(book.folder)
        book.cli(*CHECK, *before)
        done = clear_lines(cut(book.folder, 200))
        ended = book.cli(*CHECK, *now, "--resume")
        assert f"{done} rows of {ROWS} taken over" in ended.err
        assert taken(book.folder) == expected


def test_of_several_the_fitting_one_that_came_furthest_is_taken(book: Pipeline) -> None:
    """What killed processes left of other runs, or of this one sooner, is passed by."""
    folder = book.folder
    book.cli(*CHECK, "--threshold", "90")
    cut(folder, 300)
    (folder / LEFT).replace(folder / ".run.evidence.11.part")
    book.cli(*CHECK)
    done = clear_lines(cut(folder, 200))
    (folder / LEFT).replace(folder / ".run.evidence.12.part")
    cut(folder, 100)
    (folder / ".run.evidence.13.part").write_bytes(b'{"evidence_ver')
    assert f"{done} rows of {ROWS} taken over" in book.cli(*CHECK, "--resume").err


def test_stdin_is_resumed_where_it_is_the_same(
    book: Pipeline, process: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    """The bytes are known by their digest, wherever they come from."""
    folder = book.folder
    text = rows(0, 60).encode()
    arguments = ("check", "-", "--lists", str(folder / "team.yml"), "--output",
                 str(folder / "o.csv"), "--evidence", str(folder / "run.evidence"))  # fmt: skip
    assert process(*arguments, stdin=text).returncode == 1
    expected = (folder / "o.csv").read_bytes()
    cut(folder, 30)
    other = process(*arguments, "--resume", stdin=text + b"R,X,\n")
    assert other.returncode == 3
    assert b"inputs differ" in other.stderr
    ended = process(*arguments, "--resume", stdin=text)
    assert b"rows of 60 taken over" in ended.stderr
    assert (folder / "o.csv").read_bytes() == expected


def test_there_must_be_something_to_resume(book: Pipeline) -> None:
    """No left-over: 3, and no full run in silence."""
    ended = book.cli(*CHECK, "--resume")
    assert ended.code == 3
    assert "no interrupted run left anything of it" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "first.csv", "--resume"),
        (*CHECK, "--resume", "--redact"),
        (*CHECK, "--resume", "--since", "run.evidence"),
        (*CHECK, "--resume", "--ownership", "owners.csv"),
    ],
)
def test_where_no_row_can_be_taken_over_it_is_a_usage_error(
    book: Pipeline, arguments: tuple[str, ...]
) -> None:
    """Without evidence, or with what changes outcomes beside the row itself: 2, and why."""
    ended = book.cli(*arguments)
    assert ended.code == 2
    assert "--resume" in ended.err
