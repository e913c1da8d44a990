"""XLSX workbooks: recognised and read within limits, openpyxl imported only when one is read."""

from __future__ import annotations

import html
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.opening import HEAD_BYTES, RATIO_LIMIT, open_bytes
from sanctionscreen.sources.tables import Cells

FILE_LIMIT = 64 * 1024**2
"""Bytes of an XLSX file read at most; the largest known list in this format has 3 MB."""

CONTENT_LIMIT = 1024**3
"""Bytes of all its parts together, unpacked; the largest known has 60 MB."""

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
    if not file.head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(_content(file.path)) as archive:
            _check_size(archive, file.path)
            # Some programs write other letters than Latin ones as "&#1053;".
            found = html.unescape(b"".join(_texts(archive)).decode("utf-8", "replace"))
    except zipfile.BadZipFile:
        return False
    return all(text in found for text in texts)


def _texts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    for name in archive.namelist():
        if name == "xl/sharedStrings.xml":
            yield archive.read(name)
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
    from openpyxl.utils.exceptions import (  # type: ignore[import-untyped, unused-ignore]
        InvalidFileException,
    )

    content = _content(path)
    try:
        with zipfile.ZipFile(content) as archive:
            _check_size(archive, path)
        with warnings.catch_warnings():
            # openpyxl warns of print areas and styles it does not know; neither holds data.
            warnings.simplefilter("ignore")
            book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
            return tuple(
                Sheet(sheet.title, tuple(_rows(sheet.iter_rows))) for sheet in book.worksheets
            )
    except (InvalidFileException, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise ListFormatError(
            f"the workbook cannot be read ({error})", path=path, hint=_FETCH_AGAIN
        ) from error


def _rows(iter_rows: Callable[..., Iterator[Cells]]) -> Iterator[tuple[int, Cells]]:
    for line, cells in enumerate(iter_rows(values_only=True), start=1):
        if any(cell not in (None, "") for cell in cells):
            yield line, tuple(cells)


def _content(path: Path) -> io.BytesIO:
    with open_bytes(path, FILE_LIMIT) as stream:
        return io.BytesIO(stream.read())


def _check_size(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuses a bomb. A part cannot unpack to more than the archive's directory says."""
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > CONTENT_LIMIT or unpacked > max(FILE_LIMIT, RATIO_LIMIT * packed):
        raise ListFormatError(
            f"the workbook would unpack to {unpacked} bytes and is not read",
            path=path,
            hint="A list file is never that large for its size: do not trust this one",
        )
