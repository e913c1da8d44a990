"""What every output format keeps, over the whole registry."""

from __future__ import annotations

import html
import io
import json
import os
import subprocess
import sys
import unicodedata
from datetime import datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pyarrow.parquet
import pytest
import report_builders as build

from sanctionscreen.model import Outcome, RowOutcome, RunInfo
from sanctionscreen.report.base import Piece, RenderOptions
from sanctionscreen.report.registry import RENDERERS, OutputFormat

EVERY_FORMAT = pytest.mark.parametrize("output_format", RENDERERS, ids=lambda f: f.name)
FOR_READERS = pytest.mark.parametrize(
    # CSV and Parquet hold names as they are, for programs to read.
    "output_format",
    [f for f in RENDERERS if f.name not in ("csv", "parquet")],
    ids=lambda f: f.name,
)

ODD_NAMES = {
    "non-Latin": "上海墨星⽂化传播有限公司 Европейский Институт زاكىر",
    "escape codes": "Evil\x1b[2J\x1b]0;title\x07 Ltd\x9b1m",
    "line breaks": "Two\nlines\r\nand\u2028more\x85here\tthen",
    "direction overrides": "abc\u202etxt.exe\u2066",
    "very long": "Verylongname" * 400,
    "wide": "株式会社" * 200,
    "emoji and combining": "é\u0301\u0301 👨‍👩‍👧‍👦 ﷽",
    "quotes": "He said \"x\", 'y'; z | \\ [bold red]markup[/]",
    "empty": "",
    "lone surrogate": "bad\udcff",
    "NUL": "a\0b",
}


def render(
    output_format: OutputFormat,
    outcomes: tuple[RowOutcome, ...],
    options: RenderOptions | None = None,
    run: RunInfo | None = None,
) -> str:
    """The whole text of one output, with names where the format would keep them back."""
    options = options or RenderOptions(show_names=True)
    rendering = output_format.renderer.open(run or build.run(), options)
    pieces = [rendering.add(outcome) for outcome in outcomes]
    return text_of(output_format, [*pieces, rendering.close(build.verdict(outcomes))])


def text_of(output_format: OutputFormat, pieces: list[Piece]) -> str:
    """What a reader of the format sees of it, where its own text or bytes hide it."""
    assert {type(piece) for piece in pieces if piece} <= {bytes if output_format.is_binary else str}
    data = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    if output_format.name == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(data))
        cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
        return "\n".join(_cell_text(cell.value) for cell in cells if cell.value is not None)
    if output_format.name == "parquet":
        # Its own threads end some processes with an abort (seen with pyarrow 26).
        rows = pyarrow.parquet.read_table(io.BytesIO(data), use_threads=False).to_pylist()
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = "".join(piece for piece in pieces if isinstance(piece, str))
    return html.unescape(text) if output_format.name in ("junit", "markdown") else text


def _cell_text(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


def mixed_outcomes(name: str = "Sensetme Group") -> tuple[RowOutcome, ...]:
    """One row of every outcome, all with the same query name."""
    return (
        build.outcome(1, build.hit(1, query=name, matched_name=name), query=name),
        build.outcome(2, query=name, warnings=(f"odd: {name}",)),
        build.outcome(3, query=name, outcome=Outcome.CLEAR_BY_DECISION),
        build.not_screened(4, query=name),
        build.discounted(5),
    )


@EVERY_FORMAT
@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_any_number_of_outcomes(output_format: OutputFormat, count: int) -> None:
    """No outcomes and many outcomes both give text that encodes to UTF-8."""
    outcomes = tuple(build.outcome(row, build.hit(row)) for row in range(1, count + 1))
    text = render(output_format, outcomes)
    assert text.count(build.SENSETIME) >= count
    assert text.encode("utf-8") or (count == 0 and output_format.name in ("jsonl", "parquet"))


@EVERY_FORMAT
@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_odd_names_render(output_format: OutputFormat, name: str) -> None:
    """No name, however odd, breaks a format or changes what follows it."""
    text = render(output_format, mixed_outcomes(name))
    assert "the name is empty" in text
    assert text.encode("utf-8", "backslashreplace")


@FOR_READERS
@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_no_format_prints_terminal_controls(output_format: OutputFormat, name: str) -> None:
    """A name cannot steer the terminal or reorder what is read on it."""
    text = render(output_format, mixed_outcomes(name))
    assert not {c for c in text if unicodedata.category(c) == "Cc" and c != "\n"}
    if output_format.name in ("table", "card"):
        assert "\u202e" not in text


@EVERY_FORMAT
def test_essential_facts_are_never_cut(output_format: OutputFormat) -> None:
    """Score, both names, list, programme, effect and date of a hit are in every format."""
    hit = build.hit(7, matched_name="SENSETIME", query="Sensetme Grp")
    text = render(output_format, (build.outcome(7, hit, query="Sensetme Grp"),))
    joined = " ".join(text.split())
    for fact in (
        "88.5",
        "strong",
        "Sensetme Grp",
        build.SENSETIME,
        "curated-ns-cmic",
        "NS-CMIC",
        "investment restriction (not blocking)",
        "2021-12-10",
        "one letter differs",
    ):
        assert fact in joined, fact


@EVERY_FORMAT
def test_a_row_not_screened_is_named_with_its_reason(output_format: OutputFormat) -> None:
    """What was not screened is in every format: row, line and reason."""
    text = render(output_format, (build.not_screened(3141, "only punctuation"),))
    assert "3141" in text
    assert "3142" in text
    assert "only punctuation" in text


@EVERY_FORMAT
def test_a_discounted_hit_is_shown(output_format: OutputFormat) -> None:
    """A possible match by name that other fields pushed under the threshold is not dropped."""
    text = render(output_format, (build.discounted(5),))
    assert "discounted" in text.lower()
    assert build.SENSETIME in text
    assert "another country" in text


@EVERY_FORMAT
def test_rendering_twice_gives_the_same_text(output_format: OutputFormat) -> None:
    """A renderer keeps nothing between two runs."""
    assert render(output_format, mixed_outcomes()) == render(output_format, mixed_outcomes())


@EVERY_FORMAT
def test_two_renderings_at_once_do_not_mix(output_format: OutputFormat) -> None:
    """Two outputs in the making share nothing."""
    options = RenderOptions(show_names=True)
    first = output_format.renderer.open(build.run(), options)
    second = output_format.renderer.open(build.run(), options)
    outcomes = mixed_outcomes()
    begun = [first.add(outcome) for outcome in outcomes]
    nothing = build.verdict(())
    assert text_of(output_format, [second.close(nothing)]) == render(output_format, ())
    whole = text_of(output_format, [*begun, first.close(build.verdict(outcomes))])
    assert whole == render(output_format, outcomes)


def test_same_bytes_for_two_hash_seeds() -> None:
    """No iteration over a set reaches the output of any format."""
    folder = Path(__file__).parent
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from test_report_contract import *;"
        "print([hashlib.sha256(render(f, mixed_outcomes()).encode()).hexdigest()"
        " for f in RENDERERS])"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            cwd=folder.parents[1],
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(",") == len(RENDERERS) - 1
