"""Plain CSV deny lists: one row a party, columns found by their headings or by a mapping."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import ListedParty, ListRef
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import counts_of
from sanctionscreen.sources.notices import counted_notes
from sanctionscreen.sources.opening import sha256_of, single
from sanctionscreen.sources.plain_csv_columns import Columns, find_columns
from sanctionscreen.sources.plain_csv_row import RowReader
from sanctionscreen.sources.tables import csv_rows, first_line

DELIMITERS = (",", ";", "\t", "|")
"""Comma, what spreadsheets write where the comma is the decimal sign, tab, and bar."""

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_PACKED = re.compile(r"(?:\.(?:csv|tsv|txt|gz|bz2|xz|zip))+$", re.IGNORECASE)
_OTHER_FORMATS = ("<", "{", "[", "%", "---")
_OWN = "own"
_PROGRAMME = "OWN-LIST"


class _PlainCsv:
    """The source of a team's own CSV: the last in the registry, as it asks least of a file."""

    name = "plain-csv"
    title = "any CSV, by a column mapping"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the file is text whose first line could be headings."""
        if b"\x00" in file.head:
            return False
        line = first_line(file).strip()
        if "\ufffd" in line or line.startswith(_OTHER_FORMATS):
            return False
        headings = line.split(_delimiter(line))
        return len(headings) > 1 or bool(find_columns(tuple(headings), ()).names)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads one deny list.

        Raises:
            ListFormatError: there is no name column, no row, or a row that cannot be understood
                as a whole; nothing is skipped.
            UsageError: the mapping names a field that does not exist.
        """
        file = single(files, self.name)
        list_id = options.list_id or _list_id(file.path)
        rows = csv_rows(file.path, delimiter=_delimiter(first_line(file)))
        _, headings = next(rows, (1, ()))
        columns = find_columns(tuple(str(cell) for cell in headings), options.mapping)
        columns.check(file.path)
        unknown: Counter[str] = Counter(f"column: {heading}" for heading in columns.unknown)
        parties = tuple(_parties(file.path, list_id, columns, rows, options, unknown))
        if not parties:
            raise ListFormatError(
                "the list holds no row", path=file.path, hint="An empty list is never screened"
            )
        ref = ListRef(
            id=list_id,
            title=f"Own list {file.path.name}",
            authority="Own list",
            publisher_url=None,
            published=options.published,
            licence=None,
            sha256=sha256_of(file.path),
            counts=counts_of(parties),
            is_curated=True,
            notes=counted_notes(0, unknown),
        )
        return ParsedList(ref, parties, unknown=tuple(sorted(unknown.items())))


PLAIN_CSV = _PlainCsv()


def _parties(
    path: Path,
    list_id: str,
    columns: Columns,
    rows: Iterator[tuple[int, tuple[object, ...]]],
    options: ReadOptions,
    unknown: Counter[str],
) -> Iterator[ListedParty]:
    own = options.register.find(_OWN, _PROGRAMME)
    if own is None:
        raise ListFormatError(
            f"the programme register has no {_PROGRAMME}",
            path=path,
            hint="Use the shipped register",
        )
    reader = RowReader(path, list_id, columns, options.register, own, unknown)
    seen: dict[str, int] = {}
    for line, cells in rows:
        texts = tuple(str(cell) for cell in cells)
        if not any(text.strip() for text in texts):
            continue
        party = reader.read(line, texts)
        earlier = seen.setdefault(party.listed_id, line)
        if earlier != line:
            what = "id" if party.id_is_stable else "name and birth date"
            raise ListFormatError(
                f"the {what} of this row stand in line {earlier} already",
                path=path,
                line=line,
                hint="Join the two rows, or give each an id of its own",
            )
        yield party


def _delimiter(line: str) -> str:
    """The delimiter that divides the headings most; the comma where none does."""
    return max(DELIMITERS, key=line.count)


def _list_id(path: Path) -> str:
    stem = _NOT_WORDS.sub("-", _PACKED.sub("", path.name).casefold()).strip("-")
    return f"own-{stem or 'list'}"
