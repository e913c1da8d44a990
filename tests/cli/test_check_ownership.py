"""``check --ownership``: owned rows fail the gate, are never clear, and say why in every format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Cli = Callable[..., Any]
HIKVISION = "Hangzhou Hikvision Digital Technology Co., Ltd."
OTHER = "Quillfeather Marmalade Works"


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Writes vendors and shares."""

    def write(vendors: list[str], *shares: str) -> tuple[Path, Path]:
        vendors_file, owners = tmp_path / "vendors.csv", tmp_path / "owners.csv"
        rows = "".join(f'V-{n},"{name}"\n' for n, name in enumerate(vendors, start=1))
        vendors_file.write_text(f"id,name\n{rows}", encoding="utf-8")
        lines = "".join(f"{share}\n" for share in shares)
        owners.write_text(f"owner,owned,percent\n{lines}", encoding="utf-8")
        return vendors_file, owners

    return write


def report(cli: Cli, vendors: Path, owners: Path, *more: str | Path) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a run."""
    ended = cli("check", vendors, "--ownership", owners, "--format", "json", *more)
    found: dict[str, Any] = json.loads(ended.out)
    return ended.code, found


def outcomes(found: dict[str, Any]) -> dict[str, str]:
    """Outcome of each row by its query."""
    return {row["query"]: row["outcome"] for row in found["outcomes"]}


def test_a_clear_row_that_a_hit_owns_is_a_hit(cli: Cli, files: Any) -> None:
    """The row comes before its owner in the file; it has no hit of its own, and a reason."""
    vendors, owners = files([CLEAR, HIT], f'"{HIT}","{CLEAR}",50')
    code, found = report(cli, vendors, owners)
    assert code == 1
    assert outcomes(found) == {CLEAR: "hit", HIT: "hit"}
    row = found["outcomes"][0]
    assert row["hits"] == []
    assert row["ownership"]["percent"] == "50"
    (holding,) = row["ownership"]["steps"][0]["holdings"]
    assert (holding["owner"], holding["percent"], holding["line"]) == (HIT, "50", 2)
    assert holding["blocked_as"][0]["listed_id"].startswith("curated-")
    assert "50 %" in row["reason"]
    assert found["verdict"]["owned"] == 1
    assert any("United Kingdom" in note for note in found["run"]["notes"])


def test_the_verdict_says_it_and_the_gate_cannot_be_lowered_under_it(cli: Cli, files: Any) -> None:
    """``--fail-on exact`` lets other hits pass, never an owned row; the line counts them."""
    vendors, owners = files([CLEAR], f'"Ri Yong Gill","{CLEAR}",100')
    ended = cli("check", vendors, "--ownership", owners, "--quiet", "--fail-on", "exact")
    assert ended.code == 1
    assert "owned-by-blocked=1" in ended.verdict


@pytest.mark.parametrize(("percent", "outcome"), [("49.99", "clear"), ("50", "hit")])
def test_less_than_half_is_a_warning(cli: Cli, files: Any, percent: str, outcome: str) -> None:
    """Under 50 % the row stays what it is, with the share as a warning."""
    vendors, owners = files([CLEAR, HIT], f"V-2,V-1,{percent}")
    _, found = report(cli, vendors, owners)
    row = found["outcomes"][0]
    assert row["outcome"] == outcome
    assert any("49.99 %" in text for text in row["warnings"]) is (outcome == "clear")


def test_an_investment_restriction_blocks_nobody(cli: Cli, files: Any) -> None:
    """NS-CMIC freezes no assets: what such a company owns is not blocked."""
    vendors, owners = files([HIKVISION, CLEAR], f'"{HIKVISION}","{CLEAR}",100')
    _, found = report(cli, vendors, owners)
    assert outcomes(found) == {HIKVISION: "hit", CLEAR: "clear"}
    assert found["verdict"]["owned"] == 0


def test_an_owner_that_is_no_row_is_screened_too(cli: Cli, files: Any) -> None:
    """Each party of the file is screened once, on its line, as a row of that file."""
    vendors, owners = files(
        [CLEAR], f'"{HIT}","{OTHER}",80', f'"{OTHER}","{CLEAR}",51', f'"Nobody Inc","{CLEAR}",10'
    )
    code, found = report(cli, vendors, owners)
    assert code == 1
    assert outcomes(found) == {CLEAR: "hit", HIT: "hit", OTHER: "hit", "Nobody Inc": "clear"}
    assert [(row["query"], row["line"]) for row in found["outcomes"][1:]] == [
        (HIT, 2), (OTHER, 2), ("Nobody Inc", 4),
    ]  # fmt: skip
    assert found["verdict"]["rows"] == 4
    assert "owners.csv" in found["run"]["inputs"][-1]
    assert any("3 parties are in no other input" in n for n in found["verdict"]["notes"])


def test_an_owner_that_cannot_be_screened_keeps_the_run_incomplete(cli: Cli, files: Any) -> None:
    """A placeholder for an owner is looked at by nobody, so nothing it owns is clear for sure."""
    vendors, owners = files([CLEAR], f'"N/A","{CLEAR}",60')
    code, found = report(cli, vendors, owners)
    assert (code, found["verdict"]["complete"]) == (3, False)
    assert found["verdict"]["not_screened"] == 1


def test_names_and_ids_of_one_row_are_one_party(cli: Cli, files: Any) -> None:
    """Shares of a row under its id and under its name are added up."""
    vendors, owners = files([CLEAR, HIT], "V-2,V-1,30", f'"{HIT.upper()}","{CLEAR}",20')
    _, found = report(cli, vendors, owners)
    assert found["outcomes"][0]["ownership"]["percent"] == "50"


@pytest.mark.parametrize(
    ("judgement", "outcome"),
    [("false-positive", "clear"), ("true-match", "hit"), ("licensed", "hit")],
)
def test_a_decision_on_the_owner_decides_what_it_owns(
    cli: Cli, files: Any, tmp_path: Path, judgement: str, outcome: str
) -> None:
    """A false positive owns nothing that counts; a licence unblocks nobody."""
    vendors, owners = files([HIT, CLEAR], "V-1,V-2,75")
    cli("check", vendors, "--quiet", "--output", tmp_path / "r.json")
    licence = (
        ("--licence", "GL 1", "--licence-expires", "2027-01-01") if judgement == "licensed" else ()
    )
    decisions = tmp_path / "decisions.yaml"
    hits = json.loads((tmp_path / "r.json").read_text("utf-8"))["outcomes"][0]["hits"]
    for hit in hits:
        ended = cli(
            "decisions", "add", "--report", tmp_path / "r.json", "--row", 1, "--listed",
            hit["listed_id"], "--judgement", judgement, "--reason", "checked", "--reviewer", "A",
            "--expires", "2027-01-01", "--decisions", decisions, *licence,
        )  # fmt: skip
        assert ended.code == 0, ended.err
    _, found = report(cli, vendors, owners, "--decisions", decisions)
    assert outcomes(found)[CLEAR] == outcome
    if outcome == "hit":
        assert "possibly" not in found["outcomes"][1]["reason"]


def test_a_false_positive_on_the_owned_row_does_not_clear_its_ownership(
    cli: Cli, files: Any, tmp_path: Path
) -> None:
    """A row cleared by decision is a hit again when blocked parties own it."""
    vendors, owners = files(["Lazarus Grp", HIT], "V-2,V-1,50")
    cli("check", vendors, "--quiet", "--output", tmp_path / "r.json")
    rows = json.loads((tmp_path / "r.json").read_text("utf-8"))["outcomes"]
    for hit in rows[0]["hits"]:
        cli("decisions", "add", "--report", tmp_path / "r.json", "--row", 1, "--listed",
            hit["listed_id"], "--judgement", "false-positive", "--reason", "r", "--reviewer", "A",
            "--expires", "2027-01-01", "--decisions", tmp_path / "d.yaml")  # fmt: skip
    arguments = ("--decisions", tmp_path / "d.yaml")
    _, plain = report(cli, vendors, owners, *arguments)
    assert plain["outcomes"][0]["outcome"] == "hit"
    assert plain["outcomes"][0]["hits"] == []
    assert plain["outcomes"][0]["decided"]


def test_a_baseline_does_not_make_an_owned_row_known(cli: Cli, files: Any, tmp_path: Path) -> None:
    """The report of the same run as a baseline: the hit is known, the owned row still fails."""
    vendors, owners = files([HIT, CLEAR], "V-1,V-2,50")
    base = tmp_path / "base.json"
    cli("check", vendors, "--ownership", owners, "--quiet", "--output", base)
    ended = cli("check", vendors, "--ownership", owners, "--quiet", "--baseline", base)
    assert ended.code == 1
    assert "known-hits=1" in ended.verdict
    assert cli("check", vendors, "--quiet", "--baseline", base).code == 0


@pytest.mark.parametrize(
    "suffix", ["csv", "jsonl", "html", "xlsx", "parquet", "txt", "sarif", "junit.xml", "md"]
)
def test_every_format_says_that_it_is_owned(
    cli: Cli, files: Any, tmp_path: Path, suffix: str
) -> None:
    """No format shows an owned row as clear, and each gives the percentage."""
    vendors, owners = files([CLEAR, HIT], "V-2,V-1,62.5")
    path = tmp_path / f"report.{suffix}"
    assert cli("check", vendors, "--ownership", owners, "--quiet", "--output", path).code == 1
    text = _text(path)
    assert "62.5 %" in text.replace("&#37;", "%")
    if suffix in ("sarif", "junit.xml", "md"):
        assert CLEAR not in text
        assert HIT not in text
    if suffix == "junit.xml":
        assert 'failures="2"' in text


@pytest.mark.parametrize("name", ["card", "github"])
def test_the_formats_of_the_terminal_say_it_too(cli: Cli, files: Any, name: str) -> None:
    """Cards and annotations; an annotation stands on the line of the owned row."""
    vendors, owners = files([CLEAR, HIT], "V-2,V-1,62.5")
    out = cli("check", vendors, "--ownership", owners, "--format", name).out
    assert "62.5 %" in out.replace("%25", "%")
    if name == "github":
        assert "line=2,title=Owned by blocked parties" in out


def _text(path: Path) -> str:
    """What a file says, whatever its format."""
    if path.suffix == ".xlsx":
        import openpyxl  # type: ignore[import-untyped]

        book = openpyxl.load_workbook(path)
        return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return str(pq.read_table(path).to_pylist())
    return path.read_text(encoding="utf-8")


def test_a_run_with_ownership_replays(cli: Cli, files: Any, tmp_path: Path) -> None:
    """``verify`` works the arithmetic out again, and says where the file is another now."""
    vendors, owners = files([CLEAR, HIT], "V-2,V-1,30", f'"{OTHER}",V-1,20', f'V-2,"{OTHER}",50')
    evidence = tmp_path / "run.evidence"
    cli("check", vendors, "--ownership", owners, "--quiet", "--evidence", evidence)
    ended = cli("verify", evidence, "--ownership", owners)
    assert ended.code == 0, ended.err + ended.out
    assert cli("verify", evidence).code == 0, "the file still lies where it lay"
    owners.write_text(owners.read_text("utf-8").replace("30", "29"), encoding="utf-8")
    assert cli("verify", evidence, "--ownership", owners).code == 3


def test_redacted_evidence_holds_no_name_of_the_ownership(
    cli: Cli, files: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Owners and owned are hashed as names are."""
    monkeypatch.setenv("SANCTIONSCREEN_REDACTION_KEY", "0123456789abcdef")
    vendors, owners = files([CLEAR], f'"{HIT}","{OTHER}",50', f'"{OTHER}","{CLEAR}",50')
    evidence = tmp_path / "run.evidence"
    cli("check", vendors, "--ownership", owners, "--quiet", "--evidence", evidence, "--redact")
    text = evidence.read_text("utf-8")
    assert '"ownership": {' in text
    for name in (CLEAR, HIT, OTHER):
        assert name not in text


def test_a_large_file_waits_for_its_last_row(cli: Cli, tmp_path: Path) -> None:
    """The owner of the first row stands in the last of some thousand: the order stays."""
    names = [CLEAR, *(f"Zebedee Quux {n}" for n in range(2_500)), HIT]
    vendors, owners = tmp_path / "v.csv", tmp_path / "o.csv"
    vendors.write_text("name\n" + "\n".join(names) + "\n", encoding="utf-8")
    owners.write_text(f"owner,owned,percent\n{HIT},{CLEAR},50\n", encoding="utf-8")
    code, found = report(cli, vendors, owners)
    assert code == 1
    assert [row["query"] for row in found["outcomes"]] == names
    assert found["outcomes"][0]["outcome"] == "hit"
