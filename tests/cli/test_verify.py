"""``check --evidence`` and ``verify``: a run is replayed, and every change is found."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from list_builders import un_list
from pipeline_builders import ALIAS, LIST, VENDORS, Pipeline

from sanctionscreen.cli import running

KEY = "SANCTIONSCREEN_REDACTION_KEY"
SECRET = "a key of thirty-two characters!!"


@pytest.fixture
def recorded(pipeline: Pipeline) -> Path:
    """The evidence of a run with one hit left and one decided."""
    pipeline.gate()
    pipeline.decide(1)
    path = pipeline.folder / "run.evidence"
    assert pipeline.gate("--evidence", path).code == 1
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    """The records of an evidence file."""
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_run_replays_identically(
    pipeline: Pipeline, recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year later, from the rows in the file or from the input: 0, and the words."""
    moment = running.now().replace(year=2027)
    monkeypatch.setattr(running, "now", lambda: moment)
    for more in ((), ("--input", "vendors.csv")):
        ended = pipeline.cli("verify", recorded, *more)
        assert ended.code == 0
        assert ended.verdict == (
            "sanctionscreen: IDENTICAL rows=3, 1 list, started 2026-11-23T09:00:00+00:00"
        )
        assert ended.out == ""


def test_the_file_says_what_an_examiner_asks(recorded: Path) -> None:
    """Version, settings, input, lists, rows with hits, decisions and verdict, as plain JSON."""
    head, *rows, end, seal = lines(recorded)
    assert head["evidence_version"] == 2
    assert head["run"]["tool_version"]
    assert head["run"]["started"] == "2026-11-23T09:00:00+00:00"
    assert head["inputs"][0]["name"] == "vendors.csv"
    assert len(head["inputs"][0]["sha256"]) == 64
    assert ["name", "name"] in head["inputs"][0]["columns"]
    assert head["lists"][0]["id"] == "team-list"
    assert len(head["lists"][0]["sha256"]) == 64
    assert head["lists"][0]["published"] == "2026-11-01"
    assert head["settings"]["thresholds"]
    assert [row["outcome"]["outcome"] for row in rows] == ["clear-by-decision", "hit", "clear"]
    assert "A. Able" in rows[0]["outcome"]["decided"][0]["decision"]
    assert rows[1]["counterparty"]["names"][0]["text"] == "Blue Harbour Commodities Trading"
    assert end["verdict"]["exit_code"] == 1
    assert end["rows"] == 3
    assert set(seal) == {"sha256"}


def test_every_changed_byte_of_the_file_is_found(pipeline: Pipeline, recorded: Path) -> None:
    """A digit of a score, a letter of a name, a blank, the digest: never identical, and said."""
    whole = recorded.read_bytes()
    at = whole.index(b'"score": ') + len(b'"score": ')
    seal = whole.rindex(b'"sha256"')
    last = (seal - 1, seal + 9, seal + 20, len(whole) - 2)
    for place in (at, whole.index(b"Blue Harbour"), whole.index(b'"exit_code": ') + 13, 40, *last):
        changed = bytearray(whole)
        changed[place] ^= 1
        recorded.write_bytes(changed)
        ended = pipeline.cli("verify", recorded)
        assert ended.code in (1, 3)
        assert "IDENTICAL" not in ended.err
        if ended.code == 1:
            assert "sha256 is not that in its last line" in ended.out
    for old, new in (
        (b'"decided": []', b'"decided": [ ]'),
        (b'{"sha256": "', b'{"sha256":  "'),
    ):
        before, found, after = whole.rpartition(old)
        assert found
        recorded.write_bytes(before + new + after)
        ended = pipeline.cli("verify", recorded)
        assert (ended.code, ended.verdict) == (1, "sanctionscreen: DIFFERS 1 difference rows=3")


def test_what_an_outcome_was_changed_from_is_said(pipeline: Pipeline, recorded: Path) -> None:
    """A hit edited out of the file is a difference with its row and place."""
    first, second, third, *rest = recorded.read_text(encoding="utf-8").splitlines(keepends=True)
    record = json.loads(third)
    record["outcome"] |= {"outcome": "clear", "hits": []}
    third = json.dumps(record, ensure_ascii=False) + "\n"
    recorded.write_text("".join([first, second, third, *rest]), encoding="utf-8")
    ended = pipeline.cli("verify", recorded)
    assert ended.code == 1
    assert "row 2: outcome.outcome: 'clear' recorded, 'hit' replayed" in ended.out
    assert "row 2: outcome.hits[0]: nothing recorded" in ended.out


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("vendors.csv", VENDORS.replace("Nordlys", "Nordlis"), "input vendors.csv: sha256 "),
        ("vendors.csv", VENDORS + "V4,Dragomir Zelenka,\n", "row 4: nothing recorded"),
        ("team.yml", ALIAS, "is not here"),
    ],
)
def test_a_changed_input_list_or_decision_is_found(
    pipeline: Pipeline, recorded: Path, name: str, text: str, words: str
) -> None:
    """Other bytes than those of the run never replay as identical, and are named."""
    pipeline.write(name, text)
    ended = pipeline.cli("verify", recorded, "--input", "vendors.csv")
    assert ended.code in (1, 3)
    assert words in ended.out + ended.err


