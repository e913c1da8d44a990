"""Ownership as a stage of a run: its parties are screened, and outcomes wait for all others."""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from sanctionscreen.counterparties import Counterparties, ReadingOptions
from sanctionscreen.counterparties.table import Notices, RawRow
from sanctionscreen.model import (
    BlockedAs,
    Counterparty,
    Hit,
    HitStatus,
    Measure,
    Outcome,
    Ownership,
    RejectedRow,
    RowOutcome,
)
from sanctionscreen.ownership.rule import THRESHOLD, OwnershipGraph
from sanctionscreen.ownership.shares import Shares, key_of
from sanctionscreen.ownership.words import NOT_COMPUTED, ownership_text

Row: TypeAlias = Counterparty | RejectedRow
_Pair: TypeAlias = tuple[Row, RowOutcome]

_AT_ONCE = 1_000
_NAMED = 10
_FALSE = "false-positive"


class OwnershipStage:
    """Applies an ownership file to the rows of a run.

    A party of the file is the rows that have its name or id. One that is no row of any input is
    screened by its name, as a row of the ownership file: an owner that nobody looked at would
    leave what it owns clear.
    """

    def __init__(self, shares: Shares) -> None:
        self.shares = shares
        self._parties = _parties(shares)
        self._met: set[str] = set()
        self._same: dict[str, str] = {}
        self._by_name: list[int] = []

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of every result must know of the rule."""
        return (f"ownership of {self.shares.name} sha256:{self.shares.sha256}", NOT_COMPUTED)

    def meet(self, row: Row) -> None:
        """Takes note of a row of the inputs, before ``rows`` is asked."""
        keys = self._keys(row)
        self._met.update(keys)
        # A row that the file names by its id here and by its name there is one party.
        for key in keys[1:]:
            one, other = self._one(keys[0]), self._one(key)
            if one != other:
                self._same[other] = one

    def rows(self) -> Iterator[Row]:
        """The parties of the file that no row of the inputs is."""
        left = {key: place for key, place in self._parties.items() if key not in self._met}
        if not left:
            return
        reader = _PartyReader(tuple(left.values()))
        self._by_name = [line for _, _, line in left.values()]
        yield from Counterparties(reader, ReadingOptions(), self.shares.name, self.shares.sha256)

    def late_notes(self) -> tuple[str, ...]:
        """Which parties were screened by their name alone."""
        lines = self._by_name
        if not lines:
            return ()
        shown = ", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else "")
        what = "1 party is" if len(lines) == 1 else f"{len(lines):,} parties are"
        which = "line" if len(lines) == 1 else "lines"
        return (
            f"ownership: {what} in no other input and screened by name alone ({which} {shown} of "
            f"{self.shares.name}); check the spelling",
        )

    def applied(self, outcomes: Iterator[_Pair]) -> Iterator[_Pair]:
        """All outcomes again, those of entities owned by blocked parties as hits.

        An owner may be in the last row, so each outcome waits, compressed, for all others.
        """
        held = _Held()
        blocked: dict[str, dict[BlockedAs, None]] = defaultdict(dict)
        for row, outcome in outcomes:
            held.add((row, outcome))
            taken = _blocked_as(outcome)
            for key in self._keys(row)[:1] if taken else ():
                blocked[key].update(dict.fromkeys(taken))
        graph = self._graph(blocked)
        owned = {key: each for key in graph.entities if (each := graph.ownership(key))}
        for row, outcome in held:
            keys = self._keys(row)
            ownership = owned.get(self._one(keys[0])) if keys else None
            yield row, outcome if ownership is None else _with(outcome, ownership)

    def _graph(self, blocked: Mapping[str, Iterable[BlockedAs]]) -> OwnershipGraph:
        # Only now is it known which keys are one party.
        found: dict[str, tuple[BlockedAs, ...]] = {}
        for key, taken in blocked.items():
            one = self._one(key)
            found[one] = tuple(dict.fromkeys((*found.get(one, ()), *taken)))
        return OwnershipGraph(self.shares.all, found, lambda name: self._one(key_of(name)))

    def _one(self, key: str) -> str:
        """The key that stands for all keys of one party."""
        while key in self._same:
            key = self._same[key]
        return key

    def _keys(self, row: Row) -> tuple[str, ...]:
        """The parties of the file that a row is: by its id or one of its names."""
        names = [row.query] if isinstance(row, RejectedRow) else [each.text for each in row.names]
        keys = dict.fromkeys(key_of(text) for text in (row.id or "", *names))
        return tuple(key for key in keys if key in self._parties)


def _parties(shares: Shares) -> dict[str, tuple[int, str, int]]:
    """Every party of the file once: key to its number, its name and the line where it is first."""
    found: dict[str, tuple[int, str, int]] = {}
    for share in shares.all:
        for name in (share.owner, share.owned):
            found.setdefault(key_of(name), (len(found) + 1, name, share.line))
    return found


class _PartyReader:
    """The parties of an ownership file, in the shape of an input with names only."""

    headings = ("name",)
    remarks: tuple[str, ...] = ()

    def __init__(self, parties: tuple[tuple[int, str, int], ...]) -> None:
        self._parties = parties

    def rows(self, _notices: Notices) -> Iterator[RawRow]:
        for number, name, line in self._parties:
            yield RawRow(number, line, (name,))


def _blocked_as(outcome: RowOutcome) -> tuple[BlockedAs, ...]:
    """The listed parties with an asset freeze that a row is taken for."""
    return tuple(
        BlockedAs(hit.listed_id, hit.listed_name, hit.score, programmes, hit.judgement)
        for hit in (*outcome.hits, *outcome.discounted, *outcome.decided)
        if _counts(hit) and (programmes := _freezing(hit))
    )


def _counts(hit: Hit) -> bool:
    """A licence lets one deal with a blocked party; it is blocked all the same."""
    if hit.judgement is not None:
        return hit.judgement != _FALSE
    return hit.status is HitStatus.OPEN


def _freezing(hit: Hit) -> tuple[str, ...]:
    named = (
        d.programme or d.programme_as_published
        for d in hit.designations
        if Measure.ASSET_FREEZE in d.measures
    )
    return tuple(dict.fromkeys(named))


def _with(outcome: RowOutcome, ownership: Ownership) -> RowOutcome:
    text = ownership_text(ownership)
    if ownership.total < THRESHOLD:
        # FAQ 398: OFAC urges caution with what blocked persons own in part only.
        return replace(outcome, warnings=(*outcome.warnings, f"{text}; under the 50 % of the rule"))
    if outcome.outcome is Outcome.NOT_SCREENED:
        return replace(outcome, ownership=ownership, reason=f"{outcome.reason}; {text}")
    return replace(outcome, ownership=ownership, outcome=Outcome.HIT, reason=text)


class _Held:
    """Outcomes with their rows, in order; all but the last few are compressed."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._last: list[_Pair] = []

    def add(self, pair: _Pair) -> None:
        self._last.append(pair)
        if len(self._last) == _AT_ONCE:
            # Pickled for this process only: what is read back is what was put in.
            self._packed.append(zlib.compress(pickle.dumps(self._last), 1))
            self._last = []

    def __iter__(self) -> Iterator[_Pair]:
        for packed in self._packed:
            yield from pickle.loads(zlib.decompress(packed))
        yield from self._last
