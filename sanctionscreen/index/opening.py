"""Opens an index over a selection of lists: from the cache where it is current, else compiled."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.index import layout
from sanctionscreen.index.build import build
from sanctionscreen.index.linking import repeated, superseded
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.model import ListCounts, ListedParty, ListRef, NameType, PartialDate
from sanctionscreen.names.frequencies import frequencies_digest, load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary, vocabulary_digest
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store.catalogue import (
    ListLocation,
    load_list,
    resolve,
    shipped_register_path,
)
from sanctionscreen.store.keeping import Store
from sanctionscreen.version import VERSION


def open_index(
    lists: Sequence[str | Path] | None = None,
    *,
    additional: Sequence[str | Path] = (),
    store: Path | None = None,
    as_of: PartialDate | None = None,
    cache_dir: Path | None = None,
) -> ListIndex:
    """Opens the lists to screen against.

    Args:
        lists: List ids or files; None is the default set (the shipped curated lists, and every
            list in the store).
        additional: Ids or files on top.
        store: The folder that official lists are kept in; None is an empty store.
        as_of: Opens of each stored list the newest snapshot published by that day, or the oldest
            that there is; give the same day to what screens.
        cache_dir: Where the compiled index is kept; None, or a folder that cannot be written,
            compiles anew each time.

    Raises:
        UsageError: an id is unknown.
        ListError: a list is missing, damaged or below its floor.
    """
    selection = None if lists is None else [str(item) for item in lists]
    locations = resolve(
        selection,
        [str(item) for item in additional],
        store=None if store is None else Store(store),
        as_of=None if as_of is None else first_day(as_of),
    )
    if cache_dir is None:
        return ListIndex(_compile(locations))
    path = cache_dir / f"index-{_digest(locations)[:32]}.bin"
    try:
        arrays = layout.load(path)
    except (OSError, IndexDamagedError):
        arrays = _compile(locations)
        with contextlib.suppress(OSError):  # a read-only cache is slower, not wrong
            layout.save(path, arrays)
            _forget_older(cache_dir)
    else:
        with contextlib.suppress(OSError):
            path.touch()
    return ListIndex(arrays)


_KEPT = 8
"""Compiled indexes kept, those used last: of every list there is one takes some 200 MB."""


def _forget_older(cache_dir: Path) -> None:
    """Removes indexes that were not used for long; one in use elsewhere stays (Windows)."""
    found = sorted(cache_dir.glob("index-*.bin"), key=lambda path: -path.stat().st_mtime_ns)
    for path in found[_KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()


_ROOMS = ("model", "fields", "fields/dates", "names", "sources", "match", "index")


def _code_digest() -> str:
    """Over the code that compiles: an index of another version of it is stale."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        folder = resources.files("sanctionscreen").joinpath(room)
        files = [file for file in folder.iterdir() if file.name.endswith(".py")]
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _digest(locations: Sequence[ListLocation]) -> str:
    """Over everything that the compiled index depends on: list files, tables, the code."""
    digest = hashlib.sha256()
    parts = [VERSION, _code_digest(), vocabulary_digest(), frequencies_digest()]
    parts.append(hashlib.sha256(shipped_register_path().read_bytes()).hexdigest())
    parts += (_identity(location) for location in locations)
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()


def _identity(location: ListLocation) -> str:
    """What tells one list from another, without reading a stored one's files."""
    if (snapshot := location.snapshot) is not None:
        return f"{snapshot.list_id} {snapshot.name} {snapshot.sha256} {snapshot.mapping}"
    return f"{location.id} {hashlib.sha256(location.path.read_bytes()).hexdigest()}"


def _compile(locations: Sequence[ListLocation]) -> dict[str, layout.Array]:
    register = load_register(shipped_register_path())
    parsed = [load_list(location, register) for location in locations]
    refs = [item.ref for item in parsed]
    parties = [party for item in parsed for party in item.parties]
    repeats = repeated(parties)
    gone = superseded(parties, _newer_official(refs)) | repeats.keys()
    kept = [party for number, party in enumerate(parties) if number not in gone]
    preparer = Preparer(load_vocabulary(), load_frequencies())
    repeats_by_list = Counter((parties[n].list_id, other) for n, other in repeats.items())
    counted = [_recounted(ref, kept, repeats_by_list) for ref in refs]
    return build(kept, counted, preparer)


def _newer_official(refs: Sequence[ListRef]) -> dict[str, frozenset[str]]:
    """For each curated list the loaded official lists of at least its date."""
    return {
        curated.id: frozenset(
            other.id
            for other in refs
            if not other.is_curated
            and other.published is not None
            and curated.published is not None
            and first_day(other.published) >= first_day(curated.published)
        )
        for curated in refs
        if curated.is_curated
    }


def _recounted(
    ref: ListRef, parties: Sequence[ListedParty], repeats: Mapping[tuple[str, str], int]
) -> ListRef:
    """The counts of what is screened, where entries gave way to another list, with a note why.

    Args:
        repeats: How many entries of a list repeat another, by the ids of the two.
    """
    own = [party for party in parties if party.list_id == ref.id]
    if len(own) == ref.counts.parties:
        return ref
    names = [name for party in own for name in party.names]
    weak = sum(name.type is NameType.WEAK for name in names)
    notes = [
        f"{number} {'entry repeats' if number == 1 else 'entries repeat'} {other}"
        f" and {'is' if number == 1 else 'are'} left out"
        for (list_id, other), number in sorted(repeats.items())
        if list_id == ref.id
    ]
    if ref.is_curated:
        number = ref.counts.parties - len(own)
        notes.append(f"{number} entries gave way to the publisher's own list")
    return replace(ref, counts=ListCounts(len(own), len(names), weak), notes=(*ref.notes, *notes))
