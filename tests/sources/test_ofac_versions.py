"""Two OFAC files of different days compared, and a second reading that knows nothing of ours."""

from __future__ import annotations

import bz2
import html
import re
from collections.abc import Callable
from pathlib import Path

from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.ofac_advanced import OFAC_ADVANCED
from sanctionscreen.store.diffing import FieldChange, diff_lists

ReadReal = Callable[[ListSource, str], ParsedList]
MAY_2024 = "ofac_sdn/SDN_ADVANCED_2024-05-29.xml.bz2"
NOVEMBER_2025 = "ofac_sdn/SDN_ADVANCED_2025-11-19.xml.bz2"

_PARTY = re.compile(r'<DistinctParty FixedRef="(\d+)".*?</DistinctParty>', re.DOTALL)
_NAME = re.compile(r"<DocumentedName .*?</DocumentedName>", re.DOTALL)
_PART = re.compile(r"<NamePartValue [^>]*>([^<]*)<")


def test_may_2024_and_november_2025_differ_as_a_second_reading_says(
    read_real: ReadReal, shared_lists: Path
) -> None:
    """Regular expressions over the raw XML find the same added, removed and renamed parties."""
    found = diff_lists(
        read_real(OFAC_ADVANCED, MAY_2024).parties, read_real(OFAC_ADVANCED, NOVEMBER_2025).parties
    )
    old, new = (_names_by_id(shared_lists / name) for name in (MAY_2024, NOVEMBER_2025))
    assert (len(old), len(new)) == (14_984, 18_367)
    assert {party.listed_id for party in found.added} == set(new) - set(old)
    assert {party.listed_id for party in found.removed} == set(old) - set(new)
    assert (len(found.added), len(found.removed)) == (4_086, 703)
    told = {c.listed_id for c in found.changed if any(map(_is_renaming, c.fields))}
    assert told == {key for key in set(old) & set(new) if old[key] != new[key]}
    assert len(told) > 50


def _is_renaming(change: FieldChange) -> bool:
    """Whether names were written anew, not only ranked anew."""
    texts = (
        [value.partition(" | ")[0] for value in values] for values in (change.gone, change.new)
    )
    gone, new = texts
    return change.field == "names" and sorted(gone) != sorted(new)


def _names_by_id(path: Path) -> dict[str, list[list[str]]]:
    """The parts of all names of each party, straight from the file."""
    text = bz2.decompress(path.read_bytes()).decode()
    return {
        f"ofac-sdn:{party[1]}": sorted(
            [html.unescape(part) for part in _PART.findall(name)]
            for name in _NAME.findall(party[0])
        )
        for party in _PARTY.finditer(text)
    }
