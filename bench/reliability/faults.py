"""Full disks, read-only folders, wrong clocks, lists that go, decisions that are broken."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.reliability import whole
from bench.reliability.ending import (
    Case,
    Ended,
    Result,
    ended,
    has_ended,
    result_of,
    rows_of,
    run_here,
    start,
)
from bench.reliability.places import read_only, small_disk
from bench.reliability.scene import Scene, un_list

_SIZES = (0, 4, 16, 64, 256, 512, 1024, 1536, 2048, 3072, 4096, 16384)
"""KiB that the disk has left."""

_DAYS = (-4000, -400, -30, -2, -1, 1, 6, 8, 30, 190, 250, 400, 4000)
_BACK = (-1 / 24, -1, -400)
"""Days by which the clock is set back while rows are screened."""


def faults(scene: Scene, count: int, seed: int) -> Iterator[Case]:
    """Every fault; ``count`` of each that comes at a random moment."""
    sound = whole.sound(scene.folder)
    yield from full_disks(scene, sound)
    yield from full_streams(scene)
    yield from read_only_folder(scene)
    yield from wrong_clocks(scene)
    yield from lists_gone(scene, sound, count, random.Random(f"lists {seed}"))
    yield from broken_decisions(scene, random.Random(f"decisions {seed}"))


def _with_files(kind: str, detail: str, found: Ended, folder: Path, sound: dict[str, str]) -> Case:
    """0 is sound only with every file, each as it would be; else no file may be there."""
    try:
        now = whole.digests(whole.left(folder))
    except (ValueError, KeyError, OSError) as error:
        return Case(kind, detail, Result.WRONG, f"an output file is not whole: {error}")
    finally:
        parts = whole.clear_away(folder)
    if found.code == 0 and found.problem() is None and now == sound:
        return Case(kind, detail, Result.SAME, found.last)
    if now or parts:
        return Case(kind, detail, Result.WRONG, f"left {', '.join(now)} {parts}: {found.last}")
    return Case(kind, detail, *result_of(found))


def _with_rows(kind: str, detail: str, found: Ended, scene: Scene) -> Case:
    """0 is sound only with the outcome of every row as it would be."""
    result, words = result_of(found)
    if found.code == 0 and found.problem() is None and rows_of(found.out) == scene.clear:
        result = Result.SAME
    return Case(kind, detail, result, words)


def full_disks(
    scene: Scene, sound: dict[str, str], sizes: Sequence[int] = _SIZES
) -> Iterator[Case]:
    """The outputs of a run, a store, and what is compiled, on disks of so many KiB."""
    for size in sizes:
        detail = f"{size} KiB"
        with small_disk(scene.folder, size) as (disk, options):
            found = ended(start(whole.arguments(disk), scene.folder, **options))
            yield _with_files("disk full: check", detail, found, disk, sound)
        with small_disk(scene.folder, size) as (disk, options):
            command = ("lists", "import", "un.xml", "--store", disk)
            found = ended(start(command, scene.folder, **options))
            yield _stored("disk full: lists import", detail, found, scene, disk)
        with small_disk(scene.folder, size) as (disk, options):
            options["env"] = {"SANCTIONSCREEN_CACHE": str(disk)}
            command = ("check", "clear.csv", "--format", "json")
            found = ended(start(command, scene.folder, **options))
            yield _with_rows("disk full: compiled lists", detail, found, scene)


def _stored(kind: str, detail: str, found: Ended, scene: Scene, store: Path) -> Case:
    """An import that ends in 0 has stored the list, and any other nothing."""
    result, words = result_of(found)
    verified = run_here(("lists", "verify", "--store", store), scene.folder)
    is_there = any(store.glob("un-sc/2*/manifest.json"))
    if found.code == 0 and verified.code == 0 and is_there:
        return Case(kind, detail, Result.SAME, words)
    return Case(kind, detail, Result.WRONG if is_there else result, words)


def full_streams(scene: Scene) -> Iterator[Case]:
    """Standard output on a full disk, in several forms."""
    full = Path("/dev/full")
    if not full.exists():
        return
    for form in ("json", "csv", "table", "html", "xlsx", "junit"):
        with full.open("wb") as stream:
            command = ("check", "clear.csv", "--format", form)
            found = ended(start(command, scene.folder, stdout=stream))
        yield Case("disk full: standard output", form, *result_of(found))


def read_only_folder(scene: Scene) -> Iterator[Case]:
    """All that is written: a store, a decisions file, outputs, the compiled lists."""
    report = scene.path("hit.json")
    run_here(("check", "vendors.csv", "--quiet", "--output", report), scene.folder)
    again = scene.path("later.xml")
    again.write_text(un_list(scene.today, 60), encoding="utf-8")
    before = scene.files()
    with read_only(scene.folder):
        for detail, command in (
            ("lists import", ("lists", "import", again)),
            ("decisions add", scene.decision(report)),
            ("check --output", whole.arguments(scene.folder)),
        ):
            found = ended(start(command, scene.folder))
            yield Case("read-only: written to", detail, *result_of(found))
        for detail, cache in (("check", "cache"), ("check, nothing compiled", "none")):
            command = ("check", "clear.csv", "--format", "json")
            variables = {"SANCTIONSCREEN_CACHE": str(scene.path(cache))}
            found = ended(start(command, scene.folder, env=variables))
            yield _with_rows("read-only: read from", detail, found, scene)
    is_same = scene.files() == before and not whole.left(scene.folder)
    for path in (report, again):
        path.unlink()
    if not is_same:
        yield Case("read-only: written to", "all", Result.WRONG, "a file changed")


def wrong_clocks(scene: Scene) -> Iterator[Case]:
    """The clock days and years away, and set back during the run."""
    module = ("bench.reliability.moved",)
    for kind, days, later in (
        *((f"clock {'back' if days < 0 else 'forward'}", days, 0.0) for days in _DAYS),
        *(("clock back during the run", 0, later) for later in _BACK),
    ):
        command = (days, later, "check", "clear.csv", "--format", "json")
        found = ended(start(command, scene.folder, module))
        yield _with_rows(kind, f"{days or later} days", found, scene)


def lists_gone(
    scene: Scene, sound: dict[str, str], count: int, source: random.Random
) -> Iterator[Case]:
    """A list is removed, cut or replaced at a random moment of the run."""
    started = time.perf_counter()
    ended(start(whole.arguments(scene.folder), scene.folder))
    seconds = time.perf_counter() - started
    whole.clear_away(scene.folder)
    harms = (("removed", _removed), ("cut", _cut), ("replaced", _replaced))
    for number in range(count):
        name, harm = harms[number % len(harms)]
        place = ("team.yml", "lists/un-sc")[number // len(harms) % 2]
        while True:
            whole.clear_away(scene.folder)
            moment = source.uniform(0, seconds)
            process = start(whole.arguments(scene.folder), scene.folder)
            if not has_ended(process, moment):
                break
        with scene.spared(place):
            harm(_file(scene.path(place)))
            found = ended(process)
        kind = f"list {name} during the run"
        yield _with_files(kind, f"{place} after {moment:.2f} s", found, scene.folder, sound)


def _file(path: Path) -> Path:
    return path if path.is_file() else next(path.glob("2*/files/*"))


def _removed(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data[: len(data) // 2])


def _replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes()[::-1])
    other.replace(path)


def broken_decisions(scene: Scene, source: random.Random) -> Iterator[Case]:
    """Decisions that are no decisions."""
    path = scene.path("decisions.yaml")
    data = path.read_bytes()
    breaks: list[tuple[str, Callable[[], object]]] = [
        ("missing", path.unlink),
        ("a folder", lambda: (path.unlink(), path.mkdir())),
        ("empty", lambda: path.write_bytes(b"")),
        ("binary", lambda: path.write_bytes(source.randbytes(2000))),
        ("a report", lambda: shutil.copyfile(scene.path("vendors.csv"), path)),
        ("not closed", lambda: path.write_bytes(data + b"  - {id: d-2, listed: [\n")),
        ("deep", lambda: path.write_bytes(b"decisions: " + b"[" * 100_000)),
        ("an alias", lambda: path.write_bytes(b"decisions: &a [*a]\n")),
        ("all twice", lambda: path.write_bytes(data + data)),
    ]
    for detail, harm in breaks:
        with scene.spared("decisions.yaml"):
            harm()
            found = scene.gate("clear.csv")
        yield _with_rows("decisions broken", detail, found, scene)
