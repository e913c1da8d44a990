"""Runs that are killed at random moments: none ends in 0, and none leaves half a file."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.reliability import whole
from bench.reliability.ending import (
    Case,
    Ended,
    Result,
    ended,
    has_ended,
    result_of,
    run_here,
    start,
)
from bench.reliability.scene import Scene

_SIGNALS = [
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT") if hasattr(signal, name)
]


@dataclass(frozen=True, slots=True)
class _Command:
    """A command to be killed.

    Attributes:
        seconds: That it takes.
        prepare: Puts everything back to where it was before it.
        check: What is wrong with what it left, once it has ended so; None where nothing is.
    """

    kind: str
    arguments: Sequence[object]
    seconds: float
    prepare: Callable[[], object]
    check: Callable[[Ended], str | None]


def killings(scene: Scene, count: int, seed: int) -> Iterator[Case]:
    """So many kills of each of a screening, an import and a decision."""
    yield from _screenings(scene, count, random.Random(f"check {seed}"))
    yield from _imports(scene, count, random.Random(f"import {seed}"))
    yield from _decisions(scene, count, random.Random(f"decisions {seed}"))


def _screenings(scene: Scene, count: int, source: random.Random) -> Iterator[Case]:
    arguments = whole.arguments(scene.folder)
    sound = whole.sound(scene.folder)
    seconds = _timed(arguments, scene)

    def check(found: Ended) -> str | None:
        try:
            now = whole.digests(whole.left(scene.folder))
        except (ValueError, KeyError, OSError) as error:
            return f"an output file is not whole: {error}"
        if found.code == 0 and now != sound:
            return "0, and an output file is missing or another"
        if not now.items() <= sound.items():
            return "an output file is another"
        return resumed() if whole.is_resumable(scene.folder) else None

    def resumed() -> str | None:
        found = run_here((*arguments, "--resume"), scene.folder)
        if found.code == 0 and whole.digests(whole.left(scene.folder)) == sound:
            return None
        return f"resumed, it is no whole run: {found.last}"

    def prepare() -> None:
        whole.clear_away(scene.folder)

    command = _Command("killed: check", arguments, seconds, prepare, check)
    for _ in range(count):
        yield _killed(command, scene, source)
    prepare()


def _imports(scene: Scene, count: int, source: random.Random) -> Iterator[Case]:
    store = scene.path("second")
    arguments = ("lists", "import", "un.xml", "--store", store)
    store.mkdir()
    seconds = _timed(arguments, scene)

    def check(found: Ended) -> str | None:
        verified = run_here(("lists", "verify", "--store", store), scene.folder)
        again = run_here(arguments, scene.folder)
        # 3 is that of an empty store.
        is_sound = verified.code in ((0,) if found.code == 0 else (0, 3)) and again.code == 0
        return None if is_sound else f"the store is not sound: {verified.last}, {again.last}"

    def prepare() -> None:
        shutil.rmtree(store)
        store.mkdir()

    command = _Command("killed: lists import", arguments, seconds, prepare, check)
    for _ in range(count):
        yield _killed(command, scene, source)
    shutil.rmtree(store)


def _decisions(scene: Scene, count: int, source: random.Random) -> Iterator[Case]:
    report, file = scene.path("hit.json"), scene.path("more.yaml")
    run_here(("check", "vendors.csv", "--quiet", "--output", report), scene.folder)
    before = scene.path("decisions.yaml").read_bytes()
    arguments = (*scene.decision(report), "--decisions", file)
    file.write_bytes(before)
    seconds = _timed(arguments, scene)
    after = file.read_bytes()
    if after == before:
        raise RuntimeError("without any fault, a decision is expected to be added")

    def check(found: Ended) -> str | None:
        is_whole = file.read_bytes() in ((after,) if found.code == 0 else (before, after))
        return None if is_whole else "the decisions file is neither the old nor the new one"

    def prepare() -> None:
        file.write_bytes(before)

    command = _Command("killed: decisions add", arguments, seconds, prepare, check)
    for _ in range(count):
        yield _killed(command, scene, source)
    for path in (report, file):
        path.unlink()


def _timed(arguments: Sequence[object], scene: Scene) -> float:
    started = time.perf_counter()
    ended(start(arguments, scene.folder))
    return time.perf_counter() - started


def _killed(command: _Command, scene: Scene, source: random.Random) -> Case:
    """Starts a command, and kills it at a moment of the time that it takes."""
    while True:
        command.prepare()
        sign, moment = source.choice(_SIGNALS), source.uniform(0, command.seconds)
        process = start(command.arguments, scene.folder)
        if not has_ended(process, moment):
            break
    process.send_signal(sign)
    found = ended(process)
    detail = f"{sign.name} after {moment:.2f} s"
    if (problem := command.check(found)) is not None:
        return Case(command.kind, detail, Result.WRONG, problem)
    # Before any line of ours has run, Ctrl-C ends Python as it pleases.
    is_python = found.code != 0 and "sanctionscreen" not in found.err
    if found.code < 0 or is_python:
        return Case(command.kind, detail, Result.KILLED)
    if found.code == 0:
        return Case(command.kind, detail, Result.SAME, "its last line had run")
    return Case(command.kind, detail, *result_of(found))
