"""Text for people: control characters made visible, counts and weights as words."""

from __future__ import annotations

import unicodedata

_JOINERS = ("\u200c", "\u200d")
_HIDDEN_CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")


def visible(text: str) -> str:
    """Text that cannot steer a terminal: what is not shown as a glyph becomes its escape.

    A name in a file may hold ESC sequences, newlines or bidirectional overrides that would
    rewrite what the reader sees. The joiners that Persian and Indic spelling needs are kept.
    """
    if text.isprintable():
        return text
    return "".join(_escaped(char) if _is_hidden(char) else char for char in text)


def well_formed(text: str) -> str:
    """Visible text that XML 1.0 can hold too, which has no place for two further code points."""
    return visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN_CATEGORIES and char not in _JOINERS


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``1 row``, ``2 rows``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def bits(weight: int) -> str:
    """A weight of 1/64 bit units, signed, in bits."""
    return f"{weight / 64:+.2f}"
