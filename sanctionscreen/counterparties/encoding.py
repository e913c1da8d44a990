"""Which encoding a text file is in, found from its bytes in a fixed order, or refused."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from sanctionscreen.counterparties.source import Source
from sanctionscreen.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1024 * 1024
_SAMPLE = 64 * _CHUNK
_GIVE = "Save it as UTF-8, or give its encoding with --encoding"

_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_BESIDE_HIGH = re.compile(rb"(?<=[\x80-\xff])[\x80-\xff]|[\x80-\xff](?=[\x80-\xff])")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Windows-1251: letters of Russian, Ukrainian, Belarusian and Serbian, quotes, dashes, №, nbsp.
_IMPLAUSIBLE_1251 = re.compile(rb"[^\x00-\x7f\xc0-\xff\xa8\xb8\xa1-\xa3\xa5\xaa\xaf\xb2-\xb4"
                               rb"\xba\xbc-\xbf\x80\x81\x83\x8a\x8c-\x90\x9a\x9c-\x9f\x84\x85"
                               rb"\x91-\x97\xa0\xab\xbb\xb9]")  # fmt: skip
# Neither capitals inside a word nor Cyrillic beside plain letters in one word are usual.
_ODD_WORD_1251 = re.compile(
    rb"[\xe0-\xff\xb8][\xc0-\xdf\xa8]|[A-Za-z][\xb2-\xb4\xb8\xba\xbc-\xff]"
    rb"|[\xb2-\xb4\xb8\xba\xbc-\xff](?=[A-Za-z])"
)
# Windows-1252: a sign such as ³ or ¹ between two letters is a letter of some other encoding.
_IMPLAUSIBLE_1252 = re.compile(
    rb"(?<=[A-Za-z\xc0-\xff])[\xa1-\xa7\xa9\xab\xac\xae-\xb3\xb5\xb6\xb8\xb9\xbb-\xbf\xd7\xf7]"
    rb"(?=[A-Za-z\xc0-\xff])|[\x81\x8d\x8f\x90\x9d]"
)
_TOLERATED = 0.05
"""Share of implausible bytes up to which a one-byte encoding is still believed."""


def find_encoding(source: Source) -> str:
    """Finds the encoding of a text file.

    In this order: a byte order mark; UTF-16 without one, where the file holds NUL bytes, all at
    even or all at odd places, and the other bytes are those of text; UTF-8, where the whole file is
    valid; else Windows-1251 where at least half of the bytes above 127 stand beside another one
    (Cyrillic words), Windows-1252 where fewer do (accented letters among plain ones), each only
    where the text it gives is plausible.

    Raises:
        InputError: binary content, UTF-8 with damaged bytes, or no encoding that is plausible.
    """
    for bom, name in _BOMS:
        if source.head.startswith(bom):
            return name
    with source.open() as stream:
        start = _first_invalid_chunk(stream)
        stream.seek(0)
        if start is None:
            return _utf16(stream, source) if _holds_nul(stream) else "utf-8"
        stream.seek(0)
        if _holds_nul(stream):
            return _utf16(stream, source)
        stream.seek(start)
        sample = stream.read(_SAMPLE)
    valid = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(sample))
    if 2 * valid >= len(_HIGH.findall(sample)):
        raise _damaged_utf8(source)
    return _one_byte(sample, source)


def given_encoding(source: Source, encoding: str) -> str:
    """The encoding that a user names, in the form that skips a byte order mark at the start."""
    name = codecs.lookup(encoding).name
    if name == "utf-8" and source.head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return encoding


def _first_invalid_chunk(stream: BinaryIO) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = 0
    while True:
        chunk = stream.read(_CHUNK)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return position
        if not chunk:
            return None
        position += len(chunk)


def _holds_nul(stream: BinaryIO) -> bool:
    while chunk := stream.read(_CHUNK):
        if b"\0" in chunk:
            return True
    return False


def _utf16(stream: BinaryIO, source: Source) -> str:
    """UTF-16 by the side on which NUL bytes stand: those of blanks, commas and line ends."""
    stream.seek(0)
    sample = stream.read(_SAMPLE)
    even, odd = sample[0::2], sample[1::2]
    high, low, name = (
        (odd, even, "utf-16-le") if odd.count(0) > even.count(0) else (even, odd, "utf-16-be")
    )
    is_one_sided = low.count(0) <= 0.02 * high.count(0)
    # Plain text with stray NULs has letters on both sides. In UTF-16 the high bytes are small,
    # or, in East Asian text, the low ones are anything.
    small = sum(high.count(byte) for byte in range(0x20))
    above_ascii = len(_HIGH.findall(low))
    is_text = small >= 0.5 * len(high) or above_ascii >= 0.2 * len(low)
    try:
        codecs.getincrementaldecoder(name)().decode(sample, final=len(sample) < _SAMPLE)
    except UnicodeDecodeError:
        is_text = False
    if not (is_one_sided and is_text):
        raise InputError(
            "the file holds NUL bytes: it is binary, or damaged",
            path=source.name,
            line=sample[: sample.index(0)].count(b"\n") + 1 if 0 in sample else None,
            hint="Give a CSV, TSV, XLSX, JSON Lines or Parquet file",
        )
    return name


def _damaged_utf8(source: Source) -> InputError:
    line = 1
    with source.open() as stream:
        for number, content in enumerate(stream, start=1):
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                line = number
                break
    return InputError(
        "the file is UTF-8 but for damaged bytes here",
        path=source.name,
        line=line,
        hint="Save the file again as UTF-8, or correct this line",
    )


def _one_byte(sample: bytes, source: Source) -> str:
    high = len(_HIGH.findall(sample))
    if 2 * len(_HIGH_BESIDE_HIGH.findall(sample)) >= high:
        odd = len(_IMPLAUSIBLE_1251.findall(sample)) + len(_ODD_WORD_1251.findall(sample))
        name = "windows-1251"
    else:
        odd = len(_IMPLAUSIBLE_1252.findall(sample))
        name = "windows-1252"
    if odd > _TOLERATED * high:
        raise InputError(
            "the file's encoding cannot be told: neither UTF-8, UTF-16 nor a plausible "
            "Windows-1251 or Windows-1252",
            path=source.name,
            hint=_GIVE,
        )
    return name