def test_decisions_that_moved_on_change_no_record(pipeline: Pipeline, recorded: Path) -> None:
    """The decisions of the day are in the file: a later edit changes nothing; another file given
    for them is refused, and so is one that the run did not have."""
    kept = pipeline.decisions.read_bytes()
    pipeline.write("decisions.yaml", "decisions: []\n")
    assert pipeline.cli("verify", recorded).code == 0
    ended = pipeline.cli("verify", recorded, "--decisions", "decisions.yaml")
    assert ended.code == 3
    assert "this is not the decisions file of the run" in ended.err
    pipeline.decisions.write_bytes(kept)
    assert pipeline.cli("verify", recorded, "--decisions", "decisions.yaml").code == 0
    assert pipeline.cli("verify", recorded, "--baseline", pipeline.report).code == 2


def test_own_list_may_lie_elsewhere(pipeline: Pipeline, recorded: Path) -> None:
    """Where a list was moved, an option names it; without it it is 3, and says which."""
    (pipeline.folder / "team.yml").rename(pipeline.folder / "kept-team.yml")
    pipeline.decisions.unlink()
    ended = pipeline.cli("verify", recorded)
    assert ended.code == 3
    assert "the list team-list of 2026-11-01" in ended.err
    assert "--lists FILE" in ended.err
    assert pipeline.cli("verify", recorded, "--lists", "kept-team.yml").code == 0


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("run", "run_id"), "0123456789abcdef"),
        (("run", "settings_digest"), "0" * 64),
        (("run", "threshold"), 50.0),
        (("run", "overrides"), ["allow-stale: the auditor agreed"]),
        (("run", "age_days"), {"team-list": 0}),
        (("run", "inputs"), ["others.csv sha256:00"]),
        (("lists", 0, "parties"), 3),
        (("inputs", 0, "columns"), [["name", "Supplier"]]),
        (("decisions_text",), "decisions: []\n"),
    ],
)
def test_a_head_that_was_edited_and_sealed_again_is_found(
    pipeline: Pipeline, recorded: Path, path: tuple[str | int, ...], value: object
) -> None:
    """Anybody can make a digest anew: what the head says is replayed as well."""
    head, *rest = recorded.read_text(encoding="utf-8").splitlines(keepends=True)
    record = json.loads(head)
    place = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    text = "".join([json.dumps(record, ensure_ascii=False) + "\n", *rest[:-1]])
    digest = hashlib.sha256(text.encode()).hexdigest()
    recorded.write_text(text + json.dumps({"sha256": digest}) + "\n", encoding="utf-8")
    ended = pipeline.cli("verify", recorded, "--input", "vendors.csv")
    assert ended.code in (1, 3)
    assert "sha256 is not that in its last line" not in ended.out
    assert str(path[-1]).partition("_")[0] in ended.out + ended.err


def test_the_log_and_verify_name_the_same_digest(pipeline: Pipeline) -> None:
    """The sha256 of the whole file goes into the log of the run, where an editor cannot reach."""
    path = pipeline.folder / "run.evidence"
    ran = pipeline.gate("--evidence", path)
    line = f"sanctionscreen: evidence {path} sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert line in ran.err.splitlines()
    assert line in pipeline.cli("verify", path).err.splitlines()


