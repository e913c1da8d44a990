"""The waterfall: every piece of evidence, aligned, down to the verdict."""

from __future__ import annotations

import report_builders as build
from rich.cells import cell_len

from sanctionscreen.model import Comparison, Evidence
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.waterfall import waterfall_text


def comparison(*evidence: Evidence, is_hit: bool = True) -> Comparison:
    """A comparison of that evidence."""
    total = sum(e.weight for e in evidence)
    return Comparison("Sensetme", build.SENSETIME, 88.5, total, is_hit, evidence, 97)


def text_of(value: Comparison) -> str:
    """The waterfall on a terminal of 80 columns."""
    return waterfall_text(value, 70.0, RenderOptions())


def test_weights_are_in_bits_and_add_up() -> None:
    """Weights are shown in bits with two decimals; the last running sum is the total."""
    lines = text_of(comparison(*build.EVIDENCE)).splitlines()
    first = next(line for line in lines if line.startswith("one letter differs"))
    total = next(line for line in lines if line.startswith("total"))
    assert first.split()[-2:] == ["+14.06", "+14.06"]
    assert total.split()[-1] == "+13.81"
    assert "+13.81 bits" in "\n".join(lines)


def test_columns_are_aligned() -> None:
    """The running sums end in one column."""
    lines = text_of(comparison(*build.EVIDENCE)).splitlines()
    sums = [line for line in lines if line.startswith(("one letter", "same", "total"))]
    assert len({cell_len(line) for line in sums}) == 1


def test_score_threshold_and_verdict_are_stated() -> None:
    """A hit and a non-hit both end in score, threshold and verdict."""
    hit, no_hit = text_of(comparison()), text_of(comparison(is_hit=False))
    for text in (hit, no_hit):
        assert "88.5" in text
        assert "70" in text
    assert "hit (possible match)" in hit
    assert "no hit" in no_hit


def test_long_values_are_folded_within_the_width() -> None:
    """A very long name stays whole and inside 80 columns."""
    text = text_of(comparison(Evidence("same", "x" * 500, "株" * 300, 64)))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert text.count("x") >= 500
    assert text.count("株") == 300
