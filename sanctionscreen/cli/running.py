"""What the commands that screen share: the lists, the day, and the record of the run."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.cli import options as o
from sanctionscreen.cli.effective import check_list_names
from sanctionscreen.errors import ListError
from sanctionscreen.gate import age_problems
from sanctionscreen.model import ListRef, PartialDate, RunInfo
from sanctionscreen.record import Input, record_run
from sanctionscreen.settings import ScreenSettings, Settings

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


def store_folder(settings: Settings) -> Path:
    """Where imported lists are kept: as the settings say, or the user's data directory."""
    if settings.store is not None:
        return Path(settings.store)
    import platformdirs

    return Path(platformdirs.user_data_dir("sanctionscreen", appauthor=False))


def existing_store(settings: Settings) -> Path:
    """The folder of the store to read from; the user's own may be missing, and is empty then.

    Raises:
        ListError: the store that the settings name is not there.
    """
    store = store_folder(settings)
    if settings.store is not None and not store.is_dir():
        # Taken for an empty one, a misspelt folder would make a smaller screening.
        raise ListError(
            "there is no store of lists",
            path=store,
            hint="Check the folder; `sanctionscreen lists import FILE` makes a new one",
        )
    return store


def open_lists(
    lists: Sequence[str] | None,
    additional: Sequence[str] | None,
    settings: Settings,
    as_of: PartialDate | None = None,
    *,
    check_whole: bool = True,
) -> ListIndex:
    """Opens the index over these lists (None: the default set), as they were on a day.

    Args:
        check_whole: False checks of a compiled index only what is read.

    Raises:
        UsageError: a list id is unknown.
        ListError: a list is missing or damaged, or the store that the settings name is not there.
    """
    from sanctionscreen.index import open_index

    # Where machine code of the loops is kept if the package's own folder cannot be written.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_dir()))
    return open_index(
        lists or None,
        additional=tuple(additional or ()),
        store=existing_store(settings),
        as_of=as_of,
        cache_dir=cache_dir(),
        check_whole=check_whole,
    )


@dataclass(frozen=True, slots=True)
class Session:
    """Open lists and settings, for one day.

    Attributes:
        settings: All of them, those of the command line included.
        notes: What a reader of the results must know of that day.
        problems: Why the run cannot be complete, whatever its rows say.
        overrides: As the user gave them, with their reasons.
        confirmed: By list id the day on which it was last found to be the publisher's newest.
        started: The clock's reading: ages, expiries and the record of the run go by it.
    """

    index: ListIndex
    settings: Settings
    as_of: PartialDate | None
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    overrides: tuple[str, ...]
    confirmed: Mapping[str, date]
    started: datetime

    @property
    def screen(self) -> ScreenSettings:
        """What decides a hit."""
        return self.settings.screen

    def run(
        self,
        inputs: Sequence[Input],
        notes: Sequence[str] = (),
        *,
        with_versions: bool = True,
        decisions: str | None = None,
    ) -> RunInfo:
        """The record of a run; its id is the same for the same inputs, lists and settings, and the
        same digest of decisions."""
        return record_run(
            inputs,
            self.index.refs,
            self.screen,
            self.as_of,
            started=self.started,
            notes=(*self.notes, *notes),
            overrides=self.overrides,
            with_versions=with_versions,
            settings_digest=self.settings.digest,
            decisions=decisions,
            confirmed=self.confirmed,
        )


def open_session(
    settings: Settings,
    as_of: str | None,
    *,
    allow_reconstructed: str | None = None,
    allow_not_screened: str | None = None,
    allow_stale: str | None = None,
    is_gate: bool = False,
    started: datetime | None = None,
    confirmed: Mapping[str, date] | None = None,
) -> Session:
    """Opens the lists for a day; a reconstructed day is a problem unless it is allowed.

    Args:
        settings: All of them, those of the command line included.
        is_gate: A list that is older than the settings allow is a problem too, not just a note.
        started: When the run began; None reads the clock.
        confirmed: As recorded of an earlier run; None asks the store.

    Raises:
        UsageError: a list id is unknown, the day is none, or an override has no reason.
        ListError: a list is missing or damaged.
    """
    from sanctionscreen.screening import as_of_notes

    given = o.overrides(
        allow_reconstructed=allow_reconstructed,
        allow_not_screened=allow_not_screened,
        allow_stale=allow_stale,
    )
    started = started or now()
    today = started.date()
    day = o.day(as_of, today)
    index = open_lists(settings.lists, settings.add_lists, settings, day, check_whole=is_gate)
    check_list_names(settings, [ref.id for ref in index.refs])
    reconstructed = as_of_notes(index, day)
    if confirmed is None:
        confirmed = confirmations(index.refs, settings, today)
    stale = age_problems(index.refs, settings.max_age, today if day is None else day, confirmed)
    problems = () if allow_reconstructed is not None else reconstructed
    if is_gate and allow_stale is None:
        problems += stale
    source = () if settings.source is None else (f"settings of {shown_path(settings.source)}",)
    notes = (*source, *reconstructed, *stale)
    return Session(index, settings, day, notes, problems, given, confirmed, started)


def confirmations(refs: Sequence[ListRef], settings: Settings, today: date) -> dict[str, date]:
    """By list id, when those that are stored were last found to be their publisher's newest."""
    from sanctionscreen.store.keeping import Store

    kept = Store(store_folder(settings))
    found = ((ref.id, kept.confirmed(ref, today)) for ref in refs if not ref.is_curated)
    return {list_id: day for list_id, day in found if day is not None}


def shown_path(path: str) -> str:
    """A path from the working directory on, where it lies below it."""
    try:
        return Path(path).resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path