def test_a_baseline_is_part_of_the_record(pipeline: Pipeline) -> None:
    """A run against a baseline replays with the same baseline, and with no other."""
    pipeline.gate()
    before = pipeline.folder / "before.json"
    before.write_bytes(pipeline.report.read_bytes())
    path = pipeline.folder / "run.evidence"
    assert pipeline.gate("--baseline", before, "--evidence", path).code == 0
    assert pipeline.cli("verify", path).code == 3
    assert pipeline.cli("verify", path, "--baseline", before).code == 0
    before.write_bytes(before.read_bytes() + b"\n")
    ended = pipeline.cli("verify", path, "--baseline", before)
    assert ended.code == 3
    assert "this is not the baseline of the run" in ended.err


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (lambda text: text[:-20], "was cut short"),
        (lambda text: text[: text.rindex('{"sha256"')], "was cut short"),
        (lambda text: text[: text.index("\n") + 1], "no whole evidence file"),
        (lambda _: "", "no whole evidence file"),
        (lambda _: "name\nRi Yong Gil\n", "is not JSON"),
        (lambda text: text.replace('"evidence_version": 2', '"evidence_version": 9'), "version 9"),
        (lambda text: text.replace('"inputs":', '"imputs":'), "the line has no inputs"),
        (lambda text: "[]\n" + text, "the line is no object"),
        (lambda text: text + "\n", "is not JSON"),
        (lambda text: text.replace('"source": ', '"source": 1, "source": '), "stands twice"),
    ],
)
def test_what_is_no_whole_evidence_file_is_refused(
    pipeline: Pipeline, recorded: Path, cut: Callable[[str], str], words: str
) -> None:
    """A cut file, another format, another version: 3, with the file and the reason."""
    recorded.write_text(cut(recorded.read_text(encoding="utf-8")), encoding="utf-8")
    ended = pipeline.cli("verify", recorded)
    assert ended.code == 3
    assert words in ended.err
    assert "run.evidence" in ended.err


