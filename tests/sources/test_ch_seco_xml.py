"""Switzerland's list, XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    EventKind,
    Gender,
    IdentifierType,
    Kind,
    Measure,
    NamePart,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ListSource, ParsedList, ReadOptions
from sanctionscreen.sources.ch_seco_xml import SOURCE
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.programmes import ProgrammeRegister

PROGRAMME = """<sanctions-program ssid="20" version-date="2026-05-21">
<program-key lang="ger">Weissrussland</program-key><program-key lang="eng">Belarus</program-key>
<program-name lang="eng">Ordinance of 2016</program-name>
<sanctions-set ssid="1" lang="eng">Financial measures, annex 2</sanctions-set>
<sanctions-set ssid="2" lang="eng">Travel ban, annex 1</sanctions-set>
<origin>EU</origin></sanctions-program>"""
PERSON = """<target ssid="5142"><sanctions-set-id>1</sanctions-set-id>
<sanctions-set-id>2</sanctions-set-id><foreign-identifier>QDi.043</foreign-identifier>
<individual sex="male"><identity ssid="1" main="true">
<name ssid="2" name-type="primary-name" quality="good" lang="eng">
<name-part order="2" name-part-type="given-name"><value>Dzmitry</value>
<spelling-variant lang="RUS" script="LATN">Dmitri</spelling-variant></name-part>
<name-part order="1" name-part-type="family-name"><value>Lukashenka</value>
<spelling-variant lang="RUS" script="LATN">Lukashenko</spelling-variant></name-part>
<name-part order="3" name-part-type="title"><value>Dr.</value></name-part></name>
<name ssid="3" name-type="alias" quality="low" lang="eng">
<name-part order="1" name-part-type="whole-name"><value>The Son</value></name-part></name>
<nationality ssid="4"><country iso-code="BY">Belarus</country></nationality>
<day-month-year ssid="5" day="23" month="3" year="1980" calendar="Gregorian" quality="good"/>
<place-of-birth ssid="6" place-id="900"/>
<address ssid="7" place-id="900" quality="good"><address-details>ul. 4</address-details></address>
<identification-document ssid="8" document-type="passport"><number>X1</number>
<issuer code="BY"/></identification-document></identity>
<justification ssid="9">Businessman.</justification></individual>
<modification modification-type="listed" publication-date="2012-01-02" effective-date="2012-01-03"/>
{modification}</target>"""
SHIP = """<target ssid="34461"><sanctions-set-id>1</sanctions-set-id>
<object object-type="vessel"><identity ssid="1" main="true">
<name ssid="2" name-type="primary-name" quality="good" lang="eng">
<name-part order="1" name-part-type="whole-name"><value>Hui Chon</value></name-part></name>
</identity><other-information ssid="3">IMO Number: 8405270</other-information></object></target>"""
PLACE = """<place ssid="900"><location>Minsk</location><area>Minsk region</area>
<country iso-code="BY">Belarus</country></place>"""
AMENDED = """<modification modification-type="amended" effective-date="2015-11-18">
<removed><anything/></removed></modification>"""
DELISTED = '<modification modification-type="de-listed" effective-date="2016-03-01"/>'
RELISTED = DELISTED + '<modification modification-type="listed" effective-date="2020-01-01"/>'


def document(*targets: str, kind: str = "whole-list") -> str:
    """A list with one programme, some targets, and a place behind them."""
    inner = PROGRAMME + "".join(targets) + PLACE
    return (
        f'<swiss-sanctions-list list-type="{kind}" date="2026-08-27">{inner}</swiss-sanctions-list>'
    )


def test_person_is_read_field_by_field(read_sample: Callable[..., ParsedList]) -> None:
    """Name parts come in their order, spellings give further names, places are looked up."""
    parsed = read_sample(SOURCE, document(PERSON.format(modification=AMENDED)))
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2026, 8, 27)
    assert (party.listed_id, party.kind) == ("ch-seco:5142", Kind.PERSON)
    assert [(name.text, name.type) for name in party.names] == [
        ("Lukashenka Dzmitry", NameType.PRIMARY),
        ("Lukashenko Dmitri", NameType.STRONG),
        ("The Son", NameType.WEAK),
    ]
    assert party.names[0].parts == (
        (NamePart.FAMILY, "Lukashenka"),
        (NamePart.GIVEN, "Dzmitry"),
    )
    assert party.gender is Gender.MALE
    assert party.nationalities == ("BY",)
    assert [str(date) for date in party.birth_dates] == ["1980-03-23"]
    assert party.birthplaces[0].text == "Minsk, Minsk region, Belarus"
    assert (party.locations[0].text, party.locations[0].country) == (
        "ul. 4, Minsk, Minsk region, Belarus",
        "BY",
    )
    assert (party.identifiers[0].type, party.identifiers[0].country) == (
        IdentifierType.PASSPORT,
        "BY",
    )
    assert party.references == ("un-sc:QDi.043",)
    assert parsed.unknown == ()


def test_each_set_of_sanctions_is_a_designation(read_sample: Callable[..., ParsedList]) -> None:
    """A freeze and a travel ban are two designations with their own measures and basis."""
    (party,) = read_sample(SOURCE, document(PERSON.format(modification=AMENDED))).parties
    freeze, ban = party.designations
    assert (freeze.programme, freeze.programme_as_published) == ("CH-BELARUS", "Belarus")
    assert freeze.measures == (Measure.ASSET_FREEZE,)
    assert ban.measures == (Measure.ENTRY_BAN,)
    assert ban.legal_basis == "Ordinance of 2016, Travel ban, annex 1"
    assert freeze.listed_on == PartialDate(2012, 1, 3)
    assert [event.kind for event in freeze.events] == [EventKind.LISTED, EventKind.AMENDED]


def test_delisted_target_is_left_out_and_told(read_sample: Callable[..., ParsedList]) -> None:
    """A target whose last word is its de-listing is not in force; a note counts it."""
    parsed = read_sample(SOURCE, document(PERSON.format(modification=DELISTED), SHIP))
    assert [party.listed_id for party in parsed.parties] == ["ch-seco:34461"]
    assert parsed.ref.notes == ("1 de-listed targets of the file are left out",)


def test_relisted_target_is_in_force(read_sample: Callable[..., ParsedList]) -> None:
    """A target that came back is read, with the first day as its listing date."""
    parsed = read_sample(SOURCE, document(PERSON.format(modification=RELISTED)))
    designation = parsed.parties[0].designations[0]
    assert designation.events[-1].kind is EventKind.RELISTED
    assert designation.listed_on == PartialDate(2012, 1, 3)
    assert parsed.ref.notes == ()


def test_ship_number_is_found_in_the_text(read_sample: Callable[..., ParsedList]) -> None:
    """The list has no field for a ship's IMO number; its text does."""
    (party,) = read_sample(SOURCE, document(SHIP)).parties
    assert party.kind is Kind.VESSEL
    assert (party.identifiers[0].type, party.identifiers[0].value) == (
        IdentifierType.IMO,
        "8405270",
    )


