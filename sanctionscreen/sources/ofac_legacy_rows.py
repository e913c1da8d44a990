"""The files of OFAC's legacy CSV set: told apart by content, read to their end mark."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.tables import csv_rows

_END_MARK = "\x1a"
_NULL = "-0-"
_KINDS = frozenset((_NULL, "individual", "vessel", "aircraft", "entity"))
_ALIAS_TYPES = frozenset(("aka", "fka", "nka"))
_ROWS_LOOKED_AT = 20
_QUOTED = re.compile(rb'"[^"]*(?:"|$)')
_LETTER = re.compile(rb"[A-Za-z]")


class Role(IntEnum):
    """A file of the set; the value is its number of columns."""

    PARTIES = 12
    ADDRESSES = 6
    ALIASES = 5
    COMMENTS = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, the party's number, and the other cells (empty for OFAC's null)."""

    line: int
    uid: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A file read whole.

    Attributes:
        good: The rows in order.
        bad: Line and text of the rows that have not the form of the others.
        has_end_mark: OFAC ends each file with 0x1A; spreadsheets lose it.
    """

    good: tuple[Row, ...]
    bad: tuple[tuple[int, str], ...]
    has_end_mark: bool


def role_of(file: SourceFile) -> Role | None:
    """Which file of the set this is; None where it is none of them."""
    rows = _first_rows(file)
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not all(row[0].strip().isdigit() for row in rows):
        return None
    for role in Role:
        if widths == {role.value} and all(_has_form(row, role) for row in rows):
            return role
    return None


def read_rows(file: SourceFile, role: Role) -> Rows:
    """Reads one file of the set.

    Raises:
        ListFormatError: it is no CSV, or is cut short.
    """
    good: list[Row] = []
    bad: list[tuple[int, str]] = []
    has_end_mark = False
    for line, cells in csv_rows(file.path):
        texts = tuple(str(cell) for cell in cells)
        if has_end_mark:
            _refuse(file, line, "there are rows behind the end mark")
        if not texts:
            continue
        if texts == (_END_MARK,):
            has_end_mark = True
        elif len(texts) != role.value or not texts[0].strip().isdigit():
            bad.append((line, ",".join(texts)[:60]))
        else:
            good.append(Row(line, texts[0].strip(), tuple(_value(text) for text in texts[1:])))
    if not has_end_mark and _is_as_published(file):
        _refuse(
            file, good[-1].line if good else 1, "the end mark (0x1A) is missing: it is cut short"
        )
    return Rows(tuple(good), tuple(bad), has_end_mark)


def _first_rows(file: SourceFile) -> Sequence[list[str]]:
    text = file.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if "\x00" in text:
        return ()
    # The head may end within a line; a single line is looked at as it is.
    lines = text.splitlines(keepends=True)[: _ROWS_LOOKED_AT + 1]
    whole = lines[:-1] if len(lines) > 1 else lines
    try:
        rows = list(csv.reader(io.StringIO("".join(whole), newline="")))
    except csv.Error:
        return ()
    return [row for row in rows if row and row != [_END_MARK]]


def _has_form(row: list[str], role: Role) -> bool:
    if role is Role.PARTIES:
        return row[2].strip().casefold() in _KINDS
    if role is Role.ALIASES:
        return row[2].strip().casefold() in _ALIAS_TYPES
    if role is Role.ADDRESSES:
        return row[1].strip().isdigit()
    return any(character.isalpha() for character in row[1])


def _value(text: str) -> str:
    return "" if text.strip() == _NULL else text


def _is_as_published(file: SourceFile) -> bool:
    """Whether the file is as OFAC writes it, every text quoted; a re-saved one is not."""
    lines = file.head.split(b"\n")[:_ROWS_LOOKED_AT]
    return not any(_LETTER.search(_QUOTED.sub(b"", line)) for line in lines)


def _refuse(file: SourceFile, line: int, message: str) -> None:
    raise ListFormatError(
        message, path=file.path, line=line, hint="Fetch the file again from its publisher"
    )
