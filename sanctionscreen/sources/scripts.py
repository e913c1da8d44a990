"""Which writing system a listed name is in, told from its characters where the file is silent."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

# (first code point, last code point, ISO 15924), from the block and script tables of Unicode 15.
# Han is "Hani": characters alone do not tell the simplified form from the traditional one.
_RANGES = (
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0531, 0x058F, "Armn"),
    (0x0591, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0700, 0x074F, "Syrc"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x0870, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1800, 0x18AF, "Mong"),
    (0x1C80, 0x1C8F, "Cyrl"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x2D00, 0x2D2F, "Geor"),
    (0x2DE0, 0x2DFF, "Cyrl"),
    (0x2E80, 0x2FDF, "Hani"),
    (0x3005, 0x3007, "Hani"),
    (0x3041, 0x309F, "Hira"),
    (0x30A0, 0x30FF, "Kana"),
    (0x3105, 0x312F, "Bopo"),
    (0x3131, 0x318F, "Hang"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x9FFF, "Hani"),
    (0xA640, 0xA69F, "Cyrl"),
    (0xA960, 0xA97F, "Hang"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0xAC00, 0xD7FF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x323AF, "Hani"),
)
_STARTS = tuple(first for first, _, _ in _RANGES)
_JAPANESE = frozenset(("Hira", "Kana"))


def script_of(text: str) -> str:
    """The ISO 15924 code of the script that most letters of a text are in.

    A mix of Han and kana is "Jpan". A text without letters counts as "Latn": digits and
    punctuation are compared as in a Latin name.
    """
    counts: Counter[str] = Counter()
    for character in text:
        if character.isascii():
            if character.isalpha():
                counts["Latn"] += 1
        elif character.isalpha() or character.isnumeric():
            counts[_script_of_character(ord(character))] += 1
    if not counts:
        return "Latn"
    if _JAPANESE & counts.keys() and "Hani" in counts:
        japanese = counts["Hani"] + sum(counts[script] for script in _JAPANESE)
        if japanese * 2 > counts.total():
            return "Jpan"
    # The order of first appearance breaks a tie, so that the result is the same on every run.
    return max(counts, key=lambda script: counts[script])


def _script_of_character(code: int) -> str:
    index = bisect_right(_STARTS, code) - 1
    if index >= 0:
        _, last, script = _RANGES[index]
        if code <= last:
            return script
    return "Latn"
