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


def keys_of(form: Form, *, most_edits: int = 2) -> Iterator[int]:
    """The 32-bit hashes of a form's keys."""
    yield crc32(b"x" + form.text.encode())
    yield crc32(b"k" + form.key.encode())
    if form.skeleton is not None:
        yield crc32(b"s" + form.skeleton.encode())
    for sense in form.senses:
        yield crc32(b"w" + sense.encode())
    yield from _deletions(form.text.encode(), min(edits_allowed(len(form.text)), most_edits))


def _deletions(text: bytes, edits: int) -> Iterator[int]:
    if edits == 0:
        return
    yield crc32(b"d" + text)
    for count in range(1, edits + 1):
        left = {
            b"".join(text[a + 1 : b] for a, b in zip((-1, *gone), (*gone, len(text)), strict=True))
            for gone in combinations(range(len(text)), count)
        }
        for rest in sorted(left):
            yield crc32(b"d" + rest)
