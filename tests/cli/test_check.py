"""``check``: what goes where, several files, and output files that are whole or not there."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import sanctionscreen.screening
from sanctionscreen.cli import progress
from sanctionscreen.gate import Tallier
from sanctionscreen.model import RowOutcome

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Cli = Callable[..., Any]
Write = Callable[..., Path]


def test_data_goes_to_stdout_and_the_verdict_to_stderr(cli: Cli, csv_file: Write) -> None:
    """stdout holds the report only, stderr one verdict line."""
    ended = cli("check", csv_file(HIT, CLEAR), "--format", "jsonl")
    assert [json.loads(line)["outcome"] for line in ended.out.splitlines()] == ["hit", "clear"]
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("sanctionscreen: HITS hits=1 clear=1 ")
    assert "curated-us-2021-12-10@2025-11-19(369d)" in ended.err


def test_quiet_prints_the_verdict_only(cli: Cli, csv_file: Write) -> None:
    """``--quiet`` leaves stdout empty."""
    ended = cli("check", csv_file(HIT), "--quiet")
    assert ended.out == ""
    assert ended.err.count("\n") == 1
    assert ended.code == 1


def test_the_table_fits_80_columns(cli: Cli, csv_file: Write) -> None:
    """Where stdout is no terminal, no line of a real report is wider than 80 cells."""
    names = (HIT, "SenseTime Group Ltd", "Benazir Ahmed", "朝鲜 " * 40, "***", CLEAR)
    ended = cli("check", csv_file(*names), "--show-clear")
    assert "RI, Yong Gil" in ended.out
    assert max(map(cell_len, ended.out.splitlines())) <= 80


def test_a_hit_shows_its_list_programme_effect_and_date(cli: Cli, csv_file: Write) -> None:
    """SenseTime is an investment restriction of 10 December 2021, and not blocking."""
    text = " ".join(cli("check", csv_file("Sensetime Group Ltd")).out.split())
    for fact in ("curated-ns-cmic", "NS-CMIC", "not blocking", "listed 2021-12-10"):
        assert fact in text


def test_curated_lists_only_is_said_everywhere(cli: Cli, csv_file: Write) -> None:
    """With no official list loaded, the verdict and the report say so."""
    file = csv_file(CLEAR)
    note = "curated lists only; official lists not loaded"
    table = cli("check", file)
    assert note in table.verdict
    assert note in " ".join(table.out.split())
    assert note in json.loads(cli("check", file, "--format", "json").out)["run"]["notes"]


def test_run_id_depends_on_what_was_screened_only(cli: Cli, csv_file: Write) -> None:
    """Same rows, lists and settings give the same id; other ones another."""

    def run_id(*arguments: object) -> str:
        return str(json.loads(cli("check", *arguments, "--format", "json").out)["run"]["run_id"])

    file, copy = csv_file(HIT), csv_file(HIT, name="copy.csv")
    first = run_id(file)
    assert run_id(copy) == first
    others = {
        run_id(csv_file(CLEAR, name="other.csv")),
        run_id(file, "--threshold", "75"),
        run_id(file, "--lists", "curated-us-2021-12-10"),
        run_id(file, "--as-of", "2025-12-19", "--allow-reconstructed", "x"),
    }
    assert len(others) == 4
    assert first not in others


def test_same_bytes_outside_run_for_two_hash_seeds(
    process: Callable[..., Any], csv_file: Write
) -> None:
    """Two processes with other hash seeds write the same bytes, but for ``run``."""
    file = csv_file(HIT, "SenseTime Group", "Benazir Ahmed", "***", CLEAR)
    outputs = [
        process("check", file, "--format", form, PYTHONHASHSEED=seed).stdout
        for form in ("csv", "json")
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert b"RI, Yong Gil" in outputs[0]
    texts = [[line for line in out.splitlines() if b'"run":' not in line] for out in outputs[2:]]
    assert texts[0] == texts[1]


def test_rows_in_are_outcomes_out(cli: Cli, csv_file: Write) -> None:
    """Every row is in the output, in order, with its line in the file."""
    names = (CLEAR, "***", HIT, CLEAR)
    outcomes = json.loads(cli("check", csv_file(*names), "--format", "json").out)["outcomes"]
    assert [(o["row"], o["line"]) for o in outcomes] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert [o["outcome"] for o in outcomes] == ["clear", "not-screened", "hit", "clear"]


def test_several_files_are_one_run(cli: Cli, csv_file: Write) -> None:
    """Rows of all files are screened in order, all inputs are recorded, and a note says that
    rows start anew in each."""
    first, second = csv_file(CLEAR, name="a.csv"), csv_file(HIT, name="b.csv")
    ended = cli("check", first, second, "--format", "json")
    data = json.loads(ended.out)
    assert [o["row"] for o in data["outcomes"]] == [1, 1]
    assert [name.split(" ")[0] for name in data["run"]["inputs"]] == [str(first), str(second)]
    assert any("several inputs" in note for note in data["run"]["notes"])
    assert "rows=2" in ended.verdict


def test_stdin_is_read(process: Callable[..., Any]) -> None:
    """``-`` screens what comes in."""
    ended = process("check", "-", "--quiet", stdin=b"name\nRi Yong Gil\n")
    assert ended.returncode == 1
    assert b"HITS hits=1" in ended.stderr


def test_empty_stdin_is_3(process: Callable[..., Any]) -> None:
    """An upstream command that wrote nothing is no clear run."""
    ended = process("check", "-", stdin=b"")
    assert ended.returncode == 3
    assert b"Traceback" not in ended.stderr


def test_columns_are_mapped(cli: Cli, tmp_path: Path) -> None:
    """``--column`` names where a field is, and that field decides."""
    file = tmp_path / "vendors.csv"
    file.write_text(f"Lieferant,Zusatz\n{CLEAR},{HIT}\n")
    assert cli("check", file, "--column", "name=Zusatz").code == 1
    assert cli("check", file, "--column", "name=Lieferant").code == 0


def test_threshold_is_used(cli: Cli, csv_file: Write) -> None:
    """Raising the threshold drops a hit that was below it."""
    file = csv_file("Sensetime")
    score = json.loads(cli("check", file, "--format", "jsonl").out)["hits"][0]["score"]
    assert cli("check", file, "--threshold", str(score)).code == 1
    assert cli("check", file, "--threshold", str(score + 0.2)).code == 0


def test_weak_alias_policy_is_used(cli: Cli, csv_file: Write) -> None:
    """A weak alias alone is a weak hit by default, and none when ignored."""
    arguments = ("check", csv_file("Ka Pa Sa"), "--lists", "curated-us-2021-12-10")
    weak = cli(*arguments, "--format", "jsonl")
    assert json.loads(weak.out)["hits"][0]["band"] == "weak"
    assert cli(*arguments, "--weak-aliases", "ignore").code == 0


def test_lists_replace_and_add_lists_add(cli: Cli, csv_file: Write) -> None:
    """``--lists`` replaces the default set, ``--add-lists`` adds to it."""
    file = csv_file(HIT)
    assert cli("check", file, "--lists", "curated-ns-cmic").code == 0
    added = cli("check", file, "--lists", "curated-ns-cmic", "--add-lists", "curated-us-2021-12-10")
    assert added.code == 1
    assert "lists=curated-ns-cmic@2025-12-19(339d),curated-us-2021-12-10@" in added.verdict


def test_output_files_by_suffix(cli: Cli, csv_file: Write, tmp_path: Path) -> None:
    """Several outputs at once; CSV has a byte order mark, rows-only ones a run file beside."""
    suffixes = ("csv", "json", "jsonl", "txt")
    outputs = [tmp_path / f"hits.{suffix}" for suffix in suffixes]
    options = [item for output in outputs for item in ("--output", output)]
    ended = cli("check", csv_file(HIT, CLEAR), *options)
    assert ended.code == 1
    names = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("hits"))
    beside = ["hits.csv.run.json", "hits.jsonl.run.json"]
    assert names == sorted([f"hits.{suffix}" for suffix in suffixes] + beside)
    assert outputs[0].read_bytes().startswith(b"\xef\xbb\xbfrun_id,")
    assert not outputs[1].read_bytes().startswith(b"\xef\xbb\xbf")
    with outputs[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    run = json.loads((tmp_path / "hits.csv.run.json").read_text(encoding="utf-8"))
    assert {row["run_id"] for row in rows} == {run["run"]["run_id"]}
    assert run["verdict"]["exit_code"] == 1
    assert run["lists"]
    assert "RI, Yong Gil" in ended.out


def test_top_shortens_the_screen_and_not_the_file(
    cli: Cli, csv_file: Write, tmp_path: Path
) -> None:
    """``--top`` is for the screen; an output file is whole."""
    output = tmp_path / "hits.txt"
    ended = cli("check", csv_file(HIT, "SenseTime Group"), "--top", "1", "--output", output)
    assert "1 more hit, not shown here" in ended.out
    assert "hits=2" in ended.verdict
    assert "not shown" not in output.read_text(encoding="utf-8")


@pytest.mark.parametrize("output", ["vendors.csv", "sub/../vendors.csv", "hits.jsonl"])
def test_no_input_is_overwritten(cli: Cli, csv_file: Write, tmp_path: Path, output: str) -> None:
    """An output that is the input, by whatever path, or whose run file is, is refused."""
    (tmp_path / "sub").mkdir()
    file = csv_file(CLEAR, name="hits.jsonl.run.json" if output == "hits.jsonl" else "vendors.csv")
    before = file.read_bytes()
    assert cli("check", file, "--output", tmp_path / output).code == 2
    assert file.read_bytes() == before


def test_one_output_is_not_written_twice(cli: Cli, csv_file: Write, tmp_path: Path) -> None:
    """The same output named twice is refused."""
    output = tmp_path / "hits.csv"
    assert cli("check", csv_file(CLEAR), "--output", output, "--output", output).code == 2
    assert not output.exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("boom")])
def test_an_interrupted_run_leaves_no_file_that_looks_whole(
    cli: Cli,
    csv_file: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:
    """After Ctrl-C or a crash the old output is as it was, and nothing new is beside it."""

    def breaking_off(*_: object, **__: object) -> Iterator[RowOutcome]:
        raise error
        yield

    file, output = csv_file(CLEAR), tmp_path / "hits.csv"
    output.write_text("the last good run")
    monkeypatch.setattr(sanctionscreen.screening, "iter_outcomes", breaking_off)
    assert cli("check", file, "--output", output).code == 3
    assert output.read_text() == "the last good run"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hits.csv", "vendors.csv"]


def test_a_closed_pipe_is_no_traceback(
    csv_file: Write, repository: Path, cache_folder: Path
) -> None:
    """A reader that stops early ends in one line and 3: the report did not arrive whole."""
    file = csv_file(*[CLEAR] * 5000)
    command = [sys.executable, "-m", "sanctionscreen.cli", "check", str(file), "--format", "jsonl"]
    environment = os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=repository,
        env=environment,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        message = child.stderr.read().decode()
    assert child.returncode == 3
    assert message.count("\n") == 1
    assert "standard output" in message


def test_letters_that_an_encoding_lacks_do_not_crash(
    process: Callable[..., Any], csv_file: Write
) -> None:
    """With an ASCII console, data is UTF-8 all the same."""
    file = csv_file("上海 Ⅻ Сбербанк", "***")
    for encoding in ("ascii", "cp1252"):
        ended = process("check", file, "--show-clear", PYTHONIOENCODING=encoding)
        assert b"Traceback" not in ended.stderr
        assert "Сбербанк" in ended.stdout.decode("utf-8")


def test_progress_shows_on_a_terminal_after_a_second(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing within a second, then the rows so far, and no trace at the end."""
    clock = iter([0.0, 0.5, 1.5, 1.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = progress.Progress()
    shown.update(Tallier())
    assert capsys.readouterr().err == ""
    shown.update(Tallier())
    assert "0 rows screened" in capsys.readouterr().err
    shown.clear()
    assert capsys.readouterr().err.endswith("\r")


def test_no_progress_where_stderr_is_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A CI log gets the verdict line only."""
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    shown = progress.Progress()
    shown.update(Tallier())
    shown.clear()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_disk_is_never_clear(
    csv_file: Write, repository: Path, cache_folder: Path, stream: str
) -> None:
    """A report that cannot be written ends in 3; a verdict line that cannot keeps its code."""
    command = [sys.executable, "-m", "sanctionscreen.cli", "check", str(csv_file(CLEAR))]
    environment = os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Path("/dev/full").open("wb") as full:
        pipes[stream] = full
        ended = subprocess.run(command, **pipes, cwd=repository, env=environment, check=False)
    assert ended.returncode == (3 if stream == "stdout" else 0)
    assert b"Traceback" not in (ended.stderr or b"")
