"""SARIF 2.1.0: one result a hit, under the rule of its programme, on its line of the input."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from sanctionscreen.model import Designation, Hit, HitStatus, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import (
    NOT_SCREENED,
    OWNERSHIP,
    UNNAMED_PROGRAMME,
    Finding,
    findings_of,
    input_names,
    input_of,
    message_of,
)
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.plain import visible
from sanctionscreen.report.records import Record
from sanctionscreen.report.words import programme_text

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "sanctionscreenHit/v1"
"""The same for as long as the row keeps its id (or name) and the listed party its own."""


class SarifRenderer:
    """Writes results as they come and the rules they need after them; clear rows have none.

    Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
    """

    def open(self, run: RunInfo, options: RenderOptions) -> _SarifRendering:
        return _SarifRendering(run, options)


class _SarifRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._inputs = input_names(run)
        self._rules: dict[str, Record] = {}
        self._seen: Counter[str] = Counter()
        self._is_begun = False

    def add(self, outcome: RowOutcome) -> str:
        return "".join(self._piece(self._result(finding)) for finding in findings_of(outcome))

    def _piece(self, result: Record) -> str:
        before = ",\n" if self._is_begun else f"{_HEAD}\n"
        self._is_begun = True
        return before + json_text(result)

    def _result(self, finding: Finding) -> Record:
        rule = visible(finding.rule)
        self._rules.setdefault(rule, _rule(rule, finding.designation))
        source = input_of(finding.outcome, self._inputs)
        result: Record = {
            "ruleId": rule,
            "ruleIndex": list(self._rules).index(rule),
            "level": finding.level.value,
            "message": {"text": message_of(finding, show_names=self._options.show_names)},
            "locations": _locations(finding.outcome, source),
            "partialFingerprints": {FINGERPRINT: self._fingerprint(finding, source)},
        }
        if finding.hit is not None:
            result["rank"] = finding.hit.score
            result["properties"] = _properties(finding.hit)
            result |= _suppressions(finding.hit, show_names=self._options.show_names)
        return result

    def _fingerprint(self, finding: Finding, source: str) -> str:
        outcome = finding.outcome
        listed = finding.hit.listed_id if finding.hit is not None else finding.rule
        # The line is left out: a row added above must not make every alert below a new one.
        parts = (source, outcome.counterparty_id or outcome.query, listed)
        data = json_text(parts).encode("utf-8", "backslashreplace")
        digest = hashlib.sha256(data).hexdigest()
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"

    def close(self, verdict: Verdict) -> str:
        before = "" if self._is_begun else _HEAD
        tail = {
            "tool": {
                "driver": {
                    "name": "sanctionscreen",
                    "semanticVersion": self._run.tool_version,
                    "rules": list(self._rules.values()),
                }
            },
            "invocations": [_invocation(verdict)],
            "columnKind": "unicodeCodePoints",
            "properties": _run_properties(self._run),
        }
        return f"{before}\n],\n{json_text(tail)[1:-1]}\n}}]\n}}\n"


_HEAD = f'{{\n"$schema": {json_text(SCHEMA_URI)},\n"version": "2.1.0",\n"runs": [{{\n"results": ['


def _rule(rule: str, designation: Designation | None) -> Record:
    if designation is None:
        text = {
            NOT_SCREENED: "The row could not be screened, and may not be taken for clear.",
            OWNERSHIP: "Blocked parties own 50 % or more, as OFAC's 50 Percent Rule counts.",
            UNNAMED_PROGRAMME: "A possible match with an entry that names no programme.",
        }[rule]
        return {"id": rule, "shortDescription": {"text": text}}
    measures = ", ".join(m.label for m in designation.measures) or "legal effect not stated"
    programme = f"{programme_text(designation)}, {designation.authority}"
    return {
        "id": rule,
        "shortDescription": {"text": visible(f"Possible match under {programme}")},
        "fullDescription": {
            "text": visible(f"A possible match, for a person to decide: {measures}")
        },
    }


def _locations(outcome: RowOutcome, source: str) -> list[Record]:
    """The line of the input; a name that was typed has none."""
    if not outcome.line or not source:
        return []
    place = {"artifactLocation": {"uri": _uri(source)}, "region": {"startLine": outcome.line}}
    return [{"physicalLocation": place}]


def _uri(source: str) -> str:
    """Relative to where the command ran, as consumers expect of files in a repository."""
    if source == "-":
        return "stdin"
    path = Path(source)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "backslashreplace"))


def _properties(hit: Hit) -> Record:
    return {
        "tags": [visible(use) for use in dict.fromkeys(e.list_id for e in hit.entries)],
        "listedId": visible(hit.listed_id),
        "score": hit.score,
        "band": hit.band.value,
        "status": hit.status.value,
        "programmes": list(
            dict.fromkeys(
                visible(d.programme or d.programme_as_published) for d in hit.designations
            )
        ),
        "measures": list(dict.fromkeys(m.label for d in hit.designations for m in d.measures)),
    }


def _suppressions(hit: Hit, *, show_names: bool) -> Record:
    """A reviewer's decision is a suppression; a consumer shows the result as dealt with."""
    if hit.status is not HitStatus.DECIDED:
        return {}
    given: Record = {"kind": "external", "status": "accepted"}
    if hit.decision is not None and show_names:
        given["justification"] = visible(hit.decision)
    return {"suppressions": [given]}


def _invocation(verdict: Verdict) -> Record:
    notices = [
        {"level": "error", "message": {"text": visible(problem)}} for problem in verdict.problems
    ]
    return {
        "executionSuccessful": verdict.complete,
        "exitCode": verdict.exit_code,
        "toolExecutionNotifications": notices,
    }


def _run_properties(run: RunInfo) -> Record:
    return {
        "runId": run.run_id,
        "threshold": run.threshold,
        "asOf": run.as_of,
        "lists": [
            {"id": use.ref.id, "published": str(use.ref.published or ""), "sha256": use.ref.sha256}
            for use in run.lists
        ],
        "notes": [visible(note) for note in run.notes],
        "overrides": [visible(override) for override in run.overrides],
    }
