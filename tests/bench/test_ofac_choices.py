"""The emulation with parameters: the same as the package's, and leaving out is leaving out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.ofac_score.choices import Choices, Emulation, all_choices
from bench.ofac_score.cross_validation import Observation, cross_validate
from sanctionscreen.match.ofac_score import ofac_score

WORDS = st.text(alphabet="ABEIGNORS-'", min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(query=NAMES, listed=NAMES)
def test_the_defaults_are_the_package(query: str, listed: str) -> None:
    """What is cross-validated is what is shipped, for any two names."""
    assert Emulation().score(query, listed, Choices()) == ofac_score(query, listed)


def test_the_shipped_choices_are_among_those_tried() -> None:
    """They are tried once, like every other."""
    tried = list(all_choices())
    assert tried.count(Choices()) == 1
    assert len(set(tried)) == len(tried) > 1000


def test_a_left_out_name_has_no_say() -> None:
    """A typed name whose scores are wrong by far is no better served when it is left out."""
    rows = [
        Observation("PUTIN", "PUTINA, Maria", 97),
        Observation("GEORGE BUSH", "GEORGY MASLOV", 85),
        Observation("GEORGE BUSH", "GERD KNUTSEN", 71),
        Observation("OLGA", "OLGA, Maria", 20),
    ]
    found = cross_validate(rows)
    assert found.within_one <= 0.75
    assert found.mean_error >= 20
