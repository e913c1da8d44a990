"""Reads the lists of a selection, and refuses one that claims the id of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import ListRef
from sanctionscreen.sources.base import ParsedList, ReadOptions
from sanctionscreen.sources.curated import CURATED_YAML
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store.addresses import mending_command
from sanctionscreen.store.catalogue import OFFICIAL_LISTS, ListLocation, shipped_lists
from sanctionscreen.store.snapshot import Snapshot
from sanctionscreen.store.writing import check_files


def load_list(location: ListLocation, register: ProgrammeRegister) -> ParsedList:
    """Reads a list, in whichever format it is in.

    Raises:
        ListError: the file is missing, or a stored one is not as it was received.
        ListFormatError: the file is in no known format, is not as its format asks, or claims the
            id of another list.
    """
    if location.snapshot is not None:
        return _load_snapshot(location.snapshot, register)
    options = ReadOptions(register)
    if location.is_shipped:
        # What is shipped is in our own form: asking every reader would import them all.
        parsed = CURATED_YAML.read((open_source(location.path),), options)
    else:
        parsed = read_list((location.path,), options)
    _check_id(location, parsed)
    return parsed


def _load_snapshot(snapshot: Snapshot, register: ProgrammeRegister) -> ParsedList:
    check_files(snapshot)
    ref = snapshot.ref
    parsed = read_list(
        snapshot.paths, ReadOptions(register, ref.published, ref.id, snapshot.mapping)
    )
    if (parsed.ref.id, parsed.ref.published) != (ref.id, ref.published):
        raise ListFormatError(
            f"the stored {ref.id} is read as {parsed.ref.id} of {parsed.ref.published}",
            path=snapshot.folder,
            hint=f"To mend it, {mending_command(ref.id)}",
        )
    # The store packs files: digest and title are those of the file as it was received.
    return replace(parsed, ref=replace(parsed.ref, sha256=ref.sha256, title=ref.title))


def check_own_id(ref: ListRef, path: Path) -> None:
    """Refuses a list under the id of another: the ids of its parties would be taken for theirs.

    Raises:
        ListFormatError: a list of one's own has the id of a shipped or an official one, or an
            official list that of a shipped one.
    """
    taken = (
        *(shipped.stem for shipped in shipped_lists()),
        *(official.id for official in OFFICIAL_LISTS if ref.is_curated),
    )
    if ref.id in taken:
        raise _wrong_id(ref.id, "a list of one's own", path)


def _check_id(location: ListLocation, parsed: ParsedList) -> None:
    if location.id is None:
        check_own_id(parsed.ref, location.path)
    elif parsed.ref.id != location.id:
        raise _wrong_id(parsed.ref.id, f"the shipped list {location.id}", location.path)


def _wrong_id(claimed: str, whose: str, path: Path) -> ListFormatError:
    return ListFormatError(
        f"'{claimed}' cannot be the id of {whose}",
        path=path,
        field="id",
        hint="Give the list an id of its own",
    )
