"""Where the shipped tables lie; reads those of transliteration, tab-separated, comments first."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).with_name("data")
"""The folder of the shipped tables. (importlib.resources takes longer to load than to read one.)"""


def read_table(name: str) -> dict[str, str]:
    """The first column of a table in ``names/data`` to its second."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[:1] != "#")
    return {row[0]: row[1] for row in rows}
