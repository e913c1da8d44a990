"""How long a command takes as a whole process, and how much memory its processes hold."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """One run.

    Attributes:
        seconds: By the clock on the wall.
        memory: The most that all its processes held at once, MB; pages that they share count
            once (the proportional set size of Linux; 0 elsewhere).
        course: That memory over time.
    """

    seconds: float
    memory: float
    course: tuple[float, ...]


def measured(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Runs a command.

    Raises:
        SystemExit: it ended in neither of the codes of a complete run.
    """
    started = time.perf_counter()
    course: list[float] = []
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            course.append(_held(process.pid))
            try:
                process.wait(_EVERY)
            except subprocess.TimeoutExpired:
                continue
        seconds = time.perf_counter() - started
        assert process.stderr is not None
        told = process.stderr.read()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {process.returncode}\n{told}")
    return Measured(seconds, max(course, default=0.0), tuple(course))


def _held(pid: int) -> float:
    """Memory of a process and those that it started, MB."""
    total = 0.0
    for each in (pid, *_started_by(pid)):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        held = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0")
        total += int(held.split()[1]) / 1024
    return total


def _started_by(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(each) for each in path.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_started_by(child)]
    return found
