"""JSON Lines: one object a line; a line that is none is a row that is not screened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sanctionscreen.counterparties.lines import text_lines
from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow, cell_of
from sanctionscreen.errors import InputError

_SHOWN = 500
"""Characters of a broken line that are kept for showing."""


class JsonLinesReader:
    """A JSON Lines file; its headings are the keys of all its objects, in order of appearance.

    Raises:
        InputError: no line holds an object, or a line is not text.
    """

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = encoding
        keys: dict[str, None] = {}
        with text_lines(source, encoding) as lines:
            for content in lines:
                lines.record.clear()
                found = _read(content)
                if isinstance(found, dict):
                    keys.update(dict.fromkeys(found))
        if not keys:
            raise InputError(
                "the file begins like JSON, but no line of it is an object",
                path=source.name,
                line=1,
                hint='Write one object a line, such as {"name": "Ivan Petrov"}',
            )
        self.headings = tuple(keys)
        self.remarks = (f"read as JSON Lines in {encoding}",)

    def rows(self, notices: Notices) -> Iterator[RawRow]:
        """Every line that is not blank, as one row."""
        row = 0
        with text_lines(self._source, self._encoding) as lines:
            for content in lines:
                lines.record.clear()
                if not content.strip():
                    notices.count("blank lines skipped", lines.number)
                    continue
                row += 1
                found = _read(content)
                if isinstance(found, str):
                    yield RawRow(row, lines.number, (content.strip()[:_SHOWN],), found)
                else:
                    cells = tuple(cell_of(found.get(key), _text) for key in self.headings)
                    yield RawRow(row, lines.number, cells)


def _read(content: str) -> dict[str, Any] | str:
    """The object of a line, or why there is none."""
    try:
        found = json.loads(content, object_pairs_hook=_object)
    except _RepeatedKeyError as error:
        return f"the key {error.args[0]!r} is given twice"
    except (ValueError, RecursionError) as error:
        return f"the line is no JSON ({getattr(error, 'msg', 'nested too deeply')})"
    return found if isinstance(found, dict) else "the line is JSON, but no object"


class _RepeatedKeyError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
