"""The table: ranked over the whole run, nothing wider than the terminal."""

from __future__ import annotations

import pytest
import report_builders as build
from rich.cells import cell_len
from test_report_contract import ODD_NAMES, mixed_outcomes, render

from sanctionscreen.model import Band, NameType, Outcome, RowOutcome
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.registry import by_name

TABLE = by_name("table")
WIDTHS = pytest.mark.parametrize("width", [80, 100, 160])


@WIDTHS
@pytest.mark.parametrize("form", ["table", "card"])
@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_nothing_is_wider_than_the_terminal(name: str, width: int, form: str) -> None:
    """Every line fits in the width in cells, with names of any length and script."""
    text = render(by_name(form), mixed_outcomes(name), RenderOptions(width=width, show_clear=True))
    assert max(map(cell_len, text.splitlines())) <= width


@WIDTHS
def test_long_names_are_folded_not_cut(width: int) -> None:
    """A name of 4,800 letters is there with every letter."""
    name = "Verylongname" * 400
    text = render(TABLE, mixed_outcomes(name), RenderOptions(width=width))
    assert "".join(text.split()).count("Verylongname") >= 400


def test_wide_terminals_take_fewer_lines() -> None:
    """With room, names, listing and reasons stand side by side."""
    narrow = render(TABLE, mixed_outcomes(), RenderOptions(width=80))
    wide = render(TABLE, mixed_outcomes(), RenderOptions(width=160))
    assert wide.count("\n") < narrow.count("\n")


def test_hits_are_ranked_over_the_whole_run() -> None:
    """The best hit comes first whatever its row; ties go by weight, then by row."""
    outcomes = (
        build.outcome(1, build.hit(1, score=71.0)),
        build.outcome(2, build.hit(2, score=99.0)),
        build.outcome(3, build.hit(3, score=100.0, match_weight=2000)),
        build.outcome(4, build.hit(4, score=100.0, match_weight=3000)),
    )
    text = render(TABLE, outcomes)
    places = [text.index(f"id V-{row}\n") for row in (4, 3, 2, 1)]
    assert places == sorted(places)


def test_top_says_what_it_leaves_out() -> None:
    """``--top 1`` shows the best hit and counts the others."""
    outcomes = tuple(build.outcome(row, build.hit(row, score=70.0 + row)) for row in (1, 2, 3))
    text = render(TABLE, outcomes, RenderOptions(top=1))
    assert "id V-3" in text
    assert "id V-1" not in text
    assert "2 more hits, not shown here" in text
    assert "3 hits" in text


def test_clear_rows_are_counted_and_listed_on_demand() -> None:
    """Clear rows are a number, and names only with ``show_clear``."""
    outcomes = (build.outcome(1, query="Innocent Bakery"),)
    assert "Innocent Bakery" not in render(TABLE, outcomes)
    assert "1 clear" in render(TABLE, outcomes)
    assert "Innocent Bakery" in render(TABLE, outcomes, RenderOptions(show_clear=True))


def test_a_warning_does_not_list_its_row_as_clear() -> None:
    """A row with a warning is under the warnings only."""
    text = render(TABLE, (build.outcome(1, warnings=("two names in one field",)),))
    assert "Rows with warnings (1)" in text
    assert "two names in one field" in text
    assert "Clear (" not in text


def test_clear_run_says_of_what() -> None:
    """A clear run speaks of this threshold and these lists, and never of a clean party."""
    text = render(TABLE, (build.outcome(1),))
    assert "No possible match at this threshold on these lists." in text


def test_an_incomplete_run_is_not_called_clear() -> None:
    """With a row not screened, the sentence of a clear run is not there."""
    text = render(TABLE, (build.outcome(1), build.not_screened(2)))
    assert "No possible match" not in text
    assert "INCOMPLETE: 1 row was not screened" in text


def test_the_name_that_matched_is_shown_where_it_differs() -> None:
    """An alias that made the score is shown with its type beside the listed name."""
    hit = build.hit(1, matched_name="Shang Tang", matched_name_type=NameType.WEAK)
    text = render(TABLE, (build.outcome(1, hit),))
    assert "Shang Tang (weak alias)" in text
    assert build.SENSETIME in text


def test_a_missing_listing_date_is_said_to_be_missing() -> None:
    """A list without dates shows that, not an empty cell."""
    entry = build.party(designations=(build.designation(listed_on=None),))
    text = render(TABLE, (build.outcome(1, build.hit(1, entries=(entry,))),))
    assert "no listing date given" in " ".join(text.split())


def test_every_linked_entry_has_its_own_list_programme_and_date() -> None:
    """A party on two lists is one hit that names both."""
    linked = build.party(
        "SENSETIME", "uk-sl:X1", designations=(build.designation(programme="UK-CN"),)
    )
    text = render(TABLE, (build.outcome(1, build.hit(1, entries=(build.party(), linked))),))
    assert text.count("listed 2021-12-10") == 2
    assert "uk-sl:X1" in text
    assert "UK-CN" in text
    assert "1 hit," in text


def test_notes_and_overrides_of_the_run_are_shown() -> None:
    """A reader sees what the run left out and what was overridden."""
    run = build.run(notes=("curated lists only",), overrides=("allow-not-screened: test rows",))
    text = " ".join(render(TABLE, (), run=run).split())
    assert "curated lists only" in text
    assert "allow-not-screened: test rows" in text


def test_colour_changes_codes_only() -> None:
    """With colour the text is the same, and only bands and headings are styled."""
    import re

    outcomes: tuple[RowOutcome, ...] = (
        build.outcome(1, build.hit(1, band=Band.EXACT)),
        build.outcome(2, outcome=Outcome.CLEAR),
    )
    coloured = render(TABLE, outcomes, RenderOptions(colour=True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(TABLE, outcomes)
