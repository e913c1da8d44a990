"""Reads the shipped tables of transliteration: tab-separated, comment lines first."""

from __future__ import annotations

from importlib import resources


def read_table(name: str) -> dict[str, str]:
    """The first column of a table in ``names/data`` to its second."""
    file = resources.files("sanctionscreen.names").joinpath("data").joinpath(name)
    rows = (line.split("\t") for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
    return {row[0]: row[1] for row in rows}
