"""Errors of typing and reading: letters wrong, missing, doubled, exchanged, misread, misheard."""

from __future__ import annotations

import re
import string
from random import Random

from bench.accuracy.alterations.base import VOWELS, Alteration, Subject, in_token

# What scanners misread, both ways where both happen (ICDAR OCR post-correction confusions).
_OCR = (("o", "0"), ("l", "1"), ("i", "l"), ("rn", "m"), ("m", "rn"), ("s", "5"), ("b", "8"),
        ("e", "c"), ("u", "v"), ("h", "b"), ("cl", "d"), ("vv", "w"), ("g", "q"))  # fmt: skip
# Spellings of one sound in English ears (the substitutions behind Soundex and Metaphone).
_SOUNDS = (("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "c"), ("c", "k"), ("ee", "ea"),
           ("ei", "ie"), ("ou", "oo"), ("oo", "u"), ("y", "i"), ("s", "z"), ("z", "s"),
           ("x", "ks"), ("qu", "kw"), ("sh", "sch"), ("dj", "j"), ("j", "dj"), ("w", "v"),
           ("v", "w"), ("gh", "g"))  # fmt: skip


def _inner(token: str, rng: Random) -> int:
    """A place in the word, seldom the first: first letters are typed with more care."""
    return rng.randrange(len(token)) if rng.random() < 0.1 else rng.randrange(1, len(token))


def substituted(token: str, rng: Random) -> str:
    at = _inner(token, rng)
    return token[:at] + rng.choice(string.ascii_lowercase) + token[at + 1 :]


def inserted(token: str, rng: Random) -> str:
    at = _inner(token, rng)
    return token[:at] + rng.choice(string.ascii_lowercase) + token[at:]


def dropped(token: str, rng: Random) -> str:
    at = _inner(token, rng)
    return token[:at] + token[at + 1 :]


def doubled(token: str, rng: Random) -> str:
    at = _inner(token, rng)
    return token[: at + 1] + token[at:]


def transposed(token: str, rng: Random) -> str:
    at = rng.randrange(len(token) - 1)
    return token[:at] + token[at + 1] + token[at] + token[at + 2 :]


def _typo(token: str, rng: Random) -> str:
    return rng.choice((substituted, inserted, dropped))(token, rng)


def _replaced(token: str, rng: Random, table: tuple[tuple[str, str], ...]) -> str | None:
    options = [(old, new) for old, new in table if old in token]
    if not options:
        return None
    old, new = rng.choice(options)
    places = [match.start() for match in re.finditer(old, token)]
    at = rng.choice(places)
    return token[:at] + new + token[at + len(old) :]


def _one_typo(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, _typo)


def _two_typos(item: Subject, rng: Random) -> str | None:
    """In two words where there are two to change, else two in one long word."""
    once = in_token(item, rng, _typo, shortest=5)
    if once is None:
        return None
    tokens = once.split()
    places = [
        i for i, (t, old) in enumerate(zip(tokens, item.tokens, strict=True))
        if t == old and len(t) >= 5 and t.isascii() and t.isalpha()
    ]  # fmt: skip
    if not places:
        return in_token(item, rng, lambda t, r: _typo(_typo(t, r), r), shortest=7)
    place = rng.choice(places)
    tokens[place] = _typo(tokens[place].lower(), rng)
    return " ".join(tokens)


def _transposition(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, transposed)


def _dropped_letter(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, dropped, shortest=5)


def _doubled_letter(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, doubled)


def _without_vowels(token: str, _: Random) -> str | None:
    left = token[0] + "".join(char for char in token[1:] if char not in VOWELS)
    return left if len(left) >= 3 else None


def _vowel_drop(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, _without_vowels, shortest=5)


def _ocr(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, lambda t, r: _replaced(t, r, _OCR), shortest=5)


def _respelled(item: Subject, rng: Random) -> str | None:
    return in_token(item, rng, lambda t, r: _replaced(t, r, _SOUNDS))


TYPING_ERRORS = (
    Alteration("one typo", _one_typo),
    Alteration("two typos", _two_typos),
    Alteration("letters exchanged", _transposition),
    Alteration("letter dropped", _dropped_letter),
    Alteration("letter doubled", _doubled_letter),
    Alteration("vowels of one word dropped", _vowel_drop),
    Alteration("misread by a scanner", _ocr),
    Alteration("spelled by ear", _respelled),
)
