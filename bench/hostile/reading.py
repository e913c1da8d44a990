"""Reading a damaged file: refused, read whole, or shorter than it was."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.registry import read_list
from sanctionscreen.sources.tables import NO_END_MARK


class Result(StrEnum):
    """What became of a damaged file."""

    REFUSED = "refused"
    WHOLE = "read whole"
    NOTED = "shorter, noted"
    """Read shorter, and the list says so in a note."""
    SHORTER = "taken for whole"
    CRASHED = "other errors"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file, in how many seconds, and why."""

    result: Result
    seconds: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the sound list holds and says of itself."""

    parties: int
    names: int
    notes: tuple[str, ...]


def read_damaged(paths: Sequence[Path], whole: Whole, options: ReadOptions) -> Reading:
    """Reads the files of a list of which one is damaged."""
    started = time.perf_counter()
    try:
        ref = read_list(paths, options).ref
    except SanctionscreenError as error:
        return Reading(Result.REFUSED, time.perf_counter() - started, _general(error.message))
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return Reading(Result.CRASHED, time.perf_counter() - started, reason)
    seconds = time.perf_counter() - started
    if ref.counts.parties >= whole.parties and ref.counts.names >= whole.names:
        return Reading(Result.WHOLE, seconds)
    told = [note for note in ref.notes if note == NO_END_MARK or note not in whole.notes]
    reason = f"{ref.counts.parties} of {whole.parties} parties"
    if not told:
        return Reading(Result.SHORTER, seconds, reason)
    return Reading(Result.NOTED, seconds, f"{reason}: {'; '.join(told)}")


def _general(message: str) -> str:
    """The message without what differs from case to case."""
    text = re.sub(r"\([^()]*\)", "(...)", message)
    text = re.sub(r"'[^']*'", "'...'", text)
    text = re.sub(r"\d+", "N", text)
    return text.partition("; the first")[0]
