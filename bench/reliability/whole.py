"""Whether the files that a run left are those of a whole run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.reliability.ending import run_here

OUTPUTS = ("rows.json", "rows.csv", "rows.csv.run.json", "rows.html", "rows.evidence")
"""What the long run writes; the last one is its evidence."""

_PASSING = ("started", "age_days", "confirmed", "ended", "outputs")


def arguments(folder: Path) -> list[object]:
    """The long run, with its outputs in a folder."""
    outputs = [folder / name for name in OUTPUTS if name not in (OUTPUTS[2], OUTPUTS[4])]
    options = [word for path in outputs for word in ("--output", path)]
    return ["check", "many.csv", "--quiet", "--evidence", folder / OUTPUTS[4], *options]


def sound(folder: Path) -> dict[str, str]:
    """What the long run leaves where nothing is broken.

    Raises:
        RuntimeError: it does not end in 0 with every file.
    """
    clear_away(folder)
    found = run_here(arguments(folder), folder)
    result = digests(left(folder))
    clear_away(folder)
    if found.code != 0 or len(result) != len(OUTPUTS):
        raise RuntimeError(f"without any fault, 0 and every file are expected: {found.err}")
    return result


def left(folder: Path) -> list[Path]:
    """The output files that are there under their own names."""
    return [folder / name for name in OUTPUTS if (folder / name).exists()]


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """By name what a file says, times and places left out."""
    return {path.name: _digest(path) for path in paths}


def is_resumable(folder: Path) -> bool:
    """Whether a killed run left of its evidence more than a piece of the first line."""
    return any(
        b"\n" in path.read_bytes() for path in _unfinished(folder) if OUTPUTS[4] in path.name
    )


def _unfinished(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith((".part", ".interrupted"))]


def clear_away(folder: Path) -> int:
    """Removes the output files, and what a killed run left of them: how many of the latter."""
    for path in left(folder):
        path.unlink()
    parts = _unfinished(folder)
    for path in parts:
        path.unlink()
    return len(parts)


def _digest(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".html":
        # The times are inside; what is cut short has no end.
        return f"a page that ends: {data.rstrip().endswith(b'</html>')}"
    if path.suffix == ".csv":
        return hashlib.sha256(data).hexdigest()
    if path.suffix == ".json":
        records = [json.loads(data)]
    else:
        _check_seal(data)
        records = [json.loads(line) for line in data.splitlines()[:-1]]
    text = json.dumps([_lasting(record) for record in records], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _check_seal(data: bytes) -> None:
    head, _, last = data.rstrip(b"\n").rpartition(b"\n")
    if json.loads(last)["sha256"] != hashlib.sha256(head + b"\n").hexdigest():
        raise ValueError("the evidence is not whole")


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(each) for key, each in value.items() if key not in _PASSING}
    if isinstance(value, list):
        return [_lasting(each) for each in value]
    return value
