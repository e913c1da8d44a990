"""OFAC's enhanced XML: whole lists, or a user's own selection from several of them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_dates import single_date, span_from_text
from sanctionscreen.sources.ofac_designations import (
    CONSOLIDATED,
    SDN_LIST,
    ListEntry,
    add_designations,
)
from sanctionscreen.sources.ofac_enhanced_entity import read_entity
from sanctionscreen.sources.ofac_lists import CONS, SDN, finished
from sanctionscreen.sources.ofac_record import OfacRecord
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.xmlfields import text_at, texts_at
from sanctionscreen.sources.xmlstream import root_of, stream_records

_ROOT = "sanctionsData"
_CONTAINERS = (_ROOT, "referenceValues", "featureTypes", "entities")


class _OfacEnhanced:
    """The registered source."""

    name = "ofac-enhanced-xml"
    title = "OFAC enhanced XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is that of OFAC's enhanced XML; its namespace may change."""
        root = root_of(file)
        return root is not None and root.tag == _ROOT

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads a list; a selection from it is noted as such."""
        file = single(files, self.name)
        gathering = Gathering(SDN, file, options)
        records: list[tuple[OfacRecord, list[ListEntry]]] = []
        published: PartialDate | None = None
        for item in stream_records(file, _CONTAINERS):
            tag = item.element.tag
            if tag == "publicationInfo":
                published = _published(item.element, gathering)
            elif tag == "entity":
                record = read_entity(item.element, item.line, gathering)
                if record is not None:
                    records.append((record, _entries(item.element)))
            elif tag not in ("referenceValue", "featureType"):
                gathering.unknown(f"element: {item.parents[-1]}/{tag}")
        if published is None:
            raise ListFormatError(
                "the file does not say of which day it is",
                path=file.path,
                field="publicationInfo/dataAsOf",
                hint="Fetch the file again from its publisher",
            )
        _complete(gathering, records)
        return finished(gathering, files, published)


OFAC_ENHANCED = _OfacEnhanced()


def _published(information: Element, gathering: Gathering) -> PartialDate | None:
    """The day of the data; what the user selected is noted, for it is not the whole list."""
    programmes = texts_at(information, "filters/sanctionsPrograms/sanctionsProgram")
    if programmes:
        chosen = ", ".join(programmes)
        gathering.notes.append(f"A selection, not the whole list: programmes {chosen} only")
    for selection in information.iterfind("filters/*"):
        if selection.tag not in ("sanctionsLists", "sanctionsPrograms"):
            gathering.notes.append(f"A selection, not the whole list: by {selection.tag}")
    return single_date(span_from_text(text_at(information, "dataAsOf")[:10]))


def _complete(gathering: Gathering, records: list[tuple[OfacRecord, list[ListEntry]]]) -> None:
    lists = [{entry.list_name for entry in entries} for _, entries in records]
    if sum(CONSOLIDATED in names for names in lists) > sum(SDN_LIST in names for names in lists):
        gathering.title = CONS
        gathering.list_id = gathering.options.list_id or CONS.id
    here = {record.uid for record, _ in records}
    for record, entries in records:
        record.add_other_list()
        record.name_links(here)
        add_designations(record, entries)
        record.draft.finish()


def _entries(entity: Element) -> list[ListEntry]:
    return [
        ListEntry(
            list_name=(item.text or "").strip(),
            programmes=texts_at(entity, "sanctionsPrograms/sanctionsProgram"),
            listed_on=single_date(span_from_text(item.get("datePublished", ""))),
            legal_bases=texts_at(entity, "legalAuthorities/legalAuthority"),
            types=texts_at(entity, "sanctionsTypes/sanctionsType"),
        )
        for item in entity.iterfind("sanctionsLists/sanctionsList")
    ]
