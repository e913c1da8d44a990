"""Updating one list: download, read, compare with what was there, and only then store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from sanctionscreen.errors import ListError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.store.addresses import Address, shown
from sanctionscreen.store.confirming import write_confirmed
from sanctionscreen.store.downloading import (
    Download,
    Fetched,
    Limits,
    NotModified,
    Progress,
    Sleep,
    fetch,
)
from sanctionscreen.store.floors import reviewed
from sanctionscreen.store.grouping import group_files
from sanctionscreen.store.importing import Imported, ImportOptions, import_list
from sanctionscreen.store.keeping import Store
from sanctionscreen.store.locking import locked
from sanctionscreen.store.snapshot import Snapshot
from sanctionscreen.store.validators import read_validators, write_validators
from sanctionscreen.store.writing import check_files

_INCOMING = ".incoming"


@dataclass(frozen=True, slots=True)
class Update:
    """How to update.

    Attributes:
        moment: The clock's reading, with its time zone.
        accept_drop: Why a list may lose more than its floor allows; None refuses it.
        turn: Held while a list is read and written, so that several are so one after another.
    """

    register: ProgrammeRegister
    moment: datetime
    sleep: Sleep
    turn: AbstractContextManager[object]
    accept_drop: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Updated:
    """A list that is as its publisher has it.

    Attributes:
        snapshot: The one to screen against.
        imported: What came of the file; None where it is the one that was there.
    """

    snapshot: Snapshot
    imported: Imported | None


def update_list(store: Store, address: Address, update: Update, progress: Progress) -> Updated:
    """Brings one list up to date; whatever fails, what was there before is as it was.

    Raises:
        ListError: another process updates the list, it could not be downloaded, is not the list
            that was asked for, cannot be read, or lost more than its floor allows.
    """
    folder = store.path / address.list_id
    with _incoming(folder) as incoming:
        sound = _sound(store, address.list_id)
        target = incoming / f"{address.list_id}{_suffix(address.url)}"
        request = _request(address, folder, sound, update.limits)
        got = fetch(request, target, sleep=update.sleep, progress=progress)
        if sound is not None and isinstance(got, NotModified):
            write_confirmed(folder, sound, update.moment)
            return Updated(sound, None)
        # A request without conditions, which the first one is, is never answered "not modified".
        assert isinstance(got, Fetched)
        if sound is not None and got.sha256 == sound.sha256:  # not every server says so
            write_validators(folder, sound.name, address.url, got.etag, got.last_modified)
            write_confirmed(folder, sound, update.moment)
            return Updated(sound, None)
        with update.turn:
            imported = _import(store, target, address, got, update)
        name = imported.snapshot.name
        write_validators(folder, name, address.url, got.etag, got.last_modified)
        if imported.is_current:  # an address that gives an older list says nothing of the newest
            write_confirmed(folder, imported.snapshot, update.moment)
        return Updated(store.newest(address.list_id) or imported.snapshot, imported)


def _sound(store: Store, list_id: str) -> Snapshot | None:
    """The newest snapshot, hashed again; None where a damaged one is to be fetched anew."""
    try:
        newest = store.newest(list_id)
        if newest is not None:
            check_files(newest)
    except ListError:
        return None
    return newest


def _request(address: Address, folder: Path, previous: Snapshot | None, limits: Limits) -> Download:
    known = None
    if previous is not None:
        known = read_validators(folder, previous.name, address.url)
    if known is None:
        return Download(address, limits=limits)
    return Download(address, known.etag, known.last_modified, limits)


def _import(store: Store, path: Path, address: Address, got: Fetched, update: Update) -> Imported:
    sets, refused = group_files((path,))
    if refused:
        raise _not_stored(address, refused[0].error.message)
    options = ImportOptions(
        origin=shown(address.url),
        presumed=_server_day(got.last_modified) or _day(update.moment),
        review=lambda drafted: _reviewed(drafted, store, address, update.accept_drop),
    )
    return import_list(store, sets[0], update.register, options, update.moment)


def _reviewed(
    drafted: Snapshot, store: Store, address: Address, accept_drop: str | None
) -> Snapshot:
    """Refuses another list than was asked for, and one that lost too much."""
    if drafted.list_id != address.list_id:
        raise _not_stored(address, f"the file is the list {drafted.list_id}")
    command = f"sanctionscreen lists update {address.list_id}"
    return reviewed(drafted, store, accept_drop, where=shown(address.url), command=command)


def _not_stored(address: Address, message: str) -> ListError:
    return ListError(
        f"{address.list_id} is not stored: {message}",
        path=shown(address.url),
        hint="Check what the address gives; what was there before is as it was",
    )


@contextmanager
def _incoming(folder: Path) -> Iterator[Path]:
    """An empty folder to download into, for one update of the list at a time."""
    incoming = folder / _INCOMING
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            shutil.rmtree(incoming, ignore_errors=True)  # what a killed process left
            incoming.mkdir()
            try:
                yield incoming
            finally:
                shutil.rmtree(incoming, ignore_errors=True)
    except OSError as error:
        raise ListError(
            f"the store cannot be written ({error.strerror or error})",
            path=error.filename or folder,
            hint="Check that you may write there, or name another: --store DIR",
        ) from error


def _suffix(url: str) -> str:
    """The suffix of the file's name, where the address has a plain one."""
    suffix = Path(shown(url).removesuffix("?…")).suffix
    return suffix if suffix[1:].isalnum() else ""


def _server_day(last_modified: str | None) -> PartialDate | None:
    """The day of the Last-Modified header, for lists that do not say when they were published."""
    try:
        return _day(parsedate_to_datetime(last_modified)) if last_modified else None
    except ValueError:
        return None


def _day(moment: datetime) -> PartialDate:
    return PartialDate(moment.year, moment.month, moment.day)
