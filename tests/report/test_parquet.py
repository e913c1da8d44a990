"""Parquet: typed columns for data frames, the run in the metadata, a hint without pyarrow."""

from __future__ import annotations

import io
import json
import sys

import pyarrow as pa
import pyarrow.parquet
import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes

from sanctionscreen.errors import UsageError
from sanctionscreen.model import HitStatus, Outcome, RowOutcome
from sanctionscreen.report import parquet
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.parquet import ParquetRenderer


def written(outcomes: tuple[RowOutcome, ...]) -> bytes:
    """The bytes of the file."""
    rendering = ParquetRenderer().open(build.run(), RenderOptions())
    pieces = [rendering.add(outcome) for outcome in outcomes]
    return b"".join([*pieces, rendering.close(build.verdict(outcomes))])


def table(outcomes: tuple[RowOutcome, ...]) -> pa.Table:
    """The file as pyarrow reads it."""
    return pyarrow.parquet.read_table(io.BytesIO(written(outcomes)), use_threads=False)


def test_rows_reconcile_and_hits_are_flattened() -> None:
    """One row a hit, one for a row without hits, in order."""
    two = build.outcome(9, build.hit(9), build.hit(9, score=71.0))
    found = table((*mixed_outcomes(), two))
    assert found["row"].to_pylist() == [1, 2, 3, 4, 5, 9, 9]
    assert found["score"].to_pylist() == [88.5, None, None, None, 61.0, 88.5, 71.0]
    assert found["file"].to_pylist() == ["vendors.csv"] * 7


def test_columns_are_typed_and_nested() -> None:
    """Scores are floats, designations and evidence lists of records."""
    found = table(mixed_outcomes())
    assert found.schema.field("score").type == pa.float64()
    (designation,) = found["designations"].to_pylist()[0]
    assert designation["measures"] == ["investment restriction (not blocking)"]
    assert designation["listed_on"] == "2021-12-10"
    assert found["evidence"].to_pylist()[0][0]["weight"] == 900


def test_the_types_are_the_same_without_a_hit() -> None:
    """A file of clear rows only has the columns of any other, so that files can be joined."""
    assert table((build.outcome(1),)).schema.equals(table(mixed_outcomes()).schema)
    assert table(()).num_rows == 0


def test_a_decided_hit_is_in_it() -> None:
    """What a decision suppresses is a row with its status."""
    decided = build.hit(1, status=HitStatus.DECIDED, decision="another birth date")
    outcome = build.outcome(1, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,))
    (row,) = table((outcome,)).to_pylist()
    assert (row["status"], row["decision"]) == ("decided", "another birth date")
    assert row["outcome"] == "clear-by-decision"


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_a_name_comes_back_as_it_was(name: str) -> None:
    """Programs read names unaltered; half a character is its escape."""
    expected = name.encode("utf-8", "backslashreplace").decode("utf-8")
    assert table(mixed_outcomes(name))["query"].to_pylist()[:4] == [expected] * 4


def test_the_run_is_in_the_metadata() -> None:
    """A file that is passed on says which lists and settings made it, and the verdict."""
    file = pyarrow.parquet.ParquetFile(io.BytesIO(written(mixed_outcomes())))
    data = json.loads(file.metadata.metadata[parquet.RUN_KEY.encode()])
    assert data["run"]["run_id"] == "0123456789abcdef"
    assert data["verdict"]["complete"] is False


def test_many_rows_and_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are written some at once, in order, and twice the same."""
    monkeypatch.setattr(parquet, "_AT_ONCE", 7)
    outcomes = tuple(build.outcome(row, build.hit(row)) for row in range(1, 51))
    assert table(outcomes)["row"].to_pylist() == list(range(1, 51))
    assert written(outcomes) == written(outcomes)


def test_without_pyarrow_it_is_refused_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UsageError, match=r"pip install 'sanctionscreen\[parquet\]'"):
        ParquetRenderer().open(build.run(), RenderOptions())
