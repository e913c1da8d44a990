"""XLSX workbooks: recognised and read within limits, openpyxl imported only when one is read."""

from __future__ import annotations

import html
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanctionscreen.errors import ListFormatError, SanctionscreenError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.opening import HEAD_BYTES, TEXT_LIMIT, open_bytes
from sanctionscreen.sources.tables import Cells
from sanctionscreen.sources.workbook_parts import check_parts, check_size

WORKBOOK_MAGIC = b"PK\x03\x04"
"""How an XLSX file begins, as every other zip archive."""

FILE_LIMIT = 64 * 1024**2
"""Bytes of an XLSX file read at most; the largest known list in this format has 3 MB."""

_STRINGS_SEARCHED = 32 * 1024**2
_FETCH_AGAIN = "Fetch the file again from its publisher"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, its rows numbered from 1."""

    title: str
    rows: tuple[tuple[int, Cells], ...]


def workbook_mentions(file: SourceFile, *texts: str) -> bool:
    """Whether the file is an XLSX workbook in which all these texts stand somewhere.

    Its table of strings and the beginning of each sheet are searched, without reading a sheet.
    """
    if not file.head.startswith(WORKBOOK_MAGIC):
        return False
    with _any_error_as_damage(file.path), zipfile.ZipFile(_content(file.path)) as archive:
        check_size(archive, file.path)
        # Some programs write other letters than Latin ones as "&#1053;".
        found = html.unescape(b"".join(_texts(archive)).decode("utf-8", "replace"))
    return all(text in found for text in texts)


def _texts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    for name in archive.namelist():
        if name == "xl/sharedStrings.xml":
            with archive.open(name) as part:
                yield part.read(_STRINGS_SEARCHED)
        elif name.startswith("xl/worksheets/"):
            # Programs may write the strings into the sheet; headings stand at its beginning.
            with archive.open(name) as part:
                yield part.read(HEAD_BYTES)


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an XLSX workbook, as values.

    Raises:
        ListFormatError: the file is damaged, or expands beyond the limits.
    """
    # Imported here: a run that reads no spreadsheet need not pay for it.
    # It has no types of its own.
    from openpyxl import load_workbook  # type: ignore[import-untyped, unused-ignore]

    content = _content(path)
    with _any_error_as_damage(path):
        with zipfile.ZipFile(content) as archive:
            check_parts(archive, path)
        with warnings.catch_warnings():
            # openpyxl warns of print areas and styles it does not know; neither holds data.
            warnings.simplefilter("ignore")
            book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
            return tuple(_sheet(sheet) for sheet in book.worksheets)


def first_sheet(path: Path) -> Sheet:
    """The one sheet of a workbook that holds anything.

    Raises:
        ListFormatError: the workbook cannot be read, or several of its sheets hold something.
    """
    filled = [sheet for sheet in read_workbook(path) if sheet.rows]
    if len(filled) != 1:
        raise ListFormatError(
            f"{len(filled)} sheets of the workbook hold something, where one is expected",
            path=path,
            hint=_FETCH_AGAIN,
        )
    return filled[0]


def _sheet(sheet: Any) -> Sheet:
    # The size that a sheet states may be less than it holds; the rest would be left out.
    sheet.reset_dimensions()
    return Sheet(sheet.title, tuple(_rows(sheet.iter_rows)))


def _rows(iter_rows: Callable[..., Iterator[Cells]]) -> Iterator[tuple[int, Cells]]:
    for line, cells in enumerate(iter_rows(values_only=True), start=1):
        if any(cell not in (None, "") for cell in cells):
            if any(isinstance(cell, str) and len(cell) > TEXT_LIMIT for cell in cells):
                raise ValueError(f"row {line} holds a cell of more than {TEXT_LIMIT} characters")
            yield line, tuple(cells)


def _content(path: Path) -> io.BytesIO:
    with open_bytes(path, FILE_LIMIT) as stream:
        return io.BytesIO(stream.read())


@contextmanager
def _any_error_as_damage(path: Path) -> Iterator[None]:
    """A damaged workbook ends in whatever error the libraries stumble into."""
    try:
        yield
    except SanctionscreenError:
        raise
    except Exception as error:
        raise ListFormatError(
            f"the workbook cannot be read ({type(error).__name__}: {error})",
            path=path,
            hint=_FETCH_AGAIN,
        ) from error
