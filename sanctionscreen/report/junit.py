"""JUnit XML: each row a test case; a hit is its failure, not being screened its error."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html import escape

from sanctionscreen.model import HitStatus, Outcome, RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import (
    Finding,
    findings_of,
    input_names,
    input_of,
    message_of,
    reason_text,
    title_of,
)
from sanctionscreen.report.plain import counted, well_formed
from sanctionscreen.report.words import place_text


class JunitRenderer:
    """One suite an input, and one more for the run itself: its lists, its completeness.

    Keeps the text of every row, for a suite gives its counts before its cases.
    """

    def open(self, run: RunInfo, options: RenderOptions) -> _JunitRendering:
        return _JunitRendering(run, options)


@dataclass(slots=True)
class _Suite:
    """The cases of one input so far."""

    cases: list[str] = field(default_factory=list)
    failures: int = 0
    errors: int = 0


class _JunitRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._inputs = input_names(run)
        self._suites: dict[str, _Suite] = defaultdict(_Suite)

    def add(self, outcome: RowOutcome) -> str:
        source = input_of(outcome, self._inputs) or "rows"
        suite = self._suites[source]
        is_hit, is_error = outcome.outcome is Outcome.HIT, outcome.outcome is Outcome.NOT_SCREENED
        suite.failures += is_hit
        suite.errors += is_error
        suite.cases.append(self._case(outcome, source))
        return ""

    def _case(self, outcome: RowOutcome, source: str) -> str:
        name = place_text(outcome) or "typed name"
        if self._options.show_names:
            name = f"{name}: {outcome.query}"
        attributes = {"classname": f"sanctionscreen.{source}", "name": name}
        if outcome.line:
            attributes |= {"file": source, "line": str(outcome.line)}
        content = self._content(outcome)
        return f"<testcase {_attributes(attributes)}{_closed('testcase', content)}"

    def _content(self, outcome: RowOutcome) -> str:
        findings = list(findings_of(outcome))
        if outcome.outcome is Outcome.NOT_SCREENED:
            reason = reason_text(outcome, show_names=self._options.show_names)
            return _problem("error", "not screened", "not-screened", reason)
        opened = [f for f in findings if f.hit is None or f.hit.status is HitStatus.OPEN]
        rest = [finding for finding in findings if finding not in opened]
        text = ""
        if outcome.outcome is Outcome.HIT:
            kind = opened[0].rule if opened else "hit"
            text = _problem("failure", _hits_text(opened), kind, self._lines(opened))
        elif outcome.outcome is not Outcome.CLEAR:
            lines = f"{outcome.outcome}\n{self._lines(rest)}"
            return f"<system-out>{_text(lines)}</system-out>\n"
        if rest:
            text += f"<system-out>{_text(self._lines(rest))}</system-out>\n"
        return text

    def _lines(self, findings: list[Finding]) -> str:
        return "\n".join(message_of(f, show_names=self._options.show_names) for f in findings)

    def close(self, verdict: Verdict) -> str:
        suites = [*self._suites.items(), ("the run", self._run_suite(verdict))]
        totals = {
            "name": "sanctionscreen",
            "tests": str(sum(len(suite.cases) for _, suite in suites)),
            "failures": str(sum(suite.failures for _, suite in suites)),
            "errors": str(sum(suite.errors for _, suite in suites)),
        }
        body = "".join(_suite_text(name, suite) for name, suite in suites)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return f"{head}<testsuites {_attributes(totals)}>\n{body}</testsuites>\n"

    def _run_suite(self, verdict: Verdict) -> _Suite:
        """That a list is stale must not be lost among rows that all pass."""
        problems = "\n".join(verdict.problems)
        content = "" if verdict.complete else _problem("error", "INCOMPLETE", "run", problems)
        attributes = {"classname": "sanctionscreen.run", "name": "the run is complete"}
        cases = [f"<testcase {_attributes(attributes)}{_closed('testcase', content)}"]
        return _Suite(cases, errors=int(not verdict.complete))


def _hits_text(findings: list[Finding]) -> str:
    hits = [finding.hit for finding in findings if finding.hit is not None]
    if not hits:
        return title_of(findings[0]) if findings else "hit"
    return f"{counted(len(hits), 'hit')}, best score {hits[0].score:.1f} ({hits[0].band})"


def _suite_text(name: str, suite: _Suite) -> str:
    attributes = {
        "name": name,
        "tests": str(len(suite.cases)),
        "failures": str(suite.failures),
        "errors": str(suite.errors),
        "skipped": "0",
    }
    return f"<testsuite {_attributes(attributes)}>\n{''.join(suite.cases)}</testsuite>\n"


def _problem(element: str, message: str, kind: str, text: str) -> str:
    attributes = _attributes({"message": message, "type": kind})
    return f"<{element} {attributes}>{_text(text)}</{element}>\n"


def _closed(element: str, content: str) -> str:
    return f">\n{content}</{element}>\n" if content else "/>\n"


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(well_formed(value))}"' for name, value in values.items())


def _text(text: str) -> str:
    # Line by line: the breaks between messages are ours, those inside them are shown as escapes.
    return escape("\n".join(well_formed(line) for line in text.split("\n")), quote=False)
