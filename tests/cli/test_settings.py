"""Settings on the command line: what is in force, what overrides, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.settings.files import settings_of

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Cli = Callable[..., Any]
Write = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A working directory with a settings file in the one above."""
    folder = tmp_path / "project" / "work"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)

    def write(text: str) -> Path:
        path = folder.parent / "sanctionscreen.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


Project = Callable[[str], Path]


def run_of(ended: Any) -> Any:
    """The record of the run in a JSON report."""
    return json.loads(ended.out)["run"]


def test_check_uses_the_nearest_file(cli: Cli, csv_file: Write, project: Project) -> None:
    """Lists, threshold and outputs of the file are in force, and the run names the file."""
    path = project("lists: [curated-ns-cmic]\nthresholds: 91\noutputs: [hits.csv]\n")
    ended = cli("check", csv_file(HIT), "--format", "json")
    run = run_of(ended)
    assert ended.code == 0
    assert run["threshold"] == 91
    assert list(run["age_days"]) == ["curated-ns-cmic"]
    assert any("sanctionscreen.yaml" in note for note in run["notes"])
    assert (path.parent / "hits.csv").is_file()


def test_the_command_line_overrides_the_file(cli: Cli, csv_file: Write, project: Project) -> None:
    """``--threshold`` replaces every threshold of the file, ``--lists`` its lists."""
    project("lists: [curated-ns-cmic]\nthresholds: {default: 91, measures: {asset-freeze: 99}}\n")
    file = csv_file(HIT)
    assert cli("check", file).code == 0
    ended = cli("check", file, "--lists", "curated-us-2021-12-10", "--threshold", "80",
                "--format", "json")  # fmt: skip
    assert ended.code == 1
    assert run_of(ended)["threshold"] == 80
    added = cli("check", file, "--add-lists", "curated-us-2021-12-10", "--format", "json")
    assert list(run_of(added)["age_days"]) == ["curated-ns-cmic", "curated-us-2021-12-10"]


def test_the_digest_is_in_the_run_record(cli: Cli, csv_file: Write, project: Project) -> None:
    """The run's settings digest is the one that ``settings show`` prints, and changes with a
    setting of the gate."""
    file = csv_file(CLEAR)
    project("gate: {fail_on: strong}\n")
    digest = run_of(cli("check", file, "--format", "json"))["settings_digest"]
    assert digest in cli("settings", "show").out
    project("gate: {fail_on: exact}\n")
    assert run_of(cli("check", file, "--format", "json"))["settings_digest"] != digest


def test_columns_and_date_order_of_the_file(cli: Cli, tmp_path: Path, project: Project) -> None:
    """The mapping of the file reads the columns; ``--column`` replaces it."""
    project("columns: {name: Partner, id: Code}\ndate_order: DMY\n")
    file = tmp_path / "own.csv"
    file.write_text("Code,name,Partner\n7,Ri Yong Gil,Zebedee Quux\n", encoding="utf-8")
    outcomes = json.loads(cli("check", file, "--format", "json").out)["outcomes"]
    assert (outcomes[0]["counterparty_id"], outcomes[0]["outcome"]) == ("7", "clear")
    assert cli("check", file, "--column", "name=name").code == 1


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ("strong", 1),
        ("[{lists: [curated-ns-cmic]}]", 0),
        ("[{measures: [investment-restriction]}]", 0),
        ("[{measures: [asset-freeze]}]", 1),
        ("[{lists: [curated-ns-cmic]}, {score: 90}]", 1),
        ("[{score: 90, lists: [curated-ns-cmic]}]", 0),
    ],
)
def test_the_gate_of_the_file(
    cli: Cli, csv_file: Write, project: Project, gate: str, code: int
) -> None:
    """A hit is gated by any rule of which it fulfils all; else it is reported below the gate."""
    project(f"gate: {{fail_on: {gate}}}\n")
    ended = cli("check", csv_file(HIT))
    assert ended.code == code
    assert "HITS hits=1 " in ended.verdict
    assert ("hits-below-gate=1" in ended.verdict) is (code == 0)


def test_the_gate_may_fail_on_discounted_hits(cli: Cli, tmp_path: Path, project: Project) -> None:
    """A name that only its birth date pushed under the threshold fails where settings say so."""
    file = tmp_path / "born.csv"
    text = (
        "name,birth_date,country\nBenazir Ahmed Khan Lodhi,1801-01-01,BR\n"
        "Benazir Ahmad Khan,1801,BR\n"
    )
    file.write_text(text, encoding="utf-8")
    before = cli("check", file, "--lists", "curated-us-2021-12-10")
    project("gate: {discounted: true}\n")
    after = cli("check", file, "--lists", "curated-us-2021-12-10")
    assert " discounted=0 " not in before.verdict
    assert before.code == 0
    assert after.code == 1
    assert "gated-discounted=" in after.verdict


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("treshold: 80\n", ("sanctionscreen.yaml:1", "treshold", "'thresholds'")),
        ("thresholds: {lists: {curated-ns-cmik: 80}}\n", (":1", "curated-ns-cmik", "ns-cmic")),
        ("gate: {fail_on: [{lists: [ofac-sdm]}]}\n", (":1", "ofac-sdm", "ofac-sdn")),
        ("lists: [ofac-sdm]\n", ("ofac-sdm", "ofac-sdn")),
        ("allow_stale: fine\n", (":1", "allow_stale")),
    ],
)
def test_faults_end_in_2(
    cli: Cli, csv_file: Write, project: Project, text: str, words: tuple[str, ...]
) -> None:
    """A key, value or list id that does not exist ends every command in 2, with its place."""
    project(text)
    for arguments in (("check", csv_file(CLEAR)), ("lookup", CLEAR)):
        ended = cli(*arguments)
        assert ended.code == 2
        assert ended.out == ""
        assert all(word in ended.err for word in words), ended.err


def test_a_named_file_counts_instead(cli: Cli, project: Project, tmp_path: Path) -> None:
    """``--settings`` hides the nearest file; a missing one is 2."""
    project("thresholds: 99\n")
    own = tmp_path / "own.yaml"
    own.write_text("thresholds: 60\n", encoding="utf-8")
    assert "default: 60.0" in cli("settings", "show", "--settings", own).out
    assert cli("settings", "show", "--settings", tmp_path / "none.yaml").code == 2


def test_show_prints_values_origins_and_digest(
    cli: Cli, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each value stands with the file and line, the variable, or the default it comes from, and
    the whole is a settings file with the same digest."""
    path = project("thresholds:\n  default: 80\n  measures: {entry-ban: 90}\n")
    monkeypatch.setenv("SANCTIONSCREEN_STORE", "kept")
    text = cli("settings", "show").out
    assert f"  default: 80.0  # {path}:2" in text
    assert f'  measures: {{"entry-ban": 90.0}}  # {path}:3' in text
    assert 'store: "kept"  # environment SANCTIONSCREEN_STORE' in text
    assert "max_hits: 50  # default" in text
    digest = text.splitlines()[0].rpartition(" ")[2]
    assert settings_of(text.encode(), "shown").digest == digest


def test_lookup_and_explain_use_the_file(cli: Cli, project: Project) -> None:
    """Lists and thresholds hold for single names too."""
    project("lists: [curated-ns-cmic]\nthresholds: {lists: {curated-ns-cmic: 95}}\n")
    assert cli("lookup", HIT).code == 0
    against = ("explain", "Sensetme Group", "--against", "curated-ns-cmic:33114", "--format")
    data = json.loads(cli(*against, "json").out)
    assert data["threshold"] == 95
    assert data["is_hit"] is (data["score"] >= 95)
