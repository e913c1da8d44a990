"""Names cut off at a fixed width, told from the lengths of a file's first names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_SHORTEST = 20
_LEAST = 8
_CUSTOMARY = {30: 3, 32: 3, 35: 1, 40: 3, 50: 3, 60: 3, 64: 3, 70: 3, 100: 2, 128: 2, 255: 2}
"""Widths of customary fields, and how many names of that length make them suspicious.

35 is the line of a SWIFT MT message (its party name fields are 4 lines of 35), and the width at
which auditors find names cut most often: there one name is enough.
"""


def cut_width(names: Iterable[str]) -> int | None:
    """The width at which a column seems to cut its names, or None.

    Names of many sources have no sharp longest length. So where no name is longer than W
    characters and several have exactly W (1 to 3 for customary field widths, 8 for any other
    of at least 20), those are taken for cut.
    """
    lengths = Counter(map(width_of, names))
    longest = max(lengths, default=0)
    if longest < _SHORTEST:
        return None
    return longest if lengths[longest] >= _CUSTOMARY.get(longest, _LEAST) else None


def width_of(name: str) -> int:
    """A name's length in characters, with the one blank at which it may have been cut."""
    without_end = name.rstrip()
    is_cut_at_blank = len(name) - len(without_end) == 1 and name.endswith(" ")
    return len(without_end.lstrip()) + is_cut_at_blank
