"""Opens an index over a selection of lists: from the cache where it is current, else compiled."""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.fields.dates import first_day
from sanctionscreen.index import layout
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.model import PartialDate
from sanctionscreen.names.frequencies import frequencies_digest
from sanctionscreen.names.vocabulary import vocabulary_digest
from sanctionscreen.store.catalogue import ListLocation, resolve, shipped_register_path
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
        return ListIndex(_compiled(locations, None))
    code = _code_digest()
    path = cache_dir / f"index-{_digest(code, locations)[:32]}.bin"
    try:
        arrays = layout.load(path)
        if check_whole:
            arrays.check()
        index = ListIndex(arrays, path)
    except (OSError, IndexDamagedError):
        compiled = _compiled(
            locations, lambda one: cache_dir / f"piece-{_digest(code, [one])[:32]}.bin"
        )
        with contextlib.suppress(OSError):  # a read-only cache is slower, not wrong
            layout.save(path, compiled)
            _forget_older(cache_dir)
            return ListIndex(compiled, path)
        return ListIndex(compiled)
    with contextlib.suppress(OSError):
        path.touch()
    return index


def _compiled(
    locations: Sequence[ListLocation], piece_path: Callable[[ListLocation], Path] | None
) -> dict[str, layout.Array]:
    # Imported here: all that reads lists takes longer to load than a kept index to search.
    from sanctionscreen.index.compiling import compile_lists

    return compile_lists(locations, piece_path)


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


_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("model", "fields", "fields/dates", "names", "sources", "match", "index")


def _code_digest() -> str:
    """Over all that compiles but the lists: code, tables, and what prepares text in other scripts.

    What another version of it compiled is stale.
    """
    digest = hashlib.sha256(f"{VERSION} {unicodedata.unidata_version}".encode())
    for room in _ROOMS:
        for file in sorted((_PACKAGE / room).glob("*.py")):
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
