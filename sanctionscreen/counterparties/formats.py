"""Which format a file is in, told from its first bytes, never from its name."""

from __future__ import annotations

import io
import re
import zipfile

from sanctionscreen.counterparties.delimited import DelimitedReader
from sanctionscreen.counterparties.encoding import find_encoding, given_encoding
from sanctionscreen.counterparties.json_lines import JsonLinesReader
from sanctionscreen.counterparties.options import ReadingOptions
from sanctionscreen.counterparties.parquet import ParquetReader
from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import RowReader
from sanctionscreen.counterparties.workbook import WorkbookReader
from sanctionscreen.errors import InputError, UsageError

_KNOWN = "Give a CSV, TSV, XLSX, JSON Lines or Parquet file"
_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0", "an old Excel file (XLS), or one with a password", "Save it as XLSX"),
    (b"PARE", "an encrypted Parquet file", "Write it without encryption"),
    (b"\x1f\x8b", "compressed with gzip", "Unpack it first"),
    (b"BZh", "compressed with bzip2", "Unpack it first"),
    (b"\xfd7zXZ", "compressed with xz", "Unpack it first"),
    (b"(\xb5/\xfd", "compressed with zstd", "Unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"%PDF", "a PDF document", _KNOWN),
    (b"{\\rtf", "a rich text document", _KNOWN),
    (b"\x89PNG", "an image", _KNOWN),
    (b"\xff\xd8\xff", "an image", _KNOWN),
    (b"GIF8", "an image", _KNOWN),
    (b"SQLite format 3", "an SQLite database", _KNOWN),
)
_XLSX_PART = "xl/workbook.xml"
_OBJECT = re.compile(r'\s*\{\s*("|\}|\Z)')
_ARRAY = re.compile(r"\s*\[\s*[\[{]")
_MARKUP = re.compile(r"\s*<(\?xml|!doctype|html|table|\w+[\s>/])", re.IGNORECASE)


def open_reader(source: Source, options: ReadingOptions) -> RowReader:
    """Opens a file in its format, as far as its headings.

    Raises:
        InputError: the content is in no format that is read, or is damaged.
        UsageError: an option that the format does not have.
    """
    for magic, what, hint in _UNREADABLE:
        if source.head.startswith(magic):
            raise InputError(f"this is {what}", path=source.name, hint=hint)
    if source.head.startswith(b"PK\x03\x04"):
        return _open_zip(source, options)
    if options.sheet is not None:
        raise UsageError(
            "only a workbook has sheets, and this is none",
            path=source.name,
            field="sheet",
            hint="Leave --sheet out",
        )
    if source.head.startswith(b"PAR1"):
        return ParquetReader(source)
    if options.encoding is not None:
        encoding = given_encoding(source, options.encoding)
    else:
        encoding = find_encoding(source)
    beginning = _beginning(source, encoding)
    if _ARRAY.match(beginning) or _MARKUP.match(beginning):
        what = "a JSON array" if _ARRAY.match(beginning) else "XML or HTML"
        raise InputError(
            f"this is {what}",
            path=source.name,
            hint="Write one JSON object a line, or give a CSV, TSV or XLSX file",
        )
    if _OBJECT.match(beginning):
        return JsonLinesReader(source, encoding)
    return DelimitedReader(source, encoding, options.delimiter_character)


def _open_zip(source: Source, options: ReadingOptions) -> WorkbookReader:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            is_workbook = _XLSX_PART in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise InputError(
            "a ZIP file or workbook that is damaged or cut off",
            path=source.name,
            hint="Save or download it again",
        ) from error
    if not is_workbook:
        raise InputError("a ZIP file, and no XLSX workbook", path=source.name, hint=_KNOWN)
    return WorkbookReader(source, options.sheet)


def _beginning(source: Source, encoding: str) -> str:
    text = io.TextIOWrapper(io.BytesIO(source.head), encoding=encoding, errors="replace")
    return text.read().lstrip("\ufeff")
