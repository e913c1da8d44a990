"""OpenSanctions' exports: FollowTheMoney lines, nested lines, the simple table, Senzing lines."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.opensanctions_ftm import SOURCE as FTM
from sanctionscreen.sources.opensanctions_nested import SOURCE as NESTED
from sanctionscreen.sources.opensanctions_simple import SOURCE as SIMPLE
from sanctionscreen.sources.senzing_json import SOURCE as SENZING

PERSON: dict[str, object] = {
    "id": "Q1", "caption": "Ali Kony", "schema": "Person", "target": True,
    "referents": ["ofac-123", "gb-x"], "datasets": ["us_ofac_sdn"],
    "last_seen": "2024-03-09T09:28:18",
    "properties": {
        "name": ["Kony Ali", "Ali Kony"], "alias": ["علي"], "weakAlias": ["The Son"],
        "previousName": ["Old Ali"], "birthDate": ["1994", "1993-05-01"], "gender": ["male"],
        "nationality": ["ug"], "birthPlace": ["Gulu"], "passportNumber": ["P1"],
        "innCode": ["123"], "addressEntity": ["addr-1"], "position": ["Deputy"],
        "unscId": ["CFi.010"], "firstName": ["Ali"], "mood": ["grim"],
    },
}  # fmt: skip
SANCTION = {
    "id": "s-1", "schema": "Sanction", "target": False,
    "properties": {"entity": ["Q1"], "program": ["CAR"], "authority": ["UN Security Council"],
                   "startDate": ["2016-08-23"], "endDate": ["2030-01-01"], "reason": ["War"]},
}  # fmt: skip
ADDRESS = {"id": "addr-1", "schema": "Address", "caption": "Gulu, Uganda", "target": False,
           "properties": {}}  # fmt: skip
RELATIVE = {"id": "Q2", "schema": "Person", "caption": "Not Listed", "target": False,
            "properties": {"name": ["Not Listed"]}}  # fmt: skip


def lines(*records: object) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_lines_are_joined(read_sample: Callable[..., ParsedList]) -> None:
    """The sanction and the address, which are lines of their own, come to their entity."""
    parsed = read_sample(FTM, lines(PERSON, RELATIVE, SANCTION, ADDRESS))
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2024, 3, 9)
    assert (party.listed_id, party.kind) == ("opensanctions:Q1", Kind.PERSON)
    assert [(name.text, name.type) for name in party.names] == [
        ("Ali Kony", NameType.PRIMARY),
        ("Kony Ali", NameType.STRONG),
        ("علي", NameType.STRONG),
        ("Old Ali", NameType.FORMER),
        ("The Son", NameType.WEAK),
    ]
    assert [str(date) for date in party.birth_dates] == ["1994", "1993-05-01"]
    assert party.nationalities == ("UG",)
    assert party.locations[0].text == "Gulu, Uganda"
    assert {i.type for i in party.identifiers} == {IdentifierType.PASSPORT, IdentifierType.TAX}
    of_referents = ("opensanctions:ofac-123", "ofac-sdn:123", "ofac-cons:123")
    assert party.references == ("un-sc:CFi.010", *of_referents, "opensanctions:gb-x")
    (designation,) = party.designations
    assert designation.programme_as_published == "CAR"
    assert designation.authority == "UN Security Council"
    assert designation.listed_on == PartialDate(2016, 8, 23)
    assert designation.expires == PartialDate(2030, 1, 1)
    assert designation.measures == (Measure.OTHER,)
    assert dict(parsed.unknown) == {"programme: CAR": 1, "property: mood": 1}


def test_entities_that_are_not_listed_are_told(read_sample: Callable[..., ParsedList]) -> None:
    """A relative of a listed person is no listed party; the notes count what is left out."""
    notes = read_sample(FTM, lines(PERSON, RELATIVE, SANCTION, ADDRESS)).ref.notes
    assert "1 entities of the schema Person are not listed: left out" in notes
    left_out = [note for note in notes if note.endswith("not listed: left out")]
    assert "1 value is not understood; `lists import` names them" in notes
    assert len(left_out) == 3


def test_topics_stand_in_for_the_target_flag(read_sample: Callable[..., ParsedList]) -> None:
    """Newer exports say by topic who is listed."""
    entity = {key: value for key, value in PERSON.items() if key != "target"}
    listed = entity | {"properties": {"name": ["Listed"], "topics": ["sanction"]}}
    linked = entity | {"id": "Q3", "properties": {"name": ["Linked"], "topics": ["role.rca"]}}
    parsed = read_sample(FTM, lines(listed, linked))
    assert [party.primary_name.text for party in parsed.parties] == ["Listed"]


def test_file_without_a_listed_entity_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """An export in which nobody is listed is an error, not an empty list."""
    with pytest.raises(ListFormatError, match="no record"):
        read_sample(FTM, lines(RELATIVE))


def test_nested_entities(read_sample: Callable[..., ParsedList]) -> None:
    """Sanctions, addresses and relatives stand inside the entity; a relative becomes a link."""
    family = {"id": "f", "schema": "Family", "properties": {"relative": [RELATIVE]}}
    properties = {"name": ["Ali Kony"], "sanctions": [SANCTION], "addressEntity": [ADDRESS],
                  "familyPerson": [family]}  # fmt: skip
    parsed = read_sample(NESTED, lines(PERSON | {"properties": properties}))
    (party,) = parsed.parties
    assert party.designations[0].programme_as_published == "CAR"
    assert party.locations[0].text == "Gulu, Uganda"
    assert [(link.name, link.listed_id) for link in party.links] == [
        ("Not Listed", "opensanctions:Q2")
    ]


def test_cut_line_is_refused(read_sample: Callable[..., ParsedList]) -> None:
    """A file that ends in the middle of a line is refused, naming the line."""
    with pytest.raises(ListFormatError, match=r"sample:2: .*no whole JSON"):
        read_sample(FTM, lines(PERSON, SANCTION)[:-9])


def test_simple_table(read_sample: Callable[..., ParsedList]) -> None:
    """Values divided by semicolons are divided; an IMO number is known by its form."""
    table = (
        '"id","schema","name","aliases","birth_date","countries","addresses","identifiers",'
        '"sanctions","phones","emails","program_ids","dataset","first_seen","last_seen",'
        '"last_change"\n'
        '"NK-1","Vessel","ROSALIN","Ceram Sea;Gold Sun","","lr;pa","","IMO9253325;613411304",'
        '"""Carried oil""","","","UA-WS-MARE","War and Sanctions","2025-10-06T14:15:21",'
        '"2026-03-13T05:41:01","2026-02-24T05:42:24"\n'
    )
    parsed = read_sample(SIMPLE, table)
    (party,) = parsed.parties
    assert parsed.ref.published == PartialDate(2026, 3, 13)
    assert (party.listed_id, party.kind) == ("opensanctions:NK-1", Kind.VESSEL)
    assert [name.text for name in party.names] == ["ROSALIN", "Ceram Sea", "Gold Sun"]
    assert [(i.type, i.value) for i in party.identifiers] == [
        (IdentifierType.IMO, "IMO9253325"),
        (IdentifierType.OTHER, "613411304"),
    ]
    assert [place.country for place in party.locations] == ["LR", "PA"]
    assert party.designations[0].programme_as_published == "UA-WS-MARE"


def test_senzing_lines(read_sample: Callable[..., ParsedList]) -> None:
    """A person is read; a record that is no party is left out and told."""
    person = {
        "DATA_SOURCE": "OS_X", "RECORD_ID": "Q1", "RECORD_TYPE": "PERSON", "GENDER": "M",
        "LAST_CHANGE": "2024-03-09T09:28:18", "URL": "https://example.org/Q1",
        "NAMES": [{"NAME_TYPE": "PRIMARY", "NAME_FULL": "Ali"},
                  {"NAME_TYPE": "ALIAS", "NAME_FULL": "Alee"}],
        "DATES": [{"DATE_OF_BIRTH": "1982"}], "COUNTRIES": [{"NATIONALITY": "ug"}],
        "ADDRESSES": [{"PLACE_OF_BIRTH": "Gulu"}],
        "IDENTIFIERS": [{"PASSPORT_NUMBER": "P1", "PASSPORT_COUNTRY": "ug"}],
        "RELATIONSHIPS": [{"REL_POINTER_ROLE": "Family", "REL_POINTER_KEY": "Q2"}], "MOOD": 1,
    }  # fmt: skip
    position = {"DATA_SOURCE": "OS_X", "RECORD_ID": "P", "RECORD_TYPE": None, "NAMES": []}
    parsed = read_sample(SENZING, lines(person, position))
    (party,) = parsed.parties
    assert [(name.text, name.type) for name in party.names] == [
        ("Ali", NameType.PRIMARY),
        ("Alee", NameType.STRONG),
    ]
    assert (party.nationalities, party.birthplaces[0].text) == (("UG",), "Gulu")
    assert (party.identifiers[0].type, party.identifiers[0].country) == (
        IdentifierType.PASSPORT,
        "UG",
    )
    assert party.links[0].listed_id == "opensanctions:Q2"
    assert dict(parsed.unknown)["member: MOOD"] == 1
    assert "1 records of the type none are left out" in parsed.ref.notes


@pytest.mark.parametrize(
    ("source", "name", "parties"),
    [
        (FTM, "opensanctions/sample_entities.ftm.json", 20),
        (NESTED, "opensanctions/sample_targets.nested.json", 20),
        (SIMPLE, "opensanctions/targets.simple_first200.csv", 146),
        (SENZING, "opensanctions/sample_senzing.json", 100),
    ],
)
def test_real_samples(
    read_real: Callable[[ListSource, str], ParsedList],
    source: ListSource,
    name: str,
    parties: int,
) -> None:
    """The real samples are read without a problem and without anything but programmes unknown."""
    parsed = read_real(source, name)
    assert (len(parsed.parties), parsed.problems) == (parties, ())
    assert not [what for what, _ in parsed.unknown if not what.startswith("programme")]
    assert parsed.ref.published is not None


def test_both_exports_of_one_dataset_agree(
    read_real: Callable[[ListSource, str], ParsedList],
) -> None:
    """The lines and the nested lines of one dataset give the same parties and names."""
    flat = read_real(FTM, "opensanctions/sample_entities.ftm.json")
    nested = read_real(NESTED, "opensanctions/sample_targets.nested.json")
    assert {(p.listed_id, frozenset(n.text for n in p.names)) for p in flat.parties} == {
        (p.listed_id, frozenset(n.text for n in p.names)) for p in nested.parties
    }
