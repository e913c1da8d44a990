"""``decisions add`` and ``decisions check``, and what ``check`` shows of decisions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from sanctionscreen.cli import deciding

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
LISTED = "curated-us-2021-12-10:33936"
ANSWERS = (
    "--judgement", "false-positive", "--reason", "Another birth date", "--reviewer", "A. Able",
    "--expires", "2027-05-31",
)  # fmt: skip
Cli = Callable[..., Any]


@pytest.fixture
def vendors(tmp_path: Path) -> Path:
    """Two rows that are hits, and one that is clear."""
    path = tmp_path / "vendors.csv"
    path.write_text(f"id,name\nV1,{HIT}\nV2,Sensetime Group Ltd\nV3,{CLEAR}\n", encoding="utf-8")
    return path


@pytest.fixture
def report(cli: Cli, vendors: Path, tmp_path: Path) -> Path:
    """A report of them."""
    path = tmp_path / "report.json"
    assert cli("check", vendors, "--output", path, "--quiet").code == 1
    return path


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    """Where decisions go."""
    return tmp_path / "decisions.yaml"


@pytest.fixture
def add(cli: Cli, report: Path, decisions: Path) -> Callable[..., Any]:
    """Adds a decision on a row of the report."""

    def run(row: int, *arguments: str) -> Any:
        return cli(
            "decisions", "add", "--report", report, "--row", str(row), "--decisions", decisions,
            *arguments,
        )  # fmt: skip

    return run


Add = Callable[..., Any]


def test_a_decision_from_a_report_row_is_applied(
    cli: Cli, vendors: Path, add: Add, decisions: Path
) -> None:
    """Added from a report, it sets its own hit aside, and no other."""
    added = add(1, *ANSWERS)
    assert added.code == 0
    ended = cli("check", vendors, "--decisions", decisions, "--format", "json")
    data = json.loads(ended.out)
    assert ended.code == 1
    outcomes = [o["outcome"] for o in data["outcomes"]]
    assert outcomes == ["clear-by-decision", "hit", "clear"]
    (decided,) = data["outcomes"][0]["decided"]
    assert (decided["status"], decided["listed_id"]) == ("decided", LISTED)
    assert added.out.strip() in decided["decision"]
    assert "hits=1 clear=1 clear-by-decision=1 " in ended.verdict
    assert "decided-hits=1" in ended.verdict
    assert data["verdict"]["decided_hits"] == 1
    assert any("decisions of" in note for note in data["run"]["notes"])


def test_decisions_change_the_run_id(cli: Cli, vendors: Path, add: Add, decisions: Path) -> None:
    """Other decisions are another run."""

    def run_id(*arguments: object) -> str:
        ended = cli("check", vendors, *arguments, "--format", "json")
        return str(json.loads(ended.out)["run"]["run_id"])

    add(1, *ANSWERS)
    first = run_id("--decisions", decisions)
    add(2, *ANSWERS)
    assert len({first, run_id("--decisions", decisions), run_id()}) == 3


def test_decided_hits_are_shown_when_asked_for(
    cli: Cli, vendors: Path, add: Add, decisions: Path
) -> None:
    """Table and card count them, and list them with --show-decided; CSV always has them."""
    add(1, *ANSWERS)
    for form in ("table", "card"):
        short = cli("check", vendors, "--decisions", decisions, "--format", form).out
        whole = cli("check", vendors, "--decisions", decisions, "--format", form,
                    "--show-decided").out  # fmt: skip
        assert "RI, Yong Gil" not in short
        assert "1 hit suppressed by decisions" in " ".join(short.split())
        assert "RI, Yong Gil" in whole
        assert "Another birth date" in " ".join(whole.split())
    text = cli("check", vendors, "--decisions", decisions, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["status"] for row in rows] == ["decided", "open", ""]
    assert "A. Able" in rows[0]["decision"]


def test_decided_hits_use_up_no_place(
    cli: Cli, tmp_path: Path, add: Add, decisions: Path, vendors: Path
) -> None:
    """With --top 1 and max_hits 1 the hit that is left is the one that is shown."""
    add(1, *ANSWERS)
    top = cli("check", vendors, "--decisions", decisions, "--top", "1").out
    assert "SENSETIME" in top
    assert "not shown here" not in top
    names = tmp_path / "two.csv"
    names.write_text("id,name\nV1,Ri Yong Gil\n", encoding="utf-8")
    own = tmp_path / "team.csv"
    own.write_text("id,name\nX-1,Ri Yong Gil\n", encoding="utf-8")
    settings = tmp_path / "s.yaml"
    settings.write_text("max_hits: 1\ndecisions: decisions.yaml\n", encoding="utf-8")
    ended = cli("check", names, "--settings", settings, "--add-lists", own, "--format", "json")
    (outcome,) = json.loads(ended.out)["outcomes"]
    assert ended.code == 1
    assert [h["list"] for h in outcome["hits"]] == ["own-team"]
    assert [h["listed_id"] for h in outcome["decided"]] == [LISTED]


def test_the_settings_name_the_file(
    cli: Cli, report: Path, tmp_path: Path, vendors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``decisions:`` in the settings serves both commands; without any, adding is refused."""
    monkeypatch.chdir(tmp_path)
    arguments = ("decisions", "add", "--report", report, "--row", "1", *ANSWERS)
    assert cli(*arguments).code == 2
    (tmp_path / "sanctionscreen.yaml").write_text("decisions: own.yaml\n", encoding="utf-8")
    assert cli(*arguments).code == 0
    assert (tmp_path / "own.yaml").is_file()
    assert "clear-by-decision=1" in cli("check", vendors).verdict


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (("--row", "9"), "no row 9"),
        (("--row", "3"), "no row 3|no hit"),
        (("--listed", "ofac-sdn:1"), LISTED),
        (("--judgement", "maybe"), "judgement"),
        (("--reason", " "), "empty"),
        (("--expires", "soon"), "YYYY-MM-DD"),
        (("--expires", "2026-11-22"), "within 5 years"),
        (("--expires", "2207-05-31"), "within 5 years"),
        (("--licence", "L-1"), "licensed"),
        (("--judgement", "licensed"), "licence"),
        (("--second-reviewer", "a. ABLE"), "reviewer too"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    add: Add, decisions: Path, change: tuple[str, str], word: str
) -> None:
    """Nothing is written, and the message says what to do."""
    ended = add(1, *ANSWERS, *change)
    assert ended.code == 2
    assert any(each in ended.err for each in word.split("|")), ended.err
    assert not decisions.exists()


