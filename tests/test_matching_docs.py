"""The page on matching says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.weights.table import with_table
from sanctionscreen import ScreenSettings, compare

PAGE = Path(__file__).resolve().parents[1] / "docs" / "matching.md"


def examples() -> list[tuple[str, str, str, str]]:
    """The rows of the page's table of examples."""
    section = PAGE.read_text("utf-8").partition("## Examples")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("| ")
    ]
    return [(query, listed, kind, outcome) for query, listed, kind, outcome in rows[1:]]


def test_the_table_of_weights_is_that_of_the_code() -> None:
    """The page holds the weights as they are; ``python -m bench.weights.table`` mends it."""
    page = PAGE.read_text("utf-8")
    assert "| `CONTRADICTING_NAME` |" in page
    assert with_table(page) == page


@pytest.mark.parametrize(("query", "listed", "kind", "outcome"), examples())
def test_an_example_comes_out_as_the_page_says(
    query: str, listed: str, kind: str, outcome: str
) -> None:
    """A hit reaches the default threshold, and no hit stays under it."""
    score = compare(query, listed, kind=kind).score
    assert (score >= ScreenSettings().threshold) == (outcome == "hit"), score
    assert outcome in ("hit", "no hit")
