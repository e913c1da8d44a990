"""The record of a run: which tool, lists, settings and inputs; the same again, the same id."""

from __future__ import annotations

import hashlib
import json
import platform
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sanctionscreen.gate import age_days, coverage_note
from sanctionscreen.model import ListRef, ListUse, PartialDate, RunInfo
from sanctionscreen.settings import ScreenSettings
from sanctionscreen.version import VERSION

_RECORDED = ("anyascii", "numpy", "rapidfuzz")
"""Dependencies whose versions can change a score."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something that was screened: its name, and the sha256 of its bytes."""

    name: str
    sha256: str


def record_run(
    inputs: Sequence[Input],
    refs: Sequence[ListRef],
    settings: ScreenSettings,
    as_of: PartialDate | None,
    *,
    started: datetime | None = None,
    notes: Sequence[str] = (),
    overrides: Sequence[str] = (),
    with_versions: bool = True,
    settings_digest: str | None = None,
    decisions: str | None = None,
    confirmed: Mapping[str, date] | None = None,
) -> RunInfo:
    """Records a run.

    Args:
        started: The clock's reading; None leaves out what depends on it (ages).
        with_versions: Whether to look up the versions of dependencies, which takes time.
        settings_digest: Of all settings of the run; None takes that of ``settings``.
        decisions: Digest of the decisions in force, which change outcomes.
        confirmed: By list id the day on which it was last found to be the publisher's newest.
    """
    run = RunInfo(
        run_id=_run_id(inputs, refs, settings, as_of, decisions),
        tool_version=VERSION,
        versions=versions() if with_versions else (),
        settings_digest=settings_digest or settings.digest,
        threshold=settings.threshold,
        as_of=None if as_of is None else str(as_of),
        inputs=tuple(f"{item.name} sha256:{item.sha256}" for item in inputs),
        lists=tuple(
            list_use(ref, None if started is None else started.date(), confirmed or {})
            for ref in refs
        ),
        notes=tuple(notes),
        overrides=tuple(overrides),
        started=None if started is None else started.isoformat(timespec="seconds"),
    )
    coverage = coverage_note(run)
    leading = () if coverage is None else (coverage,)
    return replace(run, notes=(*leading, *run.notes, *_unread_notes(refs)))


def _unread_notes(refs: Sequence[ListRef]) -> tuple[str, ...]:
    """Whom a list names and the run cannot have found."""
    return tuple(
        f"{ref.id}: {ref.unread:,} {'record' if ref.unread == 1 else 'records'} of the publisher's"
        f" file could not be read and {'is' if ref.unread == 1 else 'are'} not screened"
        for ref in refs
        if ref.unread
    )


def list_use(ref: ListRef, today: date | None, confirmed: Mapping[str, date]) -> ListUse:
    """A list with its age; without a day there is none."""
    if today is None:
        return ListUse(ref, None)
    seen = confirmed.get(ref.id)
    age = age_days(ref.published, today, seen)
    return ListUse(ref, age, None if seen is None else seen.isoformat())


def _run_id(
    inputs: Sequence[Input],
    refs: Sequence[ListRef],
    settings: ScreenSettings,
    as_of: PartialDate | None,
    decisions: str | None,
) -> str:
    parts = {
        "tool": VERSION,
        "inputs": [item.sha256 for item in inputs],
        "lists": [[ref.id, ref.sha256] for ref in refs],
        "settings": settings.digest,
        "as_of": None if as_of is None else str(as_of),
        "decisions": decisions,
    }
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def code_digest() -> str:
    """Of the package, code and tables, for telling versions that share a number."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for path in sorted(package.rglob("*"), key=Path.as_posix):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def versions() -> tuple[tuple[str, str], ...]:
    """What besides the lists and settings can change a result."""
    from importlib.metadata import version

    return (
        ("python", platform.python_version()),
        ("unicode", unicodedata.unidata_version),
        *((name, version(name)) for name in _RECORDED),
    )
