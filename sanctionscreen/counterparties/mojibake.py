"""Text that was decoded with the wrong encoding, and what it was before."""

from __future__ import annotations

import re

# What UTF-8 bytes look like once decoded as Windows-1252 (with the C1 controls that Latin-1
# gives where Windows-1252 has no character) or as Windows-1251.
_HIGH_RUN_1252 = re.compile("[\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2,}")
_HIGH_RUN_1251 = re.compile("[\x98\xa0-\xbbЀ-џҐґ–—‘’‚“”„†‡•…‰‹›€™№]{4,}")
_REPEATS = 2
"""Text is found mangled twice (saved, read and saved again); more was never seen."""


def repaired(text: str) -> str | None:
    """What a wrongly decoded text was, or None where it does not look wrongly decoded.

    Runs of non-ASCII characters are encoded back and decoded as UTF-8; only a run that is valid
    UTF-8 throughout changes, which real words never are.
    """
    if text.isascii():
        return None
    found = text
    for _ in range(_REPEATS):
        before = found
        found = _HIGH_RUN_1252.sub(lambda run: _decoded(run[0], "cp1252"), found)
        found = _HIGH_RUN_1251.sub(lambda run: _decoded(run[0], "cp1251"), found)
        if found == before:
            break
    return None if found == text else found


def _decoded(run: str, encoding: str) -> str:
    try:
        decoded = _encoded(run, encoding).decode("utf-8")
    except UnicodeError:
        return run
    return decoded if all(char.isprintable() for char in decoded) else run


def _encoded(run: str, encoding: str) -> bytes:
    try:
        return run.encode(encoding)
    except UnicodeEncodeError:
        return b"".join(_bytes(char, encoding) for char in run)


def _bytes(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1")
