"""Curated lists: our own YAML form, for the shipped lists and for a team's deny lists."""

from __future__ import annotations

import re
from pathlib import Path

from sanctionscreen.model import ListCounts, ListedParty, ListRef, PartialDate
from sanctionscreen.sources.base import ParsedList, Problem, ReadOptions, SourceFile
from sanctionscreen.sources.curated_entry import read_entry
from sanctionscreen.sources.curated_values import as_flag, as_number, date_at, url_at
from sanctionscreen.sources.gathering import counts_of
from sanctionscreen.sources.opening import open_bytes, sha256_of, single
from sanctionscreen.sources.programmes import ProgrammeRegister, read_programmes
from sanctionscreen.strict_yaml import Faults, Section, Value, open_yaml

SIZE_LIMIT = 64 * 1024**2
"""Bytes of a curated list at most: 40 times the largest that is shipped."""

_HEADER = (
    "id",
    "title",
    "authority",
    "publisher_url",
    "as_of",
    "licence",
    "history_complete",
    "notes",
    "floors",
    "programmes",
    "entries",
)
_REQUIRED = ("id", "title", "authority", "as_of", "entries")
_FLOORS = ("parties", "names", "weak_aliases")
_LIST_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOP_KEY = re.compile(rb"^(?:" + "|".join(_HEADER).encode() + rb")\s*:", re.MULTILINE)
_ENTRY_FIELD = re.compile(r"entries\[(\d+)\]")


class _CuratedYaml:
    """The source of curated lists; see ``docs/curated-list.schema.json`` for the form."""

    name = "curated-yaml"
    title = "curated list (YAML)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file looks like YAML with a curated list's keys at its top level."""
        head = file.head.removeprefix(b"\xef\xbb\xbf")
        return b"\x00" not in head and len(set(_TOP_KEY.findall(head))) >= 2

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads one curated list.

        Raises:
            ListFormatError: anything in it is not as the form asks; nothing is skipped.
        """
        path = single(files, self.name).path
        faults = Faults(path)
        parsed = _read(path, faults, options)
        faults.raise_first()
        assert parsed is not None  # Without a fault there is a list.
        return parsed


CURATED_YAML = _CuratedYaml()


def validate(path: Path, register: ProgrammeRegister) -> tuple[Problem, ...]:
    """All that is wrong with a curated list, in the order of its lines.

    Raises:
        ListError: the file is missing or cannot be opened.
    """
    faults = Faults(path)
    _read(path, faults, ReadOptions(register))
    ids = _entry_ids(path) if faults.found else ()
    problems = []
    for fault in sorted(faults.found, key=lambda fault: fault.line or 0):
        found = _ENTRY_FIELD.match(fault.field or "")
        number = int(found[1]) if found else -1
        record = ids[number] if 0 <= number < len(ids) else None
        field = f"{fault.field}: " if fault.field else ""
        hint = f". {fault.hint}" if fault.hint else ""
        problems.append(Problem(str(path), fault.line, record, f"{field}{fault.message}{hint}"))
    return tuple(problems)


def _read(path: Path, faults: Faults, options: ReadOptions) -> ParsedList | None:
    with open_bytes(path, SIZE_LIMIT) as stream:
        root = open_yaml(stream.read(), faults)
    if root is None:
        return None
    header = root.section(_HEADER, _REQUIRED)
    programmes = read_programmes(header, ("own",), options.register)
    list_id = options.list_id or _list_id(header)
    as_of = _as_of(header)
    parties = _entries(header, list_id, options.register.extended(programmes))
    counts = counts_of(parties)
    if not faults.found:
        _check_floors(header, counts)
    history = header.get("history_complete")
    ref = ListRef(
        id=list_id,
        title=header.text("title") or "",
        authority=header.text("authority") or "",
        publisher_url=url_at(header, "publisher_url"),
        published=as_of,
        licence=header.text("licence"),
        sha256=sha256_of(path),
        counts=counts,
        is_curated=True,
        history_complete=as_flag(history) if history is not None else False,
        notes=header.texts("notes"),
    )
    return ParsedList(ref, parties)


def _list_id(header: Section) -> str:
    list_id = header.text("id") or ""
    if list_id and not _LIST_ID.fullmatch(list_id):
        hint = "Use small letters, digits and hyphens"
        header.fault_at("id", f"'{list_id}' is not a list id", hint)
    return list_id


def _as_of(header: Section) -> PartialDate | None:
    as_of = date_at(header, "as_of")
    if as_of is not None and as_of.day is None:
        header.fault_at("as_of", "the day is missing", "Write the whole date, YYYY-MM-DD")
    return as_of


def _entries(header: Section, list_id: str, register: ProgrammeRegister) -> tuple[ListedParty, ...]:
    parties: dict[str, ListedParty] = {}
    for item in header.items("entries"):
        party = read_entry(item, list_id, register)
        if party is None:
            continue
        if party.listed_id in parties:
            key = party.listed_id.partition(":")[2]
            item.fault(f"the id '{key}' stands twice", "Give each entry an id of its own")
        parties[party.listed_id] = party
    return tuple(parties.values())


def _check_floors(header: Section, counts: ListCounts) -> None:
    value = header.get("floors")
    if value is None:
        return
    floors = value.section(_FLOORS, _FLOORS)
    held = {
        "parties": counts.parties,
        "names": counts.names,
        "weak_aliases": counts.weak_aliases,
    }
    for key, member in floors.members:
        floor = as_number(member)
        if held[key] < floor:
            member.fault(
                f"the list holds {held[key]} {key.replace('_', ' ')}, and its floor is {floor}",
                "Restore what is missing, or lower the floor with a reason in the commit",
            )


def _entry_ids(path: Path) -> tuple[str | None, ...]:
    """The id of each entry, for the report of what is wrong with it."""
    quiet = Faults(path)
    with open_bytes(path, SIZE_LIMIT) as stream:
        root = open_yaml(stream.read(), quiet)
    entries: tuple[Value, ...] = ()
    if root is not None:
        entries = root.section(_HEADER).items("entries")
    return tuple(entry.section(("id",)).text("id") for entry in entries)
