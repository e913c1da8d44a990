"""What the commands that screen share: the lists, the day, and the record of the run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.cli import options as o
from sanctionscreen.model import PartialDate, RunInfo
from sanctionscreen.record import Input, record_run
from sanctionscreen.settings import ScreenSettings

if TYPE_CHECKING:
    from sanctionscreen.index import ListIndex


def now() -> datetime:
    """The clock, read nowhere else."""
    return datetime.now(UTC)


def cache_dir() -> Path:
    """Where compiled indexes are kept: ``SANCTIONSCREEN_CACHE``, or the user's cache directory."""
    if given := os.environ.get("SANCTIONSCREEN_CACHE"):
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_cache_dir("sanctionscreen", appauthor=False))


def open_lists(lists: Sequence[str] | None, additional: Sequence[str] | None) -> ListIndex:
    """Opens the index over the lists of the command line.

    Raises:
        UsageError: a list id is unknown.
        ListError: a list is missing or damaged.
    """
    from sanctionscreen.index import open_index

    return open_index(lists or None, additional=tuple(additional or ()), cache_dir=cache_dir())


@dataclass(frozen=True, slots=True)
class Session:
    """Open lists and settings, for one day.

    Attributes:
        notes: What a reader of the results must know of that day.
        problems: Why the run cannot be complete, whatever its rows say.
        overrides: As the user gave them, with their reasons.
    """

    index: ListIndex
    settings: ScreenSettings
    as_of: PartialDate | None
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    overrides: tuple[str, ...]

    def run(
        self, inputs: Sequence[Input], notes: Sequence[str] = (), *, with_versions: bool = True
    ) -> RunInfo:
        """The record of a run; its id is the same for the same inputs, lists and settings."""
        return record_run(
            inputs,
            self.index.refs,
            self.settings,
            self.as_of,
            started=now(),
            notes=(*self.notes, *notes),
            overrides=self.overrides,
            with_versions=with_versions,
        )


def open_session(
    lists: Sequence[str] | None,
    additional: Sequence[str] | None,
    settings: ScreenSettings,
    as_of: str | None,
    *,
    allow_reconstructed: str | None = None,
    allow_not_screened: str | None = None,
) -> Session:
    """Opens the lists for a day; a reconstructed day is a problem unless it is allowed.

    Raises:
        UsageError: a list id is unknown, the day is none, or an override has no reason.
        ListError: a list is missing or damaged.
    """
    from sanctionscreen.screening import as_of_notes

    given = o.overrides(
        allow_reconstructed=allow_reconstructed, allow_not_screened=allow_not_screened
    )
    day = o.day(as_of, now().date())
    index = open_lists(lists, additional)
    notes = as_of_notes(index, day)
    problems = () if allow_reconstructed is not None else notes
    return Session(index, settings, day, notes, problems, given)
