"""Comparing two readings of a list: what is added, removed and changed, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    DateSpan,
    Designation,
    Kind,
    ListedName,
    ListedParty,
    NamePart,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store.catalogue import shipped_register_path
from sanctionscreen.store.diffing import FieldChange, diff_lists

Read = Callable[[str], tuple[ListedParty, ...]]
SDN_DAY_BEFORE, SDN_DAY = "ofac_sdn/sdn_2021-12-09.csv", "ofac_sdn/sdn_2021-12-10.csv"


def party(key: str, name: str = "A", *, is_stable: bool = True, **changes: object) -> ListedParty:
    """A listed person."""
    made = ListedParty(
        f"x:{key}",
        "x",
        Kind.PERSON,
        (ListedName(name, NameType.PRIMARY),),
        (Designation("P", "P", "Us", ()),),
        id_is_stable=is_stable,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def read(shared_lists: Path) -> Read:
    """Reads a real list file."""
    options = ReadOptions(load_register(shipped_register_path()))
    return lambda name: read_list((shared_lists / name,), options).parties


parties = st.lists(
    st.builds(
        party,
        st.integers(0, 20).map(str),
        st.sampled_from("ABC"),
        is_stable=st.booleans(),
        birth_dates=st.sampled_from(((), (DateSpan(PartialDate(1960), PartialDate(1960)),))),
    ),
    max_size=12,
    unique_by=lambda each: each.listed_id,
)


def test_each_changed_field_tells_what_is_gone_and_new() -> None:
    """A new name, a birth date and a remark are told one by one, what stayed is not repeated."""
    born = (DateSpan(PartialDate(1960), PartialDate(1960)),)
    alias = ListedName("Alias", NameType.STRONG)
    old = party("1", remarks="stays\ngone", birth_dates=born)
    new = replace(old, names=(*old.names, alias), remarks="stays", birth_dates=())
    (change,) = diff_lists([old], [new]).changed
    assert (change.listed_id, change.name, change.kind) == ("x:1", "A", Kind.PERSON)
    assert change.fields == (
        FieldChange("names", (), ("Alias | type: strong-alias | script: Latn",)),
        FieldChange("birth_dates", ("1960",), ()),
        FieldChange("remarks", ("gone",), ()),
    )


def test_a_difference_deep_inside_a_value_is_told() -> None:
    """A date within a designation and the division of a name change the text that is shown."""
    old = party("1")
    dated = replace(old.designations[0], listed_on=PartialDate(2021, 12, 10))
    divided = replace(old.names[0], parts=((NamePart.FAMILY, "A"),))
    (change,) = diff_lists([old], [replace(old, designations=(dated,), names=(divided,))]).changed
    assert [field.field for field in change.fields] == ["names", "designations"]
    assert "parts: family A" in change.fields[0].new[0]
    assert "listed on: 2021-12-10" in change.fields[1].new[0]
    assert "listed on: 2021-12-10" not in change.fields[1].gone[0]


def test_the_order_of_values_is_no_change() -> None:
    """The same two nationalities the other way round are the same."""
    old = party("1", nationalities=("KP", "RU"))
    assert diff_lists([old], [replace(old, nationalities=("RU", "KP"))]).is_empty
    twice = replace(old, nationalities=("KP", "RU", "RU"))
    assert diff_lists([old], [twice]).changed[0].fields[0].new == ("RU",)


def test_parties_come_in_the_order_of_their_numbers() -> None:
    """``x:36`` stands before ``x:306``, whatever the order of the files."""
    added = [party(key) for key in ("306", "36", "4a", "b", "1000")]
    found = [each.listed_id for each in diff_lists([], added).added]
    assert found == ["x:4a", "x:36", "x:306", "x:1000", "x:b"]


def test_digests_made_in_another_way_are_no_change() -> None:
    """Without ids of the publisher, parties of one content are one, as often as both have it."""
    old = [party("d1", is_stable=False), party("d2", is_stable=False)]
    new = [party("d3", is_stable=False)]
    found = diff_lists(old, new)
    assert (len(found.removed), len(found.added), found.unchanged) == (1, 0, 1)
    corrected = diff_lists(old[:1], [party("d4", "B", is_stable=False)])
    assert (len(corrected.removed), len(corrected.added)) == (1, 1)


def test_ids_of_the_publisher_are_never_passed_over() -> None:
    """The same content under another of the publisher's ids is another party."""
    found = diff_lists([party("1")], [party("2")])
    assert ([p.listed_id for p in found.removed], [p.listed_id for p in found.added]) == (
        ["x:1"],
        ["x:2"],
    )


@pytest.mark.parametrize("is_old", [True, False])
def test_an_id_held_twice_is_refused(is_old: bool) -> None:
    """A reading that holds an id twice is not compared in part."""
    twice = [party("1"), party("1", "B")]
    with pytest.raises(ListFormatError, match="x:1 twice"):
        diff_lists(*((twice, []) if is_old else ([], twice)))


@given(parties)
def test_a_list_does_not_differ_from_itself(listed: list[ListedParty]) -> None:
    """Compared with itself a list has no difference."""
    found = diff_lists(listed, reversed(listed))
    assert found.is_empty
    assert found.unchanged == len(listed)


@given(parties, parties, st.randoms(use_true_random=False))
def test_the_order_of_parties_changes_nothing(
    old: list[ListedParty], new: list[ListedParty], shuffler: random.Random
) -> None:
    """Both readings shuffled give the same difference."""
    found = diff_lists(old, new)
    for each in (old, new):
        shuffler.shuffle(each)
    assert diff_lists(old, new) == found


@given(parties, parties)
def test_the_way_back_is_the_same_way(old: list[ListedParty], new: list[ListedParty]) -> None:
    """What is added one way is removed the other way, and every party is counted once."""
    there, back = diff_lists(old, new), diff_lists(new, old)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [c.listed_id for c in there.changed] == [c.listed_id for c in back.changed]
    for one, other in zip(there.changed, back.changed, strict=True):
        assert [(f.gone, f.new) for f in one.fields] == [(f.new, f.gone) for f in other.fields]
    assert len(there.added) + len(there.changed) + there.unchanged == len(new)
    assert len(there.removed) + len(there.changed) + there.unchanged == len(old)


def test_the_sdn_list_of_10_december_2021(read: Read) -> None:
    """The designations of the day are 25 added, none removed, none changed."""
    found = diff_lists(read(SDN_DAY_BEFORE), read(SDN_DAY))
    assert (len(found.added), len(found.removed), len(found.changed)) == (25, 0, 0)
    assert found.unchanged == 9_121
    names = {each.primary_name.text for each in found.added}
    assert {"RI, Yong Gil", "AHMED, Benazir", "SEK STUDIO"} <= names
