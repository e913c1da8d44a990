"""Compiles a selection of lists: each by itself, then put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from sanctionscreen.fields.dates import first_day
from sanctionscreen.index.layout import Array
from sanctionscreen.index.linking import repeated, superseded
from sanctionscreen.index.merging import Bools, merge
from sanctionscreen.index.pieces import Piece, compile_piece, kept_piece
from sanctionscreen.model import ListCounts, ListRef
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.sources.programmes import ProgrammeRegister, load_register
from sanctionscreen.store.catalogue import ListLocation, shipped_register_path
from sanctionscreen.store.loading import load_list


def compile_lists(
    locations: Sequence[ListLocation], piece_path: Callable[[ListLocation], Path] | None
) -> dict[str, Array]:
    """The arrays of an index over these lists.

    Args:
        piece_path: Where what was compiled of one list is kept; None keeps nothing.

    Raises:
        ListError: a list is missing, damaged or below its floor.
    """
    compiler = _Compiler()
    pieces = [
        kept_piece(
            None if piece_path is None else piece_path(location),
            partial(compiler.compile, location),
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

    def compile(self, location: ListLocation) -> dict[str, Array]:
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
