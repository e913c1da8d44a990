"""Markdown: a comment that fits, says the worst first, and takes names for text."""

from __future__ import annotations

import html
import re

import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes

from sanctionscreen.model import RowOutcome, RunInfo
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.markdown import MARKER, MOST_CHARACTERS, MarkdownRenderer

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "[click](https://example.com)",
    "@everyone | new cell",
    "`code` **bold** #1 ~~x~~ \\|",
    "https://example.com",
    "<!-- comment",
]


def comment(
    outcomes: tuple[RowOutcome, ...],
    options: RenderOptions | None = None,
    run: RunInfo | None = None,
) -> str:
    """The comment as it is posted."""
    rendering = MarkdownRenderer().open(run or build.run(), options or RenderOptions())
    text = "".join(rendering.add(outcome) for outcome in outcomes)
    return text + rendering.close(build.verdict(outcomes))


def rows(text: str) -> list[str]:
    """The lines of the table without its head."""
    return [line for line in text.splitlines() if line.startswith("| ")][2:]


def test_the_verdict_and_the_counts_come_first() -> None:
    """Marker, heading, counts, what is not complete, then the table."""
    lines = comment(mixed_outcomes()).splitlines()
    assert lines[0] == MARKER
    assert lines[1] == "## sanctionscreen: possible matches"
    assert lines[3].startswith("**5 rows: 1 with hits, 2 clear, 1 clear by decision, 1 not")
    assert lines[5] == "**INCOMPLETE:** 1 row was not screened"


def test_open_hits_by_score_then_rows_not_screened_then_the_rest() -> None:
    """What needs a person stands above what does not."""
    low = build.outcome(9, build.hit(9, score=71.0), counterparty_id="V-9")
    text = comment((low, *mixed_outcomes()))
    places = [re.findall(r"V-\d", line)[0] for line in rows(text)]
    assert places == ["V-1", "V-9", "V-4", "V-5"]


@pytest.mark.parametrize("count", [0, 1, 5_000])
@pytest.mark.parametrize("name", ["Sensetme Group", "]" * 5_000, "|" * 5_000])
def test_it_fits_a_comment_and_counts_the_rest(count: int, name: str) -> None:
    """However many hits and however long their names, it fits and says what is left out."""
    outcomes = tuple(
        build.outcome(row, build.hit(row, query=name), query=name) for row in range(1, count + 1)
    )
    notes = tuple(f"note {name}" for _ in range(50))
    run = build.run(notes=notes, inputs=(f"{'x' * 50}.csv sha256:aa",))
    text = comment(outcomes, RenderOptions(show_names=True), run)
    assert len(text) <= MOST_CHARACTERS
    shown = len(rows(text))
    assert (shown > 0) == (count > 0)
    if shown < count:
        assert f"{count - shown:,} more findings, not shown here" in text


def test_top_bounds_the_table() -> None:
    """``--top`` holds here too, and the rest is counted."""
    outcomes = tuple(build.outcome(row, build.hit(row)) for row in range(1, 5))
    text = comment(outcomes, RenderOptions(top=3))
    assert len(rows(text)) == 3
    assert "1 more finding," in text


@pytest.mark.parametrize("name", [*HOSTILE, *ODD_NAMES.values()])
def test_a_name_is_text(name: str) -> None:
    """No name makes a link, a mention, markup or a cell, and all stay readable."""
    text = comment(mixed_outcomes(name), RenderOptions(show_names=True))
    lines = rows(text)
    assert len(lines) == 3
    assert all(line.count("|") == 9 for line in lines)
    body = text.removeprefix(MARKER)
    for mark in ("<", "`", "[", "@", "https://", "~"):
        assert mark not in body
    if name in HOSTILE:
        assert name in html.unescape(text)
