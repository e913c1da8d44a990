"""The known cases: pairs from enforcement actions, auditors' tests and public complaints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from bench.accuracy.output import Mistake, table
from bench.accuracy.scorers import compare_names
from sanctionscreen.model import Kind
from sanctionscreen.settings import ScreenSettings

FILE = "known_cases.yml"


def known_tables(folder: Path) -> Iterator[str | Mistake]:
    """How many known cases come out as they should, and each that does not."""
    cases = yaml.safe_load((folder / FILE).read_text("utf-8"))
    threshold = ScreenSettings().threshold
    wrong: list[tuple[str, ...]] = []
    mistakes = []
    for case in cases:
        scored = compare_names(case["query"], case["listed"], Kind(case["kind"]))
        if (scored.score >= threshold) != (case["expect"] == "hit"):
            score = f"{scored.score:.1f}"
            wrong.append((case["query"], case["listed"], case["expect"], score, case["why"]))
            what = "miss" if case["expect"] == "hit" else "false alarm"
            mistakes.append(
                Mistake("known", case["expect"], what, case["query"], case["listed"], "",
                        scored.score, scored.reasons)
            )  # fmt: skip
    yield f"### Known cases: {len(cases) - len(wrong)} of {len(cases)} as expected\n"
    if wrong:
        yield table(("query", "listed", "expected", "score", "why"), wrong)
    yield from mistakes
