"""Names cut at the width of a field: the query ends where the listed name goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sanctionscreen.match import weights as w
from sanctionscreen.model import Evidence
from sanctionscreen.names.prepare import PreparedName, Role


def cut_short(query: PreparedName, listed: PreparedName) -> Evidence | None:
    """That the listed name begins with all of the query, and goes on; None where it does not.

    Both hold their first letters as a token, whose agreement retrieval finds as any other's.
    """
    if len(query.text.strip()) < w.SHORTEST_CUT:
        return None
    if not query.tokens[-1].role is listed.tokens[-1].role is Role.BEGINNING:
        return None
    ours, theirs = letters_of(query), letters_of(listed)
    if len(ours) == len(theirs) or not theirs.startswith(ours):
        return None
    return Evidence("cut short", query.text, listed.text, w.CUT_SHORT)


@lru_cache(maxsize=16_384)
def whole_words(name: PreparedName) -> PreparedName:
    """The name without the token of its first letters."""
    if name.tokens[-1].role is not Role.BEGINNING:
        return name
    return replace(name, tokens=name.tokens[:-1])


def letters_of(name: PreparedName) -> str:
    """The letters of a name's words, end to end as they stood there."""
    return "".join(token.surface for token in whole_words(name).tokens)
