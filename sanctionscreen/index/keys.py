"""The hashed keys under which every agreeing spelling of a token can be found.

For each class of :mod:`sanctionscreen.match.agreement` a key that two agreeing tokens share: the
spelling, the romanisation key, the skeleton, each sense, and for edits the deletion
neighbourhood (two strings within k edits share a string left after at most k deletions each;
Mor and Fraenkel 1982). A shared hash is a candidate only: agreement itself decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

from sanctionscreen.match.agreement import edits_allowed
from sanctionscreen.names.prepare import Form


def keys_of(form: Form, *, most_edits: int = 2, is_query: bool = False) -> Iterator[int]:
    """The 32-bit hashes of a form's keys, for the index or to look it up (``is_query``)."""
    yield crc32(b"x" + form.text.encode())
    yield crc32(b"k" + form.key.encode())
    if form.skeleton is not None:
        yield crc32(b"s" + form.skeleton.encode())
    if form.sound is not None:  # kana are looked up everywhere, Latin letters among kana
        if form.is_kana or is_query:
            yield crc32(b"j" + form.sound.encode())
        if form.is_kana == is_query:
            yield crc32(b"l" + form.sound.encode())
    for sense in form.senses:
        yield crc32(b"w" + sense.encode())
    yield from _deletions(form.text, min(edits_allowed(len(form.text)), most_edits))


def _deletions(text: str, edits: int) -> Iterator[int]:
    if edits == 0:
        return
    yield crc32(b"d" + text.encode())
    for count in range(1, edits + 1):
        left = {
            "".join(text[a + 1 : b] for a, b in zip((-1, *gone), (*gone, len(text)), strict=True))
            for gone in combinations(range(len(text)), count)
        }
        for rest in sorted(left):
            yield crc32(b"d" + rest.encode())
