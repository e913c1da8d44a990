"""JSON Lines: one row outcome a line, and nothing else."""

from __future__ import annotations

from sanctionscreen.model import RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.records import outcome_record

_BEGINNING = b'{"schema_version": '
_OUTCOME = b', "outcome": ' + _BEGINNING
_END = b"}}\n"


class JsonLinesRenderer:
    """Each line carries the ``run_id``, so that lines of several runs can be told apart."""

    def open(self, run: RunInfo, _options: RenderOptions) -> _JsonLinesRendering:
        return _JsonLinesRendering(run.run_id)


class _JsonLinesRendering:
    def __init__(self, run_id: str) -> None:
        self._run_id = run_id

    def add(self, outcome: RowOutcome) -> str:
        return json_text(outcome_record(outcome) | {"run_id": self._run_id}) + "\n"

    def add_recorded(self, lines: bytes) -> bytes:
        # In a string a quotation mark is escaped: neither of these can stand in one.
        found = lines.split(_OUTCOME)[1:]
        end = b', "run_id": ' + json_text(self._run_id).encode() + b"}\n"
        return b"".join([_BEGINNING + each[: each.index(_END)] + end for each in found])

    def close(self, _verdict: Verdict) -> str:
        return ""
