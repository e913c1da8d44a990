"""How alike two tokens sound, whatever alphabet and spelling they came through."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from sanctionscreen.names.keys import romanisation_key

# Consonants that spellings put for each other, after Dolgopolsky's sound classes (1964): lips,
# teeth, back of the mouth, hisses, liquids. Vowels fall away.
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bpvfw", "V"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("kgqhx", "K"),
        **dict.fromkeys("szcjSCJ", "S"),
        **dict.fromkeys("lr", "L"),
        "m": "M",
        "n": "N",
        **dict.fromkeys("aeiouy", ""),
    }
)
_SPELLINGS = (
    (re.compile(r"(?<=[aeo])u$|(?<=[ao])u(?=n|sk)"), "v"),  # Belarusian short u
    (re.compile("tj"), "C"),  # ч in Swedish
    (re.compile("(?<=[aeiou])j|j(?=[aeou])"), ""),  # й and soft vowels in Swedish and Slovene
)
_DAUGHTER_OF = re.compile("[uvw]na$")
"""A feminine patronymic: Ivanovna is no spelling of Ivanova."""
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sounds(token: str) -> str:
    """The token's consonants, one letter a class: "Sergejevitj" and "Sergeevich" are one."""
    for pattern, replacement in _SPELLINGS:
        token = pattern.sub(replacement, token)
    return _DOUBLED.sub(r"\1", romanisation_key(token).translate(_CLASSES))


def resemblance(one: str, other: str) -> float:
    """0 to 1: half for the romanisation keys, half for the consonants."""
    keys = OSA.normalized_similarity(romanisation_key(one), romanisation_key(other))
    return (keys + OSA.normalized_similarity(sounds(one), sounds(other))) / 2


def may_be_one(one: str, other: str) -> bool:
    """Whether nothing in their spelling says that two tokens are two names."""
    return (
        not _open_apart(one, other)
        and not are_man_and_woman(one, other)
        and bool(_DAUGHTER_OF.search(one)) == bool(_DAUGHTER_OF.search(other))
    )


def _open_apart(one: str, other: str) -> bool:
    """Whether one begins with a vowel and the other with what no spelling puts before one."""
    vowels = {token[0] in "aeiou" for token in (one, other)}
    return len(vowels) == 2 and not {one[0], other[0]} & set("hjyvw")


def are_man_and_woman(one: str, other: str) -> bool:
    """Whether one looks like the feminine of the other: Ivanov and Ivanova, Amin and Amina.

    One ends in "a" or "ah" and the other in a consonant or in "i", "y", "j".
    """
    first, second = (_ends_in_a(token) for token in (one, other))
    if first == second:
        return False
    masculine = other if first else one
    return masculine[-1] not in "aeou" and not _unvowelled(masculine)


def _ends_in_a(token: str) -> bool:
    return token.endswith(("a", "ah"))


def _unvowelled(token: str) -> bool:
    """A spelling in Arabic letters shows no vowels: nothing tells its gender."""
    return not re.search("[eiou]", token) and len(re.findall("a", token[1:])) <= 1
