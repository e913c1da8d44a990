"""Transliteration of every script but kana to Latin: deterministic, offline.

Sources: ICAO Doc 9303 part 3 and BGN/PCGN 1947 for Cyrillic (the tokens' romanisation key
absorbs their differences), the Revised Romanization of Korea (2000) for Hangul, Hanyu Pinyin
for Chinese; Arabic script and kana have modules of their own. Whatever has no table here goes
through anyascii.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from anyascii import anyascii

from sanctionscreen.names import abugidas, arabic, hebrew, kana
from sanctionscreen.names.tables import read_table

KANA_TABLE = "kana_words.tsv"

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya".split(),
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

# ELOT 743 (1982), but the digraphs that write b, d and g by their sound.
_GREEK = tuple(
    (re.compile(pattern), latin)
    for pattern, latin in (
        (r"(?:^|(?<=[κτσρλχ]))μπ", "b"),
        (r"(?:^|(?<=[κσρλμ]))ντ", "d"),
        (r"γγ", "ng"),
        (r"γκ", "g"),
        (r"γχ", "nch"),
        (r"ου", "ou"),
        (r"(?<=[αεη])υ(?=[αεηιουωβγδζλμνρ])", "v"),
        (r"(?<=[αεη])υ", "f"),
    )
)

_HANGUL_ONSETS = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()
_HANGUL_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_HANGUL_CODAS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_LEE = "이"
"""The family name, which nobody spells with one letter."""
_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3

_RUNS = re.compile(
    rf"[\u0370-\u03ff]+|[\u0400-\u052f]+|[{hebrew.RUN}]+|[{arabic.RUN}]+"
    rf"|[{abugidas.INDIC}]+|[{abugidas.THAI}]+|[{abugidas.BURMESE}]+"
    rf"|[{kana.RUN}]+|[\u3400-\u9fff]+|[\uac00-\ud7a3]+"
)
_OTHER = re.compile(rf"[^\x00-\x7f{kana.KANA}]+")
# Words of Cyrillic, and single letters among them, with a Latin letter that looks the same: by
# mistake, or to escape a match.
_MIXED = re.compile(r"\b(?=\w*[\u0400-\u052f]\w*)(?=\w*[a-z])\w*\b|\b[a-z]\b")
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]{2}")
_LOOK_ALIKES = str.maketrans("aceopxykmthbi", "асеорхукмтнві")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_SYLLABIC = re.compile(r"[\uac00-\ud7a3\u3400-\u9fff]")
_LONGEST_HAN_PART = 6


def to_latin(text: str) -> str:
    """Returns ``text`` in Latin letters (kana in katakana), words of unspaced scripts set apart.

    Args:
        text: NFKC-normalised, case-folded text in any script or several.
    """
    if _CYRILLIC_WORD.search(text):
        text = _MIXED.sub(lambda match: match.group().translate(_LOOK_ALIKES), text)
    parts = _HAN_RUN.findall(text)
    # Several short Han runs are a divided name ("扎克尔·雪克来提"): each is a word already.
    is_divided = len(parts) > 1 and max(map(len, parts)) <= _LONGEST_HAN_PART
    text = _RUNS.sub(lambda match: _transliterate(match.group(), is_divided), text)
    return _OTHER.sub(lambda match: anyascii(_strip_marks(match.group())), text)


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
    if "\u3400" <= first <= "\u9fff":
        return " " + ("" if is_divided else " ").join(han_syllables(run)) + " "
    return next(write for last, write in _WRITERS if first <= last)(run)


def _greek(run: str) -> str:
    for pattern, latin in _GREEK:
        run = pattern.sub(latin, run)
    return anyascii(run).lower()


def _cyrillic(run: str) -> str:
    table = _CYRILLIC
    if not _EAST_SLAVIC_MARKS.isdisjoint(run):
        table = table | _EAST_SLAVIC
    return "".join(table[char] if char in table else anyascii(char).lower() for char in run)


@lru_cache(maxsize=1)
def _kana_words() -> Mapping[str, str]:
    table = read_table(KANA_TABLE)
    return {"".join(kana.words(word)): latin for word, latin in table.items()}


def _kana(run: str) -> str:
    """Words in kana, but known ones ("コーポレーション") in Latin letters."""
    known = _kana_words()
    return " " + " ".join(known.get(word, word) for word in kana.words(run)) + " "


def _hangul(run: str) -> str:
    """One word a syllable: Korean names are listed with the syllables apart or joined."""
    syllables = [_hangul_syllable(char) for char in run]
    if run[0] == _LEE and len(run) > 1:
        syllables[0] = "yi"
    return " " + " ".join(syllables) + " "


def _hangul_syllable(char: str) -> str:
    onset, rest = divmod(ord(char) - _HANGUL_FIRST, 588)
    vowel, coda = divmod(rest, 28)
    parts = (_HANGUL_ONSETS[onset], _HANGUL_VOWELS[vowel], _HANGUL_CODAS[coda])
    return "".join(part for part in parts if part != "_")


def han_syllables(run: str) -> list[str]:
    """Pinyin without tones, a syllable a character: names are romanised joined or apart."""
    return [anyascii(char).lower().strip() for char in run]


# By the last letter of the range that each writes, in order.
_WRITERS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("\u03ff", _greek),
    ("\u052f", _cyrillic),
    ("\u05ff", hebrew.latin),
    ("\u077f", arabic.latin),
    ("\u0d7f", abugidas.indic),
    ("\u0e7f", abugidas.thai),
    ("\u109f", abugidas.burmese),
    ("\u30ff", _kana),
    ("\ud7a3", _hangul),
)
