"""Senzing's JSON lines, as OpenSanctions exports them (``senzing.json``)."""

from __future__ import annotations

from collections import Counter

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.json_text import items, member, read_json_lines, text_of
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.opensanctions_entity import OPENSANCTIONS
from sanctionscreen.sources.tables import NO_END_MARK

_KINDS = {
    "PERSON": Kind.PERSON,
    "ORGANIZATION": Kind.ORGANISATION,
    "VESSEL": Kind.VESSEL,
    "AIRCRAFT": Kind.AIRCRAFT,
}
_READ = frozenset(
    "DATA_SOURCE RECORD_ID RECORD_TYPE LAST_CHANGE NAMES GENDER DATES ADDRESSES COUNTRIES"
    " IDENTIFIERS URL CONTACTS RISKS RELATIONSHIPS".split()
)
_NUMBERS = {
    "PASSPORT_NUMBER": ("PASSPORT_COUNTRY", IdentifierType.PASSPORT),
    "NATIONAL_ID_NUMBER": ("NATIONAL_ID_COUNTRY", IdentifierType.NATIONAL_ID),
    "TAX_ID_NUMBER": ("TAX_ID_COUNTRY", IdentifierType.TAX),
    "LEI_NUMBER": ("", IdentifierType.LEI),
    "DUNS_NUMBER": ("", IdentifierType.REGISTRATION),
}


class SenzingJson:
    """Reads persons, organisations, vessels and aircraft; the listed id is the RECORD_ID."""

    name = "senzing-json"
    title = "Senzing JSON lines (OpenSanctions)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line is a Senzing record."""
        line = file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
        members = (b'"DATA_SOURCE"', b'"RECORD_ID"', b'"NAMES"')
        return line.startswith(b"{") and all(name in line for name in members)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(OPENSANCTIONS, file, options)
        gathering.notes.append(NO_END_MARK)
        left_out: Counter[str] = Counter()
        changes: list[PartialDate] = []
        for line, record in read_json_lines(file.path):
            kind = _KINDS.get(text_of(record.get("RECORD_TYPE")))
            if kind is None:
                left_out[text_of(record.get("RECORD_TYPE")) or "none"] += 1
                continue
            _read_record(gathering, record, kind, line)
            parsed = parse_date(text_of(record.get("LAST_CHANGE")))
            changes += [parsed.span.earliest] if parsed else []
        for kind_text, count in sorted(left_out.items()):
            gathering.notes.append(f"{count} records of the type {kind_text} are left out")
        gathering.notes.append("the format does not say which records are listed: all are read")
        return gathering.finish(max(changes, key=str, default=None))


def _read_record(gathering: Gathering, record: dict[str, object], kind: Kind, line: int) -> None:
    key = text_of(record.get("RECORD_ID"))
    if not key:
        gathering.problem("no RECORD_ID", line=line)
        return
    for unread in record:
        if unread not in _READ:
            gathering.unknown(f"member: {unread}")
    draft = Draft(gathering, key, kind)
    for number, name in enumerate(items(record.get("NAMES"))):
        is_primary = text_of(member(name, "NAME_TYPE")) == "PRIMARY" or number == 0
        text = text_of(member(name, "NAME_FULL")) or text_of(member(name, "NAME_ORG"))
        draft.add_name(text, NameType.PRIMARY if is_primary else NameType.STRONG)
    draft.add_gender(text_of(record.get("GENDER")))
    for date in items(record.get("DATES")):
        draft.add_birth_date(text_of(member(date, "DATE_OF_BIRTH")), DateOrder.YMD)
    for address in items(record.get("ADDRESSES")):
        draft.add_birthplace(text_of(member(address, "PLACE_OF_BIRTH")))
        draft.add_location(text_of(member(address, "ADDR_FULL")))
    for country in items(record.get("COUNTRIES")):
        draft.add_nationality(text_of(member(country, "NATIONALITY")))
        code = text_of(member(country, "CITIZENSHIP"))
        if kind is Kind.PERSON:
            draft.add_nationality(code)
        else:
            draft.add_location(country=code)
        draft.add_location(country=text_of(member(country, "REGISTRATION_COUNTRY")))
    for identifier in items(record.get("IDENTIFIERS")):
        _read_identifier(draft, identifier)
    for contact in items(record.get("CONTACTS")):
        if isinstance(contact, dict):
            for member_name, value in contact.items():
                draft.add_contact(member_name, text_of(value))
    topics = (text_of(member(risk, "TOPIC")) for risk in items(record.get("RISKS")))
    draft.add_remark(", ".join(topic for topic in topics if topic), "Risks")
    for tie in items(record.get("RELATIONSHIPS")):
        other = text_of(member(tie, "REL_POINTER_KEY"))
        if other and other != key:
            role = text_of(member(tie, "REL_POINTER_ROLE"))
            draft.add_link(role, other, f"{gathering.list_id}:{other}")
    source, url = text_of(record.get("DATA_SOURCE")), text_of(record.get("URL"))
    designate(draft, "opensanctions", source, url=url)
    draft.finish(line=line)


def _read_identifier(draft: Draft, identifier: object) -> None:
    for member_name, (country, kind) in _NUMBERS.items():
        value = text_of(member(identifier, member_name))
        draft.add_identifier(
            kind, value, country=text_of(member(identifier, country)), label=member_name
        )
    # TRUSTED_ID repeats one of the others for Senzing's own use.
    label = text_of(member(identifier, "OTHER_ID_TYPE"))
    kind = identifier_type(label)
    draft.add_identifier(kind, text_of(member(identifier, "OTHER_ID_NUMBER")), label=label)


SOURCE = SenzingJson()
