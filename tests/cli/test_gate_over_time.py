"""The gate over time: a decision, a list that changes, an expiry, a baseline, broken files."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
from pipeline_builders import ALIAS, LIST, PROGRAMME, VENDORS, Pipeline

from sanctionscreen.cli import running
from sanctionscreen.decisions.reading import decisions_of
from sanctionscreen.errors import UsageError


def test_the_worked_example(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hits; one is decided; a list change reopens it; the old list closes it again; the
    expiry opens it once more. Each with its exit code and words."""
    first = pipeline.gate()
    assert first.code == 1
    assert "HITS hits=2 clear=1 clear-by-decision=0 " in first.verdict

    assert pipeline.decide(1).code == 0
    second = pipeline.gate()
    assert second.code == 1
    assert "HITS hits=1 clear=1 clear-by-decision=1 " in second.verdict
    assert "decided-hits=1" in second.verdict
    assert "Dragomir" not in second.out

    for changed, word in ((ALIAS, "names"), (PROGRAMME, "programmes")):
        pipeline.write("team.yml", changed)
        third = pipeline.gate()
        assert third.code == 1
        assert "HITS hits=2 clear=1 clear-by-decision=0 " in third.verdict
        assert f"lapsed: team-list:T-1 changed: {word}" in third.err
        assert f"lapsed: team-list:T-1 changed: {word}" in " ".join(third.out.split())
    pipeline.write("team.yml", LIST)

    pipeline.write("vendors.csv", VENDORS.replace("1990-01-02", "1971-04-02"))
    moved = pipeline.gate()
    assert "hits=2 " in moved.verdict
    assert "the counterparty changed: birth dates" in moved.err
    pipeline.write("vendors.csv", VENDORS)

    assert pipeline.decide(2).code == 0
    clear = pipeline.gate()
    assert clear.code == 0
    assert "CLEAR hits=0 clear=1 clear-by-decision=2 " in clear.verdict
    assert clear.err.count("\n") == 1

    moment = running.now().replace(year=2027, month=6, day=1)
    monkeypatch.setattr(running, "now", lambda: moment)
    late = pipeline.gate()
    assert late.code == 1
    assert "HITS hits=2 clear=1 clear-by-decision=0 " in late.verdict
    assert late.err.count("lapsed: expired on 2027-05-31") == 2


def test_a_row_that_is_gone_leaves_an_idle_decision(pipeline: Pipeline) -> None:
    """A decision that matches nothing any more is reported, and does not fail the gate."""
    pipeline.gate()
    pipeline.decide(1)
    pipeline.write("vendors.csv", "id,name\nV3,Nordlys Fiskeri AS\n")
    ended = pipeline.gate("--format", "json")
    assert ended.code == 0
    assert "matches nothing: there is no such row" in ended.err
    assert "matches nothing" in json.loads(ended.out)["verdict"]["notes"][0]


