"""The open index: parties, prepared names, and the candidates of a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from sanctionscreen.fields.identifiers import normalise_identifier
from sanctionscreen.index.candidates import Candidates, Lookup, Wanted
from sanctionscreen.index.codec import decode
from sanctionscreen.index.layout import Array, save
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.alignment import Computed
from sanctionscreen.model import ListedName, ListedParty, ListRef
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import PreparedName, Preparer, Token
from sanctionscreen.names.vocabulary import Vocabulary

if TYPE_CHECKING:
    from sanctionscreen.index.book.kept import KeptBook
    from sanctionscreen.index.bulk.retrieval import BulkRetrieval
    from sanctionscreen.index.retrieval import Retrieval

_MANY = 1_000
"""Queries at once from which they are found by compiled loops."""
_PARTIES_CACHED = 4_096
_FORMS_CACHED = 65_536
_AGREEMENTS_CACHED = 65_536
_NAMES_CACHED = 16_384


class ListIndex:
    """Listed parties ready to screen against; read-only.

    Attributes:
        path: The file that it is mapped from, if it is.
        preparer: What prepared its names, and prepares queries.
    """

    def __init__(
        self,
        arrays: Mapping[str, Array],
        path: Path | None = None,
        preparer: Preparer | None = None,
    ) -> None:
        self._arrays = arrays
        self.path = path
        self.preparer = preparer or Preparer(
            Vocabulary.from_json(arrays["vocabulary"].tobytes()), load_frequencies()
        )
        self.refs = tuple(decode(ListRef, self._item("ref", i)) for i in range(self._count("ref")))
        self._members = _members(arrays["party_group"])
        self._texts: dict[str, _Texts] = {}
        self._form_text = lru_cache(_FORMS_CACHED)(partial(self._text, "form"))
        self._party = lru_cache(_PARTIES_CACHED)(self._decode_party)
        self.prepared = lru_cache(_NAMES_CACHED)(self._prepared)

    def __len__(self) -> int:
        return self._count("party")

    @property
    def name_count(self) -> int:
        """How many listed names can be compared."""
        return len(self._arrays["name_party"])

    def party_at(self, number: int) -> ListedParty:
        """A party by its number in this index."""
        return self._party(number)

    def encoded(self, number: int) -> bytes:
        """A party's own bytes: the same for the same party."""
        return self._item("party", number)

    def save(self, path: Path) -> None:
        """Writes it as one file, which :func:`load_index` maps into memory elsewhere.

        Raises:
            OSError: the file cannot be written.
        """
        save(path, self._arrays)

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
        """The names, of the query's reading, that may reach a name weight of ``least``."""
        return self.retrieve([Wanted(query, least, least)])[0].names

    def retrieve(self, wanted: Sequence[Wanted]) -> list[Candidates]:
        """For each query the names that may reach the weight that it wants."""
        if len(wanted) < _MANY:
            return self._retrieval.candidates(wanted) if wanted else []
        found = self._bulk.candidates(wanted)
        rest = [number for number, each in enumerate(found) if each is None]
        looked = iter(self._retrieval.candidates([wanted[n] for n in rest]) if rest else ())
        return [next(looked) if each is None else each for each in found]

    def part(self, numbers: Sequence[int]) -> ListIndex:
        """An index of some of its parties alone, without their lists."""
        from sanctionscreen.index.build import build

        parties = [self.party_at(number) for number in numbers]
        arrays = build(parties, (), self.preparer, self._arrays["vocabulary"])
        return ListIndex(arrays, preparer=self.preparer)

    def touched_rows(self, book: KeptBook, threshold: int) -> list[int]:
        """The rows of a kept book in which any of these parties may be found.

        Args:
            threshold: The weight (1/64 bit) that a hit must reach at least.

        Raises:
            TooMuchToLookUpError: it takes no longer to compare every row.
        """
        from sanctionscreen.index.book.touching import Newly, touched_rows

        return touched_rows(book, Newly(self._arrays, self._form_text, self.preparer), threshold)

    @cached_property
    def _retrieval(self) -> Retrieval:
        from sanctionscreen.index.retrieval import Retrieval

        return Retrieval(self._arrays, self._form_text, self.preparer, self._agreement)

    @cached_property
    def _agreement(self) -> Lookup:
        return lru_cache(_AGREEMENTS_CACHED)(Computed(self.preparer))

    @cached_property
    def _bulk(self) -> BulkRetrieval:
        # Compiled loops take longer to open than a few names take to find.
        from sanctionscreen.index.bulk.retrieval import BulkRetrieval

        return BulkRetrieval(self._arrays, self._form_text, self.preparer, self._agreement)

    def _text(self, name: str, number: int) -> str:
        texts = self._texts.get(name)
        if texts is None:
            arrays = self._arrays
            texts = self._texts[name] = _Texts(arrays[f"{name}_start"], arrays[f"{name}_bytes"])
        return texts[number]

    def _prepared(self, name: int) -> PreparedName:
        arrays = self._arrays
        low, high = (int(n) for n in arrays["name_start"][name : name + 2])
        tokens = tuple(
            Token(
                self.preparer.form(self._text("form", form)),
                ROLES[role],
                weight,
                self._text("surface", surface),
            )
            for form, surface, role, weight in zip(
                arrays["token_form"][low:high].tolist(),
                arrays["token_surface"][low:high].tolist(),
                arrays["token_role"][low:high].tolist(),
                arrays["token_weight"][low:high].tolist(),
                strict=True,
            )
        )
        text = self._text("name_text", name)
        is_latin = text.isascii() or all(ord(char) < 0x370 for char in text if char.isalpha())
        return PreparedName(text, tokens, bool(arrays["name_is_person"][name]), is_latin)

    def _decode_party(self, number: int) -> ListedParty:
        return decode(ListedParty, self._item("party", number))

    def _item(self, name: str, number: int) -> bytes:
        low, high = self._arrays[f"{name}_start"][number : number + 2].tolist()
        data: bytes = self._arrays[f"{name}_bytes"][low:high].tobytes()
        return data

    def _count(self, name: str) -> int:
        return len(self._arrays[f"{name}_start"]) - 1


class _Texts:
    """Texts of an index by number: views of its bytes, of which one is taken in no time."""

    def __init__(self, starts: Array, data: Array) -> None:
        self._starts = np.asarray(starts).data
        self._data = np.asarray(data).data

    def __getitem__(self, number: int) -> str:
        return str(self._data[self._starts[number] : self._starts[number + 1]], "utf-8")


def _members(groups: Array) -> dict[int, tuple[int, ...]]:
    """The groups of more than one party, with their members."""
    found: dict[int, list[int]] = defaultdict(list)
    for number in np.flatnonzero(groups != np.arange(len(groups))).tolist():
        found[int(groups[number])].append(number)
    return {group: (group, *members) for group, members in found.items()}
