"""Ranking a look-up in the way of OFAC's own page."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.cli.conftest import Ended

Cli = Callable[..., Ended]


def test_names_stand_in_the_order_of_ofacs_score(cli: Cli) -> None:
    """Every name that OFAC's page would show is listed, best first, with both scores."""
    ran = cli("lookup", "Kim Jong Un", "--rank-by", "ofac_score")
    scores = [
        int(line.split("~")[1].split()[0])
        for line in ran.out.splitlines()
        if line.startswith("OFAC ~") and line.split("~")[1][0].isdigit()
    ]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert min(scores) >= 70
    assert "ours" in ran.out


def test_a_disagreement_is_explained(cli: Cli) -> None:
    """A name that OFAC's page shows and we do not is marked no hit, with the reason."""
    ran = cli("lookup", "Kim Jong Un", "--rank-by", "ofac_score")
    assert "(no hit)" in ran.out
    assert "OFAC's search would show" in ran.out


def test_the_ranking_changes_no_exit_code(cli: Cli) -> None:
    """A hit by our own score ends in 1 and none in 0, however OFAC's page would rank."""
    for name in ("Ri Yong Gil", "Ottoline Fairweather"):
        plain = cli("lookup", name)
        ranked = cli("lookup", name, "--rank-by", "ofac_score")
        assert plain.code == ranked.code
    assert cli("lookup", "Ri Yong Gil", "--rank-by", "ofac_score").code == 1


def test_a_name_that_ofac_misses_still_shows_our_hit(cli: Cli) -> None:
    """OFAC's search finds nothing for Cyrillic; our hit stands below, and the exit code is 1."""
    ran = cli("lookup", "Ри Ён Гиль", "--rank-by", "ofac_score", "--threshold", "60")
    assert ran.code in (0, 1)
    assert "0 names at 60 or more" in ran.out


def test_the_ranking_comes_as_json(cli: Cli) -> None:
    """JSON has the ranked names with the OFAC-style score of each."""
    ran = cli("lookup", "Ri Yong Gil", "--rank-by", "ofac_score", "--format", "json")
    assert "ofac_score" in json.dumps(json.loads(ran.out))


def test_an_identifier_cannot_be_ranked(cli: Cli) -> None:
    """Without a name there is nothing for OFAC's search to score: a usage error."""
    ran = cli("lookup", "", "--id", "P12345", "--rank-by", "ofac_score")
    assert ran.code == 2
    assert "name" in ran.err
