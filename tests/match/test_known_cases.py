"""Pairs from enforcement actions, auditors' tests and public complaints."""

from __future__ import annotations

from pathlib import Path

import yaml

from sanctionscreen import ScreenSettings, compare

FLOOR = 50


def test_known_cases_hold(shared: Path) -> None:
    """Every known case is on its side of the default threshold."""
    cases = yaml.safe_load((shared / "bench" / "known_cases.yml").read_text("utf-8"))
    threshold = ScreenSettings().threshold
    wrong = [
        f"{case['query']} ~ {case['listed']}: {score}, expected {case['expect']}"
        for case in cases
        for score in [compare(case["query"], case["listed"], kind=case["kind"]).score]
        if (score >= threshold) != (case["expect"] == "hit")
    ]
    assert len(cases) == 50
    assert len(cases) - len(wrong) >= FLOOR, "\n".join(wrong)
