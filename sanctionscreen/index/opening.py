"""Opens an index over a selection of lists: from the cache where it is current, else compiled."""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib import resources
from pathlib import Path

import numpy as np

from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.index import layout
from sanctionscreen.index.linking import repeated, superseded
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.merging import Bools, merge
from sanctionscreen.index.pieces import Piece, compile_piece, kept_piece
from sanctionscreen.model import ListCounts, ListRef, PartialDate
from sanctionscreen.names.frequencies import frequencies_digest, load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary, vocabulary_digest
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register
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
    check_whole: bool = True,
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
        check_whole: Checks every byte of a kept index now, and compiles a damaged one anew. False
            checks what is read when it is read, which for a few names is sooner; damage then is
            an ``IndexDamagedError``, and the damaged file is removed.

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
        return ListIndex(_compile(locations, None))
    code = _code_digest()
    path = cache_dir / f"index-{_digest(code, locations)[:32]}.bin"
    try:
        arrays = layout.load(path)
        if check_whole:
            arrays.check()
        index = ListIndex(arrays, path)
    except (OSError, IndexDamagedError):
        compiled = _compile(locations, _Cache(cache_dir, code))
        with contextlib.suppress(OSError):  # a read-only cache is slower, not wrong
            layout.save(path, compiled)
            _forget_older(cache_dir)
            return ListIndex(compiled, path)
        return ListIndex(compiled)
    with contextlib.suppress(OSError):
        path.touch()
    return index


def load_index(path: Path) -> ListIndex:
    """The index in a file that :meth:`ListIndex.save` wrote; every byte of it is checked.

    Raises:
        IndexDamagedError: it is not as it was written.
        OSError: it cannot be read.
    """
    arrays = layout.load(path)
    arrays.check()
    return ListIndex(arrays, path)


_INDEXES_KEPT, _PIECES_KEPT = 4, 48
"""Files kept, those used last: an index of every list takes some 200 MB, and so do its pieces."""


def _forget_older(cache_dir: Path) -> None:
    """Removes what was not used for long; a file in use elsewhere stays (Windows)."""
    for pattern, kept in (("index-*.bin", _INDEXES_KEPT), ("piece-*.bin", _PIECES_KEPT)):
        found = sorted(cache_dir.glob(pattern), key=lambda path: -path.stat().st_mtime_ns)
        for path in found[kept:]:
            with contextlib.suppress(OSError):
                path.unlink()


_ROOMS = ("model", "fields", "fields/dates", "names", "sources", "match", "index")


def _code_digest() -> str:
    """Over all that compiles but the lists: code, tables, and what prepares text in other scripts.

    What another version of it compiled is stale.
    """
    digest = hashlib.sha256(f"{VERSION} {unicodedata.unidata_version}".encode())
    for room in _ROOMS:
        folder = resources.files("sanctionscreen").joinpath(room)
        files = [file for file in folder.iterdir() if file.name.endswith(".py")]
        for file in sorted(files, key=lambda file: file.name):
            digest.update(file.read_bytes())
    digest.update(shipped_register_path().read_bytes())
    return f"{digest.hexdigest()} {vocabulary_digest()} {frequencies_digest()}"


def _digest(code: str, locations: Iterable[ListLocation]) -> str:
    """Over everything that what is compiled of these lists depends on."""
    parts = (code, *map(_identity, locations))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _identity(location: ListLocation) -> str:
    """What tells one list from another, without reading a stored one's files."""
    if (snapshot := location.snapshot) is not None:
        return f"{snapshot.list_id} {snapshot.name} {snapshot.sha256} {snapshot.mapping}"
    return f"{location.id} {hashlib.sha256(location.path.read_bytes()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class _Cache:
    """Where compiled pieces lie, and the digest of the code that compiles them."""

    folder: Path
    code: str

    def path(self, location: ListLocation) -> Path:
        return self.folder / f"piece-{_digest(self.code, [location])[:32]}.bin"


def _compile(locations: Sequence[ListLocation], cache: _Cache | None) -> dict[str, layout.Array]:
    compiler = _Compiler()
    pieces = [
        kept_piece(
            None if cache is None else cache.path(location), partial(compiler.compile, location)
        )
        for location in locations
    ]
    entries = [entry for piece in pieces for entry in piece.entries]
    repeats = repeated(entries)
    gone = superseded(entries, _newer_official([p.ref for p in pieces])) | repeats.keys()
    is_kept = np.ones(len(entries), bool)
    is_kept[list(gone)] = False
    kept = np.split(is_kept, np.cumsum([len(piece.entries) for piece in pieces])[:-1])
    repeats_by_list = Counter((entries[n].list_id, other) for n, other in repeats.items())
    refs = [
        _recounted(piece, mask, repeats_by_list) for piece, mask in zip(pieces, kept, strict=True)
    ]
    return merge(pieces, kept, refs)


class _Compiler:
    """Reads and compiles lists; what it needs is loaded for the first."""

    @cached_property
    def _register(self) -> ProgrammeRegister:
        return load_register(shipped_register_path())

    @cached_property
    def _preparer(self) -> Preparer:
        return Preparer(load_vocabulary(), load_frequencies())

    def compile(self, location: ListLocation) -> dict[str, layout.Array]:
        """The arrays of a list's piece."""
        return compile_piece(load_list(location, self._register), self._preparer)


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


def _recounted(piece: Piece, kept: Bools, repeats: Mapping[tuple[str, str], int]) -> ListRef:
    """The counts of what is screened, where entries gave way to another list, with a note why.

    Args:
        kept: Which of the list's entries are screened.
        repeats: How many entries of a list repeat another, by the ids of the two.
    """
    ref = piece.ref
    own = int(kept.sum())
    if own == len(kept):
        return ref
    notes = [
        f"{number} {'entry repeats' if number == 1 else 'entries repeat'} {other}"
        f" and {'is' if number == 1 else 'are'} left out"
        for (list_id, other), number in sorted(repeats.items())
        if list_id == ref.id
    ]
    if ref.is_curated:
        notes.append(f"{len(kept) - own} entries gave way to the publisher's own list")
    counts = ListCounts(own, int(piece.names[kept].sum()), int(piece.weak[kept].sum()))
    return replace(ref, counts=counts, notes=(*ref.notes, *notes))
