"""``lookup --rank-by ofac_score``: OFAC's order, our score beside it, and the reason why not."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from sanctionscreen.match.ofac_score import ofac_score

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
KIM = "Kim Jong Un"
RANKED = ("--rank-by", "ofac_score")
Cli = Callable[..., Any]


def outcome_of(cli: Cli, name: str, *options: str) -> dict[str, Any]:
    """The one outcome of a ranking, as JSON."""
    found: dict[str, Any] = json.loads(
        cli("lookup", name, *RANKED, "--format", "jsonl", *options).out
    )
    return found


def test_names_stand_in_the_order_of_ofacs_score(cli: Cli) -> None:
    """Everybody of whom OFAC's search would show a name at the threshold, best first."""
    outcome = outcome_of(cli, KIM)
    scores = [hit["ofac_score"] for hit in outcome["hits"]]
    assert outcome["ranked_by"] == "ofac_score"
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 70
    best = {hit["matched_name"] for hit in outcome["hits"] if hit["ofac_score"] == 100}
    assert {"KIM, Jong Un", "KIM, Yo Jong", "KIM, Jong Man", "KIM, Jong Sik"} <= best
    assert all(ofac_score(KIM, h["matched_name"]) == h["ofac_score"] for h in outcome["hits"])


def test_what_only_ofac_would_show_is_marked_and_explained(cli: Cli) -> None:
    """Our score stands beside each name; where only OFAC's is high, status and reason say so."""
    hits = {hit["matched_name"]: hit for hit in outcome_of(cli, KIM)["hits"]}
    assert hits["KIM, Jong Un"]["status"] == "open"
    assert hits["KIM, Jong Un"]["ofac_note"] is None
    other = hits["KIM, Yo Jong"]
    assert other["status"] == "no-hit"
    assert other["score"] < 70
    assert sum(piece["weight"] for piece in other["evidence"]) != 0
    assert "drops short typed parts ('UN')" in other["ofac_note"]
    assert all(hit["ofac_note"] for hit in hits.values() if hit["status"] == "no-hit")


def test_our_hits_are_never_left_out(cli: Cli) -> None:
    """A hit that OFAC's search misses stands at the end with its reason, and ends in 1."""
    ended = cli("lookup", "Ри Ён Гиль", *RANKED)
    assert ended.code == 1
    assert "0 names at 70 or more" in ended.out
    assert "Hits here that OFAC's search would not show at 70" in ended.out
    assert "RI, Yong Gil" in ended.out
    assert "does not transliterate" in " ".join(ended.out.split())


@pytest.mark.parametrize("name", [HIT, KIM, CLEAR, "Yong Gil Trading", "Kim Jong"])
def test_every_hit_of_a_plain_look_up_is_in_the_ranking(cli: Cli, name: str) -> None:
    """Ranking filters nothing: the same outcome and exit code, and every hit among the names."""
    plain = cli("lookup", name, "--format", "jsonl")
    ranked = cli("lookup", name, "--format", "jsonl", *RANKED)
    before, after = json.loads(plain.out), json.loads(ranked.out)
    assert (plain.code, before["outcome"]) == (ranked.code, after["outcome"])
    assert {hit["listed_id"] for hit in before["hits"]} <= {
        entry["listed_id"]
        for hit in after["hits"]
        if hit["status"] == "open"
        for entry in hit["entries"]
    }


def test_names_that_only_ofac_would_show_are_no_hits(cli: Cli) -> None:
    """The exit code goes by our own score: a ranking full of other people ends in 0."""
    ended = cli("lookup", "Kim Jong Wx", *RANKED)
    assert "OFAC ~100" in ended.out
    assert "(no hit)" in ended.out
    assert "It decides nothing" in " ".join(ended.out.split())
    assert ended.code == 0
    assert "sanctionscreen: CLEAR hits=0 clear=1" in ended.verdict


