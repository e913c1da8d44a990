"""Rows that wait for the end of a run come back as they were."""

from __future__ import annotations

import pytest

from sanctionscreen.report.spool import Row, Spool


@pytest.mark.parametrize("count", [0, 1, 1_999, 2_000, 2_001, 5_000])
def test_rows_come_back_in_order(count: int) -> None:
    """Whatever was compressed, all rows are there, once, in order, and can be read twice."""
    rows: list[Row] = [(number, f"name {number}\udcff", 0.5, None) for number in range(count)]
    spool = Spool(rows)
    assert len(spool) == count
    assert list(spool) == rows
    assert list(spool) == rows
