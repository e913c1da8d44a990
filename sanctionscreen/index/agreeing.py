"""Which tokens of the lists agree with tokens of queries, for many at once.

What is found is a superset, with costs that are at most those of the agreement itself: enough
for the bound that retrieval works with. :func:`sanctionscreen.match.agreement.agree` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sanctionscreen.index.keys import Class, Hashes, Keys, distinct, keys_of
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w
from sanctionscreen.names.frequencies import Frequencies
from sanctionscreen.names.spellings import Spellings

Ints = npt.NDArray[np.int64]

UNLIMITED = 1 << 20
MOST_EDITS = 2
MOST_EDITS_JOINED = 1
"""Joined tokens agree within one edit only (``match.alignment``)."""

_COSTS = np.zeros(len(Class), np.int64)
for _kind, _cost in {
    Class.SAME: w.COST_EXACT,
    Class.ROMANISATION: w.COST_ROMANISATION,
    Class.SKELETON: w.COST_SKELETON,
    Class.SOUND: w.COST_SOUND,
    Class.SOUND_OF_KANA: w.COST_SOUND,
    Class.VARIANT: w.COST_VARIANT,
    Class.WORD: w.COST_WORD,
    Class.PLACE: w.COST_PLACE,
    Class.MINED: w.COST_MINED,
    Class.NICKNAME: w.COST_NICKNAME,
    Class.EQUIVALENT: w.COST_EQUIVALENT,
    Class.VOWELS_LEFT_OUT: w.COST_VOWELLESS,
    Class.VOWELS_PUT_IN: w.COST_VOWELLESS,
    Class.SYLLABLES: w.COST_SYLLABLES,
}.items():
    _COSTS[_kind] = _cost


@dataclass(frozen=True, slots=True)
class Found:
    """Query tokens (their positions) with the listed forms that may agree, ordered by token.

    ``cost`` is the least, ``ceiling`` the most that an agreement of the pair has, 1/64 bit;
    ``classes`` has a bit for each class of agreement that the pair may have.
    """

    owners: Ints
    forms: Ints
    costs: Ints
    ceilings: Ints
    classes: Ints


def key_bits(hashes: Hashes) -> npt.NDArray[np.uint8]:
    """A bit for every hash, of which at most one in eight is set: most look-ups end here."""
    size = 1 << max(16, (8 * len(hashes)).bit_length())
    bits = np.zeros(size, bool)
    bits[hashes >> np.uint32(32 - (size.bit_length() - 1))] = True
    return np.packbits(bits, bitorder="little")


class Agreeing:
    """The hashed keys of an index's forms, and what they find."""

    def __init__(
        self, arrays: Mapping[str, Array], form_text: Callable[[int], str], frequencies: Frequencies
    ) -> None:
        self._hashes = np.asarray(arrays["key_hash"])
        self._forms = np.asarray(arrays["key_form"])
        self._bits = np.asarray(arrays["key_bits"])
        self._shift = np.uint32(32 - (len(self._bits) * 8).bit_length() + 1)
        self._form_text = form_text
        self._frequencies = frequencies

    def find(self, words: Spellings, is_joined: Sequence[bool]) -> Found:
        """The forms that may agree with these distinct tokens.

        Args:
            is_joined: For each token, whether it is several of a name written as one.
        """
        most = [MOST_EDITS_JOINED if joined else MOST_EDITS for joined in is_joined]
        owners, forms, classes = self._hits(keys_of(words, most, is_query=True))
        ceilings = np.full(len(owners), UNLIMITED, np.int64)
        for kind, texts, weigh in (
            (Class.ROMANISATION, words.keys, self._frequencies.key),
            (Class.SKELETON, words.skeletons, self._frequencies.skeleton),
        ):
            at = np.flatnonzero(classes == kind)
            weights = {owner: weigh(texts[owner] or "") for owner in set(owners[at].tolist())}
            ceilings[at] = [weights[owner] for owner in owners[at].tolist()]
        costs = _COSTS[classes]
        edits = np.flatnonzero(classes == Class.EDITS)
        costs[edits] = self._edit_costs(words, owners[edits], forms[edits], is_joined)
        kept = costs < UNLIMITED
        bits = np.left_shift(1, classes[kept].astype(np.int64))
        return Found(owners[kept], forms[kept], costs[kept], ceilings[kept], bits)

    def _hits(self, keys: Keys) -> tuple[Ints, Ints, npt.NDArray[np.uint8]]:
        """Token, form and class of each key that the index has, once, ordered by token."""
        slots = keys.hashes >> self._shift
        is_set = self._bits[slots >> np.uint32(3)] >> (slots & np.uint32(7)).astype(np.uint8) & 1
        chosen = np.flatnonzero(is_set)
        hashes = keys.hashes[chosen]
        lows = np.searchsorted(self._hashes, hashes, side="left")
        counts = np.searchsorted(self._hashes, hashes, side="right") - lows
        at = np.repeat(chosen, counts)
        forms = self._forms[runs(lows, counts)].astype(np.int64)
        owners = keys.owners[at].astype(np.int64)
        packed = distinct(owners << 40 | forms << 8 | keys.classes[at])
        return packed >> 40, packed >> 8 & 0xFFFFFFFF, (packed & 0xFF).astype(np.uint8)

    def _edit_costs(
        self, words: Spellings, owners: Ints, forms: Ints, is_joined: Sequence[bool]
    ) -> Ints:
        """What an agreement by edits costs at least; UNLIMITED where there is none."""
        if not len(owners):
            return np.zeros(0, np.int64)
        queries = [words.texts[owner] for owner in owners.tolist()]
        listed = [self._form_text(form) for form in forms.tolist()]
        distances = cpdist(queries, listed, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        lengths = np.minimum(
            np.fromiter(map(len, queries), np.int64), np.fromiter(map(len, listed), np.int64)
        )
        joined = np.asarray(is_joined)[owners]
        costs = np.full(len(owners), UNLIMITED, np.int64)
        once = (distances <= 1) & (lengths >= w.SHORTEST_FOR_EDIT)
        once &= ~joined | (lengths >= w.SHORTEST_JOIN_FOR_EDIT)
        for shortest, cost in ((0, w.COST_EDIT_SHORT), (5, w.COST_EDIT), (6, w.COST_EDIT_LONG)):
            costs[once & (lengths >= shortest)] = cost
        twice = (distances == MOST_EDITS) & ~joined & (lengths >= w.SHORTEST_FOR_TWO_EDITS)
        costs[twice] = w.COST_TWO_EDITS
        return costs


def runs(starts: Array, counts: Array) -> Ints:
    """Indices of runs laid end to end: ``starts[0], starts[0] + 1, …, starts[1], …``."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    shifts = starts.astype(np.int64) - (ends - counts)
    indices: Ints = np.arange(total) + np.repeat(shifts, counts)
    return indices
