"""Every file in ``examples/`` does what it is there to show, through the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.cli import entry, running

Check = Callable[..., tuple[int, dict[str, Any]]]
CURATED = {
    "curated-ca-2021-12-10",
    "curated-myanmar",
    "curated-north-korea",
    "curated-ns-cmic",
    "curated-uk-2021-12-10",
    "curated-us-2021-12-10",
    "curated-us-7031c-2021-12-10",
}


@pytest.fixture(scope="module")
def examples(repository: Path) -> Path:
    """The folder of examples."""
    return repository / "examples"


@pytest.fixture(scope="module")
def expected(examples: Path) -> list[dict[str, str]]:
    """What is expected of each row of ``counterparties.csv``, in its order."""
    with (examples / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index cache for this module."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def command(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command; gives its exit code, stdout and stderr."""
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(cache_folder))

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = entry.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def check(command: Callable[..., tuple[int, str, str]]) -> Check:
    """Runs ``check`` and gives its exit code and its JSON."""

    def run(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code, out, _ = command("check", *arguments, "--format", "json")
        report: dict[str, Any] = json.loads(out)
        return code, report

    return run


def _ids(hits: list[dict[str, Any]]) -> list[str]:
    return [hit["listed_id"] for hit in hits]


def test_the_expectations_cover_every_kind_of_row(expected: list[dict[str, str]]) -> None:
    """The file is worth testing: hits over all shipped lists, near misses, broken rows."""
    hits = [row for row in expected if row["outcome"] == "hit"]
    broken = [row for row in expected if row["outcome"] == "not-screened"]
    assert len(hits) >= 30
    assert {row["listed_id"].partition(":")[0] for row in hits} == CURATED
    assert sum(bool(row["discounted_id"]) for row in expected) >= 3
    assert len(broken) >= 6
    assert all(row["reason"] for row in broken)
    assert len(expected) - len(hits) - len(broken) >= 65


def test_every_row_ends_as_expected(
    check: Check, examples: Path, expected: list[dict[str, str]]
) -> None:
    """``check`` ends in 1, and each row has its outcome and, first of its hits, its party."""
    code, report = check(examples / "counterparties.csv")
    assert code == 1
    found = report["outcomes"]
    assert [row["row"] for row in found] == [int(row["row"]) for row in expected]
    for row, want in zip(found, expected, strict=True):
        where = f"{want['id']} ({want['why']}): {row['query']}"
        # A row whose fields may have shifted has no id that could be trusted.
        assert row["counterparty_id"] in (want["id"], None), where
        assert row["outcome"] == want["outcome"], where
        assert _ids(row["hits"])[:1] == ([want["listed_id"]] if want["listed_id"] else []), where
        assert want["reason"] in (row["reason"] or ""), where
        if want["outcome"] == "clear":
            discounted = [want["discounted_id"]] if want["discounted_id"] else []
            assert _ids(row["discounted"])[:1] == discounted, where


def test_true_hits_rank_above_everything_else(
    check: Check, examples: Path, expected: list[dict[str, str]]
) -> None:
    """No true hit scores less than another hit of its row, or than any other row reaches."""
    _, report = check(examples / "counterparties.csv", "--threshold", 50)
    true, others = [], []
    for row, want in zip(report["outcomes"], expected, strict=True):
        if want["outcome"] == "hit":
            assert row["hits"][0]["listed_id"] == want["listed_id"], want["why"]
            assert row["hits"][0]["score"] == max(hit["score"] for hit in row["hits"])
            true.append(row["hits"][0]["score"])
        else:
            others += [hit["score"] for hit in (*row["hits"], *row["discounted"])]
    assert others, "at this threshold some near misses must show, or the test proves nothing"
    assert min(true) > max(others)


def test_without_the_true_hits_the_broken_rows_keep_the_gate_shut(
    check: Check, examples: Path, expected: list[dict[str, str]], tmp_path: Path
) -> None:
    """The same file without the true hits ends in 3, and in 0 once the broken rows are allowed."""
    heading, *rows = (examples / "counterparties.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [row for row, want in zip(rows, expected, strict=True) if want["outcome"] != "hit"]
    broken = sum(want["outcome"] == "not-screened" for want in expected)
    rest = tmp_path / "rest.csv"
    rest.write_text(heading + "".join(kept), encoding="utf-8", newline="")

    code, report = check(rest)
    assert (code, report["verdict"]["not_screened"]) == (3, broken)
    assert report["verdict"]["complete"] is False

    code, report = check(rest, "--allow-not-screened", "six rows returned to the ERP team")
    assert (code, report["verdict"]["not_screened"]) == (0, broken)
    assert report["verdict"]["clear"] == len(kept) - broken
    assert report["run"]["overrides"] == ["allow-not-screened: six rows returned to the ERP team"]


@pytest.mark.parametrize(
    ("file", "row_name", "listed_id"),
    [
        ("deny-list.yml", "Dragomír Zelenka", "example-deny-list:D-001"),
        ("deny-list.csv", "Korvath Ship Brokers FZE", "own-deny-list:V-17"),
    ],
)
def test_a_deny_list_adds_its_hit_and_changes_no_other(
    check: Check, examples: Path, file: str, row_name: str, listed_id: str
) -> None:
    """With ``--add-lists`` one clear row becomes a hit; all other rows stay as they were."""
    _, plain = check(examples / "counterparties.csv")
    code, added = check(examples / "counterparties.csv", "--add-lists", examples / file)
    assert code == 1
    changed = [
        (before["outcome"], after)
        for before, after in zip(plain["outcomes"], added["outcomes"], strict=True)
        if before != after
    ]
    assert [(before, after["query"]) for before, after in changed] == [("clear", row_name)]
    assert _ids(changed[0][1]["hits"]) == [listed_id]


def test_the_deny_list_is_sound(
    command: Callable[..., tuple[int, str, str]], examples: Path
) -> None:
    """``lists validate`` finds nothing to complain of in the team's own list."""
    code, out, err = command("lists", "validate", examples / "deny-list.yml")
    assert (code, out) == (0, "")
    assert "sound" in err


def test_the_decisions_are_sound_and_each_is_applied(
    command: Callable[..., tuple[int, str, str]],
    check: Check,
    examples: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reviewed judgements name hits of the example, and none has lost its ground."""
    monkeypatch.setattr(running, "now", lambda: datetime(2026, 11, 24, tzinfo=UTC))
    lists = ("--add-lists", examples / "deny-list.yml")
    code, out, _ = command("decisions", "check", examples / "decisions.yaml", *lists)
    assert (code, [line for line in out.splitlines() if "note: " not in line]) == (0, [])
    _, data = check(
        examples / "counterparties.csv", "--decisions", examples / "decisions.yaml", *lists
    )
    judged = {
        (outcome["counterparty_id"], hit["decision"].split()[1])
        for outcome in data["outcomes"]
        for hit in (*outcome["hits"], *outcome["decided"])
        if hit.get("decision")
    }
    assert judged == {
        ("C-1011", "false-positive"),
        ("C-1010", "licensed"),
        ("C-1018", "true-match"),
    }


def test_the_owners_make_hits_of_what_they_own(check: Check, examples: Path) -> None:
    """Half of a cooperative through a holding; a share under half, and one that is not blocking,
    make none; the owner whom a reviewer cleared owns nothing that counts."""
    arguments = (examples / "counterparties.csv", "--ownership", examples / "owners.csv")
    _, plain = check(*arguments)
    owned = {
        row["counterparty_id"] or row["query"]: row["ownership"]["percent"]
        for row in plain["outcomes"]
        if row["ownership"]
    }
    assert owned == {"C-1025": "50", "C-1014": "60", "Meridian Quay Holding SA": "50"}
    decisions = ("--decisions", examples / "decisions.yaml", "--add-lists",
                 examples / "deny-list.yml")  # fmt: skip
    _, decided = check(*arguments, *decisions)
    found = {row["query"]: row for row in decided["outcomes"]}
    assert found["Usambara Vanilla Growers Union"]["outcome"] == "clear"
    assert decided["verdict"]["owned"] == 2


@pytest.mark.parametrize(("day", "code"), [("2025-01-01", 1), ("2026-01-01", 0)])
def test_a_delisted_party_is_a_hit_on_an_earlier_day_only(
    command: Callable[..., tuple[int, str, str]], examples: Path, day: str, code: int
) -> None:
    """The vessel that left the deny list on 1 June 2025 is found as of a day before that."""
    ended = command(
        "lookup", "Amber Sparrow", "--lists", examples / "deny-list.yml", "--as-of", day
    )
    assert ended[0] == code


def test_each_example_has_its_line(examples: Path) -> None:
    """``examples/README.md`` names every file of the folder, and none that is not there."""
    text = (examples / "README.md").read_text(encoding="utf-8")
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    files = {path.name for path in examples.iterdir() if path.name != "README.md"}
    assert named == files
