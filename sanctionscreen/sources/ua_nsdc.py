"""Ukraine's sanctions (decisions of the NSDC put into force by decree), XLSX."""

from __future__ import annotations

import re
from dataclasses import replace

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, Measure, NameType
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.tables import Row, Table
from sanctionscreen.sources.workbooks import read_workbook, workbook_mentions

_LIST = ListTitle(
    id="ua-nsdc",
    title="Ukraine: State Sanctions Register",
    authority="National Security and Defense Council of Ukraine",
    url="https://drs.nsdc.gov.ua/",
)
_DECREE, _ITEM, _ACTION = "№ указу", "п/н", "Дія щодо об'єкту санкцій"
_UKRAINIAN, _ORIGINAL, _OTHER_NAME = "Назва укр.", "Назва ориг.", "Назва альт."
_SHEETS = {
    "Фізичні особи": (Kind.PERSON, "p"),
    "Юридичні особи": (Kind.ORGANISATION, "l"),
}
_MEASURES_COLUMN = "Тип обмеження"
_REGISTER_KEY = "UA-NSDC"
_APPLIED = "застосування"
# Words of the law (No. 1644-VII, article 4) for its measures, casefolded.
_MEASURES = (
    ("блокування активів", Measure.ASSET_FREEZE),
    ("в наданні та скасування віз", Measure.ENTRY_BAN),
    ("у наданні та скасування віз", Measure.ENTRY_BAN),
    ("в’їзду", Measure.ENTRY_BAN),
    ("обмеження торговельних операцій", Measure.EXPORT_CONTROL),
    ("транзиту ресурсів", Measure.TRANSPORT),
    ("заходження іноземних невійськових суден", Measure.TRANSPORT),
    ("закупівель", Measure.PROCUREMENT_BAN),
    ("цінних паперів", Measure.INVESTMENT_RESTRICTION),
    ("телекомунікаційних послуг", Measure.SERVICES_BAN),
    ("збройне ембарго", Measure.ARMS_EMBARGO),
    ("інші санкції", Measure.OTHER),
    ("запобігання виведенню капіталів", Measure.OTHER),
)
_REMARKS = (
    *("Термін обмеження", "Зміни", "Додатково", "Відповідальний орган", _MEASURES_COLUMN),
    "Місце діяльності додатково",
)
_KNOWN = (
    *("row", _DECREE, "Дата указу", _ACTION, _ITEM, "Дата закінчення обмеження", _UKRAINIAN),
    *(_ORIGINAL, _OTHER_NAME, "Дата народження", "Громадянство", "Місце народження"),
    *("Зайнятість", "Місце проживання", "ОКПО/ЄДРПОУ", "ІПН", "Місце діяльності", *_REMARKS),
)
_PREFIXED_NUMBER = re.compile(r"(?P<label>\D*?)[\s:-]*(?P<number>\d[\d-]*)")
_TAX_NUMBER = re.compile(r"(?:ІПН|ИНН|ІНПП|податковий номер)\D{0,3}(\d{9,12})")
_PASSPORT_NUMBER = re.compile(r"\b((?:[А-ЯІЇЄA-Z]{2}\s?№?\s?)?\d{6,10})\b")


class UaNsdc:
    """Reads the workbook; the listed id is the decree, the kind and the number in its annex."""

    name = "ua-nsdc"
    title = "Ukraine NSDC sanctions XLSX"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the workbook has the register's headings."""
        return workbook_mentions(file, _DECREE, _UKRAINIAN, _MEASURES_COLUMN)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        for sheet in read_workbook(file.path):
            if sheet.title not in _SHEETS or not sheet.rows:
                raise ListFormatError(
                    f"the sheet '{sheet.title}' is empty or none of the list's", path=file.path
                )
            table = Table(sheet.rows[0][1], sheet.rows[1:])
            for heading in table.unknown(_KNOWN):
                gathering.unknown(f"column: {heading}")
            kind, letter = _SHEETS[sheet.title]
            for row in table.rows():
                _read_row(gathering, row, kind, letter)
        return gathering.finish(None)


def _read_row(gathering: Gathering, row: Row, kind: Kind, letter: str) -> None:
    decree, item = row.get(_DECREE), row.get(_ITEM)
    if not decree or not item:
        gathering.problem("no decree or number", line=row.line, record=row.get(_UKRAINIAN) or None)
        return
    draft = Draft(gathering, f"{decree}-{letter}-{item}", kind)
    names = [row.get(heading) for heading in (_UKRAINIAN, _ORIGINAL, _OTHER_NAME)]
    for number, name in enumerate(name for name in names if name):
        draft.add_name(name, NameType.STRONG if number else NameType.PRIMARY)
    draft.add_birth_date(row.get("Дата народження"), DateOrder.YMD)
    draft.add_birthplace(row.get("Місце народження"))
    draft.add_nationality(row.get("Громадянство"))
    draft.add_position(row.get("Зайнятість"))
    for heading in ("Місце проживання", "Місце діяльності"):
        draft.add_location(row.get(heading))
    _read_numbers(draft, row)
    for heading in _REMARKS:
        draft.add_remark(row.get(heading), heading)
    action = row.get(_ACTION)
    if action != _APPLIED:
        # Kept, so that nothing is lost: a decree that lifts sanctions shows itself in the remark.
        gathering.unknown(f"action of the decree: {action or '(none)'}")
        draft.add_remark(action, _ACTION)
    designate(
        draft,
        "ua",
        f"Указ № {decree}",
        lookups=(_REGISTER_KEY,),
        measures=_measures(row.get(_MEASURES_COLUMN)),
        listed_on=draft.date(row.get("Дата указу"), "date of decree", DateOrder.YMD),
    )
    expires = draft.date(row.get("Дата закінчення обмеження"), "end of measure", DateOrder.YMD)
    draft.designations[-1] = replace(draft.designations[-1], expires=expires)
    draft.finish(line=row.line)


def _measures(text: str) -> tuple[Measure, ...]:
    folded = text.casefold().replace("'", "’")
    return tuple(dict.fromkeys(measure for words, measure in _MEASURES if words in folded))


def _read_numbers(draft: Draft, row: Row) -> None:
    for heading in ("ОКПО/ЄДРПОУ", "ІПН"):
        kind = IdentifierType.TAX if heading == "ІПН" else IdentifierType.REGISTRATION
        if found := _PREFIXED_NUMBER.match(row.get(heading)):
            draft.add_identifier(kind, found["number"], label=found["label"] or heading)
        elif text := row.get(heading):
            draft.add_remark(text, heading)
    further = row.get("Додатково")
    for number in _TAX_NUMBER.findall(further):
        draft.add_identifier(IdentifierType.TAX, number, label="ІПН")
    if "паспорт" in further.casefold():
        for number in _PASSPORT_NUMBER.findall(_TAX_NUMBER.sub(" ", further)):
            draft.add_identifier(IdentifierType.PASSPORT, number, label="паспорт")


SOURCE = UaNsdc()
