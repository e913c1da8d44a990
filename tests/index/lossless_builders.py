"""A slow reference that scores every listed name, and rows of every kind to hold it against."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random

import pytest

from bench.accuracy.alterations import ALTERATIONS, subject
from sanctionscreen.index import ListIndex, Wanted, listindex
from sanctionscreen.index.build import build
from sanctionscreen.index.layout import Array
from sanctionscreen.match.agreement import Agreement
from sanctionscreen.match.alignment import Computed
from sanctionscreen.model import (
    Counterparty,
    DateSpan,
    Gender,
    Kind,
    ListedName,
    ListedParty,
    NameType,
    PartialDate,
    QueryName,
    RowOutcome,
)
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.screening.rows import screen_rows
from sanctionscreen.settings import ScreenSettings

THRESHOLDS = (50.0, 60.0, 70.0, 85.0, 97.0)
WORDS = (
    "al", "bin", "de la", "ale", "fan", "J.", "A", "Dr.", "Haji", "General", "Ivanovich",
    "Petrovna", "oglu", "Jr", "12", "7", "Ltd", "LLC", "Company", "Bank", "Group", "Iran",
    "Moscow", "Ali", "Aly", "Kim", "Carlos", "Juan", "Maria", "Garcia", "Mohammed", "Olf",
)  # fmt: skip
TYPICAL = (
    "Maria Garcia", "John Smith", "Mohammed Khan", "Ivan Petrov", "Anna Kowalska", "Wei Zhang",
    "Kim Min-jun", "Blue Harbor Trading LLC", "Acme Industries Ltd", "First National Bank",
    "Global Shipping Company", "Oak Street Bakery", "Song Kim", "Khan", "Ocean 12", "Bank",
)  # fmt: skip
HOSTILE = (
    "", ".", "-- '", "x", "12", "A B C", "A.B.", "Ali " * 70, "Ali Ali Ali", "\u200bAli\u200b",
    "x" * 400, "Company Company", "Bank of Bank of", "1 2 3 4", "\U0001f600 Ali", "a" * 27,
    "N/A", "Kim Kim", "al al", "LLC", "\u202eilA", " ".join("abcdefgh" * 9),
    "リ・ヨンギル", "リ ヨンギル", "アル カイダ", "리영길", "김 정은", "Ри Ён Гиль", "上海弘漫",
    "حسین شریعتمداری", "Ким Чен Ын", "မျိုးဆွေဝင်း", "Αλέξανδρος", "אברהם", "नरेन्द्र",
)  # fmt: skip


class EveryName(ListIndex):
    """The slow reference: every listed name is compared, and agreements are computed anew."""

    def __init__(self, index: ListIndex, arrays: Mapping[str, Array]) -> None:
        super().__init__(arrays)
        self.preparer = index.preparer
        self._by_reading = {
            is_person: [
                n for n in range(self.name_count) if self.prepared(n).is_person is is_person
            ]
            for is_person in (True, False)
        }
        self._agreement = lru_cache(None)(Computed(self.preparer).__call__)

    def retrieve(self, wanted: Sequence[Wanted]) -> list[_Scored]:  # type: ignore[override]
        """All names of a query's reading."""
        return [
            _Scored(self._by_reading[each.name.is_person], each.least, self._agreement)
            for each in wanted
        ]


class _Scored:
    def __init__(
        self, names: list[int], least: int, agreement: Callable[[str, str], Agreement | None]
    ) -> None:
        self.names = names
        self.needed = [least] * len(names)
        self._agreement = agreement

    def __call__(self, query: str, listed: str) -> Agreement | None:
        return self._agreement(query, listed)

    def among(self, _query: str) -> None:
        return None


def index_of(names: Sequence[tuple[str, Kind]]) -> tuple[ListIndex, EveryName]:
    """An index of parties of one name each, and the slow reference over the same."""
    parties = [
        ListedParty(f"own:{number}", "own", kind, (ListedName(text, NameType.PRIMARY),), ())
        for number, (text, kind) in enumerate(names)
    ]
    return both_of(parties)


def both_of(parties: Sequence[ListedParty]) -> tuple[ListIndex, EveryName]:
    """An index of these parties, and the slow reference over the same."""
    arrays = build(parties, (), Preparer(load_vocabulary(), load_frequencies()))
    index = ListIndex(arrays)
    return index, EveryName(index, arrays)


def screened(
    index: ListIndex,
    rows: Sequence[Counterparty],
    settings: ScreenSettings,
    *,
    is_bulk: bool,
    as_of: PartialDate | None = None,
) -> list[RowOutcome]:
    """The outcomes by one of the two retrievals, however few or many rows there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listindex, "_MANY", 0 if is_bulk else 1 << 40)
        return screen_rows(rows, index, settings, as_of=as_of)


def rows_of(texts: Sequence[str], parties: Sequence[ListedParty], seed: int) -> list[Counterparty]:
    """Rows of these names, each with some fields: of a listed party, or nobody's."""
    rng = Random(seed)
    return [_row(number, text, rng.choice(parties), rng) for number, text in enumerate(texts)]


