"""JSON of a publisher: one document or one object a line, within limits of size and nesting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.opening import TEXT_LIMIT, open_bytes

DOCUMENT_LIMIT = 128 * 1024**2
"""Bytes of one document read at most; the largest known list in this form has 60 MB."""

LINE_LIMIT = 32 * 1024**2
"""Bytes of one line read at most; the longest known (OpenSanctions, nested) has 3 MB."""

VALUE_LIMIT = 8_000_000
"""Objects, arrays and members of one document or line; the largest known list has 1,000,000."""

_BETWEEN_QUOTES = re.compile(rb'[^"]+')
_FETCH_AGAIN = "Fetch the file again from its publisher"


def read_json(path: Path) -> object:
    """One JSON document.

    Raises:
        ListFormatError: it is no whole JSON, not UTF-8, too large or nested absurdly deep.
    """
    with open_bytes(path, DOCUMENT_LIMIT) as stream:
        return _parsed(stream.read(), path, None)


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    """The objects of a file with one JSON object a line, with their line numbers.

    Raises:
        ListFormatError: a line is no whole JSON object, is too long or nested absurdly deep.
    """
    with open_bytes(path) as stream:
        line = 0
        while data := stream.readline(LINE_LIMIT + 1):
            line += 1
            if len(data) > LINE_LIMIT:
                raise ListFormatError(
                    f"a line of more than {LINE_LIMIT} bytes", path=path, line=line
                )
            if not data.strip():
                continue
            value = _parsed(data, path, line)
            if not isinstance(value, dict):
                raise ListFormatError(
                    "the line is not a JSON object", path=path, line=line, hint=_FETCH_AGAIN
                )
            yield line, value


def member(value: object, key: str) -> object:
    """A member of a JSON object; None where the value is no object or has no such member."""
    return value.get(key) if isinstance(value, dict) else None


def items(value: object) -> tuple[object, ...]:
    """The items of a JSON array; of null none, of any other value that value alone."""
    if isinstance(value, list):
        return tuple(value)
    return () if value is None else (value,)


def text_of(value: object) -> str:
    """A JSON string, or a number as its text; empty for null, objects and arrays."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a JSON array, or of a single value, that are not empty."""
    return tuple(text for text in map(text_of, items(value)) if text)


def _parsed(data: bytes, path: Path, line: int | None) -> object:
    if sum(data.count(mark) for mark in (b"{", b"[", b",")) > VALUE_LIMIT:
        raise ListFormatError(
            f"the JSON has more than {VALUE_LIMIT} values and is not read",
            path=path,
            line=line,
            hint="A list file is never that large: do not trust this one",
        )
    if len(data) > TEXT_LIMIT and any(
        text.end() - text.start() > TEXT_LIMIT for text in _BETWEEN_QUOTES.finditer(data)
    ):
        raise ListFormatError(
            f"one text of the JSON has more than {TEXT_LIMIT} bytes",
            path=path,
            line=line,
            hint="A list file is never like that: do not trust this one",
        )
    try:
        value: object = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
        if b"\\ud" in data.lower():
            # Half of a pair of surrogates is no character; this raises on one.
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise ListFormatError(
            f"the file is no whole JSON ({reason})", path=path, line=line, hint=_FETCH_AGAIN
        ) from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")
