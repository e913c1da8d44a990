"""Canada's autonomous sanctions list, old and new layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    IdentifierType,
    Kind,
    Measure,
    NamePart,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.ca_sema_xml import SOURCE

OLD_PERSON = """<record><Country>Burma / Birmanie</Country><LastName>Baranov</LastName>
<GivenName>Oleg</GivenName><Title>Colonel</Title><DateOfBirth>1972-08-10 or 1972-08-11</DateOfBirth>
<Aliases>Баранов, Олег Анатольевич; Oleh Baranov, Batya</Aliases><Schedule>1</Schedule>
<Item>5</Item></record>"""
NEW_SHIP = """<record><Country>Burma / Birmanie</Country><EntityOrShip>Petrel</EntityOrShip>
<TitleOrShip>Oil Tanker</TitleOrShip><DateOfBirthOrShipBuildDate>2005</DateOfBirthOrShipBuildDate>
<ShipIMONumber>7612448</ShipIMONumber><Schedule>1, Part 3</Schedule><Item>1</Item>
<DateOfListing>2021-12-10</DateOfListing></record>"""
SECTORAL = """<record><Country>Russia / Russie</Country><Entity>Bank of Moscow</Entity>
<Schedule>2</Schedule><Item>4</Item></record>"""


def document(*records: str) -> str:
    """A whole list around some records."""
    return f'<?xml version="1.0" encoding="UTF-8"?><data-set>{"".join(records)}</data-set>'


def test_person_of_the_old_layout(read_sample: Callable[..., ParsedList]) -> None:
    """Names in "Family, Given" stay whole, alternative dates are two, one word is weak."""
    (party,) = read_sample(SOURCE, document(OLD_PERSON)).parties
    assert party.kind is Kind.PERSON
    assert [(name.text, name.type) for name in party.names] == [
        ("Oleg Baranov", NameType.PRIMARY),
        ("Баранов, Олег Анатольевич", NameType.STRONG),
        ("Oleh Baranov", NameType.STRONG),
        ("Batya", NameType.WEAK),
    ]
    assert party.names[0].parts == ((NamePart.FAMILY, "Baranov"), (NamePart.GIVEN, "Oleg"))
    assert [str(date) for date in party.birth_dates] == ["1972-08-10", "1972-08-11"]
    (designation,) = party.designations
    assert designation.programme == "CA-BURMA"
    assert designation.legal_basis == "Schedule 1, item 5"
    assert designation.listed_on is None


def test_ship_of_the_new_layout(read_sample: Callable[..., ParsedList]) -> None:
    """A ship's build date is no birth date, and its number is an IMO number."""
    (party,) = read_sample(SOURCE, document(NEW_SHIP)).parties
    assert party.kind is Kind.VESSEL
    assert party.birth_dates == ()
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.IMO,
        "7612448",
    )
    assert party.designations[0].listed_on == PartialDate(2021, 12, 10)


def test_financing_schedule_does_not_freeze(read_sample: Callable[..., ParsedList]) -> None:
    """Schedules 2 and 3 of the Russia regulations restrict financing only."""
    (party,) = read_sample(SOURCE, document(SECTORAL)).parties
    assert party.designations[0].measures == (Measure.SECTORAL,)


def test_id_is_a_digest_that_order_does_not_change(
    read_sample: Callable[..., ParsedList],
) -> None:
    """The id comes from name and birth date, is marked unstable, and not from the position."""
    first = read_sample(SOURCE, document(OLD_PERSON, NEW_SHIP)).parties
    second = read_sample(SOURCE, document(NEW_SHIP, OLD_PERSON)).parties
    assert {p.listed_id for p in first} == {p.listed_id for p in second}
    assert len({p.listed_id for p in first}) == 2
    assert not any(party.id_is_stable for party in first)


def test_publication_date_comes_from_the_user(read_sample: Callable[..., ParsedList]) -> None:
    """The file has no date inside, so that the user's counts, and none is made up."""
    assert read_sample(SOURCE, document(NEW_SHIP)).ref.published is None
    given = read_sample(SOURCE, document(NEW_SHIP), published=PartialDate(2025, 5, 1))
    assert given.ref.published == PartialDate(2025, 5, 1)


def test_record_that_is_both_is_a_problem(read_sample: Callable[..., ParsedList]) -> None:
    """A record with a person's and an entity's name is not guessed."""
    both = NEW_SHIP.replace("<Schedule>", "<LastName>X</LastName><Schedule>")
    with pytest.raises(ListFormatError, match="both a person's and an entity's name"):
        read_sample(SOURCE, document(both))


def test_doctype_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A document type declaration, the way to entity bombs, is refused."""
    bomb = document(NEW_SHIP).replace("<data-set>", "<!DOCTYPE data-set><data-set>")
    with pytest.raises(ListFormatError, match="document type declaration"):
        read_sample(SOURCE, bomb)


@pytest.mark.parametrize(
    ("name", "records"), [("ca/sema-lmes_2022-05-11.xml", 2606), ("ca/sema-lmes_2025-05.xml", 4759)]
)
def test_real_lists_are_read_whole(
    read_real: Callable[[ListSource, str], ParsedList], name: str, records: int
) -> None:
    """Every record of both layouts is read: alone, or joined with one of the same person."""
    parsed = read_real(SOURCE, name)
    unknown = dict(parsed.unknown)
    joined = unknown.pop("record that repeats an id (joined with the first)")
    assert len(parsed.parties) + joined == records
    assert parsed.problems == ()
    assert not [what for what in unknown if not what.startswith("birth date")]


def test_four_entities_of_10_december_2021(
    read_real: Callable[[ListSource, str], ParsedList],
) -> None:
    """The four Burmese entities of that day are there, with aliases and place in the schedule."""
    parsed = read_real(SOURCE, "ca/sema-lmes_2025-05.xml")
    day = PartialDate(2021, 12, 10)
    found = [p for p in parsed.parties if p.designations[0].listed_on == day]
    assert [party.primary_name.text for party in found] == [
        "Myanmar War Veterans Organization",
        "Ministry of Defence Quartermaster General Office",
        "Myanmar Directorate of Defence Industries",
        "Myanmar Directorate of Procurement",
    ]
    assert [name.text for name in found[3].names[1:]] == [
        "Directorate of Procurement",
        "Directorate of Defence Procurement",
        "Directorate of Procurement of the Commander-in-Chief of Defence Services (Army)",
    ]
    assert {party.designations[0].programme for party in found} == {"CA-BURMA"}
    assert (found[0].designations[0].legal_basis or "").endswith("Part 1, item 55")