def test_names_can_be_kept_out(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Redacted evidence holds no name of a counterparty; key and input replay it."""
    path = pipeline.folder / "run.evidence"
    monkeypatch.delenv(KEY, raising=False)
    refused = pipeline.gate("--evidence", path, "--redact")
    assert refused.code == 2
    assert KEY in refused.err
    assert not path.exists()
    monkeypatch.setenv(KEY, "short")
    assert pipeline.gate("--evidence", path, "--redact").code == 2
    monkeypatch.setenv(KEY, SECRET)
    assert pipeline.gate("--redact").code == 2
    assert pipeline.gate("--evidence", path, "--redact").code == 1

    text = path.read_text(encoding="utf-8")
    rows = "".join(text.splitlines(keepends=True)[1:])
    for secret in ("Nordlys", "1990-01-02", '"query":"Blue', SECRET):
        assert secret not in rows
    assert "Blue Harbour Commodities Trading FZE" in rows, "the listed side stays"

    ended = pipeline.cli("verify", path)
    assert ended.code == 3
    assert "--input FILE" in ended.err
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 0
    monkeypatch.setenv(KEY, SECRET[::-1])
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 1
    monkeypatch.delenv(KEY)
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 2


def test_decisions_without_names(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Redacted, a decision is named by its id only; its file of the day is needed to replay."""
    pipeline.gate()
    pipeline.decide(1)
    path = pipeline.folder / "run.evidence"
    monkeypatch.setenv(KEY, SECRET)
    assert pipeline.gate("--evidence", path, "--redact").code == 1
    head, first, *_ = lines(path)
    text = first["outcome"]["decided"][0]["decision"]
    assert re.fullmatch(r"d-[0-9a-f]{8}: hmac:[0-9a-f]{32}", text)
    assert head["decisions_text"] is None
    assert b"see passport" not in path.read_bytes()
    replay = ("verify", path, "--input", "vendors.csv")
    assert pipeline.cli(*replay).code == 0
    pipeline.decisions.rename(pipeline.folder / "kept.yaml")
    missing = pipeline.cli(*replay)
    assert missing.code == 3
    assert "--decisions FILE" in missing.err
    assert pipeline.cli(*replay, "--decisions", "kept.yaml").code == 0


def test_of_two_publications_of_a_day_the_very_one_replays(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publisher corrects its file on the same day: the run on the first replays on the first."""
    day, start = pipeline.folder / "un.xml", running.now()
    pipeline.write("vendors.csv", "name\nQuombar AAAABB\n")
    paths = [pipeline.folder / f"{number}.evidence" for number in (1, 2)]
    for hour, path in enumerate(paths):
        moment = start + timedelta(hours=hour)
        monkeypatch.setattr(running, "now", lambda moment=moment: moment)
        day.write_bytes(un_list(40 + 20 * hour))
        pipeline.cli("lists", "import", day, "--store", "lists")
        assert pipeline.gate("--store", "lists", "--lists", "un-sc", "--evidence", path).code == 1
    assert [lines(path)[0]["lists"][0]["parties"] for path in paths] == [40, 60]
    for path in paths:
        assert pipeline.cli("verify", path, "--store", "lists").code == 0


def test_several_inputs_replay_in_their_order(pipeline: Pipeline) -> None:
    """Two files, one screened twice as large: all must be given again, in order."""
    pipeline.write("more.csv", "name\nDragomir Zelenka\n\n")
    path = pipeline.folder / "run.evidence"
    pipeline.gate("more.csv", "--evidence", path)
    assert pipeline.cli("verify", path).code == 0
    both = ("--input", "vendors.csv", "--input", "more.csv")
    assert pipeline.cli("verify", path, *both).code == 0
    assert pipeline.cli("verify", path, *both[:2]).code == 3
    assert pipeline.cli("verify", path, *both[2:], *both[:2]).code == 1


def test_rows_that_were_not_screened_replay(pipeline: Pipeline) -> None:
    """A row without a name, and an override with its reason, are part of the record."""
    pipeline.write("vendors.csv", VENDORS + "V4,,1980-01-01\n")
    path = pipeline.folder / "run.evidence"
    pipeline.gate("--evidence", path, "--allow-not-screened", "returned to the team")
    assert lines(path)[0]["allowed"]["not_screened"] == "returned to the team"
    assert lines(path)[4]["outcome"]["outcome"] == "not-screened"
    assert pipeline.cli("verify", path).code == 0


def test_a_fresh_store_replays_and_a_changed_one_is_found(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Official lists are found by their sha256 in any store; other bytes of the day are not."""
    day = un_list(40)
    (pipeline.folder / "un.xml").write_bytes(day)
    path = pipeline.folder / "run.evidence"
    pipeline.cli("lists", "import", "un.xml", "--store", "first")
    ended = pipeline.gate(
        *("--store", "first", "--lists", "un-sc", "--add-lists", "team.yml"),
        *("--evidence", path),
    )
    assert "un-sc@2026-11-20(3d)" in ended.verdict
    absent = pipeline.cli("verify", path, "--store", "second")
    assert absent.code == 3
    assert "there is no store of lists" in absent.err
    (pipeline.folder / "second").mkdir()
    missing = pipeline.cli("verify", path, "--store", "second")
    assert missing.code == 3
    assert "the list un-sc of 2026-11-20" in missing.err
    pipeline.cli("lists", "import", "un.xml", "--store", "second")
    moment = running.now().replace(year=2027)
    monkeypatch.setattr(running, "now", lambda: moment)
    assert pipeline.cli("verify", path, "--store", "second").code == 0

    (pipeline.folder / "un.xml").write_bytes(day.replace(b"QUOMBAR", b"QUOMBER", 1))
    pipeline.cli("lists", "import", "un.xml", "--store", "third")
    other = pipeline.cli("verify", path, "--store", "third")
    assert other.code == 1
    assert "list un-sc: the store's of 2026-11-20 has another sha256" in other.out

    kept = next((pipeline.folder / "second").glob("un-sc/*/files/*"))
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.chmod(0o644)
    kept.write_bytes(data)
    damaged = pipeline.cli("verify", path, "--store", "second")
    assert damaged.code in (1, 3)
    assert "IDENTICAL" not in damaged.err


def test_evidence_never_takes_the_place_of_an_input(pipeline: Pipeline) -> None:
    """The file of a list, of the rows or of a report is no place for the evidence."""
    for name in ("vendors.csv", "team.yml", "decisions.yaml", str(pipeline.report)):
        assert pipeline.gate("--evidence", name).code == 2
    assert (pipeline.folder / "team.yml").read_text(encoding="utf-8") == LIST


def test_a_file_is_the_same_for_the_same_run(pipeline: Pipeline) -> None:
    """Two runs of one moment write the same bytes."""
    first, second = pipeline.folder / "a.evidence", pipeline.folder / "b.evidence"
    pipeline.gate("--evidence", first)
    pipeline.gate("--evidence", second)
    assert first.read_bytes() == second.read_bytes()


def test_near_misses_are_recorded_where_they_are_asked_for(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who came close under the threshold, best first, with the evidence; no hit is one, and no
    outcome is another. They replay, and an edited one is found; redacted, no query is in them."""
    pipeline.write("vendors.csv", "id,name\nV1,Dragomir Zelenka\nV2,Zelenka\nV3,\nV4,Bo Li\n")
    path, plain = pipeline.folder / "run.evidence", pipeline.folder / "plain.evidence"
    run = ("--threshold", "95", "--allow-not-screened", "known")
    assert pipeline.gate(*run, "--near-misses", "10").code == 2
    pipeline.gate(*run, "--evidence", plain)
    pipeline.gate(*run, "--evidence", path, "--near-misses", "45")
    rows = lines(path)[1:5]
    assert [row["outcome"] for row in rows] == [row["outcome"] for row in lines(plain)[1:5]]
    assert [len(row["near_misses"]) for row in rows] == [0, 1, 0, 0]
    near = rows[1]["near_misses"][0]
    assert near["listed_id"] == "team-list:T-1"
    assert 50 <= near["score"] < 95
    assert near["evidence"][0]["query_value"]
    assert pipeline.cli("verify", path).code == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"listed_id": "team-list:T-1", "list"', '"listed_id": "x", "list"')
    )
    assert "row 2: near_misses[0].listed_id: 'x' recorded" in pipeline.cli("verify", path).out
    monkeypatch.setenv(KEY, SECRET)
    pipeline.gate(*run, "--evidence", path, "--near-misses", "45", "--redact")
    (redacted,) = lines(path)[2]["near_misses"]
    assert all(each["query_value"].startswith("hmac:") for each in redacted["evidence"])
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 0


def test_near_misses_of_many_rows_stay_with_their_rows(pipeline: Pipeline) -> None:
    """More rows than are looked at together: each line has its own row's, and all replay."""
    names = "".join(f"V{n},{'Zelenka' if n % 7 == 0 else 'Bo Li'}\n" for n in range(1, 1202))
    pipeline.write("vendors.csv", f"id,name\n{names}")
    path = pipeline.folder / "run.evidence"
    pipeline.gate("--threshold", "95", "--evidence", path, "--near-misses", "45")
    rows = lines(path)[1:-2]
    assert [row["outcome"]["row"] for row in rows] == list(range(1, 1202))
    assert [bool(row["near_misses"]) for row in rows] == [n % 7 == 0 for n in range(1, 1202)]
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 0


RUNS: dict[str, tuple[str, ...]] = {
    "a day that is reconstructed": ("--as-of", "2025-06-01", "--allow-reconstructed", "for audit"),
    "a day that is not allowed": ("--as-of", "2025-06-01"),
    "columns and kind": ("--column", "name=birth_date", "--kind", "person"),
    "threshold and gate": ("--threshold", "85", "--fail-on", "exact", "--date-order", "MDY"),
    "weak aliases": ("--weak-aliases", "full", "--max-age", "400"),
    "encoding and delimiter": ("--encoding", "cp1252", "--delimiter", ","),
    "the shipped lists": ("--lists", "curated-us-2021-12-10", "--add-lists", "team.yml"),
    "names at a time": ("--top", "1", "--show-names", "--format", "jsonl"),
}


@pytest.mark.parametrize("name", RUNS)
def test_every_kind_of_run_replays(pipeline: Pipeline, name: str) -> None:
    """Whatever the command line said, both from the rows and from the input, a year later."""
    path = pipeline.folder / "run.evidence"
    assert pipeline.gate(*RUNS[name], "--evidence", path).code in (0, 1, 3)
    for more in ((), ("--input", "vendors.csv")):
        ended = pipeline.cli("verify", path, *more)
        assert (ended.code, ended.out) == (0, "")


def test_settings_of_every_kind_replay(pipeline: Pipeline) -> None:
    """Thresholds by list and measure, rules of the gate, ages, columns: all from the file."""
    pipeline.write(
        "sanctionscreen.yaml",
        "lists: [team.yml]\n"
        "thresholds: {default: 80, lists: {team-list: 75}, measures: {other: 60}}\n"
        "bands: {strong: 86, exact: 96}\nmax_hits: 1\ncolumns: {name: [name]}\ndate_order: YMD\n"
        "weak_aliases: {default: ignore, lists: {team-list: full}}\n"
        "gate:\n  fail_on: [{score: 90, lists: [team-list]}, {measures: [other]}]\n"
        "  discounted: true\n"
        "max_age: {default: 3, lists: {team-list: 10}}\noutputs: [report.csv]\n",
    )
    path = pipeline.folder / "run.evidence"
    ran = pipeline.cli("check", "vendors.csv", "--evidence", path)
    assert "team-list is 22 days old, and 10 are allowed" in ran.verdict
    assert pipeline.cli("verify", path).code == 0
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 0


def test_other_inputs_replay(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON Lines, and standard input, which is given as a file to the replay."""
    path = pipeline.folder / "run.evidence"
    pipeline.write(
        "rows.jsonl", '{"name": "Dragomir Zelenka", "id": 7}\n{"name": ["A", "Bo Li"]}\n'
    )
    assert pipeline.cli("check", "rows.jsonl", "--evidence", path).code == 1
    assert pipeline.cli("verify", path, "--input", "rows.jsonl").code == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(VENDORS.encode())))
    assert pipeline.cli("check", "-", "--evidence", path).code == 1
    assert pipeline.cli("verify", path, "--input", "vendors.csv").code == 0
    assert pipeline.cli("verify", path).code == 0
