"""The card: OFAC's assessment steps in their order, and the whole sum."""

from __future__ import annotations

import report_builders as build
from test_report_contract import render

from sanctionscreen.model import Evidence, Outcome
from sanctionscreen.report.assessment import assess
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.registry import by_name

CARD = by_name("card")


def test_steps_come_in_ofacs_order() -> None:
    """List, programme, date and effect; kind; how much of the name; other fields; the sum."""
    text = render(CARD, (build.outcome(1, build.hit(1)),))
    steps = ["list ", "programme ", "effect ", "kind ", "name ", "agrees ", "conflicts ", "total "]
    places = [text.index(f"\n{step}") for step in steps]
    assert places == sorted(places)


def test_how_much_of_the_name_counts_words_on_both_sides() -> None:
    """Two of two words of the query and two of three of the listed name agree."""
    text = render(CARD, (build.outcome(1, build.hit(1)),))
    assert "2 of 2 words of the query, 2 of 3 of the listed name agree" in text


def test_a_word_contradicted_and_left_over_counts_once() -> None:
    """Evidence names a contradicted word twice; the coverage counts it once."""
    assessment = assess(
        (
            Evidence("same", "acme", "acme", 500),
            Evidence("name agrees in part only", "acme tranche 5", "acme tranche 6", -10),
            Evidence("not in the listed name", "5", "", -100),
            Evidence("not in the query", "", "6", -100),
            Evidence("another number", "5", "6", -700),
        )
    )
    assert (assessment.query_coverage.agreeing, assessment.query_coverage.compared) == (1, 2)
    assert (assessment.listed_coverage.agreeing, assessment.listed_coverage.compared) == (1, 2)


def test_other_fields_stand_under_agreement_or_conflict() -> None:
    """A country that differs is under the conflicts, a birth date that agrees is not."""
    evidence = (
        Evidence("same", "ri", "ri", 300),
        Evidence("same birth date", "1955", "1955", 256),
        Evidence("another country", "FR", "KP", -64),
    )
    text = render(CARD, (build.outcome(1, build.hit(1, evidence=evidence)),))
    agrees = next(line for line in text.splitlines() if line.startswith("agrees"))
    conflicts = next(line for line in text.splitlines() if line.startswith("conflicts"))
    assert "birth date" in agrees
    assert "country" in conflicts
    assert "birth date" not in conflicts


def test_linked_entries_show_their_own_list_and_effect() -> None:
    """Each linked entry has its list, name, programme, date and effect."""
    linked = build.party(
        "SENSETIME UK", "uk-sl:X1", designations=(build.designation(programme="UK-CN"),)
    )
    text = render(CARD, (build.outcome(1, build.hit(1, entries=(build.party(), linked))),))
    after = text[text.index("also on") :]
    assert "uk-sl:X1: SENSETIME UK" in after
    assert "UK-CN" in after
    assert "listed 2021-12-10" in after


def test_no_hit_ends_in_the_sentence_of_a_clear_run() -> None:
    """A look-up without a hit says on what it is clear."""
    text = render(CARD, (build.outcome(1),))
    assert "No possible match at this threshold on these lists." in text
    assert "curated-ns-cmic" in text


def test_top_says_what_it_leaves_out() -> None:
    """``--top`` cards are shown and the rest is counted."""
    text = render(CARD, (build.outcome(1, *[build.hit(1)] * 3),), RenderOptions(top=2))
    assert text.count("score 88.5") == 2
    assert "1 more hit, not shown here" in text


def test_clear_rows_are_named_on_demand() -> None:
    """With ``show_clear`` a clear row is named, without it is counted."""
    outcomes = (build.outcome(1, query="Innocent Bakery", outcome=Outcome.CLEAR),)
    assert "Innocent Bakery" not in render(CARD, outcomes)
    assert "Innocent Bakery" in render(CARD, outcomes, RenderOptions(show_clear=True))
