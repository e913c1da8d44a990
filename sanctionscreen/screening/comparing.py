"""The names of counterparties against every listed name that may reach the threshold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanctionscreen.index import (
    UNKNOWN,
    Born,
    ListIndex,
    Wanted,
    born,
    country_bits,
    gender_bit,
    kind_number,
)
from sanctionscreen.match import weights as w
from sanctionscreen.match.beyond import most_beyond_name
from sanctionscreen.match.name import match_names
from sanctionscreen.match.party import NameComparison
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Counterparty, QueryName
from sanctionscreen.settings import ScreenSettings


@dataclass(slots=True)
class ComparedNames:
    """What came of one row's names.

    Attributes:
        by_party: Comparisons that may end in a hit, by the party's number.
        is_comparable: Whether any of the names holds something to compare.
    """

    by_party: dict[int, list[NameComparison]]
    is_comparable: bool = False


@dataclass(frozen=True, slots=True)
class _Query:
    """One name of a row in one reading."""

    row: int
    name: QueryName
    wanted: Wanted


def compare_names(
    rows: Sequence[Counterparty],
    index: ListIndex,
    settings: ScreenSettings,
    *,
    is_in_force: bool = True,
) -> list[ComparedNames]:
    """Compares the names of rows, read as persons' and as others'; one result for each row.

    Args:
        is_in_force: Whether what the index holds is all in force; not on a past day.
    """
    compared = [ComparedNames(defaultdict(list)) for _ in rows]
    threshold = weight_for(settings.lowest_threshold)
    queries = list(_queries(rows, index, threshold, is_in_force=is_in_force))
    found = index.retrieve([query.wanted for query in queries])
    for query, candidates in zip(queries, found, strict=True):
        result = compared[query.row]
        result.is_comparable = True
        for number, needed in zip(candidates.names, candidates.needed, strict=True):
            listed = index.prepared(number)
            match = match_names(query.wanted.name, listed, index.preparer, candidates)
            if match.weight >= needed:
                result.by_party[index.party_of_name(number)].append(
                    NameComparison(query.name, index.listed_name(number), match)
                )
    return compared


def _queries(
    rows: Sequence[Counterparty], index: ListIndex, threshold: int, *, is_in_force: bool
) -> Iterator[_Query]:
    prepare = index.preparer.prepare
    if len(rows) > 1:
        index.preparer.foresee(name.text for row in rows for name in row.names)
    for number, row in enumerate(rows):
        asks = _asked(row, index, threshold, is_in_force=is_in_force)
        for name in row.names:
            for is_person in (True, False):
                prepared = prepare(name.text, is_person=is_person)
                if prepared is not None:
                    yield _Query(number, name, Wanted(prepared, *asks))


_Asked = tuple[int, int, int, Born, int, bool, int, int]
"""The fields of :class:`Wanted` but the name."""


def _asked(row: Counterparty, index: ListIndex, threshold: int, *, is_in_force: bool) -> _Asked:
    """What a row's names must weigh, and what its fields say that may add to it.

    What conflicts takes from it; not on a past day, for which entries may lack what they have.
    """
    # An exact weak alias is shown at any threshold, and weighs no less than a whole name.
    apart = min(threshold - most_beyond_name(row, may_birth_dates_agree=False), w.WHOLE_NAME)
    may_agree = bool(row.birth_dates)
    least = min(threshold - most_beyond_name(row, may_birth_dates_agree=may_agree), w.WHOLE_NAME)
    if any(index.with_identifier(value) for value in row.identifiers):
        return least, apart, least, UNKNOWN, 0, False, 0, 0
    if not is_in_force:
        return least, apart, apart, born(row.birth_dates), 0, False, 0, 0
    return (
        least,
        apart,
        threshold,
        born(row.birth_dates),
        country_bits(row.countries),
        bool(row.cities),
        kind_number(row.kind),
        gender_bit(row.gender),
    )
