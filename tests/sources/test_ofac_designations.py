"""OFAC's lists and programmes to designations: which effect, which date, which basis."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.model import Kind, ListedName, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_designations import (
    CONSOLIDATED,
    SDN_LIST,
    ListEntry,
    add_designations,
    add_implied_designations,
)
from sanctionscreen.sources.ofac_lists import CONS
from sanctionscreen.sources.ofac_record import OfacRecord
from sanctionscreen.sources.programmes import load_register

SSI = "Sectoral Sanctions Identifications List"
MENU = "Non-SDN Menu-Based Sanctions List"
CAPTA = "CAPTA List"
RUSSIA, UKRAINE = "RUSSIA-EO14024", "UKRAINE-EO13662"
FEBRUARY = PartialDate(2022, 2, 24)


@pytest.fixture
def record(repository: Path, tmp_path: Path) -> OfacRecord:
    options = ReadOptions(load_register(repository / "lists" / "programmes.yml"))
    path = tmp_path / "list.xml"
    path.write_bytes(b"<list/>")
    gathering = Gathering(CONS, SourceFile(path, b""), options)
    return OfacRecord(gathering, "17018", Kind.ORGANISATION)


def _shown(record: OfacRecord) -> list[tuple[str | None, tuple[Measure, ...]]]:
    return [(d.programme, d.measures) for d in record.draft.designations]


def test_one_tag_has_two_effects(record: OfacRecord) -> None:
    """A tag that blocks on the SDN List restricts less on OFAC's other lists."""
    add_designations(record, [ListEntry(MENU, (RUSSIA,), FEBRUARY)])
    add_designations(record, [ListEntry(CAPTA, (RUSSIA,), FEBRUARY)])
    add_designations(record, [ListEntry(SDN_LIST, (RUSSIA,), FEBRUARY)])
    assert _shown(record) == [
        ("NS-MBS-RUSSIA", (Measure.SECTORAL,)),
        ("CAPTA-RUSSIA-EO14024", (Measure.CORRESPONDENT_ACCOUNT,)),
        ("RUSSIA-EO14024", (Measure.ASSET_FREEZE,)),
    ]


def test_block_is_not_said_of_the_other_lists(record: OfacRecord) -> None:
    """OFAC repeats "Block" for each list of a party; only on the SDN List it is the effect."""
    types = ("Block", "13662 Sectoral Directive 1")
    tags = (UKRAINE, RUSSIA)
    add_designations(
        record, [ListEntry(SSI, tags, types=types), ListEntry(SDN_LIST, tags, types=types)]
    )
    assert _shown(record) == [
        ("SSI", (Measure.SECTORAL,)),
        ("RUSSIA-EO14024", (Measure.ASSET_FREEZE,)),
    ]


def test_types_on_the_sdn_list_alone_are_its_effects(record: OfacRecord) -> None:
    """A directive stated for a party of the SDN List alone comes on top of blocking."""
    types = ("Block", "Executive Order 14024 Directive 2")
    add_designations(record, [ListEntry(SDN_LIST, (RUSSIA,), types=types)])
    assert _shown(record) == [
        ("RUSSIA-EO14024", (Measure.ASSET_FREEZE, Measure.CORRESPONDENT_ACCOUNT))
    ]


def test_an_unregistered_programme_takes_the_types_effects(record: OfacRecord) -> None:
    """Off the SDN List, a programme that is not in the register is never called blocking."""
    types = ("Block", "CMIC Executive Order")
    add_designations(record, [ListEntry(MENU, ("MARS-EO99999",), types=types)])
    add_designations(record, [ListEntry(SDN_LIST, ("VENUS",), types=("Curse",))])
    assert _shown(record) == [
        (None, (Measure.INVESTMENT_RESTRICTION,)),
        (None, (Measure.OTHER,)),
    ]


def test_the_consolidated_list_is_no_list_of_its_own(record: OfacRecord) -> None:
    """The date on which OFAC made its Consolidated file is no listing date."""
    listed = PartialDate(2014, 7, 29)
    made = PartialDate(2014, 10, 10)
    add_designations(
        record, [ListEntry(CONSOLIDATED, (UKRAINE,), made), ListEntry(SSI, (UKRAINE,), listed)]
    )
    assert [d.listed_on for d in record.draft.designations] == [listed]


