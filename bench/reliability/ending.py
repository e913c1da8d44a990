"""How a run ended, what it left, and in which class that falls."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sanctionscreen.cli import entry

REPOSITORY = Path(__file__).resolve().parents[2]
_MESSAGE = "sanctionscreen: "
_NEVER = ("Traceback", "Please report this")
_CODES = (0, 1, 2, 3)


class Result(StrEnum):
    """What became of a run with a fault; the last one is what must not be."""

    HIT = "exit 1"
    USAGE = "exit 2"
    INCOMPLETE = "exit 3"
    KILLED = "killed"
    SAME = "0, nothing changed"
    """Complete, with the outcome of every row as without the fault, and every file whole."""
    OTHER = "0, other question"
    """The changed file is well formed, and says something else, which the record shows."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Case:
    """One fault and its result.

    Attributes:
        kind: Under which it is counted.
        detail: Where or how, to find it again.
        words: What was said, or what is wrong.
    """

    kind: str
    detail: str
    result: Result
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said where."""

    code: int
    out: bytes
    err: str

    @property
    def last(self) -> str:
        """The last line of stderr."""
        return self.err.rstrip("\n").rpartition("\n")[2]

    def problem(self) -> str | None:
        """What no command may do, whatever happens to it."""
        if self.code not in _CODES:
            return f"ended in {self.code}"
        if found := [each for each in _NEVER if each in self.err]:
            return f"{found[0]}: {self.last}"
        if not self.last.startswith(_MESSAGE):
            return "said nothing"
        if (
            self.code >= 2
            and f"(exit {self.code})" not in self.last
            and "INCOMPLETE" not in self.last
        ):
            return f"ended in {self.code} without saying so: {self.last}"
        return None


_BY_CODE = {1: Result.HIT, 2: Result.USAGE, 3: Result.INCOMPLETE}


def result_of(ended: Ended) -> tuple[Result, str]:
    """The class of a run that ended in 1, 2 or 3; any other is wrong until it is shown why not."""
    if (problem := ended.problem()) is not None:
        return Result.WRONG, problem
    return _BY_CODE.get(ended.code, Result.WRONG), ended.last


@dataclass(frozen=True, slots=True)
class Row:
    """What a report says of one row, as far as a fault may not change it."""

    outcome: str
    hits: tuple[str, ...]
    discounted: tuple[str, ...]
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a JSON report.

    Attributes:
        by_id: Of each id, or query where there is none, every row.
    """

    count: int
    is_complete: bool
    by_id: dict[str, list[Row]] = field(default_factory=dict)


def rows_of(data: bytes) -> Rows:
    """Reads a JSON report."""
    report: Any = json.loads(data)
    found: dict[str, list[Row]] = {}
    for each in report["outcomes"]:
        ids = (tuple(h["listed_id"] for h in each[k]) for k in ("hits", "discounted", "decided"))
        row = Row(each["outcome"], *ids)
        for name in {each["counterparty_id"] or each["query"], each["query"]}:
            found.setdefault(name, []).append(row)
    return Rows(len(report["outcomes"]), report["verdict"]["complete"], found)


def run_here(arguments: Iterable[object], folder: Path) -> Ended:
    """Runs a command in this process, in a folder; nothing of the user's own is read."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    out, err = io.BytesIO(), io.BytesIO()
    before = Path.cwd()
    os.environ.update(environment(folder))
    try:
        os.chdir(folder)
        # Named, or the streams would close what they wrap as soon as they are put back.
        new = [io.TextIOWrapper(each, "utf-8", write_through=True) for each in (out, err)]
        sys.stdin = io.TextIOWrapper(io.BytesIO())
        sys.stdout, sys.stderr = new
        code = entry.run([str(argument) for argument in arguments])
        said, told = out.getvalue(), err.getvalue().decode()
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        os.chdir(before)
    return Ended(code, said, told)


def environment(folder: Path) -> dict[str, str]:
    """What a command reads of the environment."""
    return {
        "SANCTIONSCREEN_CACHE": str(folder / "cache"),
        "SANCTIONSCREEN_STORE": str(folder / "lists"),
    }


def start(
    arguments: Iterable[object],
    folder: Path,
    module: Sequence[str] = ("sanctionscreen.cli",),
    **more: Any,
) -> subprocess.Popen[bytes]:
    """Starts a command as a process of its own, in a folder."""
    path = os.pathsep.join([str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(
        [*more.pop("before", []), sys.executable, "-m", *module, *map(str, arguments)],
        cwd=folder,
        env=os.environ | environment(folder) | {"PYTHONPATH": path} | more.pop("env", {}),
        stdin=subprocess.DEVNULL,
        stdout=more.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        **more,
    )


def ended(process: subprocess.Popen[bytes]) -> Ended:
    """Waits for a process."""
    out, err = process.communicate(timeout=600)
    return Ended(process.returncode, out or b"", err.decode("utf-8", "replace"))


def has_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Waits so long; whether the process came to its end meanwhile, and is settled."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    process.communicate()
    return True
