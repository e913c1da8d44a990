"""Scripts whose letters carry a vowel: Indic ones, Burmese and Thai, to Latin letters.

anyascii writes each letter by itself; here the vowel that a consonant carries is written, vowels
that stand before their consonant are put behind it, and silent letters are left out. Burmese is
written by syllables, as Burmese names are romanised: by sound (Okell 1971, "conventional
transcription", as in "Aung", "Hlaing", "Kyaw").
"""

from __future__ import annotations

import re

from anyascii import anyascii

INDIC = "\u0900-\u0d7f"
THAI = "\u0e00-\u0e7f"
BURMESE = "\u1000-\u109f"

# The Indic blocks of Unicode are laid out alike, 128 code points each.
_BLOCK = 0x80
_FIRST_CONSONANT, _LAST_CONSONANT = 0x15, 0x39
_NUKTA, _FIRST_SIGN, _VIRAMA = 0x3C, 0x3E, 0x4D
_INDIC_LETTERS = {0x1A: "ch", 0x1B: "chh", 0x36: "sh", 0x37: "sh", 0x14: "au", 0x4C: "au"}


def indic(run: str) -> str:
    """Devanagari, Bengali and their kin; the last consonant of a word has no vowel."""
    places = [ord(char) % _BLOCK for char in run]
    out = []
    for at, (char, place) in enumerate(zip(run, places, strict=True)):
        if place in (_NUKTA, _VIRAMA):
            continue
        out.append(_INDIC_LETTERS.get(place) or anyascii(char).lower())
        rest = [other for other in places[at + 1 :] if other != _NUKTA]
        is_consonant = _FIRST_CONSONANT <= place <= _LAST_CONSONANT
        if is_consonant and rest and not _FIRST_SIGN <= rest[0] <= _VIRAMA:
            out.append("a")
    return "".join(out)


_THAI_SILENT = re.compile("[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c")
_THAI_VOWEL_FIRST = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")


def thai(run: str) -> str:
    """Thai, letter by letter; vowels behind the consonant they belong to, silent ones left out."""
    text = _THAI_VOWEL_FIRST.sub(r"\2\1", _THAI_SILENT.sub("", run))
    return "".join(anyascii(char).lower() for char in text)


_BURMESE_ONSETS = dict(
    zip(
        "ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ",
        "k kh g g ng s s z z ny ny t ht d d n t ht d d n p ph b b m y y l w th h l _".split(),
        strict=True,
    )
)
_BURMESE_PALATAL = {"k": "ky", "kh": "ch", "g": "gy", "ng": "ny"}
_BURMESE_ALONE = dict(zip("ဣဤဥဦဧဩဪဿ", "i i u u e aw aw th".split(), strict=True))
# Vowel signs, and what they make with a closing consonant: k, ng, s, ny, t/p, n/m.
_BURMESE_RHYMES = {
    "": ("a", "et", "in", "it", "i", "at", "an"),
    "w": ("wa", "wet", "win", "wit", "wi", "ut", "un"),
    "i": ("i", "eik", "ein", "eik", "i", "eik", "ein"),
    "u": ("u", "ok", "on", "ok", "u", "ok", "on"),
    "e": ("e", "et", "in", "it", "e", "et", "en"),
    "aw": ("aw", "auk", "aung", "auk", "aw", "auk", "aun"),
    "o": ("o", "aik", "aing", "aik", "o", "aik", "aing"),
}
_BURMESE_SIGNS = {"": "", "ါ": "", "ာ": "", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e",
                  "ဲ": "e", "ော": "aw", "ေါ": "aw", "ို": "o"}  # fmt: skip
_BURMESE_CODAS = {"က": 1, "ဂ": 1, "င": 2, "စ": 3, "ည": 4, "တ": 5, "ဒ": 5, "ပ": 5, "ဗ": 5,
                  "န": 6, "မ": 6, "ဏ": 6, "ဉ": 2, "လ": 6, "သ": 5}  # fmt: skip
_BURMESE_SYLLABLE = re.compile("([က-အ])([ျြွှ]*)([ါာိီုူေဲ]*)(ံ?)်?((?:[က-အ](?=[်္]))?)[်္]?(း?)|([ဣ-ဪဿ])")


def burmese(run: str) -> str:
    """Burmese, a word a syllable ("မင်းအောင်လှိုင်": min aung hlaing)."""
    text = run.replace("့", "")
    return " " + _BURMESE_SYLLABLE.sub(lambda found: _burmese_syllable(found) + " ", text)


def _burmese_syllable(found: re.Match[str]) -> str:
    letter, medials, signs, nasal, coda, is_long, alone = found.groups()
    if alone:
        return _BURMESE_ALONE.get(alone, "")
    onset = _burmese_onset(letter, medials)
    vowel = _BURMESE_SIGNS.get(signs, "")
    if coda == "ယ":
        return onset + ("we" if "ွ" in medials else "e")
    closing = 6 if nasal else _BURMESE_CODAS.get(coda, 0)
    if "ွ" in medials and vowel:
        onset += "w"
    rhyme = _BURMESE_RHYMES["w" if "ွ" in medials and not vowel else vowel][closing]
    if rhyme == "o" and is_long and not onset.endswith("y"):
        rhyme = "oe"  # Soe, Moe; but Myo
    return onset + rhyme


def _burmese_onset(letter: str, medials: str) -> str:
    onset = _BURMESE_ONSETS[letter].removeprefix("_")
    if "ှ" in medials:
        if letter in "ရယ" or (letter == "လ" and "ျ" in medials):
            return "sh"
        onset = "h" + onset
    if "ျ" in medials or "ြ" in medials:
        onset = _BURMESE_PALATAL.get(onset, onset + "y")
    return onset
