"""XLSX: typed cells, filters and a heading that stays, no formula, the same bytes every time."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
import report_builders as build
from test_report_contract import ODD_NAMES, mixed_outcomes

from sanctionscreen.model import HitStatus, Outcome, PartialDate, RowOutcome
from sanctionscreen.report import workbook
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.xlsx import HIT_COLUMNS, ROW_COLUMNS, XlsxRenderer

FORMULAS = ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", '=HYPERLINK("https://x")', "{=1}"]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def xlsx(outcomes: tuple[RowOutcome, ...]) -> bytes:
    """The bytes of the workbook."""
    rendering = XlsxRenderer().open(build.run(), RenderOptions())
    pieces = [rendering.add(outcome) for outcome in outcomes]
    return b"".join([*pieces, rendering.close(build.verdict(outcomes))])


def opened(outcomes: tuple[RowOutcome, ...]) -> Any:
    """The workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(xlsx(outcomes)))


def cells(sheet: Any, row: int = 2) -> dict[str, Any]:
    """The cells of one row by their headings."""
    return dict(zip([c.value for c in sheet[1]], sheet[row], strict=True))


def test_one_sheet_each_for_hits_rows_lists_and_settings() -> None:
    """The sheets, their headings, and as many rows as there are hits and rows."""
    book = opened(mixed_outcomes())
    assert book.sheetnames == ["Hits", "All rows", "Lists", "Settings"]
    assert [c.value for c in book["Hits"][1]] == [column.heading for column in HIT_COLUMNS]
    assert [c.value for c in book["All rows"][1]] == [column.heading for column in ROW_COLUMNS]
    assert book["Hits"].max_row == 1 + 2
    assert book["All rows"].max_row == 1 + 5
    assert cells(book["Lists"])["id"].value == "curated-ns-cmic"


def test_columns_are_typed() -> None:
    """Scores and rows are numbers, whole dates are dates, names are strings."""
    row = cells(opened((build.outcome(1, build.hit(1)),))["Hits"])
    assert (row["score"].value, row["score"].data_type) == (88.5, "n")
    assert (row["row"].value, row["row"].data_type) == (1, "n")
    assert row["listed_on"].is_date
    assert row["listed_on"].value == datetime(2021, 12, 10)
    assert row["listed_on"].number_format == "yyyy-mm-dd"
    assert row["query"].data_type == "s"
    assert row["expires"].value is None


def test_a_date_that_is_not_whole_stays_as_published() -> None:
    """A year alone is not made the first of January."""
    entry = build.party(designations=(build.designation(listed_on=PartialDate(2021)),))
    row = cells(opened((build.outcome(1, build.hit(1, entries=(entry,))),))["Hits"])
    assert row["listed_on"].value == "2021"


def test_heading_is_frozen_and_every_column_has_a_filter() -> None:
    """Filters and the heading that stays, in each sheet."""
    for sheet in opened(mixed_outcomes()):
        assert sheet.freeze_panes == "A2"
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A1:{last}"


@pytest.mark.parametrize("name", FORMULAS)
def test_no_text_is_a_formula(name: str) -> None:
    """What a spreadsheet would run is a string, unaltered, in every column."""
    entry = build.party(name)
    hit = build.hit(1, query=name, matched_name=name, entries=(entry,), decision=name)
    book = opened((build.outcome(1, hit, query=name, counterparty_id=name, warnings=(name,)),))
    row = cells(book["Hits"])
    for column in ("query", "matched_name", "listed_name", "decision"):
        assert (row[column].value, row[column].data_type) == (name, "s")
    assert cells(book["All rows"])["counterparty_id"].value == name
    assert all(c.data_type != "f" for s in book for r in s.iter_rows() for c in r)


@pytest.mark.parametrize("name", [*ODD_NAMES.values(), "\ufffe", "😀" * 20_000])
def test_any_name_opens(name: str) -> None:
    """No name makes a file that cannot be opened, and a long one says that it is cut."""
    value = cells(opened(mixed_outcomes(name))["All rows"])["query"].value
    if len(name) > 16_000:
        assert value.endswith("(cut: a cell holds no more)")
        assert len(value.encode("utf-16-le")) <= 2 * 32_767
    elif name.isprintable():
        assert (value or "") == name


def test_decided_and_discounted_hits_are_in_it() -> None:
    """Each hit is in the sheet with its status, whatever became of it."""
    decided = build.hit(1, status=HitStatus.DECIDED, decision="another birth date")
    outcome = build.outcome(1, outcome=Outcome.CLEAR_BY_DECISION, decided=(decided,))
    book = opened((outcome, build.discounted(2)))
    assert [cells(book["Hits"], row)["status"].value for row in (2, 3)] == ["decided", "discounted"]
    assert cells(book["Hits"])["decision"].value == "another birth date"
    assert cells(book["All rows"])["outcome"].value == "clear-by-decision"


def test_the_verdict_and_what_the_run_used_are_in_the_settings() -> None:
    """Whether the run was complete, its threshold, run id and digest."""
    sheet = opened(mixed_outcomes())["Settings"]
    values = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert "INCOMPLETE" in values["verdict"]
    assert values["threshold"] == 70.0
    assert values["run_id"] == "0123456789abcdef"
    assert values["settings_digest"] == "cd" * 32
    assert values["versions: rapidfuzz"] == "3.9"


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost to the limit of the format."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    book = opened(mixed_outcomes())
    assert book.sheetnames[:4] == ["Hits", "All rows", "All rows (2)", "All rows (3)"]
    rows = [r[1].value for name in book.sheetnames[1:4] for r in book[name].iter_rows(min_row=2)]
    assert rows == [1, 2, 3, 4, 5]


def test_the_same_bytes_at_another_time() -> None:
    """Neither the zip nor the properties hold the time of writing."""
    first = xlsx(mixed_outcomes())
    time.sleep(2.1)  # A zip counts time in steps of two seconds.
    assert xlsx(mixed_outcomes()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_with_types_and_filters(tmp_path: Path) -> None:
    """LibreOffice reads the sheets, takes no name for a formula, and keeps filters and dates."""
    name = FORMULAS[0]
    file = tmp_path / "report.xlsx"
    file.write_bytes(xlsx((build.outcome(1, build.hit(1, query=name), query=name),)))
    for target in ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
                   "fods"):  # fmt: skip
        subprocess.run(
            [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", target, "--outdir", str(tmp_path), str(file)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    with (tmp_path / "report-Hits.csv").open(encoding="utf-8", newline="") as text:
        (row,) = csv.DictReader(text)
    assert (row["query"], row["score"], row["listed_on"]) == (name, "88.5", "2021-12-10")
    document = (tmp_path / "report.fods").read_text(encoding="utf-8")
    assert document.count("<table:database-range ") == 4
    assert 'office:value-type="float" office:value="88.5"' in document
    assert 'office:date-value="2021-12-10"' in document
    assert "table:formula" not in document
