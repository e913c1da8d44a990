"""Chinese names in pinyin and in Wade-Giles: the key that both spellings of a name share.

Source: the tables of Hanyu Pinyin (ISO 7098) and of Wade-Giles as the Library of Congress used it
until 1997. Names drop the apostrophes that tell Wade-Giles' p' from p, so these are one here.
"""

from __future__ import annotations

from functools import lru_cache

_FEWEST_SYLLABLES = 2
"""Single syllables are family names, whose spellings are in the lexicon."""
_SHORTEST = 5
_LONGEST = 13

_A = "a ai an ang ao"
_FINALS = {
    "b": f"{_A} ei en eng i ian iao ie in ing o u",
    "p": f"{_A} ei en eng i ian iao ie in ing o ou u",
    "m": f"{_A} ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": f"{_A} e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": f"{_A} e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": f"{_A} ei en eng i ian iang iao ie in ing iu ong ou u uan uo",
    "l": f"{_A} ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo",
    "g": f"{_A} e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": f"{_A} e en eng ong ou u ua uai uan uang ui un uo",
    "h": f"{_A} e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": f"{_A} e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": f"{_A} e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": f"{_A} e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": f"{_A} e ei en eng i ong ou u uan ui un uo",
    "c": f"{_A} e en eng i ong ou u uan ui un uo",
    "s": f"{_A} e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_INITIAL = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "zh": "ch", "x": "hs", "z": "ts",
    "c": "ts", "r": "j",
}  # fmt: skip
_FINAL = {"ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "ueh", "uo": "o"}
_WHOLE = {
    "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "ge": "ko", "ke": "ko", "he": "ho",
    "gui": "kuei", "kui": "kuei", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu",
    "si": "ssu", "yan": "yen", "ye": "yeh", "you": "yu",
}  # fmt: skip


def _wade_giles(initial: str, final: str) -> str:
    syllable = initial + final
    plain = _INITIAL.get(initial, initial) + _FINAL.get(final, final)
    return _WHOLE.get(syllable, plain)


_PINYIN = {
    initial + final: _wade_giles(initial, final)
    for initial, finals in _FINALS.items()
    for final in finals.split()
}
# Pinyin's "chi" is "ch'ih" there, and "ji" is "chi": without marks one cannot be told apart.
_WADE_GILES = {key: key for key in _PINYIN.values()} | {"chih": "chi", "szu": "ssu", "tze": "tzu"}


@lru_cache(maxsize=200_000)
def syllables_key(token: str) -> str | None:
    """The Wade-Giles spelling, without marks, of a token of two Chinese syllables and more.

    None where the token cannot be read as such in either romanisation.
    """
    if not _SHORTEST <= len(token) <= _LONGEST or not token.isascii():
        return None
    return _spelled(token, _PINYIN, _FEWEST_SYLLABLES) or _spelled(
        token, _WADE_GILES, _FEWEST_SYLLABLES
    )


def texts_of_key(key: str) -> list[str]:
    """All texts of this :func:`syllables_key`, and some more."""
    return sorted(
        text
        for syllables in (_PINYIN, _WADE_GILES)
        for text in _texts(key, syllables)
        if _SHORTEST <= len(text) <= _LONGEST
    )


def _texts(key: str, syllables: dict[str, str]) -> list[str]:
    """What these syllables may spell a key with, in all ways that it may be divided."""
    known: list[list[str]] = [[""]]
    for end in range(1, len(key) + 1):
        known.append(
            [
                before + syllable
                for syllable, part in syllables.items()
                if key.endswith(part, 0, end) and len(part) <= end
                for before in known[end - len(part)]
                if len(before) + len(syllable) <= _LONGEST
            ]
        )
    return known[len(key)]


def may_be_wade_giles(token: str) -> bool:
    """Whether a token can be read as Wade-Giles without its marks."""
    return _spelled(token, _WADE_GILES, _FEWEST_SYLLABLES) is not None


def _spelled(token: str, syllables: dict[str, str], fewest: int) -> str | None:
    """The token syllable by syllable, the longest first; None where it does not divide so."""
    if not token:
        return "" if fewest <= 0 else None
    for size in range(min(len(token), 6), 0, -1):
        key = syllables.get(token[:size])
        if key is not None:
            rest = _spelled(token[size:], syllables, fewest - 1)
            if rest is not None:
                return key + rest
    return None
