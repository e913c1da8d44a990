"""``check`` writes reports of every kind from one run, each of them whole, or none."""

from __future__ import annotations

import html
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
SUFFIXES = ("html", "xlsx", "csv", "json", "jsonl", "parquet", "sarif", "junit.xml", "md", "txt")
Cli = Callable[..., Any]
Write = Callable[..., Path]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


def _options(folder: Path) -> list[str]:
    return [o for s in SUFFIXES for o in ("--output", str(folder / f"report.{s}"))]


def test_every_kind_at_once_and_the_same_bytes_again(
    cli: Cli, csv_file: Write, tmp_path: Path
) -> None:
    """One run writes them all; a second one writes the same bytes."""
    written = []
    for each in ("one", "two"):
        folder = tmp_path / each
        folder.mkdir()
        assert cli("check", csv_file(HIT, CLEAR, ""), *_options(folder), "--quiet").code == 1
        assert len(list(folder.iterdir())) == len(SUFFIXES) + 2  # run files of CSV and JSON Lines
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]
    assert all(len(data) > 200 for data in written[0].values())


def test_sarif_names_the_file_and_line_of_each_row(
    cli: Cli, csv_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With two files, each result is on the line of the file that its row is from."""
    monkeypatch.chdir(tmp_path)
    csv_file(CLEAR, HIT, name="first.csv")
    csv_file(HIT, "***", name="second.csv")
    ended = cli("check", "first.csv", "second.csv", "--format", "sarif")
    places = [
        (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result["ruleId"],
        )
        for result in json.loads(ended.out)["runs"][0]["results"]
    ]
    assert places == [
        ("first.csv", 3, "DPRK2"),
        ("second.csv", 2, "DPRK2"),
        ("second.csv", 3, "not-screened"),
    ]
    lines = (tmp_path / "first.csv").read_text(encoding="utf-8").splitlines()
    assert HIT in lines[places[0][1] - 1]


@pytest.mark.parametrize("form", ["sarif", "junit", "github", "markdown"])
def test_names_are_shown_only_when_asked_for(cli: Cli, csv_file: Write, form: str) -> None:
    """The log of a pipeline has the line and the listed id, and with ``--show-names`` the name."""
    hidden = cli("check", csv_file(HIT), "--format", form)
    assert HIT not in hidden.out + hidden.err
    assert "curated-us-2021-12-10:33936" in html.unescape(hidden.out)
    assert HIT in cli("check", csv_file(HIT), "--format", form, "--show-names").out


def test_a_binary_format_goes_to_stdout_as_it_is(process: Process, csv_file: Write) -> None:
    """``--format xlsx > FILE`` makes a workbook."""
    ended = process("check", csv_file(HIT), "--format", "xlsx")
    assert ended.returncode == 1
    book = openpyxl.load_workbook(io.BytesIO(ended.stdout))
    assert book["Hits"].max_row == 2


def test_a_binary_format_is_not_sent_to_a_terminal(
    cli: Cli, csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused before anything is screened, with what to do."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ended = cli("check", csv_file(HIT), "--format", "parquet")
    assert ended.code == 2
    assert "> FILE" in ended.err
    assert cli("lookup", HIT, "--format", "xlsx").code == 2


def test_without_pyarrow_nothing_is_written(
    cli: Cli, csv_file: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report that cannot be made is a usage error, and no other output is half there."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    folder = tmp_path / "out"
    folder.mkdir()
    ended = cli("check", csv_file(HIT), *_options(folder))
    assert ended.code == 2
    assert "sanctionscreen[parquet]" in ended.err
    assert list(folder.iterdir()) == []


def test_libraries_of_reports_are_loaded_for_their_report_only(
    repository: Path, cache_folder: Path, csv_file: Write, tmp_path: Path
) -> None:
    """A check that writes none of them pays for none of them."""
    code = (
        "import sys; from sanctionscreen.cli import entry;"
        "entry.run(sys.argv[1:]);"
        "print([m for m in ('jinja2', 'xlsxwriter') if m in sys.modules], file=sys.stderr)"
    )
    loaded = []
    for options in ([], ["--output", str(tmp_path / "report.html")]):
        ended = subprocess.run(
            [sys.executable, "-c", code, "check", str(csv_file(HIT)), "--quiet", *options],
            capture_output=True, text=True, check=True, cwd=repository,
            env={"SANCTIONSCREEN_CACHE": str(cache_folder), "SANCTIONSCREEN_STORE": str(tmp_path),
                 "SYSTEMROOT": "C:\\Windows"},
        )  # fmt: skip
        loaded.append(ended.stderr.splitlines()[-1])
    assert loaded == ["[]", "['jinja2']"]
