"""What a reader gathers from a list file, and the checks under which it is a whole list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    ListCounts,
    ListedName,
    ListedParty,
    ListRef,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ParsedList, Problem, ReadOptions, SourceFile
from sanctionscreen.sources.notices import REPEATED, counted_notes
from sanctionscreen.sources.opening import sha256_of

PROBLEM_LIMIT = 0.01
"""Share of a list's records that may be unreadable; above it the list is not loaded."""

NAME_LIMIT = 2_000
"""Characters of a name; the longest known has 381. A longer text is none, and slow to compare."""

REPEAT_LIMIT = 1_000
"""Records of one id that are joined at most: more are damage, and would take ever longer."""

_T = TypeVar("_T")
_FETCH_AGAIN = "Fetch the file again from its publisher"


@dataclass(frozen=True, slots=True)
class ListTitle:
    """What is known of a list before its file is read; ``authority`` designates by default."""

    id: str
    title: str
    authority: str
    url: str | None
    licence: str | None = None


class Gathering:
    """Collects the parties of one list, its problems, and what no rule of the reader covers."""

    def __init__(self, title: ListTitle, file: SourceFile, options: ReadOptions) -> None:
        self.title = title
        self.list_id = options.list_id or title.id
        self.options = options
        self.notes: list[str] = []
        self._file = file
        self._parties: dict[str, ListedParty] = {}
        self._problems: list[Problem] = []
        self._unknown: Counter[str] = Counter()
        self._repeats: Counter[str] = Counter()
        self._records = 0

    def unknown(self, what: str, count: int = 1) -> None:
        """Counts an element, column or value that no rule covers."""
        self._unknown[what] += count

    def problem(self, message: str, *, line: int | None = None, record: str | None = None) -> None:
        """Notes a record that cannot be read."""
        self._records += 1
        self._problems.append(Problem(str(self._file.path), line, record, message))

    def add(self, party: ListedParty) -> None:
        """Takes a party; a record that repeats an id is joined with the earlier one.

        One with a name beyond ``NAME_LIMIT`` is a problem.

        Raises:
            ListFormatError: more than ``REPEAT_LIMIT`` records repeat one id.
        """
        if any(len(name.text) > NAME_LIMIT for name in party.names):
            self.problem(f"a name has more than {NAME_LIMIT} characters", record=party.listed_id)
            return
        self._records += 1
        earlier = self._parties.get(party.listed_id)
        if earlier is not None:
            self._repeats[party.listed_id] += 1
            if self._repeats[party.listed_id] > REPEAT_LIMIT:
                raise ListFormatError(
                    f"more than {REPEAT_LIMIT} records have the id {party.listed_id}",
                    path=self._file.path,
                    hint="The ids of the file are damaged: fetch it again from its publisher",
                )
            self.unknown(REPEATED)
            party = joined(earlier, party)
        self._parties[party.listed_id] = party

    def finish(self, published: PartialDate | None, stated: int | None = None) -> ParsedList:
        """The list as read.

        Args:
            published: The publication date in the file; the options' date stands in for it.
            stated: The number of records that the file itself states.

        Raises:
            ListFormatError: nothing was read, the stated number is another one, or more than
                ``PROBLEM_LIMIT`` of the records cannot be read.
        """
        self._check(stated)
        parties = tuple(self._parties.values())
        ref = ListRef(
            id=self.list_id,
            title=self.title.title,
            authority=self.title.authority,
            publisher_url=self.title.url,
            published=published or self.options.published,
            licence=self.title.licence,
            sha256=sha256_of(self._file.path),
            counts=counts_of(parties),
            notes=(*self.notes, *counted_notes(len(self._problems), self._unknown)),
            unread=len(self._problems),
        )
        return ParsedList(ref, parties, tuple(self._problems), tuple(sorted(self._unknown.items())))

    def _check(self, stated: int | None) -> None:
        path = self._file.path
        if self._records == 0:
            raise ListFormatError("the list holds no record", path=path, hint=_FETCH_AGAIN)
        if stated is not None and stated != self._records:
            raise ListFormatError(
                f"the file states {stated} records and holds {self._records}",
                path=path,
                hint=_FETCH_AGAIN,
            )
        if len(self._problems) > PROBLEM_LIMIT * self._records:
            first = self._problems[0]
            raise ListFormatError(
                f"{len(self._problems)} of {self._records} records cannot be read; "
                f"the first: {first.record or 'unnamed'}: {first.message}",
                path=path,
                line=first.line,
                hint="The format may have changed: look for a newer version of this tool",
            )


def counts_of(parties: Iterable[ListedParty]) -> ListCounts:
    """Parties, names and weak aliases, as floors compare them."""
    number = names = weak = 0
    for party in parties:
        number += 1
        names += len(party.names)
        weak += sum(name.type is NameType.WEAK for name in party.names)
    return ListCounts(number, names, weak)


def digest_key(*parts: str) -> str:
    """A key for a party whose publisher gives none; it changes when one of the parts changes."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def unique(values: Iterable[_T]) -> tuple[_T, ...]:
    """The values in their order, each once."""
    return tuple(dict.fromkeys(values))


def unique_names(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """The names, primary ones first, each text once (in its strongest type).

    A text that is listed as primary and again as an alias says nothing new the second time.
    Where the publisher calls none primary, the first one is.
    """
    rank = {NameType.PRIMARY: 0, NameType.STRONG: 1, NameType.FORMER: 2, NameType.WEAK: 3}
    kept: dict[str, ListedName] = {}
    for name in names:
        earlier = kept.get(name.text)
        if earlier is None or rank[name.type] < rank[earlier.type]:
            kept[name.text] = name
    ordered = sorted(kept.values(), key=lambda name: rank[name.type] != 0)
    if ordered and ordered[0].type is not NameType.PRIMARY:
        ordered[0] = replace(ordered[0], type=NameType.PRIMARY)
    return tuple(ordered)


def joined(first: ListedParty, second: ListedParty) -> ListedParty:
    """Two records of one id as one party that has the values of both."""
    remarks = unique(r for r in (first.remarks, second.remarks) if r)
    return replace(
        first,
        names=unique_names(first.names + second.names),
        designations=unique(first.designations + second.designations),
        birth_dates=unique(first.birth_dates + second.birth_dates),
        birthplaces=unique(first.birthplaces + second.birthplaces),
        nationalities=unique(first.nationalities + second.nationalities),
        gender=first.gender or second.gender,
        identifiers=unique(first.identifiers + second.identifiers),
        locations=unique(first.locations + second.locations),
        positions=unique(first.positions + second.positions),
        remarks="\n".join(remarks) or None,
        links=unique(first.links + second.links),
        references=unique(first.references + second.references),
    )
