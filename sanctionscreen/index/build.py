"""Listed parties to the arrays of an index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sanctionscreen.fields.identifiers import is_comparable, normalise_identifier
from sanctionscreen.index.agreeing import MOST_EDITS, MOST_EDITS_JOINED, key_bits
from sanctionscreen.index.born import born
from sanctionscreen.index.born import columns as born_columns
from sanctionscreen.index.codec import encode
from sanctionscreen.index.facts import field_columns
from sanctionscreen.index.keys import keys_of
from sanctionscreen.index.layout import Array
from sanctionscreen.index.linking import link
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.acronyms import letter_pairs
from sanctionscreen.match.alignment import leftover, may_be_particle, units
from sanctionscreen.match.bounds import FACTS, facts
from sanctionscreen.match.name import NAMES, whole_name_shares
from sanctionscreen.model import ListedParty, ListRef
from sanctionscreen.names.prepare import PreparedName, Preparer
from sanctionscreen.names.spellings import spellings

_FORMS_AT_ONCE = 20_000
_MASK = (1 << 62) - 1
"""Tokens that a mask has room for."""


def build(
    parties: Sequence[ListedParty],
    refs: Iterable[ListRef],
    preparer: Preparer,
    vocabulary: Array | None = None,
) -> dict[str, Array]:
    """Compiles listed parties, in their order, to named arrays.

    A listed name that holds no letter or digit in any script cannot be compared and has no
    entry here; sources refuse such names before.

    Args:
        vocabulary: The preparer's, where it is at hand as text: writing it takes time.
    """
    if vocabulary is None:
        vocabulary = np.frombuffer(preparer.vocabulary.to_json().encode(), dtype=np.uint8)
    names = _Names(preparer)
    for number, party in enumerate(parties):
        for position, name in enumerate(party.names):
            is_person = preparer.is_person(party.kind, name.text)
            prepared = preparer.prepare(name.text, is_person=is_person)
            if prepared is not None:
                names.add(number, position, prepared)
    arrays = names.arrays()
    dates = [born(party.birth_dates) for party in parties]
    return {
        **arrays,
        **born_columns(dates, arrays["name_party"]),
        **field_columns(parties, arrays["name_party"], arrays["name_position"]),
        **blob("party", [encode(party) for party in parties]),
        **blob("ref", [encode(ref) for ref in refs]),
        **_identifiers(parties),
        "party_group": np.array(link(parties), dtype=np.uint32),
        "vocabulary": vocabulary,
    }


class _Names:
    """Gathers the names' tokens, the distinct forms and where each occurs."""

    def __init__(self, preparer: Preparer) -> None:
        self.preparer = preparer
        self.names: list[tuple[int, int, bool, int]] = []  # party, position, person, first token
        self.texts: list[bytes] = []
        self.tokens: list[tuple[int, ...]] = []  # form, surface, role, weight, acronym, left, brief
        self.facts: list[tuple[int, ...]] = []
        self.surfaces: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.is_single: dict[int, bool] = {}
        self.postings: dict[int, list[tuple[int, int, int, int, bool, int]]] = {}

    def add(self, party: int, position: int, name: PreparedName) -> None:
        number = len(self.names)
        self.names.append((party, position, name.is_person, len(self.tokens)))
        self.texts.append(name.text.encode())
        for token in name.tokens:
            role = ROLES.index(token.role)
            surface = self.surfaces.setdefault(token.surface, len(self.surfaces))
            letters = 0 if name.is_person else letter_pairs(token)
            left = leftover(token, name, is_query=False)
            form = self._form(token.text)
            brief = may_be_particle(token)
            self.tokens.append((form, surface, role, token.weight, letters, left, brief))
        self.facts.append((*facts(name.tokens), name.is_latin))
        shares = whole_name_shares(name)
        for unit in units(name):
            form = self._form(unit.text)
            share = sum(unit.of(shares))
            if unit.size == 1:
                self.is_single[form] = True
            is_name = name.tokens[unit.start].role in NAMES
            mask = unit.mask & _MASK
            posting = (number, unit.weight, share, unit.size, is_name, mask)
            self.postings.setdefault(form, []).append(posting)

    def _form(self, text: str) -> int:
        return self.forms.setdefault(text, len(self.forms))

    def arrays(self) -> dict[str, Array]:
        names = np.array(self.names, dtype=np.int64).reshape(-1, 4)
        tokens = np.array(self.tokens, dtype=np.int64).reshape(-1, 7)
        facts_of = np.array(self.facts, dtype=np.int64).reshape(-1, len(FACTS) + 1).T
        postings = [self.postings.get(form, []) for form in range(len(self.forms))]
        flat = np.array([p for posts in postings for p in posts], dtype=np.int64).reshape(-1, 6)
        starts = np.cumsum([0, *map(len, postings)])
        return {
            "name_party": names[:, 0].astype(np.uint32),
            "name_position": names[:, 1].astype(np.uint16),
            "name_is_person": names[:, 2].astype(np.uint8),
            "name_start": np.append(names[:, 3], len(tokens)).astype(np.uint32),
            "token_form": tokens[:, 0].astype(np.uint32),
            "token_surface": tokens[:, 1].astype(np.uint32),
            "token_role": tokens[:, 2].astype(np.uint8),
            "token_weight": tokens[:, 3].astype(np.int32),
            "token_acronym": tokens[:, 4].astype(np.uint64),
            "token_left": tokens[:, 5].astype(np.int32),
            "token_is_brief": tokens[:, 6].astype(np.uint8),
            **{
                f"name_{fact}": column.astype(np.uint64 if fact == "spelled" else np.uint16)
                for fact, column in zip((*FACTS, "is_latin"), facts_of, strict=True)
            },
            "posting_start": starts.astype(np.uint32),
            "posting_name": flat[:, 0].astype(np.uint32),
            "posting_weight": flat[:, 1].astype(np.int32),
            "posting_share": flat[:, 2].astype(np.int32),
            "posting_size": flat[:, 3].astype(np.uint8),
            "posting_is_name": flat[:, 4].astype(np.uint8),
            "posting_mask": flat[:, 5],
            **blob("name_text", self.texts),
            **blob("form", [text.encode() for text in self.forms]),
            **blob("surface", [text.encode() for text in self.surfaces]),
            **self._keys(),
        }

    def _keys(self) -> Mapping[str, Array]:
        """The hashed keys of all forms, ordered, each with its form."""
        texts = tuple(self.forms)
        edits = [
            MOST_EDITS if self.is_single.get(number) else MOST_EDITS_JOINED
            for number in range(len(texts))
        ]
        parts = [np.zeros(0, np.uint64)]
        for at in range(0, len(texts), _FORMS_AT_ONCE):
            words = spellings(texts[at : at + _FORMS_AT_ONCE], self.preparer.vocabulary)
            keys = keys_of(words, edits[at : at + _FORMS_AT_ONCE], is_query=False)
            owners = keys.owners.astype(np.uint64) + np.uint64(at)
            parts.append(distinct(keys.hashes.astype(np.uint64) << np.uint64(32) | owners))
        packed = np.sort(np.concatenate(parts))
        hashes = (packed >> np.uint64(32)).astype(np.uint32)
        forms = packed.astype(np.uint32)
        return {"key_hash": hashes, "key_form": forms, "key_bits": key_bits(hashes)}


def _identifiers(parties: Sequence[ListedParty]) -> dict[str, Array]:
    """Identifiers' own exact index: crc32 of the normalised value to the party."""
    pairs = sorted(
        {
            (crc32(value.encode()), number)
            for number, party in enumerate(parties)
            for value in (normalise_identifier(item.value) for item in party.identifiers)
            if is_comparable(value)
        }
    )
    table = np.array(pairs, dtype=np.uint32).reshape(-1, 2)
    return {"id_hash": table[:, 0].copy(), "id_party": table[:, 1].copy()}


def distinct(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Each value once, ascending; the array given is sorted in place.

    ``np.unique`` hashes integers, which for millions of keys takes ten times as long.
    """
    values.sort()
    is_first = np.append(True, values[1:] != values[:-1])[: len(values)]
    firsts: npt.NDArray[np.uint64] = values[is_first]
    return firsts


def blob(name: str, items: Sequence[bytes]) -> dict[str, Array]:
    """Texts end to end, and where each begins."""
    return {
        f"{name}_bytes": np.frombuffer(b"".join(items), dtype=np.uint8),
        f"{name}_start": np.cumsum([0, *map(len, items)]).astype(np.uint64),
    }
