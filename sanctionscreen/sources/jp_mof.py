"""Japan's asset freeze list (Ministry of Finance), XLSX: a sheet for each group of parties."""

from __future__ import annotations

import re

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.jp_text import (
    document_numbers,
    excel_day,
    japanese_countries,
    japanese_dates,
    packed_names,
)
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.published_text import cell_text, clean, squeeze, un_references
from sanctionscreen.sources.tables import Row, Table
from sanctionscreen.sources.workbooks import Sheet, read_workbook, workbook_mentions

_LIST = ListTitle(
    id="jp-mof",
    title="Japan: list of parties subject to asset freezing",
    authority="Japan (Ministry of Finance)",
    url="https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html",
)
_NOTIFIED, _NUMBER, _JAPANESE, _ENGLISH = "告示日付", "告示番号", "日本語表記", "英語表記"
_DELETED = "削除"
_REVISED = "改訂"
_REGISTER_KEY = "JP-FEFTA"
_ALIASES = {
    "別名": NameType.STRONG,
    "別称": NameType.STRONG,
    "別名・別称": NameType.STRONG,
    "別称・別名": NameType.STRONG,
    "別称・旧称": NameType.STRONG,
    "確定可能な別名": NameType.STRONG,
    "確定に十分でない別名": NameType.WEAK,
    "旧称": NameType.FORMER,
    "旧称・以前の呼称": NameType.FORMER,
    "過去の別名": NameType.FORMER,
    "以前の別名": NameType.FORMER,
}
_BIRTH = ("生年月日", "生年月日・出生地")
_BIRTHPLACE = ("出生地", "出生地・出身地")
_ADDRESSES = (
    *("住所", "住所等", "所在地", "住所・所在地", "活動地域・住所"),
    "所在地・住所登録された事務所の住所",
)
_POSITIONS = ("役職", "肩書", "肩書等")
_IDENTIFIERS = {
    "旅券番号": IdentifierType.PASSPORT,
    "ID番号": IdentifierType.NATIONAL_ID,
    "身分登録番号": IdentifierType.NATIONAL_ID,
    "身分証番号": IdentifierType.NATIONAL_ID,
    "電話": IdentifierType.CONTACT,
    "電話番号": IdentifierType.CONTACT,
    "FAX": IdentifierType.CONTACT,
}
_REMARKS = (
    *("称号", "その他の情報", "詳細", "指定の根拠", "決議1483上の根拠", "リスト掲載日"),
    *("国連制裁員会による指定日", "国連制裁委員会による指定日"),
)
_UN_REFERENCE = "国連参照番号"
_NATIONALITY = "国籍"
_KNOWN = (
    *(_NOTIFIED, _NUMBER, _JAPANESE, _ENGLISH, *_ALIASES, *_BIRTH, *_BIRTHPLACE, *_ADDRESSES),
    *(*_POSITIONS, *_IDENTIFIERS, *_REMARKS, _UN_REFERENCE, _NATIONALITY),
)
# Headings under which only a person has a value.
_PERSONAL = (*_BIRTH, *_BIRTHPLACE, *_POSITIONS, "称号", "国籍", "旅券番号", "身分登録番号")
_DATE = re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})")


class JpMof:
    """Reads the workbook; the listed id is the sheet's number and the notification number."""

    name = "jp-mof"
    title = "Japan MOF asset freeze list XLSX"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the workbook has the list's headings."""
        return workbook_mentions(file, _NOTIFIED, _NUMBER, _JAPANESE)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        deleted = 0
        for sheet in read_workbook(file.path):
            deleted += _read_sheet(gathering, file, sheet)
        gathering.notes.append(f"{deleted} deleted entries of the file are left out")
        return gathering.finish(None)


def _read_sheet(gathering: Gathering, file: SourceFile, sheet: Sheet) -> int:
    """Reads a sheet; returns how many deleted entries it has."""
    starts = [n for n, (_, cells) in enumerate(sheet.rows) if _NOTIFIED in cells]
    number, _, title = sheet.title.partition(".")
    if not starts:
        # The contents sheet, and groups whose notification was withdrawn as a whole.
        if number.isdigit() and "解除" not in title:
            raise ListFormatError(
                f"the sheet '{sheet.title}' has no line of headings", path=file.path
            )
        return 0
    table = Table(sheet.rows[starts[0]][1], sheet.rows[starts[0] + 1 :])
    for heading in table.unknown(_KNOWN):
        gathering.unknown(f"column: {heading}")
    programme = squeeze(cell_text(next((c for c in sheet.rows[0][1] if c), title)))
    deleted = 0
    for row, further in _entries(table):
        if _DELETED in row.get(_NOTIFIED):
            deleted += 1
        else:
            draft = _read_row(gathering, row, number, title, programme)
            if draft:
                for text in further:
                    draft.add_remark(text)
                draft.finish(line=row.line)
    return deleted


