"""The accuracy benchmark counts what it says it counts."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bench.accuracy.__main__ import main
from bench.accuracy.alterations import ALTERATIONS, subject
from bench.accuracy.indexed import Indexed, opened
from bench.accuracy.innocents import innocents_tables, read_innocents
from bench.accuracy.metrics import at_threshold, calibration, figures
from bench.accuracy.output import Mistake, write_mistakes
from bench.accuracy.retrieval import Found, look_up, retrieval_tables
from bench.accuracy.scorers import preparer
from bench.accuracy.un_people import Ranked, threshold_weight
from sanctionscreen import open_index
from sanctionscreen.index.build import build
from sanctionscreen.index.layout import save
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import ListedParty, ListRef

SCORES = [90.0, 80.0, 70.0, 60.0, 20.0, 10.0]
SAME = [True, True, False, True, False, False]


@pytest.fixture(scope="module")
def parties() -> tuple[ListedParty, ...]:
    """The parties of one shipped list."""
    return tuple(open_index(["curated-north-korea"]).parties())


@pytest.fixture(scope="module")
def indexed(parties: tuple[ListedParty, ...], tmp_path_factory: pytest.TempPathFactory) -> Indexed:
    """An index of these parties on disk, as worker processes open it."""
    refs: tuple[ListRef, ...] = open_index(["curated-north-korea"]).refs
    path = tmp_path_factory.mktemp("index") / "nk.bin"
    save(path, build(parties, refs, preparer()))
    return opened(path)


def test_figures_of_a_worked_example() -> None:
    """F1, its best threshold, ROC-AUC and average precision, worked out by hand."""
    found = figures(SCORES, SAME, 70.0)
    assert found.best_f1 == pytest.approx(6 / 7)
    assert found.best_at == 60.0
    assert found.default_f1 == pytest.approx(2 / 3)
    assert found.auc == pytest.approx(8 / 9)
    assert found.average_precision == pytest.approx((1 + 1 + 3 / 4) / 3)
    assert at_threshold(SCORES, SAME, 80.0) == pytest.approx((4 / 5, 1.0, 2 / 3))


def test_figures_need_both_kinds_of_pairs() -> None:
    """A measure over pairs of one kind only would say nothing, and is refused."""
    with pytest.raises(ValueError, match="pairs of two"):
        figures([1.0, 2.0], [True, True], None)


def test_calibration_weighs_each_bin_by_its_pairs() -> None:
    """Scores of 95 that are right in half of the cases are 45 points off."""
    bins, error = calibration([95.0, 95.0, 5.0, 5.0], [True, False, False, False])
    assert [item.pairs for item in bins] == [2, 2]
    assert error == pytest.approx((45 * 2 + 5 * 2) / 4)


def test_alterations_change_names_and_are_seeded(parties: tuple[ListedParty, ...]) -> None:
    """Each class makes the same names again, and all but a few classes apply to this list."""
    made = 0
    for alteration in ALTERATIONS:
        once, again = (
            [alteration.make(subject(p, p.names[0]), Random(f"{p.listed_id}")) for p in parties]
            for _ in range(2)
        )
        assert once == again
        made += any(name is not None for name in once)
    assert len({alteration.title for alteration in ALTERATIONS}) == len(ALTERATIONS)
    assert made > 20


def test_a_right_party_is_found_and_first(indexed: Indexed) -> None:
    """The tables of altered names count what a look-up gives."""
    items = list(retrieval_tables(indexed, 3, "test"))
    text = "".join(item for item in items if isinstance(item, str))
    exact = next(line for line in text.splitlines() if line.startswith("| exact |"))
    assert exact.split(" | ")[2:5] == ["100.0%"] * 3
    assert look_up(indexed, []) == []
    assert Found(0, 80.0, (80.0,)).is_first(70.0)
    assert not Found(0, 60.0, (60.0,)).is_found(70.0)
    assert not Found(1, 80.0, (90.0, 80.0)).is_first(70.0)


def test_first_is_who_is_found_and_has_nobody_before() -> None:
    """A tie in score is first, as long as the right party reaches the threshold."""
    least = weight_for(70.0)
    assert Ranked(least, None).is_first(least)
    assert Ranked(least, least).is_first(least)
    assert not Ranked(least, weight_for(80.0)).is_first(least)
    assert not Ranked(least - 1, None).is_found(least)
    assert not Ranked(None, None).is_first(least)


def test_the_threshold_shows_no_more_innocents_than_asked() -> None:
    """Of a thousand people as many as asked for are at the threshold or above it."""
    weights = [weight_for(60.0) + number for number in range(1_000)]
    least = threshold_weight(weights, 0.002)
    assert sum(weight >= least for weight in weights) == 2
    assert threshold_weight([-1] * 1_000, 0.002) == weight_for(50.0)


def test_innocents_who_are_shown_are_named(indexed: Indexed, shared: Path) -> None:
    """The share of people shown is that of the people named in the file of mistakes."""
    people, total = read_innocents(shared / "bench", 200)
    assert (len(people), total) == (200, 50_000)
    items = list(innocents_tables(people, indexed, "a list", total))
    named = [item for item in items if isinstance(item, Mistake) and "by name" in item.group]
    table = "".join(item for item in items if isinstance(item, str))
    assert "a sample of 50000" in table
    assert f"| 70 | {len(named) / 200:.3%} |" in table


def test_mistakes_are_written_by_part(tmp_path: Path) -> None:
    """Every miss and false alarm is a row of the file of its part."""
    mistake = Mistake("pairs", "one list (person, fit)", "miss", "A", "B", "x:1", 12.0, "none")
    write_mistakes(tmp_path, [mistake])
    lines = (tmp_path / "pairs.tsv").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert lines[1].split("\t")[:5] == ["pairs", "one list (person, fit)", "miss", "A", "B"]


def test_missing_data_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the list files nothing is measured, and the exit code says so."""
    assert main(["--shared", str(tmp_path)]) == 2
    assert "--shared" in capsys.readouterr().err
