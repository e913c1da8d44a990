"""A baseline: the report of an earlier run, whose hits a gate no longer fails on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sanctionscreen.decisions.fingerprints import Fingerprint, entry_fingerprint
from sanctionscreen.decisions.report_file import Report, ReportedHit
from sanctionscreen.model import Band, Hit, HitStatus, RowOutcome, RunInfo
from sanctionscreen.settings import GatePolicy

_RANKS = {band: rank for rank, band in enumerate(Band)}
_NEWS = ("programmes", "measures")
"""A hit whose entry gained one of these is a new one."""


class Baseline:
    """The hits of an earlier run, found by row and listed party.

    A hit is known if the same counterparty (id and fingerprint) had it with the same entries,
    programmes and measures, in the same band or a higher one, and the gate as it is today would
    have failed on it then.
    """

    def __init__(self, report: Report, policy: GatePolicy) -> None:
        self._report = report
        self._policy = policy
        self._hits: dict[tuple[str | None, Fingerprint], list[ReportedHit]] = defaultdict(list)
        self._discounted: dict[tuple[str | None, Fingerprint], list[ReportedHit]] = defaultdict(
            list
        )
        for row in report.rows:
            key = (row.counterparty_id, tuple(sorted(row.judged)))
            self._hits[key].extend(row.hits)
            self._discounted[key].extend(row.discounted)

    def is_known(self, outcome: RowOutcome, hit: Hit) -> bool:
        """Whether a hit of a row stands in the baseline."""
        if not outcome.judged:
            return False
        key = (outcome.counterparty_id, tuple(sorted(outcome.judged)))
        before = [h for h in self._hits.get(key, ()) if _is_same_party(h, hit)]
        if hit.status is HitStatus.DISCOUNTED:
            return bool(before) or any(
                _is_same_party(h, hit) for h in self._discounted.get(key, ())
            )
        return any(
            _RANKS[hit.band] >= _RANKS[known.band]
            and self._policy.catches(replace(hit, score=known.score, band=known.band))
            for known in before
        )

    def differences(self, run: RunInfo) -> tuple[str, ...]:
        """How the baseline's run was another one than this: what may make hits new, or hide
        that they are."""
        return tuple(f"baseline {text}" for text in _differences(self._report, run))


def _is_same_party(known: ReportedHit, hit: Hit) -> bool:
    """Whether every entry of a hit was there, with no programme or measure that is new."""
    before = {entry.listed_id: dict(entry.fingerprint) for entry in known.entries}
    for entry in hit.entries:
        old = before.get(entry.listed_id)
        if old is None:
            return False
        now = dict(entry_fingerprint(entry))
        if any(old.get(name) != now.get(name) for name in _NEWS):
            return False
    return True


def _differences(report: Report, run: RunInfo) -> Iterator[str]:
    if not report.complete:
        yield "is of a run that was INCOMPLETE"
    ids = tuple(use.ref.id for use in run.lists)
    yield from _list_differences(report.list_ids, ids)
    if report.threshold != run.threshold:
        yield f"was made at threshold {report.threshold:g}, this run at {run.threshold:g}"
    elif report.settings_digest != run.settings_digest:
        yield "was made with other settings"
    if report.tool_version != run.tool_version:
        yield f"was made by version {report.tool_version}, this run by {run.tool_version}"


def _list_differences(before: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    if missing := [each for each in now if each not in before]:
        yield f"was made without {', '.join(missing)}"
    if more := [each for each in before if each not in now]:
        yield f"was made with {', '.join(more)} too"
