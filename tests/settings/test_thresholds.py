"""Thresholds and weak-alias policies of single lists and measures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sanctionscreen import open_index
from sanctionscreen.errors import SettingsError
from sanctionscreen.index import ListIndex
from sanctionscreen.model import (
    Designation,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameType,
    Outcome,
)
from sanctionscreen.screening import lookup
from sanctionscreen.settings import ScreenSettings, WeakAliasPolicy

FREEZE, INVEST = Measure.ASSET_FREEZE, Measure.INVESTMENT_RESTRICTION
CMIC, MYANMAR = "curated-ns-cmic", "curated-myanmar"
PART = "Semiconductor Manufacturing"
"""Two words of a listed name of four, and another one: a hit at 50, none at the default."""


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """The shipped lists."""
    return open_index()


def party(list_id: str, *measures: Measure) -> ListedParty:
    """An entry under these measures."""
    designation = Designation("P", "P", "A", measures)
    name = ListedName("X", NameType.PRIMARY)
    return ListedParty(f"{list_id}:1", list_id, Kind.PERSON, (name,), (designation,))


@pytest.mark.parametrize(
    ("entries", "threshold"),
    [
        ((party("other"),), 70),
        ((party("other", FREEZE),), 70),
        ((party("own"),), 80),
        ((party("own", FREEZE),), 80),
        ((party("other", INVEST),), 90),
        ((party("own", INVEST),), 80),
        ((party("other", INVEST, FREEZE),), 70),
        ((party("other", INVEST), party("own")), 80),
        ((party("low", INVEST), party("own")), 55),
    ],
)
def test_the_lowest_threshold_that_applies_counts(
    entries: tuple[ListedParty, ...], threshold: float
) -> None:
    """In doubt a party is a hit: of several thresholds the lowest is taken."""
    settings = ScreenSettings(
        list_thresholds=(("own", 80), ("low", 55)), measure_thresholds=((INVEST, 90),)
    )
    assert settings.threshold_for(entries) == threshold
    assert settings.for_party(entries[0], entries).threshold == threshold
    assert settings.lowest_threshold == 55


def test_a_lower_threshold_of_one_list_finds_what_screening_at_it_finds(index: ListIndex) -> None:
    """Retrieval works with the lowest threshold in force: nothing of that list is lost."""
    all_low = lookup(PART, index=index, settings=ScreenSettings(50))
    one_low = lookup(PART, index=index, settings=ScreenSettings(list_thresholds=((CMIC, 50),)))
    wanted = [hit.listed_id for hit in all_low.hits if hit.list == CMIC or hit.score >= 70]
    assert any(hit.list == CMIC and hit.score < 70 for hit in all_low.hits)
    assert [hit.listed_id for hit in one_low.hits] == wanted


def test_a_higher_threshold_of_one_list_leaves_the_others(index: ListIndex) -> None:
    """A threshold for investment restrictions takes nothing from asset freezes."""
    settings = ScreenSettings(measure_thresholds=((INVEST, 100),))
    assert lookup("Sensetime", index=index, settings=ScreenSettings()).outcome is Outcome.HIT
    assert lookup("Sensetme Group", index=index, settings=settings).outcome is Outcome.CLEAR
    assert lookup("Ri Yong Gil", index=index, settings=settings).outcome is Outcome.HIT


def test_the_policy_on_weak_aliases_of_one_list() -> None:
    """A weak alias is silent on the list that ignores weak aliases, and on no other."""
    us = "curated-us-2021-12-10"
    index = open_index([us])
    loud = ScreenSettings(weak_aliases=WeakAliasPolicy.FULL)
    silent = replace(loud, list_weak_aliases=((us, WeakAliasPolicy.IGNORE),))
    other = replace(loud, list_weak_aliases=((CMIC, WeakAliasPolicy.IGNORE),))
    assert lookup("Ka Pa Sa", index=index, settings=loud).outcome is Outcome.HIT
    assert lookup("Ka Pa Sa", index=index, settings=silent).outcome is Outcome.CLEAR
    assert lookup("Ka Pa Sa", index=index, settings=other).outcome is Outcome.HIT


def test_thresholds_that_are_not_offered_are_refused() -> None:
    """A threshold under 50 is refused for a list and a measure too."""
    with pytest.raises(SettingsError, match=r"thresholds\.lists\.own"):
        ScreenSettings(list_thresholds=(("own", 49),))
    with pytest.raises(SettingsError, match="asset-freeze"):
        ScreenSettings(measure_thresholds=((FREEZE, 101),))
    with pytest.raises(SettingsError, match="not in order"):
        ScreenSettings(strong_from=99, exact_from=98)
