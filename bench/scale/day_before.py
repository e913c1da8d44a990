"""OFAC's advanced file without what its last day added: what it was like the day before."""

from __future__ import annotations

import bz2
import re
from datetime import date, timedelta
from pathlib import Path

_ENTRY = re.compile(
    rb'\s*<SanctionsEntry ID="\d+" ProfileID="(\d+)".*?</SanctionsEntry>', re.DOTALL
)
_PARTY = re.compile(rb'\s*<DistinctParty FixedRef="(\d+)">.*?</DistinctParty>', re.DOTALL)
_RELATION = re.compile(
    rb'\s*<ProfileRelationship ID="\d+" From-ProfileID="(\d+)" To-ProfileID="(\d+)".*?'
    rb"</ProfileRelationship>",
    re.DOTALL,
)
_DAY = re.compile(
    rb"<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>",
)


def write_day_before(packed: Path, path: Path) -> tuple[date, date]:
    """Writes the file as it would have been a day before it was published.

    Parties that were designated on the day of issue are left out, with their entries and
    relations; whatever else that day changed stays.

    Args:
        packed: The publisher's file, packed with bzip2.
        path: The file to write, not packed.

    Returns:
        The day of issue that is written, and that of the publisher's file.
    """
    text = bz2.decompress(packed.read_bytes())
    head = _DAY.search(text)
    if head is None:
        raise SystemExit(f"{packed} has no day of issue")
    issued = _day(head)
    added = {
        entry[1]
        for entry in _ENTRY.finditer(text)
        if (found := _DAY.search(entry[0])) and _day(found) == issued
    }
    for pattern in (_ENTRY, _PARTY, _RELATION):
        text = pattern.sub(
            lambda found: b"" if added.intersection(found.groups()) else found[0], text
        )
    before = issued - timedelta(days=1)
    written = f"<Year>{before.year}</Year><Month>{before.month}</Month><Day>{before.day}</Day>"
    path.write_bytes(_DAY.sub(written.encode(), text, count=1))
    return before, issued


def _day(found: re.Match[bytes]) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))
