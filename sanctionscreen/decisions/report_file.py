"""A JSON report read back, as far as decisions and baselines need it, and no part of it guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from sanctionscreen.decisions.fingerprints import Fingerprint
from sanctionscreen.errors import UsageError
from sanctionscreen.model import Band, Outcome

_SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReportedEntry:
    """One linked entry of a hit."""

    listed_id: str
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class ReportedHit:
    """One hit of a row."""

    listed_name: str
    score: float
    band: Band
    entries: tuple[ReportedEntry, ...]

    @property
    def listed_ids(self) -> tuple[str, ...]:
        return tuple(entry.listed_id for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One row with its fingerprint; rows without any hit have none."""

    row: int
    counterparty_id: str | None
    query: str
    judged: Fingerprint
    hits: tuple[ReportedHit, ...]
    discounted: tuple[ReportedHit, ...]
    decided: tuple[ReportedHit, ...]

    @property
    def all_hits(self) -> tuple[ReportedHit, ...]:
        return (*self.hits, *self.discounted, *self.decided)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    path: str
    run_id: str
    tool_version: str
    settings_digest: str
    threshold: float
    complete: bool
    list_ids: tuple[str, ...]
    rows: tuple[ReportedRow, ...]


def read_report(data: bytes, name: str) -> Report:
    """Reads a report of ``check --output FILE.json``.

    Raises:
        UsageError: it is none, or damaged, or its rows are not as many as its verdict counts.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"this is no whole JSON report ({error})",
            path=name,
            hint="Write one with `sanctionscreen check ... --output report.json`",
        ) from error
    return _Reader(name).report(value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads values of one kind each; anything else is damage."""

    path: str

    def fail(self, field: str) -> NoReturn:
        raise UsageError(
            "this is no report of this program, or it was damaged",
            path=self.path,
            field=field,
            hint="Write it anew with `sanctionscreen check ... --output report.json`",
        )

    def get(self, value: Any, key: str, kind: type | tuple[type, ...]) -> Any:
        if not isinstance(value, dict):
            self.fail(key)
        found = value.get(key)
        # bool is an int to Python, and no number to anybody else.
        if not isinstance(found, kind) or (isinstance(found, bool) and kind is not bool):
            self.fail(key)
        return found

    def report(self, value: Any) -> Report:
        if self.get(value, "schema_version", int) != _SCHEMA_VERSION:
            self.fail("schema_version")
        run, verdict = self.get(value, "run", dict), self.get(value, "verdict", dict)
        outcomes = self.get(value, "outcomes", list)
        hits = sum(self.get(o, "outcome", str) == Outcome.HIT for o in outcomes)
        for key, count in (("rows", len(outcomes)), ("hits", hits)):
            if self.get(verdict, key, int) != count:
                self.fail(f"verdict.{key}")
        return Report(
            self.path,
            self.get(run, "run_id", str),
            self.get(run, "tool_version", str),
            self.get(run, "settings_digest", str),
            self.get(run, "threshold", (int, float)),
            self.get(verdict, "complete", bool),
            tuple(self.get(each, "id", str) for each in self.get(value, "lists", list)),
            tuple(self.rows(outcomes)),
        )

    def rows(self, outcomes: list[Any]) -> Iterator[ReportedRow]:
        for each in outcomes:
            row = ReportedRow(
                self.get(each, "row", int),
                self.get(each, "counterparty_id", (str, type(None))),
                self.get(each, "query", str),
                self.fingerprint(each, "judged"),
                *(self.hits(each, key) for key in ("hits", "discounted", "decided")),
            )
            is_hit = each["outcome"] == Outcome.HIT
            if is_hit is not bool(row.hits) or (row.all_hits and not row.judged):
                self.fail(f"outcomes.row {row.row}")
            yield row

    def hits(self, value: Any, key: str) -> tuple[ReportedHit, ...]:
        return tuple(self.hit(each) for each in self.get(value, key, list))

    def hit(self, value: Any) -> ReportedHit:
        band = self.get(value, "band", str)
        if band not in tuple(Band):
            self.fail("band")
        entries = tuple(
            ReportedEntry(self.get(each, "listed_id", str), self.fingerprint(each, "fingerprint"))
            for each in self.get(value, "entries", list)
        )
        if not entries or not all(entry.fingerprint for entry in entries):
            self.fail("entries")
        return ReportedHit(
            self.get(value, "listed_name", str),
            self.get(value, "score", (int, float)),
            Band(band),
            entries,
        )

    def fingerprint(self, value: Any, key: str) -> Fingerprint:
        found = self.get(value, key, dict)
        return tuple((name, self.get(found, name, str)) for name in found)