def test_part_of_the_list_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A file of amendments is not taken for the list."""
    with pytest.raises(ListFormatError, match="part of the list only"):
        read_sample(SOURCE, document(SHIP, kind="amendment"))


def test_real_fragment(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """The real fragment gives its two targets in force, with nothing unknown."""
    parsed = read_real(SOURCE, "ch/seco_trimmed_live_2026-08-27.xml")
    assert [p.primary_name.text for p in parsed.parties] == ["Belagroprombank", "Hui Chon"]
    assert parsed.parties[0].designations[0].measures == (Measure.SECTORAL,)
    assert parsed.unknown == ()


def test_publishers_own_example(shared_lists: Path, tmp_path: Path) -> None:
    """The publisher's example of amendments is refused, and reads whole as a whole list."""
    example = shared_lists / "ch" / "seco_official_example_2024-01-17.xml"
    options = ReadOptions(ProgrammeRegister(()))
    with pytest.raises(ListFormatError, match="list-type 'amendment'"):
        SOURCE.read((open_source(example),), options)
    whole = tmp_path / "whole.xml"
    whole.write_bytes(example.read_bytes().replace(b'"amendment"', b'"whole-list"'))
    parsed = SOURCE.read((open_source(whole),), options)
    assert [party.nationalities for party in parsed.parties] == [("GB",), ("US",), ("CH",)]
    assert not [what for what, _ in parsed.unknown if not what.startswith("programme")]
