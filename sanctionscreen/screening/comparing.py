"""The names of counterparties against every listed name that may reach the threshold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sanctionscreen.index import ListIndex, Wanted, born
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
    rows: Sequence[Counterparty], index: ListIndex, settings: ScreenSettings
) -> list[ComparedNames]:
    """Compares the names of rows, read as persons' and as others'; one result for each row."""
    compared = [ComparedNames(defaultdict(list)) for _ in rows]
    threshold = weight_for(settings.lowest_threshold)
    queries = list(_queries(rows, index, threshold))
    found = index.retrieve([query.wanted for query in queries])
    for query, candidates in zip(queries, found, strict=True):
        result = compared[query.row]
        result.is_comparable = True
        for number in candidates.names:
            listed = index.prepared(number)
            match = match_names(query.wanted.name, listed, index.preparer, candidates)
            if match.weight >= query.wanted.least:
                result.by_party[index.party_of_name(number)].append(
                    NameComparison(query.name, index.listed_name(number), match)
                )
    return compared


def _queries(rows: Sequence[Counterparty], index: ListIndex, threshold: int) -> Iterator[_Query]:
    prepare = index.preparer.prepare
    for number, row in enumerate(rows):
        apart = threshold - most_beyond_name(row, may_birth_dates_agree=False)
        least = threshold - most_beyond_name(row, may_birth_dates_agree=bool(row.birth_dates))
        dates = born(row.birth_dates)
        for name in row.names:
            for is_person in (True, False):
                prepared = prepare(name.text, is_person=is_person)
                if prepared is not None:
                    yield _Query(number, name, Wanted(prepared, least, apart, dates))
