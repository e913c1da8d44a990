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
# Words of Cyrillic, and single letters among them, with a Latin letter that looks the same: by
# mistake, or to escape a match.
_MIXED = re.compile(r"\b(?=\w*[\u0400-\u052f]\w*)(?=\w*[a-z])\w*\b|\b[a-z]\b")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]{2}")
_LOOK_ALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_SYLLABIC = re.compile(r"[\uac00-\ud7a3\u3400-\u9fff]")
_LONGEST_HAN_PART = 6


def to_latin(text: str) -> str:
    """Returns ``text`` in Latin letters, words of unspaced scripts set apart.

    Args:
        text: NFKC-normalised, case-folded text in any script or several.
    """
    if _CYRILLIC_WORD.search(text):
        text = _MIXED.sub(lambda match: match.group().translate(_LOOK_ALIKES), text)
    parts = _HAN_RUN.findall(text)
    # Several short Han runs are a divided name ("扎克尔·雪克来提"): each is a word already.
    is_divided = len(parts) > 1 and max(map(len, parts)) <= _LONGEST_HAN_PART
    text = _RUNS.sub(lambda match: _transliterate(match.group(), is_divided), text)
    return text if text.isascii() else anyascii(_strip_marks(text))


def is_han(text: str) -> bool:
    """Whether the text is in Chinese characters alone."""
    return _HAN_RUN.fullmatch(text) is not None


def is_syllabic(text: str) -> bool:
    """Whether the text holds Hangul or Chinese, of which each syllable becomes a token."""
    return _SYLLABIC.search(text) is not None


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
    return " " + ("" if is_divided else " ").join(han_syllables(run)) + " "


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


def han_syllables(run: str) -> list[str]:
    """Pinyin without tones, a syllable a character: names are romanised joined or apart."""
    return [anyascii(char).lower().strip() for char in run]
