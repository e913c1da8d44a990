"""The statistics of a list: what is counted, kept as JSON, and refused when it falls."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    DateSpan,
    Designation,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store.catalogue import shipped_register_path
from sanctionscreen.store.counting import FIELDS, Floor, ListStatistics, losses, statistics_of

BARE = ListedParty(
    "x:1",
    "x",
    Kind.UNKNOWN,
    (ListedName("A", NameType.PRIMARY),),
    (Designation(None, "P", "Us", ()),),
)
FULL = replace(
    BARE,
    listed_id="x:2",
    kind=Kind.PERSON,
    names=(
        ListedName("B", NameType.PRIMARY),
        ListedName("Б", NameType.STRONG, "Cyrl"),
        ListedName("C", NameType.WEAK),
        ListedName("D", NameType.WEAK),
    ),
    designations=(
        Designation("P", "P", "Us", (Measure.ASSET_FREEZE,), listed_on=PartialDate(2021, 12, 10)),
    ),
    birth_dates=(DateSpan(PartialDate(1960), PartialDate(1960)),),
    nationalities=("KP",),
    gender=Gender.MALE,
    identifiers=(Identifier(IdentifierType.PASSPORT, "1"),),
)

counts = st.integers(0, 30_000)


@st.composite
def statistics(draw: st.DrawFn) -> ListStatistics:
    """Counts that a list can have."""
    parties = draw(counts)
    return ListStatistics(
        parties,
        tuple((name_type, draw(counts)) for name_type in NameType),
        tuple((field, draw(st.integers(0, parties))) for field in FIELDS),
    )


def test_parties_names_and_filled_fields_are_counted() -> None:
    """Names are counted by type, fields by the parties that have them at all."""
    counted = statistics_of([BARE, FULL])
    assert counted.parties == 2
    assert counted.all_names == 5
    assert counted.weak_aliases == 2
    assert dict(counted.names)[NameType.PRIMARY] == 2
    filled = {field for field, count in counted.filled if count}
    assert filled == {
        *("kind", "gender", "birth_dates", "nationalities", "identifiers"),
        *("programme", "measures", "listed_on", "names_in_other_scripts"),
    }
    assert all(count in (0, 1) for _, count in counted.filled)


@given(statistics())
def test_statistics_survive_json(counted: ListStatistics) -> None:
    """What was written is read back as it was."""
    assert ListStatistics.from_record(json.loads(json.dumps(counted.to_record()))) == counted


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parties": -1}, "not a count"),
        ({"parties": True}, "not a count"),
        ({"parties": "2"}, "not a count"),
        ({"parties": 0}, "of 0 parties"),
        ({"more": 1}, "'more' is unknown"),
        ({"names": None}, "not a mapping"),
        ({"names": {"primary": 1}}, "is missing"),
        ({"filled": {}}, "is missing"),
    ],
)
def test_what_is_no_statistics_is_refused(change: dict[str, object], message: str) -> None:
    """A damaged record is an error that names the value, never a lower floor."""
    with pytest.raises(ListFormatError, match=message):
        ListStatistics.from_record(statistics_of([FULL]).to_record() | change)
    with pytest.raises(ListFormatError, match="is missing"):
        ListStatistics.from_record({})


def test_a_list_with_half_its_records_gone_falls_through_its_floor() -> None:
    """Records, names, weak aliases and fields are each named with both counts."""
    parties = [replace(FULL, listed_id=f"x:{n}") for n in range(100)]
    found = losses(statistics_of(parties), statistics_of(parties[:50]))
    for what in ("parties", "names", "names of the type weak-alias", "parties with birth dates"):
        assert any(sentence.startswith(f"{what}: ") for sentence in found), what
    assert "parties: 50, where there were 100 (50 fewer, and 5 are allowed)" in found


def test_names_that_turn_weak_are_a_loss() -> None:
    """As many names as before, but strong ones are weak now, is refused."""
    strong = replace(FULL, names=(FULL.names[0], *(replace(FULL.names[1], text=t) for t in "ЖЗ")))
    weak = replace(strong, names=tuple(replace(n, type=NameType.WEAK) for n in strong.names))
    before = statistics_of(replace(strong, listed_id=f"x:{n}") for n in range(20))
    after = statistics_of(replace(weak, listed_id=f"x:{n}") for n in range(20))
    assert before.all_names == after.all_names
    found = losses(before, after)
    assert [sentence.split(":")[0] for sentence in found] == [
        "names of the type primary",
        "names of the type strong-alias",
    ]


@given(statistics(), statistics())
def test_an_empty_list_is_always_a_loss(before: ListStatistics, after: ListStatistics) -> None:
    """No floor, however low, lets a list go to nothing."""
    assert losses(before, replace(after, parties=0), Floor(share=1, slack=100_000))


@given(statistics(), st.floats(0, 1), st.integers(0, 100))
def test_what_did_not_fall_is_no_loss(before: ListStatistics, share: float, slack: int) -> None:
    """The same list again, or more of everything, passes any floor."""
    before = replace(before, parties=before.parties + 1)
    assert losses(before, before, Floor(share, slack)) == ()
    more = replace(
        before,
        parties=before.parties + 7,
        names=tuple((key, count + 7) for key, count in before.names),
        filled=tuple((key, count + 7) for key, count in before.filled),
    )
    assert losses(before, more, Floor(share, slack)) == ()


@given(statistics(), statistics(), st.floats(0, 1), st.floats(0, 1), st.integers(0, 50))
def test_a_wider_floor_refuses_nothing_more(
    before: ListStatistics, after: ListStatistics, one: float, other: float, slack: int
) -> None:
    """What passes a narrow floor passes a wider one."""
    narrow, wide = sorted((one, other))
    measured = [
        {sentence.split(":")[0] for sentence in losses(before, after, Floor(share, slack))}
        for share in (narrow, wide)
    ]
    assert measured[1] <= measured[0]


def test_real_publications_pass_and_a_part_of_one_does_not(shared_lists: Path) -> None:
    """The UN list half a year later passes its floor; four fifths of it do not."""
    options = ReadOptions(load_register(shipped_register_path()))
    read = [
        read_list((shared_lists / name,), options).parties
        for name in ("un/consolidated_2026-02.xml", "un/consolidated_2026-08.xml")
    ]
    before, after = (statistics_of(parties) for parties in read)
    assert losses(before, after) == ()
    part = statistics_of(read[1][: len(read[1]) * 4 // 5])
    assert any(sentence.startswith("parties:") for sentence in losses(before, part))