def test_the_baseline_fails_on_new_hits_only(pipeline: Pipeline) -> None:
    """Known hits are shown and counted; a new row, a new programme or threshold is said."""
    pipeline.gate()
    known = pipeline.folder / "known.json"
    known.write_bytes(pipeline.report.read_bytes())
    same = pipeline.gate("--baseline", known)
    assert same.code == 0
    assert same.verdict.startswith("sanctionscreen: HITS hits=2 ")
    assert "known-hits=2" in same.verdict
    assert "Dragomir Zelenka" in same.out
    assert "known: in the baseline" in same.out

    pipeline.write("vendors.csv", VENDORS + "V4,Dragomir Zelenka,\n")
    more = pipeline.gate("--baseline", known)
    assert more.code == 1
    assert "hits=3 " in more.verdict
    assert "known-hits=2" in more.verdict
    pipeline.write("vendors.csv", VENDORS)

    pipeline.write("team.yml", PROGRAMME)
    assert pipeline.gate("--baseline", known).code == 1
    pipeline.write("team.yml", LIST)

    other = pipeline.gate("--baseline", known, "--threshold", "75")
    assert other.code == 0
    assert "baseline was made at threshold 70, this run at 75" in other.err


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema_version": 1}', "name\nx\n"])
def test_a_damaged_baseline_ends_in_2(pipeline: Pipeline, text: str) -> None:
    """What is no report is refused before anything is screened."""
    pipeline.write("known.json", text)
    ended = pipeline.gate("--baseline", "known.json")
    assert ended.code == 2
    assert "known.json" in ended.err
    assert not pipeline.report.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("decisions:\n  - id: d-1\n", "decisions.yaml:2 [decisions[0]]"),
        ("decisions: [\n", "decisions.yaml:"),
        ("decision:\n", "decisions.yaml:1 [decision]"),
        ("", "decisions.yaml:1"),
    ],
)
def test_a_broken_decisions_file_ends_in_2(pipeline: Pipeline, text: str, place: str) -> None:
    """With file, line and field; no report is left that could be taken for one."""
    pipeline.write("decisions.yaml", text)
    ended = pipeline.gate()
    assert ended.code == 2
    assert place in ended.err
    assert not pipeline.report.exists()


def test_a_missing_decisions_file_ends_in_2(pipeline: Pipeline) -> None:
    """Named and not there is not the same as empty."""
    pipeline.decisions.unlink()
    assert pipeline.gate().code == 2


def _mutated(data: bytes, source: random.Random) -> bytes:
    """One to three changes: a byte, a digit or letter for another, a line lost or doubled."""
    result = bytearray(data)
    for _ in range(source.randint(1, 3)):
        place = source.randrange(len(result))
        match source.randrange(8):
            case 0:
                result[place] = source.randrange(256)
            case 1:
                del result[place]
            case 2:
                result.insert(place, source.randrange(256))
            case 3 | 4:
                lines = bytes(result).splitlines(keepends=True)
                at = source.randrange(len(lines))
                lines[at : at + 1] = [lines[at]] * source.choice((0, 2))
                result = bytearray(b"".join(lines))
            case _:
                digits = [at for at, byte in enumerate(result) if chr(byte).isdigit()]
                result[source.choice(digits)] = ord(source.choice("0123456789"))
    return bytes(result)


@pytest.fixture
def whole(pipeline: Pipeline) -> bytes:
    """A decisions file with which the gate ends in 0."""
    pipeline.gate()
    pipeline.decide(1)
    pipeline.decide(2)
    assert pipeline.gate("--quiet").code == 0
    return pipeline.decisions.read_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_file_clears_nothing_by_accident(
    pipeline: Pipeline, whole: bytes, seed: int
) -> None:
    """Of 400 damaged decisions files, one ends in 0 only where what decides is still intact:
    row, party, fingerprints, judgement and a term that covers today."""
    source = random.Random(seed)
    intact = {_essence(each) for each in decisions_of(whole, "d").all}
    codes = {0: 0, 1: 0, 2: 0}
    for _ in range(100):
        data = _mutated(whole, source)
        pipeline.decisions.write_bytes(data)
        ended = pipeline.gate("--quiet")
        codes[ended.code] += 1
        if ended.code == 0:
            assert intact <= {_essence(each) for each in decisions_of(data, "d").all}
        elif ended.code == 2:
            with pytest.raises(UsageError):
                decisions_of(data, "d")
        assert ended.err
    assert codes[1] > 5
    assert codes[2] > 30


def _essence(decision: Any) -> tuple[object, ...]:
    """What makes a decision apply; the order of fields, and words for the reader, are left out."""
    today = date(2026, 11, 23)
    return (
        decision.counterparty_id,
        tuple(sorted(decision.counterparty)),
        tuple((e.listed_id, tuple(sorted(e.fingerprint))) for e in decision.entries),
        decision.judgement,
        decision.time_problem(today),
    )
