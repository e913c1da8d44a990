"""The parts of an XLSX workbook, checked before a library reads them: no bomb, nothing passed over.

openpyxl leaves out rows and cells that stand out of order, makes up all rows between two numbers,
and expands what a document type declaration tells it to.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from sanctionscreen.errors import ListFormatError

CONTENT_LIMIT = 128 * 1024**2
"""Bytes of all parts together, unpacked; the largest known list in this format has 17 MB."""

RATIO_LIMIT = 50
"""Unpacked to packed; the lists are at 7 to 10."""

RATIO_FREE_BYTES = 16 * 1024**2
"""What any workbook may unpack to, whatever its ratio."""

ELEMENT_LIMIT = 8_000_000
"""XML elements of one part; the largest known has 700,000."""

DEPTH_LIMIT = 50
"""Levels of nesting of a part; the deepest known has 9."""

CELL_LIMIT = 16_000_000
"""Cells of one sheet, the empty ones between filled ones with them; the largest known: 700,000."""

ROW_LIMIT = 1_048_576
"""Rows of a sheet, by the format's own definition."""

_CHUNK = 256 * 1024
_COLUMN = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_UNTRUSTED = "A list file is never like that: do not trust this one"


def check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuses a workbook that would not be read whole, or not within bounds.

    Raises:
        ListFormatError: it would unpack to too much, holds a part twice, or a part is no whole
            XML, has a document type declaration, is nested too deep, has rows or cells out of
            order, or too many of them.
    """
    check_size(archive, path)
    names = archive.namelist()
    if len(set(names)) != len(names):
        raise ListFormatError("the workbook holds a part twice", path=path, hint=_UNTRUSTED)
    for name in names:
        if name.endswith((".xml", ".rels")):
            _Part(name, path).check(archive)


def check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuses a bomb. A part cannot unpack to more than the archive's directory says.

    Raises:
        ListFormatError: it would unpack to too much.
    """
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > CONTENT_LIMIT or unpacked > max(RATIO_FREE_BYTES, RATIO_LIMIT * packed):
        raise ListFormatError(
            f"the workbook would unpack to {unpacked} bytes and is not read",
            path=path,
            hint=_UNTRUSTED,
        )


class _Part:
    """One part while it is checked."""

    def __init__(self, name: str, path: Path) -> None:
        self._name = name
        self._path = path
        self._depth = 0
        self._elements = 0
        self._row = 0
        self._column = 0
        self._cells = 0

    def check(self, archive: zipfile.ZipFile) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            with archive.open(self._name) as stream:
                while block := stream.read(_CHUNK):
                    parser.Parse(block, False)
            parser.Parse(b"", True)
        # LookupError and ValueError: the declared encoding is one that expat cannot read.
        except (expat.ExpatError, LookupError, ValueError) as error:
            self._refuse(f"is no whole XML ({error})")

    def _doctype(self, *_declaration: object) -> None:
        self._refuse("has a document type declaration, which may hide or expand content")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEPTH_LIMIT or self._elements > ELEMENT_LIMIT:
            self._refuse("is nested too deep" if self._depth > DEPTH_LIMIT else "is too large")
        if tag == "row" or tag.endswith(":row"):
            self._start_row(attributes.get("r", ""))
        elif tag == "c" or tag.endswith(":c"):
            self._start_cell(attributes.get("r", ""))

    def _end(self, _tag: str) -> None:
        self._depth -= 1

    def _start_row(self, reference: str) -> None:
        row = int(reference) if reference.isdecimal() and len(reference) < 8 else self._row + 1
        if row <= self._row or row > ROW_LIMIT or (reference and str(row) != reference):
            self._refuse(f"has row {reference[:20] or row} behind row {self._row}")
        self._row, self._column = row, 0

    def _start_cell(self, reference: str) -> None:
        found = _COLUMN.fullmatch(reference)
        column = _number(found[1]) if found else self._column + 1
        is_misplaced = reference and (not found or int(found[2]) != self._row)
        if column <= self._column or is_misplaced:
            self._refuse(f"has cell {reference[:20]} out of its place in row {self._row}")
        self._cells += column - self._column
        self._column = column
        if self._cells > CELL_LIMIT:
            self._refuse("has too many cells")

    def _refuse(self, what: str) -> NoReturn:
        raise ListFormatError(
            f"the part '{self._name}' of the workbook {what}", path=self._path, hint=_UNTRUSTED
        )


def _number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
