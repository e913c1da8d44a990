"""Fingerprints: what changes them is what a reviewer would want to see again."""

from __future__ import annotations

from dataclasses import replace

import decision_builders as build
import pytest

from sanctionscreen.decisions.fingerprints import (
    ENTRY_FIELDS,
    ROW_FIELDS,
    changed_fields,
    entry_fingerprint,
    row_fingerprint,
)
from sanctionscreen.model import (
    Counterparty,
    DateBasis,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    ListedName,
    ListedParty,
    Location,
    Measure,
    NameType,
    PartialDate,
    QueryName,
)

ENTRY = build.entry(
    "ofac-sdn:1",
    "RI, Yong Gil",
    "Lee Yong-gil",
    nationalities=("KP", "CN"),
    gender=Gender.MALE,
    identifiers=(Identifier(IdentifierType.PASSPORT, "B 123-456", "KP"),),
    birthplaces=(Location("Pyongyang"),),
    locations=(Location("12 Some Street,  Pyongyang"),),
)
ROW = build.row(
    kind=Kind.PERSON,
    countries=("KR", "US"),
    gender=Gender.MALE,
    identifiers=("A 99 88 77",),
    cities=("Seoul",),
)
IMMATERIAL_ENTRY = {
    "case": replace(ENTRY, names=(ListedName("ri, YONG gil", NameType.PRIMARY), ENTRY.names[1])),
    "blanks": replace(ENTRY, locations=(Location(" 12 Some  Street, Pyongyang"),)),
    "order": replace(ENTRY, names=ENTRY.names[::-1], nationalities=("CN", "KP")),
    "order of words": replace(
        ENTRY, names=(ListedName("Yong Gil Ri", NameType.PRIMARY), ENTRY.names[1])
    ),
    "rank of a name": replace(
        ENTRY, names=(ENTRY.names[0], replace(ENTRY.names[1], type=NameType.WEAK))
    ),
    "remarks": replace(ENTRY, remarks="Another wording"),
    "separators of a number": replace(
        ENTRY, identifiers=(Identifier(IdentifierType.PASSPORT, "B123456", "KP"),)
    ),
    "listing date": replace(
        ENTRY,
        designations=(
            replace(
                ENTRY.designations[0],
                listed_on=PartialDate(2021, 12, 10),
                listed_on_basis=DateBasis.FILE,
            ),
        ),
    ),
}
MATERIAL_ENTRY = {
    "kind": replace(ENTRY, kind=Kind.ORGANISATION),
    "names": replace(ENTRY, names=(*ENTRY.names, ListedName("Ri Il", NameType.STRONG))),
    "birth dates": replace(ENTRY, birth_dates=(*ENTRY.birth_dates, build.born(1970))),
    "birthplaces": replace(ENTRY, birthplaces=(Location("Wonsan"),)),
    "nationalities": replace(ENTRY, nationalities=("KP",)),
    "gender": replace(ENTRY, gender=Gender.FEMALE),
    "identifiers": replace(ENTRY, identifiers=()),
    "addresses": replace(ENTRY, locations=()),
    "programmes": replace(ENTRY, designations=(build.designation("DPRK4"),)),
    "measures": replace(ENTRY, designations=(build.designation("DPRK2", Measure.ENTRY_BAN),)),
}
MATERIAL_ROW = {
    "names": replace(ROW, names=(QueryName("Yong Kil Ri"),)),
    "kind": replace(ROW, kind=Kind.UNKNOWN),
    "birth dates": replace(ROW, birth_dates=(build.born(1955),)),
    "countries": replace(ROW, countries=("KP", "US")),
    "gender": replace(ROW, gender=None),
    "identifiers": replace(ROW, identifiers=("A998878",)),
    "cities": replace(ROW, cities=("Pyongyang",)),
}


@pytest.mark.parametrize("what", IMMATERIAL_ENTRY)
def test_what_says_nothing_new_of_an_entry_changes_nothing(what: str) -> None:
    """A publisher's other spelling, order or wording reopens nothing."""
    assert entry_fingerprint(IMMATERIAL_ENTRY[what]) == entry_fingerprint(ENTRY)


@pytest.mark.parametrize("what", MATERIAL_ENTRY)
def test_every_judged_field_of_an_entry_counts(what: str) -> None:
    """A change of one field changes that field's digest alone, and names it."""
    now = entry_fingerprint(MATERIAL_ENTRY[what])
    assert changed_fields(entry_fingerprint(ENTRY), now) == (what,)


@pytest.mark.parametrize("what", MATERIAL_ROW)
def test_every_judged_field_of_a_row_counts(what: str) -> None:
    """A change of one field changes that field's digest alone, and names it."""
    now = row_fingerprint(MATERIAL_ROW[what])
    assert changed_fields(row_fingerprint(ROW), now) == (what,)


def test_no_field_is_left_out_of_these_tests() -> None:
    """Every field of the fingerprints has a change above."""
    assert {name.replace("_", " ") for name in ENTRY_FIELDS} == set(MATERIAL_ENTRY)
    assert {name.replace("_", " ") for name in ROW_FIELDS} == set(MATERIAL_ROW)
    assert [name for name, _ in entry_fingerprint(ENTRY)] == list(ENTRY_FIELDS)
    assert [name for name, _ in row_fingerprint(ROW)] == list(ROW_FIELDS)


def test_case_and_order_of_a_row_change_nothing() -> None:
    """A file exported anew, in capitals and with values in another order, keeps its decisions."""
    again = replace(
        ROW, names=(QueryName("  RI, YONG  GIL "),), countries=("US", "KR"), row=9, line=10
    )
    assert row_fingerprint(again) == row_fingerprint(ROW)


def test_without_an_id_the_order_of_words_tells_rows_apart() -> None:
    """Hassan Ali is not Ali Hassan where nothing but the name says who a row is."""

    def nameless(name: str) -> Counterparty:
        return Counterparty(1, 2, None, (QueryName(name),))

    assert row_fingerprint(nameless("Hassan Ali")) != row_fingerprint(nameless("Ali Hassan"))
    assert row_fingerprint(nameless("HASSAN  Ali")) == row_fingerprint(nameless("Hassan Ali"))


def test_a_value_that_was_missing_is_a_change() -> None:
    """A first birth date is new."""
    without: ListedParty = replace(ENTRY, birth_dates=())
    assert changed_fields(entry_fingerprint(without), entry_fingerprint(ENTRY)) == ("birth dates",)
