"""JSON: one object with the run, the lists, every row outcome and the verdict."""

from __future__ import annotations

from sanctionscreen.model import RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.dossier import dossier_record
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.records import (
    SCHEMA_VERSION,
    Record,
    list_record,
    run_record,
    verdict_record,
)


class JsonRenderer:
    """Writes the object piece by piece, so that a long run needs no memory."""

    def open(self, run: RunInfo, _options: RenderOptions) -> JsonRendering:
        return JsonRendering(run)


class JsonRendering:
    """One object in the making."""

    def __init__(self, run: RunInfo) -> None:
        self._run = run
        self._is_begun = False

    def add(self, outcome: RowOutcome) -> str:
        return self.add_record(dossier_record(outcome))

    def add_record(self, record: Record) -> str:
        """Adds an outcome that is a record already."""
        before = ",\n" if self._is_begun else self._head() + "\n"
        self._is_begun = True
        return before + json_text(record)

    def close(self, verdict: Verdict) -> str:
        before = "" if self._is_begun else self._head()
        return f'{before}\n],\n"verdict": {json_text(verdict_record(verdict))}\n}}\n'

    def _head(self) -> str:
        lists = ",\n".join(json_text(list_record(use)) for use in self._run.lists)
        return (
            f'{{\n"schema_version": {SCHEMA_VERSION},\n'
            f'"run": {json_text(run_record(self._run))},\n'
            f'"lists": [\n{lists}\n],\n"outcomes": ['
        )


def run_file(run: RunInfo, verdict: Verdict) -> str:
    """What goes beside an output that holds rows only: the run, the lists and the verdict."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "run": run_record(run),
        "lists": [list_record(use) for use in run.lists],
        "verdict": verdict_record(verdict),
    }
    return json_text(record, indent=2) + "\n"
