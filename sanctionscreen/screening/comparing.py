"""The names of counterparties against every listed name that may reach the threshold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sanctionscreen.index import ListIndex
from sanctionscreen.match.beyond import most_beyond_name
from sanctionscreen.match.name import match_names
from sanctionscreen.match.party import NameComparison
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import Counterparty, QueryName
from sanctionscreen.names.prepare import PreparedName
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
    """One name of a row in one reading, with the least weight that matters."""

    row: int
    name: QueryName
    prepared: PreparedName
    least: int


def compare_names(
    rows: Sequence[Counterparty], index: ListIndex, settings: ScreenSettings
) -> list[ComparedNames]:
    """Compares the names of rows, read as persons' and as others'; one result for each row."""
    compared = [ComparedNames(defaultdict(list)) for _ in rows]
    threshold = weight_for(settings.lowest_threshold)
    queries = [
        _Query(number, name, prepared, threshold - most_beyond_name(row))
        for number, row in enumerate(rows)
        for name in row.names
        for is_person in (True, False)
        if (prepared := index.preparer.prepare(name.text, is_person=is_person)) is not None
    ]
    found = index.retrieve([q.prepared for q in queries], [q.least for q in queries])
    for query, candidates in zip(queries, found, strict=True):
        result = compared[query.row]
        result.is_comparable = True
        for number in candidates.names:
            listed = index.prepared(number)
            match = match_names(query.prepared, listed, index.preparer, candidates.agreement)
            if match.weight >= query.least:
                result.by_party[index.party_of_name(number)].append(
                    NameComparison(query.name, index.listed_name(number), match)
                )
    return compared
