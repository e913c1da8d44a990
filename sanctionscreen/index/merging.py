"""Pieces of several lists to one index: the same as if all their parties were compiled at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sanctionscreen.index.agreeing import key_bits
from sanctionscreen.index.build import blob, distinct
from sanctionscreen.index.codec import encode
from sanctionscreen.index.layout import Array
from sanctionscreen.index.linking import link_entries
from sanctionscreen.index.pieces import Piece
from sanctionscreen.model import ListRef

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_RENUMBERED = (
    "name_party", "name_start", "name_text_bytes", "name_text_start", "token_form",
    "token_surface", "posting_start", "posting_name",
)  # fmt: skip
"""Columns of names, tokens and postings that are not just taken over; all others are."""


def merge(
    pieces: Sequence[Piece], kept: Sequence[Bools], refs: Iterable[ListRef]
) -> dict[str, Array]:
    """Joins pieces.

    Args:
        pieces: At least one.
        kept: For each piece, which of its parties are in the index.
        refs: What the index says of its lists.
    """
    forms, surfaces = _Texts(), _Texts()
    shares = []
    party = name = 0
    for piece, mask in zip(pieces, kept, strict=True):
        share = _Share(piece.arrays, mask, party, name, forms, surfaces)
        party, name = party + int(mask.sum()), name + len(share.names)
        shares.append(share)
    entries = [
        entry
        for piece, mask in zip(pieces, kept, strict=True)
        for entry, is_kept in zip(piece.entries, mask.tolist(), strict=True)
        if is_kept
    ]
    return {
        **_columns(shares),
        **_postings(shares, len(forms.numbers)),
        **_keys(shares),
        **_identifiers(shares),
        **blob("name_text", [text for share in shares for text in share.texts("name_text")]),
        **blob("party", [text for share in shares for text in share.texts("party")]),
        **blob("form", list(forms.numbers)),
        **blob("surface", list(surfaces.numbers)),
        **blob("ref", [encode(ref) for ref in refs]),
        "party_group": np.array(link_entries(entries), dtype=np.uint32),
        "vocabulary": pieces[0].arrays["vocabulary"],
    }


class _Texts:
    """The distinct texts of all pieces, numbered as they come."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}

    def add(self, texts: Sequence[bytes], is_used: Bools) -> Ints:
        """The numbers of a piece's texts; -1 for those that are not used."""
        numbers = np.full(len(texts), -1, np.int64)
        for at in np.flatnonzero(is_used).tolist():
            numbers[at] = self.numbers.setdefault(texts[at], len(self.numbers))
        return numbers


class _Share:
    """What one piece gives to the index, under the index's numbers."""

    def __init__(
        self,
        arrays: Mapping[str, Array],
        kept: Bools,
        party: int,
        name: int,
        forms: _Texts,
        surfaces: _Texts,
    ) -> None:
        self.arrays = arrays
        self.kept = kept
        self.parties = _renumbered(kept, party)
        is_kept = kept[arrays["name_party"]]
        self.names = np.flatnonzero(is_kept)
        self.counts = np.diff(arrays["name_start"].astype(np.int64))[self.names]
        self.tokens = np.flatnonzero(np.repeat(is_kept, np.diff(arrays["name_start"])))
        self.postings = np.flatnonzero(is_kept[arrays["posting_name"]])
        self.name_numbers = _renumbered(is_kept, name)
        owners = np.repeat(
            np.arange(len(arrays["form_start"]) - 1), np.diff(arrays["posting_start"])
        )
        self.owners = owners[self.postings]
        is_used = np.zeros(len(arrays["form_start"]) - 1, bool)
        is_used[arrays["token_form"][self.tokens]] = True
        is_used[self.owners] = True
        self.forms = forms.add(_texts(arrays, "form"), is_used)
        is_shown = np.zeros(len(arrays["surface_start"]) - 1, bool)
        is_shown[arrays["token_surface"][self.tokens]] = True
        self.surfaces = surfaces.add(_texts(arrays, "surface"), is_shown)

    def texts(self, blob_name: str) -> Iterator[bytes]:
        """The texts of the parties or names that are kept."""
        kept = self.kept if blob_name == "party" else self.name_numbers >= 0
        for text, is_kept in zip(_texts(self.arrays, blob_name), kept.tolist(), strict=True):
            if is_kept:
                yield text

    def keys(self) -> npt.NDArray[np.uint64]:
        """Hashed keys of the forms that are used, each with its form's number."""
        forms = self.forms[self.arrays["key_form"]]
        at = np.flatnonzero(forms >= 0)
        hashes = self.arrays["key_hash"][at].astype(np.uint64)
        return hashes << np.uint64(32) | forms[at].astype(np.uint64)


