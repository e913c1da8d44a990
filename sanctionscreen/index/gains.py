"""What each token of a query may give to each listed name: the terms of the retrieval bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sanctionscreen.index.agreeing import runs
from sanctionscreen.index.layout import Array
from sanctionscreen.match import weights as w

Ints = npt.NDArray[np.int64]

_SHARE, _COVER, _NAMES, _COMMON = 20, 40, 50, 56
"""Where the fields of a packed term begin; the gain begins at bit 0."""
_COMMON_FROM = 2 * w.COMMON_NAME_TOO
"""From here a token takes back COMMON_NAME_TOO, or its true weight is lower by as much."""
MOST_TOKENS = 60
"""Tokens of a query up to which no field of a sum of packed terms can run over."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """The forms that may agree with one query unit, with least cost and most weight."""

    forms: Ints
    costs: Ints
    ceilings: Ints


@dataclass(frozen=True, slots=True)
class UnitGains:
    """One unit of a query that covers a token: its weight, its size, what agrees with it."""

    weight: int
    size: int
    agreements: Agreements


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A token of a query with the units that cover it and agree with anything."""

    units: tuple[UnitGains, ...]
    is_name: bool

    @property
    def may_be_common(self) -> bool:
        """Whether what agrees is one name: units of several may be counted once for each."""
        return self.is_name and len(self.units) == 1 and self.units[0].size == 1


@dataclass(frozen=True, slots=True)
class Terms:
    """For one token of a query: the listed names, ascending, and a packed term for each."""

    names: npt.NDArray[np.int32]
    packed: Ints


class Postings:
    """Where each form occurs among the names of one reading (persons' or the others)."""

    def __init__(self, arrays: Mapping[str, Array], *, is_person: bool) -> None:
        self._names = np.asarray(arrays["posting_name"])
        is_chosen = np.asarray(arrays["name_is_person"])[self._names] == int(is_person)
        self._chosen = np.flatnonzero(is_chosen)
        ends = np.cumsum(is_chosen, dtype=np.int32)
        starts = np.asarray(arrays["posting_start"]).astype(np.int64)
        self._starts = np.where(starts > 0, ends[starts - 1], 0) if len(ends) else 0 * starts
        self._weights = np.asarray(arrays["posting_weight"])
        self._shares = np.asarray(arrays["posting_share"])
        self._sizes = np.asarray(arrays["posting_size"])
        self._is_name = np.asarray(arrays["posting_is_name"])

    def terms(self, tokens: Sequence[QueryToken]) -> list[Terms]:
        """The terms of query tokens, each with the listed names that it may agree with."""
        units = [unit for token in tokens for unit in token.units]
        owner = np.repeat(np.arange(len(tokens)), [len(token.units) for token in tokens])
        per_unit = np.array([len(unit.agreements.forms) for unit in units], np.int64)
        forms = _joined([unit.agreements.forms for unit in units])
        sizes = np.repeat(np.array([unit.size for unit in units], np.int64), per_unit)
        most = np.repeat(np.array([unit.weight for unit in units], np.int64), per_unit)
        most = np.minimum(most, _joined([unit.agreements.ceilings for unit in units]))
        costs = _joined([unit.agreements.costs for unit in units])
        lows = self._starts[forms].astype(np.int64)
        counts = self._starts[forms + 1] - lows
        at = self._chosen[runs(lows, counts)]
        sizes = np.repeat(sizes, counts)
        gains = np.minimum(self._weights[at].astype(np.int64), np.repeat(most, counts))
        gains -= np.repeat(costs, counts)
        # A query unit of several tokens gives to each of them its part, rounded up.
        gains = -(-np.maximum(gains, 0) // sizes)
        shares = -(-self._shares[at].astype(np.int64) // sizes)
        covers = self._sizes[at].astype(np.int64)
        common = (gains >= _COMMON_FROM) & (gains < w.COMMON_NAME_UNDER) & (self._is_name[at] != 0)
        # Several tokens never agree with several: one side is a single token.
        kept = np.flatnonzero((sizes == 1) | (covers == 1))
        keys = np.repeat(np.repeat(owner, per_unit), counts) << 32
        keys |= self._names[at].astype(np.int64)
        return _merged(keys[kept], gains[kept], shares[kept], covers[kept], common[kept], tokens)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _merged(
    keys: Ints,
    gains: Ints,
    shares: Ints,
    covers: Ints,
    common: npt.NDArray[np.bool_],
    tokens: Sequence[QueryToken],
) -> list[Terms]:
    """One term for each token and name: the most that any agreement gives."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    if len(first):
        gains = np.maximum.reduceat(gains[order], first)
        shares = np.maximum.reduceat(shares[order], first)
        covers = np.maximum.reduceat(covers[order], first)
        common = np.logical_and.reduceat(common[order], first)
    keys = keys[first]
    owners, names = keys >> 32, (keys & 0xFFFFFFFF).astype(np.int32)
    is_name = np.array([token.is_name for token in tokens], bool)[owners]
    common &= np.array([token.may_be_common for token in tokens], bool)[owners]
    packed = gains | shares << _SHARE | covers << _COVER
    packed |= is_name.astype(np.int64) << _NAMES | common.astype(np.int64) << _COMMON
    ends = np.searchsorted(owners, np.arange(len(tokens) + 1)).tolist()
    return [Terms(names[low:high], packed[low:high]) for low, high in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Sums:
    """Packed sums taken apart, one for each pair of a query and a listed name.

    Attributes:
        gains: The most that agreeing tokens weigh together, without the whole name's share.
        shares: The most that they get on top where the whole name agrees.
        covered: The most listed tokens that agree.
        names: How many of the query's names agree with any token.
        common: How many of them agree as a common name only.
    """

    gains: Ints
    shares: Ints
    covered: Ints
    names: Ints
    common: Ints


def unpacked(packed: Ints) -> Sums:
    """Sums of packed terms by field."""
    return Sums(
        packed & (1 << _SHARE) - 1,
        packed >> _SHARE & (1 << _COVER - _SHARE) - 1,
        packed >> _COVER & (1 << _NAMES - _COVER) - 1,
        packed >> _NAMES & (1 << _COMMON - _NAMES) - 1,
        packed >> _COMMON,
    )
