"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML), read in one pass."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import Location, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import PROBLEM_LIMIT, Gathering
from sanctionscreen.sources.ofac_designations import (
    CONSOLIDATED,
    SDN_LIST,
    ListEntry,
    add_designations,
)
from sanctionscreen.sources.ofac_elements import (
    Document,
    Relation,
    count_unknown_tags,
    read_day,
    read_document,
    read_locations,
    read_relation,
)
from sanctionscreen.sources.ofac_lists import CONS, SDN, finished
from sanctionscreen.sources.ofac_profile import ProfileReader
from sanctionscreen.sources.ofac_record import OfacRecord
from sanctionscreen.sources.ofac_reference import ReferenceValues, UnreadableRecordError
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_ROOT = "Sanctions"
_CONTAINERS = (
    _ROOT,
    "ReferenceValueSets",
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
)
_ENTRY_TAGS = frozenset(
    (
        "SanctionsEntry",
        "EntryEvent",
        "Comment",
        "Date",
        "Year",
        "Month",
        "Day",
        "SanctionsMeasure",
        "DatePeriod",
    )
)
_PROGRAMME_TYPE = "Program"
"""The sanctions type under which OFAC states a programme's tag, as a comment."""


class _OfacAdvanced:
    """The registered source."""

    name = "ofac-advanced-xml"
    title = "OFAC advanced XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is that of OFAC's advanced XML; its namespace may change."""
        root = root_of(file)
        return root is not None and root.tag == _ROOT and b"ReferenceValueSets" in file.head

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the SDN or the Consolidated List, whichever the file holds."""
        file = single(files, self.name)
        reader = _Reader(file, options)
        for record in stream_records(file, _CONTAINERS):
            reader.take(record)
        return reader.finish()


OFAC_ADVANCED = _OfacAdvanced()


class _Reader:
    """What has been read of a file so far; its sections refer back to the ones before."""

    def __init__(self, file: SourceFile, options: ReadOptions) -> None:
        self._file = file
        self._gathering = Gathering(SDN, file, options)
        self._published: PartialDate | None = None
        self._values = ReferenceValues()
        self._places: dict[str, tuple[Location, ...]] = {}
        self._documents: dict[str, list[Document]] = {}
        self._records: dict[str, OfacRecord] = {}
        self._relations: list[tuple[str, Relation]] = []
        self._entries: dict[str, list[ListEntry]] = {}
        self._unread = 0
        self._profiles = ProfileReader(self._values, self._places, self._documents, self._gathering)
        self._rules: dict[tuple[str, str], Callable[[Element], None]] = {
            (_ROOT, "DateOfIssue"): self._take_date,
            (_ROOT, "SanctionsEntryLinks"): self._take_links,
            ("Locations", "Location"): self._take_location,
            ("IDRegDocuments", "IDRegDocument"): self._take_document,
            ("DistinctParties", "DistinctParty"): self._take_party,
            ("ProfileRelationships", "ProfileRelationship"): self._take_relation,
            ("SanctionsEntries", "SanctionsEntry"): self._take_entry,
        }

    def take(self, record: XmlRecord) -> None:
        """Takes one record of any section."""
        element, section = record.element, record.parents[-1]
        if section == "ReferenceValueSets":
            self._values.add(element)
            return
        rule = self._rules.get((section, element.tag))
        if rule is None:
            self._gathering.unknown(f"element: {section}/{element.tag}")
            return
        try:
            rule(element)
        except UnreadableRecordError as error:
            number = element.get("FixedRef") or element.get("ID") or ""
            self._unread += 1
            self._gathering.problem(
                str(error), line=record.line, record=f"{element.tag} {number}".strip()
            )

    def finish(self) -> ParsedList:
        """Joins the sections into parties.

        Raises:
            ListFormatError: the list is not whole, or too much of it cannot be read.
        """
        if self._published is None:
            raise ListFormatError(
                "the file has no date of issue",
                path=self._file.path,
                field="DateOfIssue",
                hint="Fetch the file again from its publisher",
            )
        self._name_list()
        for documents in self._documents.values():
            self._gathering.unknown("document of no party", len(documents))
        for start, relation in self._relations:
            self._link(start, relation)
        self._check_entries()
        for uid, record in self._records.items():
            self._complete(record, self._entries.pop(uid, []))
        for entries in self._entries.values():
            self._gathering.unknown("list entry of no party", len(entries))
        return finished(self._gathering, (self._file,), self._published)

    def _check_entries(self) -> None:
        """Refuses a cut-out: entries without their parties are parties that were left out.

        Raises:
            ListFormatError: more than ``PROBLEM_LIMIT`` of the parties with entries are missing,
                beside those that could not be read.
        """
        missing = len(self._entries.keys() - self._records.keys()) - self._unread
        if missing > PROBLEM_LIMIT * len(self._entries):
            raise ListFormatError(
                f"the file holds a part of the list only: {missing:,} of the {len(self._entries):,}"
                " parties that it has list entries of are not in it",
                path=self._file.path,
                hint="Fetch the whole file from its publisher",
            )

    def _name_list(self) -> None:
        """Which of the two lists this is: each party of a file stands on the list it is of."""
        names = [{entry.list_name for entry in entries} for entries in self._entries.values()]
        on_sdn = sum(SDN_LIST in lists for lists in names)
        on_other = sum(CONSOLIDATED in lists for lists in names)
        if on_other > on_sdn:
            self._gathering.title = CONS
            self._gathering.list_id = self._gathering.options.list_id or CONS.id

    def _take_date(self, element: Element) -> None:
        self._published = read_day(element)

    def _take_links(self, element: Element) -> None:
        """Links between entries: in the schema, and empty in every file so far."""
        for link in element:
            self._gathering.unknown(f"element: {element.tag}/{link.tag}")

    def _take_location(self, element: Element) -> None:
        places = read_locations(element, self._values, self._gathering)
        self._places[element.get("ID", "")] = places

    def _take_document(self, element: Element) -> None:
        document = read_document(element, self._values, self._place_text)
        self._documents.setdefault(element.get("IdentityID", ""), []).append(document)

    def _place_text(self, number: str) -> str:
        places = self._places.get(number)
        if places is None:
            raise UnreadableRecordError(f"there is no location {number}")
        return places[0].text if places else ""

    def _take_party(self, element: Element) -> None:
        record = self._profiles.read(element)
        if record.uid in self._records:
            raise UnreadableRecordError("the party stands twice in the file")
        self._records[record.uid] = record

    def _take_relation(self, element: Element) -> None:
        self._relations.append(read_relation(element, self._values))

    def _take_entry(self, element: Element) -> None:
        count_unknown_tags(self._gathering, element, _ENTRY_TAGS)
        programmes: list[str] = []
        types: list[str] = []
        for measure in element.iterfind("SanctionsMeasure"):
            kind = self._values.text("SanctionsType", measure.get("SanctionsTypeID"))
            if kind == _PROGRAMME_TYPE:
                programmes.append((measure.findtext("Comment") or "").strip())
            else:
                types.append(kind)
        events = element.findall("EntryEvent")
        dates = [read_day(event.find("Date")) for event in events]
        bases = [self._values.text("LegalBasis", e.get("LegalBasisID")) for e in events]
        if not any(programmes):
            raise UnreadableRecordError("the entry names no programme")
        entry = ListEntry(
            list_name=self._values.text("List", element.get("ListID")),
            programmes=tuple(tag for tag in programmes if tag),
            listed_on=min(dates, default=None),
            legal_bases=tuple(bases),
            types=tuple(types),
        )
        self._entries.setdefault(element.get("ProfileID", ""), []).append(entry)

    def _link(self, start: str, relation: Relation) -> None:
        record = self._records.get(start)
        if record is None:
            self._gathering.unknown("relation of no party")
            return
        other = self._records.get(relation.other)
        if other is not None:
            listed_id = f"{self._gathering.list_id}:{relation.other}"
            record.draft.add_link(relation.kind, other.primary_text, listed_id)
        else:
            # Parties of this file may depend on one that stands on OFAC's other list only.
            record.add_link_to_other_list(relation.kind, relation.other)

    def _complete(self, record: OfacRecord, entries: list[ListEntry]) -> None:
        if not entries:
            self._gathering.problem("the party has no list entry", record=record.uid)
            return
        record.add_other_list()
        add_designations(record, entries)
        record.draft.finish()