def _row(number: int, text: str, party: ListedParty, rng: Random) -> Counterparty:
    def some(value: object) -> object:
        return value if rng.random() < 0.4 else None

    day = PartialDate(rng.randrange(1930, 2005), rng.randrange(1, 13), rng.randrange(1, 29))
    born = rng.choice([*party.birth_dates, DateSpan(day, day)])
    places = [p.city for p in (*party.locations, *party.birthplaces) if p.city]
    countries = [*party.nationalities, "FR", "IR", "KP"]
    numbers = [item.value for item in party.identifiers]
    return Counterparty(
        number,
        number,
        None,
        (QueryName(text),),
        rng.choice([Kind.UNKNOWN, Kind.UNKNOWN, Kind.PERSON, Kind.ORGANISATION]),
        (born,) if some(born) else (),
        (rng.choice(countries),) if some(countries) else (),
        rng.choice([None, *Gender]),
        (rng.choice(numbers),) if numbers and rng.random() < 0.1 else (),
        (rng.choice(places),) if places and some(places) else (),
    )


def queries(parties: Sequence[ListedParty], count: int, seed: int) -> list[str]:
    """Names of every kind: altered names of the parties, typical, hostile, mistyped, mixed up."""
    rng = Random(seed)
    names = [(party, name) for party in parties for name in party.names]
    pool = [word for _, name in names for word in re.findall(r"\w+", name.text)]
    found = [
        *HOSTILE,
        *TYPICAL,
        " ".join(rng.choices(pool, k=80)),
        " ".join(rng.choices(pool, k=63)),
    ]
    while len(found) < count:
        party, name = rng.choice(names)
        altered = rng.choice(ALTERATIONS).make(subject(party, name), rng)
        found.append(altered or name.text)
        found.append(" ".join(mixed_up(name.text.split(), pool, rng)))
        found.append(rng.choice(pool))
    return found[:count]


def mixed_up(words: Sequence[str], pool: Sequence[str], rng: Random) -> list[str]:
    """Words joined, split, reordered, mistyped, left out, put in, cut short, made acronyms."""
    words = list(words)
    for _ in range(rng.randrange(1, 5)):
        words = _CHANGES[rng.randrange(len(_CHANGES))](words or [rng.choice(pool)], pool, rng)
    return [word for word in words if word]


def _mistyped(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words))
    word = words[at]
    place = rng.randrange(len(word) + 1)
    letter = rng.choice("aeiklmnrst")
    changed = rng.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place]
            + word[place + 1 : place + 2]
            + word[place : place + 1]
            + word[place + 2 :],
            re.sub("[aeiou]", "", word),
        ]
    )
    return [*words[:at], changed, *words[at + 1 :]]


def _joined(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words))
    pair = words[at : at + 2]
    return [*words[:at], "".join(rng.choice([pair, pair[::-1]])), *words[at + 2 :]]


def _ends_joined(words: list[str], _pool: Sequence[str], _rng: Random) -> list[str]:
    return [*words[1:-1], words[-1] + words[0]] if len(words) > 2 else words


def _split(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words))
    place = rng.randrange(len(words[at]) + 1)
    return [*words[:at], words[at][:place], words[at][place:], *words[at + 1 :]]


def _reordered(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    return rng.sample(words, len(words))


def _put_in(words: list[str], pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words) + 1)
    return [*words[:at], rng.choice([rng.choice(pool), rng.choice(WORDS)]), *words[at:]]


def _twice(words: list[str], pool: Sequence[str], rng: Random) -> list[str]:
    word = rng.choice(words)
    return [*words, *rng.choice([[word], _mistyped([word], pool, rng)])]


def _left_out(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words))
    return words[:at] + words[at + 1 :]


def _initial(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    at = rng.randrange(len(words))
    return [*words[:at], words[at][:1], *words[at + 1 :]]


def _acronym(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    letters = "".join(word[:1] for word in words)
    at = rng.randrange(len(words) + 1)
    return rng.choice([[*words[:at], letters, *words[at:]], [words[0], letters[1:]]])


def _cut(words: list[str], _pool: Sequence[str], rng: Random) -> list[str]:
    return " ".join(words)[: rng.randrange(30, 60)].split()


_CHANGES = (
    _mistyped, _mistyped, _joined, _ends_joined, _split, _reordered, _put_in, _put_in, _twice,
    _left_out, _initial, _acronym, _cut,
)  # fmt: skip


def sample(parties: Iterator[ListedParty], count: int, seed: int) -> list[ListedParty]:
    """Some parties, with all their names; the same ones each time."""
    every = list(parties)
    return Random(seed).sample(every, min(count, len(every)))
