"""Transliteration of every script to Latin: deterministic, offline, tables for the common ones.

Sources: ICAO Doc 9303 part 3 and BGN/PCGN 1947 for Cyrillic (the tokens' romanisation key
absorbs their differences), the Revised Romanization of Korea (2000) for Hangul, Hanyu Pinyin
for Chinese, a consonant transliteration for Arabic script (its short vowels are not written;
the consonant skeleton compares them). Whatever has no table here goes through anyascii.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)
_CYRILLIC |= {"ъ": "", "ь": ""}
_CYRILLIC |= dict(
    zip(
        "іїєґўјљњћђџѓќѕ",
        "i yi ye g u j lj nj c dj dz gj kj dz".split(),
        strict=True,
    )
)
# г is h, и is y in Ukrainian and Belarusian; these letters give such a text away.
_EAST_SLAVIC_MARKS = frozenset("іїєґў")
_EAST_SLAVIC = {"г": "h", "и": "y"}

_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        [
            "a",
            "b",
            "t",
            "th",
            "j",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "q",
            "k",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
        ],
        strict=True,
    )
)
_ARABIC |= {
    "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ؤ": "w", "ئ": "y", "ء": "", "ة": "a", "ى": "a",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k", "ی": "y", "ے": "e", "ٹ": "t", "ڈ": "d",
    "ڑ": "r", "ں": "n", "ہ": "h", "ھ": "h", "ە": "e", "ې": "e", "ۆ": "o", "ۇ": "u", "ۈ": "u",
    "ۋ": "w", "ڭ": "ng", "ـ": "",
}  # fmt: skip
# Letters that write vowels: a text with them (Uyghur, Sorani) spells its vowels out.
_ARABIC_VOWELLED = frozenset("ەېۆۇۈ")

_HANGUL_ONSETS = [
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "_",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
]
_HANGUL_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_HANGUL_CODAS = [
    "_",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]
_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3

_RUNS = re.compile(
    r"[\u0400-\u052f]+|[\u0600-\u06ff\u0750-\u077f]+|[\uac00-\ud7a3]+|[\u3400-\u9fff]+"
)
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_HAN_PART = 6
# Chinese family names of two characters that must not be cut after the first.
_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "歐陽",
        "司馬",
        "諸葛",
    ]
)


def to_latin(text: str) -> str:
    """Returns ``text`` in Latin letters, words of unspaced scripts set apart.

    Args:
        text: NFKC-normalised, case-folded text in any script or several.
    """
    parts = _HAN_RUN.findall(text)
    # Several short Han runs are a divided name ("扎克尔·雪克来提"): each is a word already.
    is_divided = len(parts) > 1 and max(map(len, parts)) <= _LONGEST_HAN_PART
    text = _RUNS.sub(lambda match: _transliterate(match.group(), is_divided), text)
    return text if text.isascii() else anyascii(_strip_marks(text))


def is_logographic(text: str) -> bool:
    """Whether the text holds Chinese characters (Han), which carry no spaces."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _transliterate(run: str, is_divided: bool) -> str:
    first = run[0]
    if first <= "\u052f":
        return _cyrillic(run)
    if first <= "\u077f":
        return _arabic(run)
    if first >= "\uac00":
        return _hangul(run)
    return " " + "".join(_han_syllables(run)) + " " if is_divided else _han(run)


def _cyrillic(run: str) -> str:
    table = _CYRILLIC
    if not _EAST_SLAVIC_MARKS.isdisjoint(run):
        table = table | _EAST_SLAVIC
    return "".join(table[char] if char in table else anyascii(char).lower() for char in run)


def _arabic(run: str) -> str:
    bare = "".join(char for char in run if not unicodedata.combining(char))
    if not _ARABIC_VOWELLED.isdisjoint(bare):
        return _arabic_letters(bare.replace("ى", "ی").replace("ی", "i"))
    if bare.startswith("ال") and len(bare) > 3:
        return "al " + _arabic_letters(bare[2:])
    return _arabic_letters(bare)


def _arabic_letters(word: str) -> str:
    return "".join(_ARABIC[char] if char in _ARABIC else anyascii(char).lower() for char in word)


def _hangul(run: str) -> str:
    """One word a syllable: Korean names are listed with the syllables apart or joined."""
    return " " + " ".join(_hangul_syllable(char) for char in run) + " "


def _hangul_syllable(char: str) -> str:
    onset, rest = divmod(ord(char) - _HANGUL_FIRST, 588)
    vowel, coda = divmod(rest, 28)
    parts = (_HANGUL_ONSETS[onset], _HANGUL_VOWELS[vowel], _HANGUL_CODAS[coda])
    return "".join(part for part in parts if part != "_")


def _han_syllables(run: str) -> list[str]:
    return [anyascii(char).lower().strip() for char in run]


def _han(run: str) -> str:
    """Pinyin: a name of up to four characters as family and given name, else in pairs.

    Chinese words are mostly of two characters, so pairs put most word ends right; joined and
    split tokens are compared anyway.
    """
    syllables = _han_syllables(run)
    if len(run) <= 4:
        cut = 2 if run[:2] in _COMPOUND_SURNAMES and len(run) > 2 else 1
        groups = ["".join(syllables[:cut]), "".join(syllables[cut:])]
    else:
        groups = ["".join(syllables[i : i + 2]) for i in range(0, len(syllables), 2)]
    return " " + " ".join(group for group in groups if group) + " "