def _columns(shares: Sequence[_Share]) -> dict[str, Array]:
    """Names and tokens, piece below piece."""
    found = {}
    for column in shares[0].arrays:
        kind = column.partition("_")[0]
        if kind in ("name", "token") and column not in _RENUMBERED:
            parts = [
                share.arrays[column][share.names if kind == "name" else share.tokens]
                for share in shares
            ]
            found[column] = np.concatenate(parts)
    party = [share.parties[share.arrays["name_party"][share.names]] for share in shares]
    form = [share.forms[share.arrays["token_form"][share.tokens]] for share in shares]
    surface = [share.surfaces[share.arrays["token_surface"][share.tokens]] for share in shares]
    starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *(s.counts for s in shares)]))
    return {
        **found,
        "name_party": np.concatenate(party).astype(np.uint32),
        "name_start": starts.astype(np.uint32),
        "token_form": np.concatenate(form).astype(np.uint32),
        "token_surface": np.concatenate(surface).astype(np.uint32),
    }


def _postings(shares: Sequence[_Share], forms: int) -> dict[str, Array]:
    """Where each form occurs: by form, then by name, as the pieces have them."""
    owners = np.concatenate([share.forms[share.owners] for share in shares])
    order = np.argsort(owners, kind="stable")
    names = [share.name_numbers[share.arrays["posting_name"][share.postings]] for share in shares]
    found = {
        column: np.concatenate([share.arrays[column][share.postings] for share in shares])[order]
        for column in shares[0].arrays
        if column.startswith("posting_") and column not in _RENUMBERED
    }
    starts = np.append(0, np.cumsum(np.bincount(owners, minlength=forms)))
    return {
        **found,
        "posting_name": np.concatenate(names)[order].astype(np.uint32),
        "posting_start": starts.astype(np.uint32),
    }


def _keys(shares: Sequence[_Share]) -> dict[str, Array]:
    packed = distinct(np.concatenate([share.keys() for share in shares]))
    hashes = (packed >> np.uint64(32)).astype(np.uint32)
    return {
        "key_hash": hashes,
        "key_form": packed.astype(np.uint32),
        "key_bits": key_bits(hashes),
    }


def _identifiers(shares: Sequence[_Share]) -> dict[str, Array]:
    pairs = []
    for share in shares:
        parties = share.parties[share.arrays["id_party"]]
        at = np.flatnonzero(parties >= 0)
        hashes = share.arrays["id_hash"][at].astype(np.uint64)
        pairs.append(hashes << np.uint64(32) | parties[at].astype(np.uint64))
    packed = distinct(np.concatenate(pairs))
    return {
        "id_hash": (packed >> np.uint64(32)).astype(np.uint32),
        "id_party": packed.astype(np.uint32),
    }


def _renumbered(kept: Bools, first: int) -> Ints:
    """The new number of each that is kept, from ``first`` on; -1 of the others."""
    return np.where(kept, np.cumsum(kept) - 1 + first, -1)


def _texts(arrays: Mapping[str, Array], name: str) -> list[bytes]:
    whole = arrays[f"{name}_bytes"].tobytes()
    return [whole[low:high] for low, high in pairwise(arrays[f"{name}_start"].tolist())]
