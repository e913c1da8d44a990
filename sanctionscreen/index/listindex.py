"""The open index: parties, prepared names, and the candidates of a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sanctionscreen.fields.identifiers import normalise_identifier
from sanctionscreen.index.build import ROLES
from sanctionscreen.index.codec import decode
from sanctionscreen.index.keys import keys_of
from sanctionscreen.index.layout import Array
from sanctionscreen.match.agreement import Agreement, agree
from sanctionscreen.match.alignment import Unit, units
from sanctionscreen.model import ListedName, ListedParty, ListRef
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import PreparedName, Preparer, Token
from sanctionscreen.names.vocabulary import Vocabulary

_FORMS_CACHED = 100_000
_PARTIES_CACHED = 4_096
_NAMES_CACHED = 65_536


class ListIndex:
    """Listed parties ready to screen against; read-only."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._arrays = arrays
        vocabulary = Vocabulary.from_json(arrays["vocabulary"].tobytes())
        self.preparer = Preparer(vocabulary, load_frequencies())
        self.refs = tuple(decode(ListRef, self._item("ref", i)) for i in range(self._count("ref")))
        self._members = _members(arrays["party_group"])
        self._party = lru_cache(_PARTIES_CACHED)(self._decode_party)
        self.prepared = lru_cache(_NAMES_CACHED)(self._prepared)
        self._agreeing = lru_cache(_FORMS_CACHED)(self._find_agreeing)

    def __len__(self) -> int:
        return self._count("party")

    @property
    def name_count(self) -> int:
        """How many listed names can be compared."""
        return len(self._arrays["name_party"])

    def party_at(self, number: int) -> ListedParty:
        """A party by its number in this index."""
        return self._party(number)

    def parties(self) -> Iterator[ListedParty]:
        """All parties, list by list."""
        return (self._decode_party(number) for number in range(len(self)))

    def numbers_of(self, listed_id: str) -> tuple[int, ...]:
        """The parties with this id (one, or none)."""
        wanted = listed_id.encode()
        return tuple(
            number
            for number in range(len(self))
            if wanted in self._item("party", number) and self._party(number).listed_id == listed_id
        )

    def party(self, listed_id: str) -> ListedParty | None:
        """The party with this id, or None."""
        numbers = self.numbers_of(listed_id)
        return self._party(numbers[0]) if numbers else None

    def names_of(self, number: int) -> tuple[int, ...]:
        """The numbers of a party's names."""
        names = self._arrays["name_party"]
        low, high = np.searchsorted(names, [number, number + 1])
        return tuple(range(int(low), int(high)))

    def party_of_name(self, name: int) -> int:
        return int(self._arrays["name_party"][name])

    def listed_name(self, name: int) -> ListedName:
        """A name as published."""
        party = self._party(self.party_of_name(name))
        return party.names[int(self._arrays["name_position"][name])]

    def name_texts(self) -> tuple[str, ...]:
        """Every name as published, by its number; without decoding a single party."""
        whole = self._arrays["name_text_bytes"].tobytes()
        starts = self._arrays["name_text_start"].tolist()
        return tuple(whole[low:high].decode() for low, high in pairwise(starts))

    def group_of(self, number: int) -> int:
        """The number that all linked entries of a party share."""
        return int(self._arrays["party_group"][number])

    def group_members(self, group: int) -> tuple[int, ...]:
        """All linked entries, by number."""
        return self._members.get(group, (group,))

    def with_identifier(self, value: str) -> tuple[int, ...]:
        """Parties that may have this identifier; the caller compares the values."""
        key = crc32(normalise_identifier(value).encode())
        hashes = self._arrays["id_hash"]
        low, high = np.searchsorted(hashes, [key, key + 1])
        return tuple(int(n) for n in self._arrays["id_party"][low:high])

    def candidates(self, query: PreparedName, least: int) -> list[int]:
        """The names, of the query's reading, that may reach a name weight of ``least``.

        What is left out provably cannot: a pair's name weight is at most the sum, over the
        query's tokens, of the best that each may give (see docs/architecture.md).
        """
        gains: list[tuple[Array, Array]] = []
        query_units = units(query)
        for position in range(len(query.tokens)):
            covering = [u for u in query_units if u.mask >> position & 1]
            parts = [part for unit in covering for part in self._gains(unit)]
            if parts:
                gains.append(_best(parts))
        if not gains:
            return []
        names, bounds = _summed(gains)
        fits = bounds >= least
        if not fits.any():
            return []
        names = names[fits]
        is_person = self._arrays["name_is_person"][names] == int(query.is_person)
        return [int(n) for n in names[is_person]]

    def _gains(self, unit: Unit) -> Iterator[tuple[Array, Array]]:
        """For each form that agrees with a query unit: names, and the most that each gives."""
        arrays = self._arrays
        for form, agreement in self._agreeing(unit.text).values():
            low, high = (int(n) for n in arrays["posting_start"][form : form + 2])
            names = arrays["posting_name"][low:high]
            weights = arrays["posting_weight"][low:high]
            sizes = arrays["posting_size"][low:high]
            least = min(unit.weight, agreement.ceiling)
            gain = np.minimum(weights, least) - agreement.cost + arrays["posting_share"][low:high]
            if unit.size > 1:
                is_single = sizes == 1
                names, gain = names[is_single], gain[is_single]
            if len(names):
                yield names, -(-gain // unit.size)

    def agreement(self, query: str, listed: str) -> Agreement | None:
        """How a query token agrees with a token of this index, found once for each token."""
        found = self._agreeing(query).get(listed)
        return None if found is None else found[1]

    def _find_agreeing(self, text: str) -> dict[str, tuple[int, Agreement]]:
        form = self.preparer.form(text)
        keys = np.unique(np.fromiter(keys_of(form, is_query=True), dtype=np.uint32))
        hashes = self._arrays["key_hash"]
        lows = np.searchsorted(hashes, keys, side="left")
        highs = np.searchsorted(hashes, keys, side="right")
        found: set[int] = set()
        for low, high in zip(lows, highs, strict=True):
            found.update(self._arrays["key_form"][low:high].tolist())
        agreeing = {}
        for number in sorted(found):
            listed = self.preparer.form(self._item("form", number).decode())
            agreement = agree(form, listed, self.preparer.frequencies)
            if agreement is not None:
                agreeing[listed.text] = (number, agreement)
        return agreeing

    def _prepared(self, name: int) -> PreparedName:
        arrays = self._arrays
        low, high = (int(n) for n in arrays["name_start"][name : name + 2])
        tokens = tuple(
            Token(
                self.preparer.form(self._item("form", int(form)).decode()),
                ROLES[role],
                int(weight),
                self._item("surface", int(surface)).decode(),
            )
            for form, surface, role, weight in zip(
                arrays["token_form"][low:high],
                arrays["token_surface"][low:high],
                arrays["token_role"][low:high],
                arrays["token_weight"][low:high],
                strict=True,
            )
        )
        text = self._item("name_text", name).decode()
        is_latin = all(ord(char) < 0x370 for char in text if char.isalpha())
        return PreparedName(text, tokens, bool(arrays["name_is_person"][name]), is_latin)

    def _decode_party(self, number: int) -> ListedParty:
        return decode(ListedParty, self._item("party", number))

    def _item(self, name: str, number: int) -> bytes:
        low, high = (int(n) for n in self._arrays[f"{name}_start"][number : number + 2])
        return self._arrays[f"{name}_bytes"][low:high].tobytes()

    def _count(self, name: str) -> int:
        return len(self._arrays[f"{name}_start"]) - 1


def _members(groups: Array) -> dict[int, tuple[int, ...]]:
    """The groups of more than one party, with their members."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in np.flatnonzero(groups != np.arange(len(groups))).tolist():
        found[int(groups[number])].append(number)
    return {group: (group, *members) for group, members in found.items()}


def _best(parts: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """For each name the largest gain, and never less than nothing."""
    names = np.concatenate([names for names, _ in parts])
    gains = np.maximum(np.concatenate([gain for _, gain in parts]), 0)
    order = np.lexsort((gains, names))
    names, gains = names[order], gains[order]
    last = np.append(names[1:] != names[:-1], True)
    return names[last], gains[last]


def _summed(parts: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    names = np.concatenate([names for names, _ in parts])
    gains = np.concatenate([gain for _, gain in parts])
    distinct, where = np.unique(names, return_inverse=True)
    totals: npt.NDArray[np.int64] = np.bincount(where, weights=gains).astype(np.int64)
    return distinct, totals
