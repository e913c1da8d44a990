"""Hebrew script to Latin letters: consonants, and the vowels that its letters may stand for."""

from __future__ import annotations

import unicodedata

from sanctionscreen.names.arabic import with_vowels

RUN = "\u0590-\u05ff"

_CONSONANTS = dict(
    zip(
        "בגדהזחטךכלםמןנסףפץצקרשתװ",
        "b g d h z h t kh k l m m n n s f p tz tz k r sh t v".split(),
        strict=True,
    )
)


def latin(run: str) -> str:
    """Returns a run of Hebrew in Latin letters, an "a" set where a syllable would lack a vowel."""
    bare = "".join(char for char in run if char.isalpha())
    bare = unicodedata.normalize("NFD", bare).replace("וו", "װ").replace("יי", "י")
    return with_vowels([_part(bare, at) for at in range(len(bare))])


def _part(word: str, at: int) -> tuple[str, bool]:
    char, is_first, is_last = word[at], at == 0, at == len(word) - 1
    if char in "אע":
        return "a", True
    if char == "ו":
        return ("v", False) if is_first or word[at - 1] in "אע" else ("o", True)
    if char == "י":
        return ("y", False) if is_first or word[at + 1 : at + 2] in ("א", "ע") else ("i", True)
    if char == "ה" and is_last and not is_first:
        return "ah", True
    if char == "פ" and not is_first:
        return "f", False
    return _CONSONANTS.get(char, ""), False