def _entries(table: Table) -> list[tuple[Row, list[str]]]:
    """The rows, each with the texts of the rows under it in which its remarks go on."""
    entries: list[tuple[Row, list[str]]] = []
    for row in table.rows():
        if entries and not any(row.get(h) for h in (_NOTIFIED, _NUMBER, _JAPANESE, _ENGLISH)):
            entries[-1][1].extend(row.get(heading) for heading in table.headings)
        else:
            entries.append((row, []))
    return entries


def _read_row(
    gathering: Gathering, row: Row, sheet: str, title: str, programme: str
) -> Draft | None:
    # "3(*290)": the same party's number on another sheet stands in brackets; "#50" marks one.
    number, _, other = row.get(_NUMBER).partition("(")
    number = number.strip("*#＊ ")
    if not number:
        gathering.problem("no notification number", line=row.line, record=row.get(_ENGLISH))
        return None
    draft = Draft(gathering, f"{sheet}.{number}", _kind(row, title))
    draft.add_remark(other.rstrip(")"), "Number on another sheet")
    _read_names(draft, row)
    _read_birth(draft, row)
    _read_details(draft, row)
    dates = _dates(row.get(_NOTIFIED))
    designate(
        draft,
        "jp",
        programme,
        lookups=(_REGISTER_KEY,),
        listed_on=dates[0] if dates else None,
        amended=dates[1:],
    )
    if not dates:
        gathering.unknown(f"listing date: {row.get(_NOTIFIED)}")
    return draft


def _kind(row: Row, title: str) -> Kind:
    if "個人" in title:
        return Kind.PERSON
    if "団体" in title or "銀行" in title:
        return Kind.ORGANISATION
    # Mixed sheets do not say; what only people have is a sign, its absence is none.
    return Kind.PERSON if any(clean(row.get(h)) for h in _PERSONAL) else Kind.UNKNOWN


def _dates(text: str) -> list[PartialDate]:
    """The days of "2002.3.1 2008.6.25改訂": of the notification, then of its revisions."""
    found = (tuple(int(part) for part in match) for match in _DATE.findall(text))
    return [PartialDate(*parts) for parts in found if 1 <= parts[1] <= 12 and parts[2] <= 31]


def _read_names(draft: Draft, row: Row) -> None:
    primary = row.get(_ENGLISH) or row.get(_JAPANESE)
    draft.add_name(primary, NameType.PRIMARY)
    if primary != row.get(_JAPANESE):
        draft.add_name(row.get(_JAPANESE), NameType.STRONG)
    for heading, kind in _ALIASES.items():
        text = cell_text(row.raw(heading))
        if clean(text):
            for name, is_former in packed_names(text):
                draft.add_name(name, NameType.FORMER if is_former else kind)


def _read_birth(draft: Draft, row: Row) -> None:
    for heading in _BIRTH:
        value = row.raw(heading)
        text = excel_day(value) or cell_text(value)
        for date in japanese_dates(text) if clean(text) else ():
            draft.add_birth_date(date, DateOrder.YMD)
    for heading in _BIRTHPLACE:
        draft.add_birthplace(row.get(heading))
    draft.add_remark(row.get(_BIRTH[1]), _BIRTH[1])
    nationality = clean(row.get(_NATIONALITY))
    codes = japanese_countries(nationality)
    draft.nationalities += codes
    if not codes:
        draft.add_nationality(nationality)


def _read_details(draft: Draft, row: Row) -> None:
    for heading in _ADDRESSES:
        text = row.get(heading)
        codes = japanese_countries(text)
        draft.add_location(text, code=codes[0] if len(codes) == 1 else "")
    for heading in _POSITIONS:
        draft.add_position(row.get(heading))
    for heading, kind in _IDENTIFIERS.items():
        text = clean(row.get(heading))
        numbers = document_numbers(text) if kind is not IdentifierType.CONTACT else ()
        for number in numbers or (text,):
            draft.add_identifier(kind, number, label=heading)
        if numbers and (text,) != numbers:
            draft.add_remark(text, heading)
    for heading in _REMARKS:
        draft.add_remark(row.get(heading), heading)
    draft.add_un_references(un_references(row.get(_UN_REFERENCE)))


SOURCE = JpMof()
