"""The record of a run: which tool, lists, settings and inputs; the same again, the same id."""

from __future__ import annotations

import hashlib
import json
import platform
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sanctionscreen.gate import age_days as age_days
from sanctionscreen.gate import coverage_note
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
) -> RunInfo:
    """Records a run.

    Args:
        started: The clock's reading; None leaves out what depends on it (ages).
        with_versions: Whether to look up the versions of dependencies, which takes time.
        settings_digest: Of all settings of the run; None takes that of ``settings``.
        decisions: Digest of the decisions in force, which change outcomes.
    """
    run = RunInfo(
        run_id=_run_id(inputs, refs, settings, as_of, decisions),
        tool_version=VERSION,
        versions=_versions() if with_versions else (),
        settings_digest=settings_digest or settings.digest,
        threshold=settings.threshold,
        as_of=None if as_of is None else str(as_of),
        inputs=tuple(f"{item.name} sha256:{item.sha256}" for item in inputs),
        lists=tuple(
            ListUse(ref, None if started is None else age_days(ref.published, started.date()))
            for ref in refs
        ),
        notes=tuple(notes),
        overrides=tuple(overrides),
        started=None if started is None else started.isoformat(timespec="seconds"),
    )
    coverage = coverage_note(run)
    return run if coverage is None else replace(run, notes=(coverage, *run.notes))


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


def _versions() -> tuple[tuple[str, str], ...]:
    """What besides the lists and settings can change a result."""
    from importlib.metadata import version

    return (
        ("python", platform.python_version()),
        ("unicode", unicodedata.unidata_version),
        *((name, version(name)) for name in _RECORDED),
    )
