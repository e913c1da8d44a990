"""A decision: a reviewer's recorded judgement on one counterparty and one listed party."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sanctionscreen.decisions.fingerprints import Fingerprint


class Judgement(StrEnum):
    """FALSE_POSITIVE suppresses a hit; TRUE_MATCH never does; LICENSED does while the licence
    lasts."""

    FALSE_POSITIVE = "false-positive"
    TRUE_MATCH = "true-match"
    LICENSED = "licensed"


@dataclass(frozen=True, slots=True)
class Licence:
    """The authority's licence to deal with a listed party all the same."""

    number: str
    expires: date


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """One linked entry of the listed party, as it was when it was judged."""

    listed_id: str
    fingerprint: Fingerprint

    @property
    def list_id(self) -> str:
        return self.listed_id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a decisions file.

    Attributes:
        counterparty_id: The row's own id; None where it has none, and the fingerprint alone
            says which row it is.
        query, listed_name: For the reader only; nothing goes by them.
        entries: Every linked entry that the party had; at least one.
        expires: The last day on which it is in force.
        line: In the file; 0 for one that is in none yet.
    """

    id: str
    counterparty_id: str | None
    query: str
    counterparty: Fingerprint
    listed_name: str
    entries: tuple[JudgedEntry, ...]
    judgement: Judgement
    reason: str
    reviewer: str
    decided_on: date
    expires: date
    second_reviewer: str | None = None
    licence: Licence | None = None
    line: int = field(default=0, compare=False)

    @property
    def listed_ids(self) -> tuple[str, ...]:
        return tuple(entry.listed_id for entry in self.entries)

    @property
    def last_day(self) -> date:
        """The last day on which it can suppress a hit."""
        return self.expires if self.licence is None else min(self.expires, self.licence.expires)

    @property
    def pair(self) -> str:
        """Row and listed party in a few words."""
        who = "a row without id" if self.counterparty_id is None else f"row {self.counterparty_id}"
        return f"{who}, {self.listed_ids[0]}"

    def time_problem(self, today: date) -> str | None:
        """Why it is not in force on a day, in words; None where it is."""
        if self.decided_on > today:
            return f"is dated {self.decided_on}, which is still to come"
        if self.expires < today:
            return f"expired on {self.expires}"
        if self.licence is not None and self.licence.expires < today:
            return f"licence {self.licence.number} expired on {self.licence.expires}"
        return None
