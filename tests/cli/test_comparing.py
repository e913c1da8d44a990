"""``compare`` and ``explain``: the whole sum, for hits and non-hits alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
AGAINST = ("--against", "curated-us-2021-12-10:33936")
Cli = Callable[..., Any]


@pytest.mark.parametrize("name", [HIT, CLEAR, "Ri", "x" * 500])
@pytest.mark.parametrize("command", ["compare", "explain"])
def test_the_sum_is_shown_for_hits_and_non_hits(cli: Cli, command: str, name: str) -> None:
    """Reasons, total, score, threshold and verdict, in 80 columns, and exit code 0."""
    ended = cli(command, name, *(AGAINST if command == "explain" else ("RI, Yong Gil",)))
    assert ended.code == 0
    for label in ("reason", "total", "score", "threshold", "verdict"):
        assert f"\n{label} " in ended.out
    assert max(map(cell_len, ended.out.splitlines())) <= 80
    assert ended.err == ""


def test_the_verdict_says_what_was_missing(cli: Cli) -> None:
    """A non-hit says how many bits it is short of the threshold."""
    assert "hit (possible match)" in cli("compare", HIT, HIT, "--kind", "person").out
    assert "bits short" in cli("compare", HIT, CLEAR, "--kind", "person").out


@pytest.mark.parametrize("name", [HIT, CLEAR])
def test_json_evidence_adds_up(cli: Cli, name: str) -> None:
    """The weights are integers that add up to the match weight."""
    data = json.loads(cli("explain", name, *AGAINST, "--format", "json").out)
    assert sum(e["weight"] for e in data["evidence"]) == data["match_weight"]
    assert data["is_hit"] is (name == HIT)
    assert data["is_hit"] is (data["score"] >= data["threshold"])


def test_explain_uses_other_fields(cli: Cli) -> None:
    """A conflicting birth date lowers the score, and is in the sum."""
    plain = json.loads(cli("explain", HIT, *AGAINST, "--format", "json").out)
    dated = json.loads(
        cli("explain", HIT, *AGAINST, "--birth-date", "1990-02-03", "--format", "json").out
    )
    assert dated["score"] < plain["score"]
    assert any("birth date" in e["reason"] for e in dated["evidence"])