def test_bases_go_to_the_programme_of_their_order(record: OfacRecord) -> None:
    """Of a party's legal bases each programme has its own; "Unknown" is none."""
    bases = ("Foreign Narcotics Kingpin Designation Act", "Executive Order 14059 (Illicit Drugs)")
    tags = ("SDNTK", "ILLICIT-DRUGS-EO14059")
    add_designations(record, [ListEntry(SDN_LIST, tags, FEBRUARY, bases)])
    add_designations(record, [ListEntry(SDN_LIST, ("CUBA",), FEBRUARY, ("Unknown",))])
    kingpin, drugs, cuba = record.draft.designations
    assert kingpin.legal_basis == bases[0]
    assert drugs.legal_basis == bases[1]
    assert cuba.legal_basis != "Unknown"


def test_secondary_risk_belongs_to_blocking(record: OfacRecord) -> None:
    """A stated secondary-sanctions risk is an effect of what blocks, not of the sectoral list."""
    record.add_feature("Secondary sanctions risk:", "See Section 11 of Executive Order 14024.")
    tags = (UKRAINE, RUSSIA)
    add_designations(record, [ListEntry(SSI, tags), ListEntry(SDN_LIST, tags)])
    assert _shown(record) == [
        ("SSI", (Measure.SECTORAL,)),
        ("RUSSIA-EO14024", (Measure.ASSET_FREEZE, Measure.SECONDARY)),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], ["RUSSIA-EO14024"]),
        ([("Executive Order 14024 Directive Information", "Subject to Directive 3")],
         ["NS-MBS-RUSSIA"]),
        ([("Executive Order 14024 Directive Information -", "For more information"),
          ("Listing Date (EO 14024 Directive 2):", "24 Feb 2022"),
          ("Effective Date (EO 14024 Directive 2):", "26 Mar 2022")], ["CAPTA-RUSSIA-EO14024"]),
        ([("Listing Date (EO 14024 Directive 2):", "24 Feb 2022"),
          ("Listing Date (EO 14024 Directive 3):", "24 Feb 2022")],
         ["CAPTA-RUSSIA-EO14024", "NS-MBS-RUSSIA"]),
        ([("Executive Order 14024 Directive Information", "Subject to Directive 3"),
          ("Secondary sanctions risk:", "See Section 11 of Executive Order 14024.")],
         ["RUSSIA-EO14024"]),
    ],
)  # fmt: skip
def test_the_list_within_the_consolidated_list_is_told_by_the_facts(
    record: OfacRecord, facts: list[tuple[str, str]], expected: list[str]
) -> None:
    """Formats that name no list: directives tell the menu, and blocking the SDN List."""
    for label, value in facts:
        assert record.add_feature(label, value)
    add_implied_designations(record, (RUSSIA,), is_sdn=False)
    assert [programme for programme, _ in _shown(record)] == expected


def test_dates_go_to_their_directive(record: OfacRecord) -> None:
    """Listing and effective dates of Directive 2 are not those of Directive 3."""
    for label, value in (
        ("Listing Date (EO 14024 Directive 2)", "24 Feb 2022"),
        ("Effective Date (EO 14024 Directive 2)", "26 Mar 2022"),
        ("Listing Date (EO 14024 Directive 3)", "01 Mar 2022"),
        ("Effective Date (EO 14024 Directive 3)", "02 Apr 2022"),
    ):
        record.add_feature(label, value)
    add_implied_designations(record, (RUSSIA,), is_sdn=False)
    capta, menu = record.draft.designations
    assert (capta.listed_on, capta.effective) == (FEBRUARY, PartialDate(2022, 3, 26))
    assert (menu.listed_on, menu.effective) == (PartialDate(2022, 3, 1), PartialDate(2022, 4, 2))


def test_sectoral_parties_of_the_sdn_list(record: OfacRecord) -> None:
    """On the SDN List a directive under 13662 tells the party that is on the sectoral list too."""
    record.add_feature("Executive Order 13662 Directive Determination -", "Subject to Directive 1")
    add_implied_designations(record, (UKRAINE, RUSSIA), is_sdn=True)
    assert _shown(record) == [
        ("RUSSIA-EO14024", (Measure.ASSET_FREEZE,)),
        ("SSI", (Measure.SECTORAL,)),
    ]


def test_an_unknown_list_is_counted_and_not_called_blocking(record: OfacRecord) -> None:
    """A list that OFAC makes tomorrow is counted, and its tag has the lesser effect."""
    add_designations(record, [ListEntry("Non-SDN Lunar List", (RUSSIA,), FEBRUARY)])
    assert _shown(record) == [("NS-MBS-RUSSIA", (Measure.SECTORAL,))]
    record.draft.names.append(ListedName("KILN", NameType.PRIMARY))
    record.draft.finish()
    parsed = record.draft.gathering.finish(FEBRUARY)
    assert parsed.unknown == (("list: Non-SDN Lunar List", 1),)