def test_the_threshold_is_the_slider(cli: Cli) -> None:
    """With a higher threshold fewer names reach it."""
    low, high = outcome_of(cli, KIM), outcome_of(cli, KIM, "--threshold", "95")
    assert 0 < len(high["hits"]) < len(low["hits"])
    assert min(hit["ofac_score"] for hit in high["hits"]) >= 95


def test_a_conflicting_field_is_named_as_the_reason(cli: Cli) -> None:
    """Where the birth date, not the name, keeps ours down, no other reason is made up."""
    options = ("--birth-date", "1990-02-03", "--country", "France", "--threshold", "97")
    hit = outcome_of(cli, HIT, *options)["hits"][0]
    assert hit["matched_name"] == "RI, Yong Gil"
    assert hit["score"] < 97 <= hit["ofac_score"]
    assert "other fields put it under the threshold" in hit["ofac_note"]


def test_csv_has_a_line_a_name_with_both_scores(cli: Cli) -> None:
    """CSV has the columns of any look-up and the reason; without a name one line remains."""
    lines = list(csv.DictReader(io.StringIO(cli("lookup", KIM, *RANKED, "--format", "csv").out)))
    assert [int(line["ofac_score"]) for line in lines] == [
        hit["ofac_score"] for hit in outcome_of(cli, KIM)["hits"]
    ]
    assert {"open", "no-hit"} == {line["status"] for line in lines}
    assert "drops short typed parts" in " ".join(line["ofac_note"] for line in lines)
    assert {line["programme"] for line in lines} > {"DPRK2"}
    nothing = cli("lookup", CLEAR, *RANKED, "--format", "csv").out
    assert [line["outcome"] for line in csv.DictReader(io.StringIO(nothing))] == ["clear"]


def test_json_is_the_object_of_any_look_up(cli: Cli) -> None:
    """JSON has run, lists and verdict around the ranking."""
    data = json.loads(cli("lookup", HIT, *RANKED, "--format", "json").out)
    assert list(data) == ["schema_version", "run", "lists", "outcomes", "verdict"]
    assert data["outcomes"][0]["hits"][0]["ofac_score"] == 100
    assert data["verdict"]["exit_code"] == 1


@pytest.mark.parametrize("form", ["card", "table"])
def test_people_see_list_programme_effect_and_both_scores(cli: Cli, form: str) -> None:
    """The text fits 80 columns, names list, programme and effect, and --top counts the rest."""
    ended = cli("lookup", KIM, *RANKED, "--format", form, "--top", "2")
    text = " ".join(ended.out.split())
    for fact in ("OFAC ~100", "ours ", "DPRK3", "asset freeze (blocking)", "more names, not shown"):
        assert fact in text
    assert ended.out.count("OFAC ~1") == 2
    assert max(map(cell_len, ended.out.splitlines())) <= 80


def test_a_ranking_needs_a_name(cli: Cli) -> None:
    """OFAC's search scores names only: an identifier alone is a usage error that says so."""
    ended = cli("lookup", "--id", "B00002095", *RANKED)
    assert ended.code == 2
    assert "needs a name" in ended.err


def test_only_the_two_scores_are_offered(cli: Cli) -> None:
    """Another word is a usage error; ``score`` is the ordinary look-up."""
    assert cli("lookup", HIT, "--rank-by", "rarity").code == 2
    assert cli("lookup", HIT, "--rank-by", "score").out == cli("lookup", HIT).out


def test_a_plain_look_up_does_not_load_the_ranking(repository: Path, cache_folder: Path) -> None:
    """Who does not ask for it pays nothing for it."""
    code = (
        "import sys; from sanctionscreen.cli.entry import run;"
        f"run(['lookup', {HIT!r}]);"
        "print([m for m in sys.modules if m.endswith('ofac_ranking')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=repository,
        env=os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)},
    )
    assert ended.stdout.splitlines()[-1] == "[]"
