"""Ukraine's sanctions, XLSX."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.ua_nsdc import SOURCE

COMMON = [
    *("row", "№ указу", "Дата указу", "Дія щодо об'єкту санкцій", "Зміни", "п/н"),
    *("Тип обмеження", "Термін обмеження", "Дата закінчення обмеження", "Назва укр."),
    *("Назва ориг.", "Назва альт."),
]
PEOPLE = [*COMMON, "Дата народження", "Громадянство", "Місце народження", "Зайнятість", "Додатково"]
FIRMS = [*COMMON, "ОКПО/ЄДРПОУ", "ІПН", "Місце діяльності", "Додатково"]
START, END = datetime(2021, 3, 23), datetime(2024, 3, 23)
BASE = [0, "109-2021", START, "застосування", "Ні", 18]
KINDS = "1) блокування активів – майном; 2) відмова в наданні та скасування віз резидентам"
PERSON = [
    *BASE, KINDS, "Три роки", END, "Серебряков Євген", "Серебряков Евгений", "Serebriakov Evgenii",
    datetime(1981, 7, 26), "RU", "РФ, м. Курськ", "офіцер",
    "закордонний паспорт № 100135555, ІПН 2351414155",
]  # fmt: skip
FIRM = [
    *BASE, "1) обмеження торговельних операцій", "Три роки", END, "ТОВ Гринкран", None, None,
    "ОДРН5147746035443", "ІПН9705000790", "м. Москва", None,
]  # fmt: skip


def sheets(
    people: list[list[object]] | None = None, firms: list[list[object]] | None = None
) -> dict[str, list[list[object]]]:
    """A workbook with both sheets."""
    return {
        "Фізичні особи": [PEOPLE, *([PERSON] if people is None else people)],
        "Юридичні особи": [FIRMS, *([FIRM] if firms is None else firms)],
    }


def test_person_and_firm(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """Both sheets are read; one number in both annexes of a decree is two parties."""
    parsed = read_sample(SOURCE, workbook(sheets()))
    person, firm = parsed.parties
    assert (person.listed_id, person.kind) == ("ua-nsdc:109-2021-p-18", Kind.PERSON)
    assert (firm.listed_id, firm.kind) == ("ua-nsdc:109-2021-l-18", Kind.ORGANISATION)
    assert [(name.text, name.type, name.script) for name in person.names] == [
        ("Серебряков Євген", NameType.PRIMARY, "Cyrl"),
        ("Серебряков Евгений", NameType.STRONG, "Cyrl"),
        ("Serebriakov Evgenii", NameType.STRONG, "Latn"),
    ]
    assert [str(date) for date in person.birth_dates] == ["1981-07-26"]
    assert person.nationalities == ("RU",)
    assert {(i.type, i.value) for i in person.identifiers} == {
        (IdentifierType.TAX, "2351414155"),
        (IdentifierType.PASSPORT, "100135555"),
    }
    assert [(i.type, i.value) for i in firm.identifiers] == [
        (IdentifierType.REGISTRATION, "5147746035443"),
        (IdentifierType.TAX, "9705000790"),
    ]
    (designation,) = person.designations
    assert designation.programme == "UA-NSDC"
    assert designation.measures == (Measure.ASSET_FREEZE, Measure.ENTRY_BAN)
    assert designation.listed_on == PartialDate(2021, 3, 23)
    assert designation.expires == PartialDate(2024, 3, 23)
    assert parsed.unknown == ()


def test_measures_are_those_of_the_decree(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A firm under a ban on trade is not shown as frozen."""
    firm = read_sample(SOURCE, workbook(sheets())).parties[1]
    assert firm.designations[0].measures == (Measure.EXPORT_CONTROL,)


def test_other_action_is_counted(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A decree that lifts sanctions is kept and shown, not silently taken as one that applies."""
    lifted = [*PERSON[:3], "скасування", *PERSON[4:]]
    parsed = read_sample(SOURCE, workbook(sheets([lifted])))
    assert dict(parsed.unknown) == {"action of the decree: скасування": 1}


def test_unknown_sheet_is_refused(
    read_sample: Callable[..., ParsedList], workbook: Callable[..., bytes]
) -> None:
    """A sheet that no rule reads would be lost, so that the file is refused."""
    with pytest.raises(ListFormatError, match="'Судна'"):
        read_sample(SOURCE, workbook(sheets() | {"Судна": [["Назва"]]}))


def test_real_list_is_read_whole(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """All 5,677 rows are read but one, which has no name and is told."""
    parsed = read_real(SOURCE, "ua/ua_2022-04.xlsx")
    assert len(parsed.parties) == 5676
    assert [problem.message for problem in parsed.problems] == ["the record has no name"]
    assert not [what for what, _ in parsed.unknown if not what.startswith("country")]
    assert all(party.designations[0].listed_on for party in parsed.parties)
