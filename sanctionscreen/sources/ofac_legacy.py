"""OFAC's legacy CSV set (sdn or cons_prim, alt, add, comments): no headings, no listing dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.model import Kind, ListedName, NameType
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_designations import add_implied_designations
from sanctionscreen.sources.ofac_legacy_rows import Role, Row, read_rows, role_of
from sanctionscreen.sources.ofac_lists import (
    CONS,
    NO_DATES,
    SDN,
    finished,
    is_non_sdn,
    resolve_links,
)
from sanctionscreen.sources.ofac_names import name_type, person_from_display
from sanctionscreen.sources.ofac_places import printed_address
from sanctionscreen.sources.ofac_record import KINDS, OfacRecord
from sanctionscreen.sources.ofac_remarks import add_remarks

_REMARKS_LENGTH = 1000
"""Characters after which OFAC cuts a remarks text and goes on in the comments file."""

_HINTS = {
    Role.ALIASES: "without the alt file: strong aliases are missing",
    Role.ADDRESSES: "without the add file: addresses are missing",
    Role.COMMENTS: "without the comments file: remarks end after 1,000 characters",
}
_VESSEL_LABELS = (
    (4, "Vessel Call Sign"),
    (5, "Vessel Type"),
    (6, "Vessel Tonnage"),
    (7, "Vessel Gross Registered Tonnage"),
    (8, "Vessel Flag"),
    (9, "Vessel Owner"),
)


class _OfacLegacy:
    """The registered source."""

    name = "ofac-legacy-csv"
    title = "OFAC legacy CSV (sdn, alt, add)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the rows are those of a file of the set; none of them has headings."""
        return role_of(file) is not None

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the SDN or the Consolidated List from the files of one set.

        Only the file of the parties must be there; what is missing with the others is noted.
        """
        by_role = _by_role(files)
        return _Set(by_role, options).read()


OFAC_LEGACY = _OfacLegacy()


def _by_role(files: Iterable[SourceFile]) -> dict[Role, SourceFile]:
    found: dict[Role, SourceFile] = {}
    for file in files:
        role = role_of(file)
        if role is None:
            raise ListFormatError("this is no file of OFAC's legacy CSV set", path=file.path)
        if role in found:
            raise ListError(
                f"this and {found[role].path} are both {role.name.lower()} files",
                path=file.path,
                hint="Give the files of one list and one day",
            )
        found[role] = file
    if Role.PARTIES not in found:
        raise ListError(
            "the file of the parties is missing from the set",
            path=next(iter(found.values())).path,
            hint="Give sdn.csv (cons_prim.csv) together with the others",
        )
    return found


class _Set:
    """One set while it is read."""

    def __init__(self, files: dict[Role, SourceFile], options: ReadOptions) -> None:
        self._files = files
        self._gathering = Gathering(SDN, files[Role.PARTIES], options)
        self._rows = {role: self._read(role) for role in Role}
        self._comments = {row.uid: row.cells[0] for row in self._rows[Role.COMMENTS]}
        self._records: dict[str, tuple[OfacRecord, tuple[str, ...]]] = {}
        self._cut_remarks = 0

    def read(self) -> ParsedList:
        for row in self._rows[Role.PARTIES]:
            self._take_party(row)
        for row in self._of_known_parties(Role.ALIASES):
            self._add_alias(row)
        for row in self._of_known_parties(Role.ADDRESSES):
            self._add_address(row)
        for _ in self._of_known_parties(Role.COMMENTS):
            pass
        self._add_notes()
        return self._finish()

    def _read(self, role: Role) -> tuple[Row, ...]:
        file = self._files.get(role)
        if file is None:
            self._gathering.notes.append(f"Read {_HINTS[role]}")
            return ()
        rows = read_rows(file, role)
        if not rows.has_end_mark:
            self._gathering.notes.append(
                f"{file.path.name} was saved again by another program and lost its end mark: "
                "that it is whole cannot be checked"
            )
        for line, text in rows.bad:
            self._gathering.problem(
                f"the row has not the form of a row of the {role.name.lower()} file ({text})",
                line=line,
                record=file.path.name,
            )
        return rows.good

    def _of_known_parties(self, role: Role) -> Iterator[Row]:
        """The rows of parties in the set; files of different days have others, and they count."""
        for row in self._rows[role]:
            if row.uid in self._records:
                yield row
            else:
                self._gathering.unknown(f"row of the {role.name.lower()} file of no party")

    def _take_party(self, row: Row) -> None:
        name, kind_name, programmes, title = row.cells[:4]
        tags = tuple(tag for tag in (part.strip(" []") for part in programmes.split("] [")) if tag)
        kind = KINDS.get(kind_name.strip().casefold(), Kind.ORGANISATION)
        listed = _listed_name(name, kind, NameType.PRIMARY)
        if listed is None or not tags or row.uid in self._records:
            why = "has no name" if listed is None else "has no programme" if not tags else "repeats"
            self._gathering.problem(f"the party {why}", line=row.line, record=row.uid)
            return
        record = OfacRecord(self._gathering, row.uid, kind)
        record.draft.names.append(listed)
        record.draft.add_position(title)
        for column, label in _VESSEL_LABELS:
            if row.cells[column].strip():
                record.add_feature(label, row.cells[column].strip())
        self._add_remarks(record, row, title)
        self._records[row.uid] = (record, tags)

    def _add_remarks(self, record: OfacRecord, row: Row, title: str) -> None:
        """Adds the remarks with their continuation, which begins in the middle of a word."""
        text = row.cells[10]
        further = self._comments.get(row.uid, "")
        is_cut = len(text) >= _REMARKS_LENGTH and not further
        self._cut_remarks += is_cut
        add_remarks(record, text + further, title, is_cut=is_cut)

    def _add_alias(self, row: Row) -> None:
        record, _ = self._records[row.uid]
        rank = name_type(is_primary=False, is_weak=False, alias_type=row.cells[1].strip())
        listed = _listed_name(row.cells[2], record.draft.kind, rank)
        if listed is None:
            self._gathering.unknown("name without text")
        else:
            record.draft.names.append(listed)
        record.add_comment(row.cells[3])

    def _add_address(self, row: Row) -> None:
        record, _ = self._records[row.uid]
        _, street, town, country, remarks = row.cells
        place = printed_address(street, town, country.strip(), self._gathering)
        if place:
            record.draft.locations.append(place)
        record.add_comment(remarks)

    def _add_notes(self) -> None:
        notes = self._gathering.notes
        notes.append(NO_DATES)
        if self._gathering.options.published is None:
            notes.append("The files state no publication date")
        if self._cut_remarks:
            notes.append(f"The remarks of {self._cut_remarks} parties are cut off")
            self._gathering.unknown("remarks cut off after 1,000 characters", self._cut_remarks)

    def _finish(self) -> ParsedList:
        entries = self._records.values()
        is_sdn = not is_non_sdn(tag for _, tags in entries for tag in tags)
        if not is_sdn:
            self._gathering.title = CONS
            self._gathering.list_id = self._gathering.options.list_id or CONS.id
        resolve_links(self._gathering, [record for record, _ in entries])
        for record, tags in entries:
            record.add_other_list()
            add_implied_designations(record, tags, is_sdn=is_sdn)
            record.draft.finish()
        files = [self._files[role] for role in Role if role in self._files]
        return finished(self._gathering, files, None)


def _listed_name(text: str, kind: Kind, rank: NameType) -> ListedName | None:
    if kind is Kind.PERSON:
        return person_from_display(text, rank)
    text = " ".join(text.split())
    return ListedName(text, rank) if text else None
