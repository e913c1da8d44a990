"""The 50 Percent Rule on the cases of the guidance, at its edge, over layers and around cycles."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.model import BlockedAs
from sanctionscreen.ownership.rule import THRESHOLD, OwnershipGraph
from sanctionscreen.ownership.shares import Share, key_of
from sanctionscreen.ownership.words import ownership_text, percent_text

Table = dict[tuple[str, str], str]


def taken(name: str) -> tuple[BlockedAs, ...]:
    """What a blocked party is taken for."""
    return (BlockedAs(f"ofac-sdn:{name}", name, 99.0, ("SDGT",)),)


def graph(table: Table, *blocked: str) -> OwnershipGraph:
    """A graph of (owner, owned) to percent, with these parties blocked."""
    shares = [
        Share(owner, owned, Fraction(percent), line)
        for line, ((owner, owned), percent) in enumerate(table.items(), start=2)
    ]
    return OwnershipGraph(shares, {key_of(name): taken(name) for name in blocked})


def total(table: Table, entity: str, *blocked: str) -> Fraction:
    """Percent of the entity that blocked parties hold."""
    found = graph(table, *blocked).ownership(key_of(entity))
    return Fraction(0) if found is None else found.total


def is_owned(table: Table, entity: str, *blocked: str) -> bool:
    """Whether it reaches the threshold."""
    return total(table, entity, *blocked) >= THRESHOLD


@pytest.mark.parametrize(
    ("percent", "owned"),
    [("49.99", False), ("49.9999999999999999999999999999", False), ("50", True), ("50.01", True),
     ("100", True), ("0.01", False)],
)  # fmt: skip
def test_fifty_percent_is_owned_and_less_is_not(percent: str, owned: bool) -> None:
    """Guidance of 2014: "50 percent or more"; not a digit is lost on the way."""
    assert is_owned({("X", "A"): percent}, "A", "X") is owned


GUIDANCE: dict[str, tuple[Table, str, tuple[str, ...], bool]] = {
    "FAQ 399: X 25 and Y 25 of A are 50 in aggregate": (
        {("X", "A"): "25", ("Y", "A"): "25"}, "A", ("X", "Y"), True),
    "FAQ 399: X 25 and Y 10 of A are not": (
        {("X", "A"): "25", ("Y", "A"): "10"}, "A", ("X", "Y"), False),
    "FAQ 401: X 50 of A, A 50 of B": (
        {("X", "A"): "50", ("A", "B"): "50"}, "B", ("X",), True),
    "FAQ 401: X 50 of A and 10 of B, A 40 of B": (
        {("X", "A"): "50", ("X", "B"): "10", ("A", "B"): "40"}, "B", ("X",), True),
    "FAQ 401: X 50 of A and 50 of B, A 25 and B 25 of C": (
        {("X", "A"): "50", ("X", "B"): "50", ("A", "C"): "25", ("B", "C"): "25"}, "C", ("X",),
        True),
    "FAQ 401: X 50 of A, 10 of B; A 40 of B; B 50 of C": (
        {("X", "A"): "50", ("X", "B"): "10", ("A", "B"): "40", ("B", "C"): "50"}, "C", ("X",),
        True),
    "FAQ 401: X 25 of A and 25 of B, A 50 and B 50 of C: neither is owned itself": (
        {("X", "A"): "25", ("X", "B"): "25", ("A", "C"): "50", ("B", "C"): "50"}, "C", ("X",),
        False),
    "FAQ 401: X 50 of A and 25 of B, A 25 and B 25 of C: only A's share counts": (
        {("X", "A"): "50", ("X", "B"): "25", ("A", "C"): "25", ("B", "C"): "25"}, "C", ("X",),
        False),
    "a holder owned by nobody blocked counts for nothing": (
        {("X", "A"): "49", ("A", "B"): "100"}, "B", ("X",), False),
    "several owners, several layers": (
        {("X", "A"): "30", ("Y", "A"): "20", ("A", "B"): "45", ("Z", "B"): "5", ("B", "C"): "50"},
        "C", ("X", "Y", "Z"), True),
    "one owner cleared by a reviewer breaks the whole chain": (
        {("X", "A"): "30", ("Y", "A"): "20", ("A", "B"): "45", ("Z", "B"): "5", ("B", "C"): "50"},
        "C", ("X", "Z"), False),
}  # fmt: skip


@pytest.mark.parametrize("case", GUIDANCE)
def test_the_cases_of_the_guidance(case: str) -> None:
    """Aggregate and indirect ownership as OFAC's guidance and FAQs work them out."""
    table, entity, blocked, owned = GUIDANCE[case]
    assert is_owned(table, entity, *blocked) is owned


def test_an_owned_holders_share_counts_whole_not_diluted() -> None:
    """X has 50 of A and A 50 of B: B counts as owned 50, not 25."""
    assert total({("X", "A"): "50", ("A", "B"): "50"}, "B", "X") == 50


