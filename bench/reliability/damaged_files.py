"""Mutated inputs, settings, decisions and evidence: how each run ends, held to the sound one."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator

from bench.reliability.ending import Case, Ended, Result, Row, Rows, result_of, rows_of, run_here
from bench.reliability.mutations import mutated
from bench.reliability.scene import HIT, Scene, settings_values
from sanctionscreen.errors import SanctionscreenError

SHARES = (
    ("vendors.csv", 0.22), ("vendors.jsonl", 0.06), ("vendors.xlsx", 0.06),
    ("sanctionscreen.yaml", 0.2), ("decisions.yaml", 0.23), ("run.evidence", 0.23),
)  # fmt: skip
"""Of all mutations, by file."""

_KINDS = {
    "vendors.csv": "input mutated: CSV",
    "vendors.jsonl": "input mutated: JSON Lines",
    "vendors.xlsx": "input mutated: workbook",
    "sanctionscreen.yaml": "settings mutated",
    "decisions.yaml": "decisions mutated",
    "run.evidence": "evidence mutated",
}
_Judge = Callable[[Scene, bytes, bytes], tuple[Result, str]]


def damaged_files(scene: Scene, count: int, seed: int) -> Iterator[Case]:
    """So many mutations, shared out among the files; each file is sound again afterwards."""
    for name, share in SHARES:
        source = random.Random(f"{name} {seed}")
        for number in range(max(1, round(count * share))):
            path = scene.path(name)
            before = path.read_bytes()
            kind, after = mutated(before, source)
            path.write_bytes(after)
            try:
                result, words = _JUDGES[name](scene, before, after)
            finally:
                path.write_bytes(before)
            yield Case(_KINDS[name], f"{kind}, number {number}", result, words)


def _text_input(name: str) -> _Judge:
    def judge(scene: Scene, before: bytes, after: bytes) -> tuple[Result, str]:
        return judge_rows(scene.gate(name), scene.with_hit, before, after)

    return judge


def judge_rows(ended: Ended, base: Rows, before: bytes, after: bytes) -> tuple[Result, str]:
    """Every line that is still there, letter for letter, must be a row with its old outcome."""
    result, words = result_of(ended)
    if ended.code not in (0, 1) or ended.problem() is not None:
        return result, words
    found = rows_of(ended.out)
    if not found.is_complete:
        return (result, words) if ended.code == 1 else (Result.WRONG, "incomplete, and exit 0")
    lines, now = _lines(before), _lines(after)
    has_heading = True
    if not lines[0].startswith("{"):
        has_heading = now[:1] == [lines.pop(0)]
    for line in lines:
        name = _id(line)
        if line not in now:
            continue
        rows = found.by_id.get(name) or found.by_id.get(_name(line), [])
        if not rows:
            return Result.WRONG, f"{name} was lost"
        # Another row may have its id now: as many as there are such lines must be what they were.
        if has_heading and rows.count(base.by_id[name][0]) < now.count(line):
            return Result.WRONG, f"{name} has another outcome"
    if ended.code == 1:
        return result, words
    is_same = all(base.by_id[_id(line)] == found.by_id.get(_id(line)) for line in lines)
    if is_same:
        return Result.SAME, words
    # What was a hit is clear: only where its own line, or the headings, read otherwise now.
    is_touched = not has_heading or not any(_id(line) == HIT for line in lines if line in now)
    return (Result.OTHER, words) if is_touched else (Result.WRONG, "a hit was lost")


def _lines(data: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "utf-16", "utf-32", "cp1252"):
        try:
            return data.decode(encoding).splitlines()
        except ValueError:
            continue
    return data.decode("latin-1").splitlines()


def _id(line: str) -> str:
    return json.loads(line)["id"] if line.startswith("{") else line.partition(",")[0]


def _name(line: str) -> str:
    if line.startswith("{"):
        return str(json.loads(line)["Vendor name"])
    rest = line.partition(",")[2]
    return rest[1:].partition('"')[0] if rest.startswith('"') else rest.partition(",")[0]


def _workbook(scene: Scene, _before: bytes, _after: bytes) -> tuple[Result, str]:
    ended = scene.gate("vendors.xlsx")
    result, words = result_of(ended)
    if ended.code not in (0, 1) or ended.problem() is not None:
        return result, words
    # A workbook is packed with check sums: one that is read at all is the one it was.
    is_same = rows_of(ended.out) == scene.with_hit
    return (result, words) if is_same and ended.code == 1 else (Result.WRONG, "rows changed")


def _settings(scene: Scene, _before: bytes, _after: bytes) -> tuple[Result, str]:
    ended = scene.gate("vendors.csv")
    result, words = result_of(ended)
    if ended.code not in (0, 1) or ended.problem() is not None:
        return result, words
    try:
        is_other = settings_values(scene.path("sanctionscreen.yaml")) != scene.settings
    except SanctionscreenError as error:
        return Result.WRONG, f"screened with settings that are refused: {error}"
    found = rows_of(ended.out)
    if found == scene.with_hit and ended.code == 1:
        return result, words
    if not is_other:
        return Result.WRONG, "the same settings, another outcome"
    if found.count != scene.with_hit.count:
        return Result.WRONG, "rows were lost"
    return (Result.OTHER if ended.code == 0 else result), words


def _decisions(scene: Scene, _before: bytes, _after: bytes) -> tuple[Result, str]:
    ended = scene.gate("clear.csv")
    result, words = result_of(ended)
    if ended.code not in (0, 1) or ended.problem() is not None:
        return result, words
    found, base = rows_of(ended.out), scene.clear
    for name, rows in base.by_id.items():
        if found.by_id.get(name) != rows and not _is_reopened(rows, found.by_id.get(name, [])):
            return Result.WRONG, f"{name} has another outcome"
    if ended.code == 1:
        return result, words
    return (Result.SAME, words) if found == base else (Result.WRONG, "0 without the decisions")


def _is_reopened(before: list[Row], now: list[Row]) -> bool:
    return len(before) == len(now) and all(
        old.outcome == "clear-by-decision" and new.outcome == "hit" and new.hits == old.decided
        for old, new in zip(before, now, strict=True)
    )


def _evidence(scene: Scene, _before: bytes, _after: bytes) -> tuple[Result, str]:
    ended = run_here(("verify", "run.evidence", "--input", "vendors.csv"), scene.folder)
    result, words = result_of(ended)
    return (result, words) if ended.code else (Result.WRONG, "a changed file is IDENTICAL")


_JUDGES: dict[str, _Judge] = {
    "vendors.csv": _text_input("vendors.csv"),
    "vendors.jsonl": _text_input("vendors.jsonl"),
    "vendors.xlsx": _workbook,
    "sanctionscreen.yaml": _settings,
    "decisions.yaml": _decisions,
    "run.evidence": _evidence,
}
