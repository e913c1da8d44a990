"""GitHub annotations: workflow commands that show each finding on its line of the input."""

from __future__ import annotations

from sanctionscreen.gate import verdict_line
from sanctionscreen.model import RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.findings import (
    Finding,
    Level,
    end_level,
    findings_of,
    input_names,
    input_of,
    message_of,
    title_of,
)
from sanctionscreen.report.plain import visible

STDIN = "-"
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


class GithubRenderer:
    """One command a finding, and the verdict at the end.

    Source: GitHub Actions, "Workflow commands" (commands, properties and their escapes).
    """

    def open(self, run: RunInfo, options: RenderOptions) -> _GithubRendering:
        return _GithubRendering(run, options)


class _GithubRendering:
    def __init__(self, run: RunInfo, options: RenderOptions) -> None:
        self._run = run
        self._options = options
        self._inputs = input_names(run)

    def add(self, outcome: RowOutcome) -> str:
        return "".join(self._command(finding) for finding in findings_of(outcome))

    def _command(self, finding: Finding) -> str:
        outcome = finding.outcome
        place: tuple[tuple[str, str], ...] = ()
        source = input_of(outcome, self._inputs)
        if outcome.line and source != STDIN:
            place = (("file", source.replace("\\", "/")), ("line", str(outcome.line)))
        message = message_of(finding, show_names=self._options.show_names)
        return _command(finding.level, (*place, ("title", _capital(title_of(finding)))), message)

    def close(self, verdict: Verdict) -> str:
        title = ("title", "sanctionscreen")
        return _command(end_level(verdict), (title,), verdict_line(verdict, self._run))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _command(level: Level, properties: tuple[tuple[str, str], ...], message: str) -> str:
    given = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[level]} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    """The escapes of @actions/core; a line break left in a text would begin a new command."""
    text = visible(text).replace("%", "%25")
    return text.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
