"""The mined lexicon's makers: what they learn from aliases, and what they leave alone."""

from __future__ import annotations

import pytest

from bench.lexicon.linking import KnownWords, Link, spellings
from bench.lexicon.remainders import Party, Remainder, remainders
from bench.lexicon.resemblance import may_be_one, resemblance

NONE_KNOWN = KnownWords(frozenset(), frozenset())


def differing(one: str, other: str, parties: int) -> list[Remainder]:
    """That many people with one token spelled in two ways."""
    return [Remainder(number, (one,), (other,), True) for number in range(parties)]


def test_two_names_of_a_person_leave_over_what_is_not_known() -> None:
    """The token that no rule joins is left over on both sides; what agrees is not."""
    party = Party(7, ("Sjkolaj QZELTOU", "Sjkolaj BRAVENKO"))
    assert remainders([party]) == [Remainder(7, ("bravenko",), ("qzeltou",), True)]


def test_a_spelling_of_two_people_is_learned() -> None:
    """Two people's names put one token for another: a pair. One person's: none."""
    assert spellings(differing("zaytsev", "zaytsau", 2), {}, NONE_KNOWN) == [
        Link("zaytsau", "zaytsev", 2)
    ]
    assert spellings(differing("zaytsev", "zaytsau", 1), {}, NONE_KNOWN) == []


def test_what_tells_namesakes_apart_is_not_learned() -> None:
    """A pair seen as often to be two people's names is no spelling."""
    items = differing("barzan", "barsan", 3)
    assert spellings(items, {}, NONE_KNOWN)
    assert spellings(items, {("barsan", "barzan"): 2}, NONE_KNOWN) == []


def test_names_that_were_held_apart_by_hand_stay_apart() -> None:
    """Tokens of two groups of the variants file are two names, whatever the lists put."""
    items = differing("hassan", "hussayn", 9)
    grouped = KnownWords(frozenset(), frozenset({"hassan", "hussayn"}))
    assert spellings(items, {}, NONE_KNOWN)
    assert spellings(items, {}, grouped) == []


def test_short_frequent_names_stay_apart() -> None:
    """Two frequent names a vowel apart are two names; long patronymics are one."""
    frequent = KnownWords(
        frozenset({"selim", "salem", "vladimirovich", "volodimirovich"}), frozenset()
    )
    long = differing("vladimirovich", "volodimirovich", 5)
    assert spellings(differing("selim", "salem", 5), {}, frequent) == []
    assert spellings(long, {}, frequent) == [Link("vladimirovich", "volodimirovich", 5)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("ivanov", "ivanova"), ("amin", "amina"), ("sergeevich", "sergeevna"),
     ("ivanova", "ivanovna"), ("petrovskiy", "petrovskaya"), ("usama", "shaima")],
)  # fmt: skip
def test_man_and_woman_and_other_openings_are_two_names(one: str, other: str) -> None:
    """A feminine form, a patronymic beside a family name, another first sound: never one."""
    assert not may_be_one(one, other)
    assert not may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sergejevitj", "sergeevich"), ("zaytsev", "zaytsau"), ("gubarev", "hubaryev"),
     ("khalil", "khlyl"), ("uladzimiravich", "vladimirovich")],
)  # fmt: skip
def test_spellings_through_other_alphabets_resemble_each_other(one: str, other: str) -> None:
    """Swedish, Belarusian and unvowelled spellings resemble; other names do so less."""
    assert may_be_one(one, other)
    assert resemblance(one, other) > max(resemblance(one, "mbarak"), resemblance("qodsi", other))
