"""Runs that are killed at random moments: none ends in 0, and none leaves half a file."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from bench.reliability import whole
from bench.reliability.ending import Case, Result, ended, result_of, run_here, start
from bench.reliability.scene import Scene

_SIGNALS = [
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT") if hasattr(signal, name)
]
_Check = Callable[[], str | None]
"""What is wrong with what a killed command left; None where nothing is."""


def killings(scene: Scene, count: int, seed: int) -> Iterator[Case]:
    """So many kills of each of a screening, an import and a decision."""
    yield from _screenings(scene, count, random.Random(f"check {seed}"))
    yield from _imports(scene, count, random.Random(f"import {seed}"))
    yield from _decisions(scene, count, random.Random(f"decisions {seed}"))


def _screenings(scene: Scene, count: int, source: random.Random) -> Iterator[Case]:
    arguments = whole.arguments(scene.folder)
    sound = whole.sound(scene.folder)
    seconds = _timed(arguments, scene)

    def check() -> str | None:
        try:
            now = whole.digests(whole.left(scene.folder))
        except (ValueError, KeyError, OSError) as error:
            return f"an output file is not whole: {error}"
        return None if now.items() <= sound.items() else "an output file is another"

    for _ in range(count):
        whole.clear_away(scene.folder)
        case = _killed("killed: check", arguments, scene, seconds, source, check)
        if case.result is Result.SAME and len(whole.left(scene.folder)) < len(sound):
            yield Case(case.kind, case.detail, Result.WRONG, "0, and a file is missing")
        else:
            yield case
    whole.clear_away(scene.folder)


def _imports(scene: Scene, count: int, source: random.Random) -> Iterator[Case]:
    store = scene.path("second")
    arguments = ("lists", "import", "un.xml", "--store", store)
    store.mkdir()
    seconds = _timed(arguments, scene)

    def check() -> str | None:
        found = run_here(("lists", "verify", "--store", store), scene.folder)
        again = run_here(arguments, scene.folder)
        is_sound = found.code in (0, 3) and again.code == 0
        return None if is_sound else f"the store is not as it was: {found.last}, {again.last}"

    for _ in range(count):
        shutil.rmtree(store)
        store.mkdir()
        yield _killed("killed: lists import", arguments, scene, seconds, source, check)
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

    def check() -> str | None:
        is_whole = file.read_bytes() in (before, after)
        return None if is_whole else "the decisions file is neither the old nor the new one"

    for _ in range(count):
        file.write_bytes(before)
        yield _killed("killed: decisions add", arguments, scene, seconds, source, check)
    for path in (report, file):
        path.unlink()


def _timed(arguments: Sequence[object], scene: Scene) -> float:
    started = time.perf_counter()
    ended(start(arguments, scene.folder))
    return time.perf_counter() - started


def _killed(
    kind: str,
    arguments: Sequence[object],
    scene: Scene,
    seconds: float,
    source: random.Random,
    check: _Check,
) -> Case:
    """Starts a command, and kills it at a moment of the time that it takes, or a little later."""
    sign, moment = source.choice(_SIGNALS), source.uniform(0, 1.1 * seconds)
    process = start(arguments, scene.folder)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    process.send_signal(sign)
    found = ended(process)
    detail = f"{sign.name} after {moment:.2f} s"
    if (problem := check()) is not None:
        return Case(kind, detail, Result.WRONG, problem)
    # Before any line of ours has run, Ctrl-C ends Python as it pleases.
    is_python = found.code != 0 and "sanctionscreen" not in found.err
    if found.code < 0 or is_python:
        return Case(kind, detail, Result.KILLED)
    if found.code == 0:
        return Case(kind, detail, Result.SAME, "it had come to its end")
    return Case(kind, detail, *result_of(found))
