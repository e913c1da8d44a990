"""Which hits of a report wait for a reviewer, in which order, and which of them a search shows."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sanctionscreen.decisions.decision import Decision, JudgedEntry
from sanctionscreen.decisions.drafting import Answers, draft
from sanctionscreen.decisions.fingerprints import Fingerprint
from sanctionscreen.decisions.linting import is_live
from sanctionscreen.decisions.report_file import (
    Report,
    ReportedEntry,
    ReportedHit,
    ReportedRow,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One hit that nobody has decided.

    Attributes:
        is_discounted: Other fields pushed it under the threshold.
        text: Everything of it that a search looks at, folded.
    """

    row: ReportedRow
    hit: ReportedHit
    is_discounted: bool
    text: str

    def drafted(self, answers: Answers, today: date) -> Decision:
        """The decision on it, without an id yet."""
        return draft(self.row, self.hit, answers, today)

    def is_shown_by(self, words: str) -> bool:
        """Whether each word of a search stands somewhere in it, in any case."""
        return all(word in self.text for word in _folded(words).split())


def undecided(
    report: Report, decisions: Iterable[Decision], today: date, *, with_discounted: bool = False
) -> tuple[Waiting, ...]:
    """The hits that wait, highest score first; hits that are discounted come after all others.

    A hit that a decision judged when the report was made is left out, and so is one that a
    decision of the file judges since.
    """
    decided = _Decided(decisions, today)
    found = [
        Waiting(row, hit, is_discounted, _searched(row, hit))
        for row in report.rows
        for hits, is_discounted in ((row.hits, False), (row.discounted, True))
        if with_discounted or not is_discounted
        for hit in hits
        if hit.judgement is None and not decided.judges(row, hit)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(waiting: Waiting) -> tuple[bool, float, int, int, tuple[str, ...]]:
    hit = waiting.hit
    weight = sum(piece.weight for piece in hit.evidence)
    return (waiting.is_discounted, -hit.score, -weight, waiting.row.row, hit.listed_ids)


class _Decided:
    """The pairs that decisions in force judge, found by their row."""

    def __init__(self, decisions: Iterable[Decision], today: date) -> None:
        self._entries: dict[tuple[str | None, Fingerprint], set[tuple[str, Fingerprint]]] = (
            defaultdict(set)
        )
        for each in decisions:
            if is_live(each, today):
                key = (each.counterparty_id, tuple(sorted(each.counterparty)))
                self._entries[key].update(_pairs(each.entries))

    def judges(self, row: ReportedRow, hit: ReportedHit) -> bool:
        """Whether the row, as it is, was judged with an entry of the hit as that is."""
        found = self._entries.get((row.counterparty_id, tuple(sorted(row.judged))), set())
        return not found.isdisjoint(_pairs(hit.entries))


def _pairs(entries: Sequence[JudgedEntry | ReportedEntry]) -> list[tuple[str, Fingerprint]]:
    return [(entry.listed_id, tuple(sorted(entry.fingerprint))) for entry in entries]


def _searched(row: ReportedRow, hit: ReportedHit) -> str:
    parts = [row.counterparty_id or "", row.query, hit.listed_name, hit.matched_name, hit.band]
    parts += [value for _, value in row.stated]
    for entry in hit.entries:
        parts += [entry.listed_id, entry.listed_name, *entry.names]
        parts += [value for _, value in entry.held]
        parts += [value for designation in entry.designations for _, value in designation]
    return _folded("\n".join(parts))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
