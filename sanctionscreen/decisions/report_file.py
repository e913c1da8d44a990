"""A JSON report read back, as far as decisions and baselines need it, and no part of it guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from sanctionscreen.decisions.fingerprints import Fingerprint
from sanctionscreen.errors import UsageError
from sanctionscreen.model import Band, Evidence, Outcome

Pairs: TypeAlias = tuple[tuple[str, str], ...]

_SCHEMA_VERSION = 1
_OF_DESIGNATION = (
    "programme", "programme_as_published", "authority", "listed_on", "effective", "divest_by",
    "expires", "reference_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportedEntry:
    """One linked entry of a hit.

    Attributes:
        names: But the first, each with its type.
        held: Label and value of what else the entry holds.
        designations: Programme, authority, measures and dates of each, as label and value.
    """

    listed_id: str
    fingerprint: Fingerprint
    listed_name: str
    names: tuple[str, ...]
    held: Pairs
    designations: tuple[Pairs, ...]


@dataclass(frozen=True, slots=True)
class ReportedHit:
    """One hit of a row.

    Attributes:
        decision: What decisions said of it when the report was made.
        judgement: Of the decision in force then.
    """

    listed_name: str
    score: float
    band: Band
    entries: tuple[ReportedEntry, ...]
    matched_name: str
    kind: str
    evidence: tuple[Evidence, ...]
    decision: str | None
    judgement: str | None

    @property
    def listed_ids(self) -> tuple[str, ...]:
        return tuple(entry.listed_id for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """One row with its fingerprint and what it states; rows without any hit have none."""

    row: int
    line: int | None
    counterparty_id: str | None
    query: str
    judged: Fingerprint
    hits: tuple[ReportedHit, ...]
    discounted: tuple[ReportedHit, ...]
    decided: tuple[ReportedHit, ...]
    stated: Pairs

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
                self.get(each, "line", (int, type(None))),
                self.get(each, "counterparty_id", (str, type(None))),
                self.get(each, "query", str),
                self.pairs(each, "judged"),
                self.hits(each, "hits"),
                self.hits(each, "discounted"),
                self.hits(each, "decided"),
                self.pairs(each, "stated"),
            )
            is_hit = each["outcome"] == Outcome.HIT and each.get("ownership") is None
            is_hit = is_hit or (each["outcome"] == Outcome.HIT and bool(row.hits))
            if is_hit is not bool(row.hits) or (row.all_hits and not row.judged):
                self.fail(f"outcomes.row {row.row}")
            yield row

    def hits(self, value: Any, key: str) -> tuple[ReportedHit, ...]:
        return tuple(self.hit(each) for each in self.get(value, key, list))

    def hit(self, value: Any) -> ReportedHit:
        band = self.get(value, "band", str)
        if band not in tuple(Band):
            self.fail("band")
        entries = tuple(self.entry(each) for each in self.get(value, "entries", list))
        if not entries or not all(entry.fingerprint for entry in entries):
            self.fail("entries")
        return ReportedHit(
            self.get(value, "listed_name", str),
            self.get(value, "score", (int, float)),
            Band(band),
            entries,
            self.get(value, "matched_name", str),
            self.get(value, "kind", str),
            tuple(self.evidence(each) for each in self.get(value, "evidence", list)),
            self.get(value, "decision", (str, type(None))),
            self.get(value, "judgement", (str, type(None))),
        )

    def entry(self, value: Any) -> ReportedEntry:
        return ReportedEntry(
            self.get(value, "listed_id", str),
            self.pairs(value, "fingerprint"),
            self.get(value, "listed_name", str),
            self.texts(value, "names"),
            self.pairs(value, "held"),
            tuple(self.designation(each) for each in self.get(value, "designations", list)),
        )

    def designation(self, value: Any) -> Pairs:
        texts = {key: self.get(value, key, (str, type(None))) for key in _OF_DESIGNATION}
        texts["measures"] = ", ".join(self.texts(value, "measures"))
        return tuple((key, text) for key, text in texts.items() if text)

    def evidence(self, value: Any) -> Evidence:
        return Evidence(
            self.get(value, "reason", str),
            self.get(value, "query_value", str),
            self.get(value, "listed_value", str),
            self.get(value, "weight", int),
        )

    def texts(self, value: Any, key: str) -> tuple[str, ...]:
        found = self.get(value, key, list)
        if not all(isinstance(each, str) for each in found):
            self.fail(key)
        return tuple(found)

    def pairs(self, value: Any, key: str) -> Pairs:
        found = self.get(value, key, dict)
        for name, text in found.items():
            if not isinstance(text, str):
                self.fail(name)
        return tuple(found.items())
