"""TOML tables as YAML nodes, each with its line, so that one strict reader reads both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from sanctionscreen.strict_yaml import Faults, Value

TABLE = ("tool", "sanctionscreen")
"""Where pyproject.toml keeps the settings."""

_HEADER = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_ERROR_LINE = re.compile(r"at line (\d+)")
_Lines = dict[tuple[str, ...], int]


def open_toml(data: bytes, faults: Faults) -> Value | None:
    """The table of the settings in a pyproject.toml, or None where it has none, or is faulty."""
    try:
        text = data.decode("utf-8")
        table: Any = tomllib.loads(text)
    except UnicodeDecodeError as error:
        faults.add(data.count(b"\n", 0, error.start) + 1, None, "the file is not UTF-8")
        return None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _ERROR_LINE.search(str(error))
        faults.add(int(found[1]) if found else None, None, f"not valid TOML: {error}")
        return None
    for name in TABLE:
        table = table.get(name) if isinstance(table, dict) else None
    if table is None:
        return None
    lines = dict(reversed(list(_places(text))))  # a table named twice begins at its first line
    return Value(_node(table, TABLE, lines, 0), "", faults)


def _places(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Where each table and key begins, 0-based; TOML's own reader tells no lines."""
    header: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n")):
        if found := _HEADER.match(line):
            header = _parts(found[1])
            yield header, number
        elif found := _KEY.match(line):
            path = (*header, *_parts(found[1]))
            for length in range(len(header) + 1, len(path) + 1):
                yield path[:length], number


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _node(value: Any, path: tuple[str, ...], lines: _Lines, above: int) -> yaml.Node:
    line = lines.get(path, above)
    mark = yaml.Mark("pyproject.toml", 0, line, 0, None, 0)
    if isinstance(value, dict):
        pairs = [
            (
                _node(key, (*path, key), lines, line),
                _node(inner, (*path, key), lines, line),
            )
            for key, inner in value.items()
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
    if isinstance(value, list):
        nodes = [_node(inner, path, lines, line) for inner in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", nodes, mark, mark)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, mark, mark)
