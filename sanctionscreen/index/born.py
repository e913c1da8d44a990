"""When parties may have been born: what rules out, without their records, that dates agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sanctionscreen.index.agreeing import Ints
from sanctionscreen.index.layout import Array
from sanctionscreen.match.bounds import Bools
from sanctionscreen.model import DateSpan

_NEVER = 1 << 14
_DAY_BITS = 32


@dataclass(frozen=True, slots=True)
class Born:
    """The years of some birth dates, and a bit for each day of the year among them."""

    earliest: int = _NEVER
    latest: int = 0
    days: int = 0


UNKNOWN = Born()


def born(spans: Iterable[DateSpan]) -> Born:
    """What these birth dates say of years and days; nothing agrees where there are none."""
    earliest, latest, days = _NEVER, 0, 0
    for span in spans:
        earliest = min(earliest, span.earliest.year)
        latest = max(latest, span.latest.year)
        if span.earliest.month is not None and span.earliest.day is not None:
            days |= 1 << (span.earliest.month * 31 + span.earliest.day) % _DAY_BITS
    return Born(earliest, latest, days)


def columns(found: Sequence[Born], party: Array) -> dict[str, Array]:
    """Columns of an index over its names, from the birth dates of its parties."""
    table = np.array([(each.earliest, each.latest, each.days) for each in found], np.int64)
    of_names = table.reshape(-1, 3)[party]
    return {
        "name_born_from": of_names[:, 0].astype(np.uint16),
        "name_born_to": of_names[:, 1].astype(np.uint16),
        "name_born_days": of_names[:, 2].astype(np.uint32),
    }


class BirthYears:
    """The birth years of an index's names, those of linked entries among them."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._arrays = arrays

    @property
    def earliest(self) -> Ints:
        return self._columns[0]

    @property
    def latest(self) -> Ints:
        return self._columns[1]

    @property
    def days(self) -> Ints:
        return self._columns[2]

    @cached_property
    def _columns(self) -> tuple[Ints, Ints, Ints]:
        arrays = self._arrays
        group = np.asarray(arrays["party_group"]).astype(np.int64)[arrays["name_party"]]
        count = int(group.max(initial=-1)) + 1
        earliest = np.full(count, _NEVER, np.int64)
        latest, days = np.zeros(count, np.int64), np.zeros(count, np.int64)
        np.minimum.at(earliest, group, np.asarray(arrays["name_born_from"]))
        np.maximum.at(latest, group, np.asarray(arrays["name_born_to"]))
        np.bitwise_or.at(days, group, np.asarray(arrays["name_born_days"]))
        return earliest[group], latest[group], days[group]

    def may_agree(self, queries: Sequence[Born], rows: Ints, names: Ints) -> Bools:
        """Whether dates of pairs may agree: years within one, or one day of the year in both.

        A slip of one digit leaves either the year or the day (``fields.dates.compare_dates``).
        """
        if all(query == UNKNOWN for query in queries):
            return np.zeros(len(rows), bool)  # and the columns are not worked out for nothing
        ours = np.array([(q.earliest, q.latest, q.days) for q in queries], np.int64)[rows]
        near = ours[:, 0] <= self.latest[names] + 1
        near &= ours[:, 1] >= self.earliest[names] - 1
        agree: Bools = near | (ours[:, 2] & self.days[names] != 0)
        return agree