def test_a_cycle_carries_no_weight_of_its_own() -> None:
    """Two companies that own each other whole are owned by nobody blocked."""
    table = {("A", "B"): "100", ("B", "A"): "100"}
    assert total(table, "A", "X") == 0
    with_x = {("A", "B"): "100", ("B", "A"): "60", ("X", "A"): "40"}
    assert total(with_x, "A", "X") == 40, "B's 60 are blocked only if A is"
    assert not is_owned(with_x, "B", "X")


def test_a_cycle_that_a_blocked_party_feeds_is_owned_as_far_as_it_is_fed() -> None:
    """A is owned 50 by X; what A owns in turn adds nothing to A, and counts for the others."""
    table = {("X", "A"): "50", ("A", "B"): "80", ("B", "A"): "50", ("B", "C"): "50"}
    assert total(table, "A", "X") == 50
    assert total(table, "B", "X") == 80
    assert is_owned(table, "C", "X")


def test_a_blocked_party_that_owns_itself_through_others_is_no_ground_for_that() -> None:
    """What a blocked company owns of its own owner makes it no owned one."""
    table = {("A", "B"): "100", ("B", "A"): "100"}
    assert total(table, "A", "A") == 0
    assert total(table, "B", "A") == 100


def test_the_arithmetic_names_every_step_and_ends_where_parties_are_blocked() -> None:
    """The entity first, then each holder owned itself, each with its sum, none twice."""
    table = {("X", "A"): "50", ("X", "B"): "10.5", ("A", "B"): "39.5", ("B", "C"): "25",
             ("A", "C"): "25"}  # fmt: skip
    found = graph(table, "X").ownership(key_of("C"))
    assert found is not None
    assert [(step.owned, str(step.total)) for step in found.steps] == [
        ("C", "50"), ("B", "50"), ("A", "50"),
    ]  # fmt: skip
    text = ownership_text(found)
    assert text.startswith("owned 50 % by possibly blocked parties: 25 % by 'B' (owned itself) + ")
    assert "'B' is owned 50 %: 10.5 % by 'X' (ofac-sdn:X, SDGT, possible match, score 99.0)" in text
    assert "'A' is owned 50 %: 50 % by 'X'" in text
    without = ownership_text(found, show_names=False)
    assert "'" not in without
    assert "10.5 % by line 3" in without


@pytest.mark.parametrize(
    ("percent", "text"), [("50", "50 %"), ("49.990", "49.99 %"), ("0.1", "0.1 %"), ("100", "100 %")]
)
def test_a_percentage_is_written_with_all_its_digits(percent: str, text: str) -> None:
    """No rounding, no exponent, no trailing zeros."""
    assert percent_text(Fraction(percent)) == text


def test_a_thousand_layers_are_worked_out() -> None:
    """Depth is no limit, and neither is the arithmetic's recursion."""
    table = {(f"P{n}", f"P{n + 1}"): "50" for n in range(1_000)}
    assert is_owned(table, "P1000", "P0")


names = st.sampled_from([f"P{n}" for n in range(7)])
tables = st.dictionaries(st.tuples(names, names), st.integers(1, 100).map(str), max_size=14)


def slow(table: Table, entity: str, blocked: set[str]) -> Fraction:
    """The rule by its words: grow the set of the blocked, without the entity, until it stands."""
    rest = {pair: Fraction(p) for pair, p in table.items() if entity not in (pair[0],)}
    found = blocked - {entity}
    while True:
        sums = {
            name: sum((p for (o, d), p in rest.items() if d == name and o in found), Fraction(0))
            for name in {d for _, d in rest}
        }
        more = {name for name, s in sums.items() if s >= THRESHOLD and name != entity} - found
        if not more:
            return sums.get(entity, Fraction(0))
        found |= more


@given(tables, st.sets(names, max_size=3), names)
def test_it_agrees_with_the_rule_taken_by_its_words(
    table: Table, blocked: set[str], entity: str
) -> None:
    """A slow reference, any graph with any cycles: the same percentage."""
    assert total(table, entity, *blocked) == slow(table, entity, blocked)


@given(tables, st.sets(names, max_size=3), names, names)
def test_one_more_blocked_party_never_lowers_a_share(
    table: Table, blocked: set[str], entity: str, more: str
) -> None:
    """The rule is monotone: a new designation frees nobody."""
    assert total(table, entity, *blocked, more) >= total(table, entity, *blocked)


@given(tables, st.sets(names, max_size=3), names, st.randoms())
def test_the_order_of_the_file_changes_nothing(
    table: Table, blocked: set[str], entity: str, order: random.Random
) -> None:
    """Shuffled lines give the same percentage."""
    items = list(table.items())
    order.shuffle(items)
    assert total(dict(items), entity, *blocked) == total(table, entity, *blocked)