def test_several_hits_need_a_choice(cli: Cli, tmp_path: Path, decisions: Path) -> None:
    """Of two hits of a row, --listed says which; the message names both."""
    own = tmp_path / "team.csv"
    own.write_text("id,name\nX-1,Ri Yong Gil\n", encoding="utf-8")
    names, report = tmp_path / "one.csv", tmp_path / "two.json"
    names.write_text("id,name\nV1,Ri Yong Gil\n", encoding="utf-8")
    cli("check", names, "--add-lists", own, "--output", report, "--quiet")
    command = ("decisions", "add", "--report", report, "--row", "1", "--decisions", decisions)
    refused = cli(*command, *ANSWERS)
    assert refused.code == 2
    assert LISTED in refused.err
    assert "own-team:X-1" in refused.err
    assert cli(*command, *ANSWERS, "--listed", "own-team:X-1").code == 0
    assert "own-team:X-1" in decisions.read_text("utf-8")
    assert LISTED not in decisions.read_text("utf-8")


def test_a_pair_is_decided_once(add: Add, decisions: Path) -> None:
    """A second decision on a pair is refused with the line of the first; the file stays."""
    add(1, *ANSWERS)
    before = decisions.read_bytes()
    ended = add(1, *ANSWERS)
    assert ended.code == 2
    assert "decisions.yaml:3" in ended.err
    assert decisions.read_bytes() == before


def test_a_terminal_is_asked_for_what_is_missing(
    add: Add, decisions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judgement, reason, reviewer, expiry and licence; what cannot be read is asked for again."""
    assert add(1).code == 2
    typed: Iterator[str] = iter(
        ["perhaps", "licensed", "Within the licence", "A. Able", "tomorrow", "2027-05-31", "L-9",
         "2027-01-31"]
    )  # fmt: skip
    asked: list[str] = []

    def prompt(label: str, **_: object) -> str:
        asked.append(label)
        return next(typed)

    monkeypatch.setattr(typer, "prompt", prompt)
    monkeypatch.setattr(deciding, "is_terminal", lambda: True)
    ended = add(1)
    assert ended.code == 0, ended.err
    assert list(typed) == []
    text = decisions.read_text("utf-8")
    assert 'number: "L-9"' in text
    assert "expires: 2027-01-31" in text
    assert len(asked) == 8


def test_the_lint_names_each_problem_with_its_line(cli: Cli, add: Add, decisions: Path) -> None:
    """0 for a sound file; 2 for one that is not, all problems at once."""
    add(1, *ANSWERS)
    sound = cli("decisions", "check", decisions)
    assert (sound.code, sound.out) == (0, "")
    assert "sound: 1 decision" in sound.err
    good = decisions.read_text("utf-8")
    decisions.write_text(good.replace("curated-us-2021-12-10:", "curated-us:"), encoding="utf-8")
    ended = cli("decisions", "check", decisions)
    assert ended.code == 2
    assert f"{decisions}:3 [listed]:" in ended.out
    broken = good.replace("reviewer:", "reviwer:").replace("2027-05-31", "never")
    decisions.write_text(broken, encoding="utf-8")
    ended = cli("decisions", "check", decisions)
    assert ended.code == 2
    assert "reviwer" in ended.out
    assert "never" in ended.out
    decisions.write_text(good.replace("2027-05-31", "2026-11-30"), encoding="utf-8")
    soon = cli("decisions", "check", decisions)
    assert soon.code == 0
    assert "note: " in soon.out
    assert "in 7 days" in soon.out
    assert cli("decisions", "check", decisions.with_name("none.yaml")).code == 2


def test_the_lint_knows_the_lists_of_the_settings(
    cli: Cli, add: Add, decisions: Path, tmp_path: Path
) -> None:
    """A list of one's own is known where the settings name its file."""
    add(1, *ANSWERS)
    text = decisions.read_text("utf-8").replace("curated-us-2021-12-10:", "own-team:")
    decisions.write_text(text, encoding="utf-8")
    (tmp_path / "team.csv").write_text("id,name\nX-1,Ri Yong Gil\n", encoding="utf-8")
    settings = tmp_path / "s.yaml"
    settings.write_text("add_lists: [team.csv]\n", encoding="utf-8")
    assert cli("decisions", "check", decisions).code == 2
    assert cli("decisions", "check", decisions, "--settings", settings).code == 0


def test_no_output_overwrites_decisions_or_baseline(
    cli: Cli, vendors: Path, add: Add, decisions: Path, report: Path
) -> None:
    """They are inputs, and refused as outputs."""
    add(1, *ANSWERS)
    ended = cli("check", vendors, "--baseline", report, "--output", report)
    assert ended.code == 2
    copy = decisions.with_suffix(".txt")
    copy.write_bytes(decisions.read_bytes())
    assert cli("check", vendors, "--decisions", copy, "--output", copy).code == 2
    assert copy.read_bytes() == decisions.read_bytes()
