"""The mapping file of a plain CSV: which of its columns holds which of our fields."""

from __future__ import annotations

from pathlib import Path

import yaml

from sanctionscreen.sources.opening import open_bytes
from sanctionscreen.sources.plain_csv_columns import FIELDS
from sanctionscreen.strict_yaml import Faults, Value, open_yaml

_SIZE_LIMIT = 1024**2


def read_mapping(path: Path) -> tuple[tuple[str, str], ...]:
    """Reads ``field: heading`` lines; a field that several columns hold has a list of headings.

    Returns:
        Pairs of our field and a heading, in the order of the file.

    Raises:
        ListError: the file is missing or cannot be opened.
        ListFormatError: it is no such file, or names a field that does not exist.
    """
    faults = Faults(path)
    with open_bytes(path, _SIZE_LIMIT) as stream:
        root = open_yaml(stream.read(), faults)
    section = None if root is None else root.section(FIELDS)
    members = () if section is None else section.members
    pairs = tuple((field, text) for field, value in members for text in _headings(value))
    if section is not None and not pairs:
        section.place.fault("no column is mapped", "Write lines such as 'name: Supplier'")
    faults.raise_first()
    return pairs


def _headings(value: Value) -> tuple[str, ...]:
    is_list = isinstance(value.node, yaml.SequenceNode)
    return tuple(item.text() for item in (value.items() if is_list else (value,)))
