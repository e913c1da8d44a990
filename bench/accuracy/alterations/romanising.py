"""Names in other scripts in each of the romanisations in use, by tables of this benchmark's own.

Sources: ICAO Doc 9303 (Russian passports since 2013), BGN/PCGN 1947, GOST 7.79 B, the French and
German press; common press spellings of Arabic; the South Korean press; Wade-Giles.
"""

from __future__ import annotations

import re
from random import Random

from anyascii import anyascii

from bench.accuracy.alterations.base import Alteration, Subject

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_CYRILLIC = {
    "passport": "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
    "BGN": "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya",
    "GOST": "a b v g d e yo zh z i j k l m n o p r s t u f x cz ch sh shh _ y _ e yu ya",
    "French": "a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch _ y _ e iou ia",
    "German": "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch _ y _ e ju ja",
}
_WADE_GILES = {
    "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k", "k": "k'", "j": "ch", "q": "ch'",
    "x": "hs", "zh": "ch", "ch": "ch'", "z": "ts", "c": "ts'", "r": "j",
}  # fmt: skip
_WADE_GILES_WHOLE = {
    "zhi": "chih", "chi": "ch'ih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tz'u",
    "si": "ssu", "he": "ho", "ke": "k'o", "ge": "ko", "er": "erh", "you": "yu", "yi": "i",
}  # fmt: skip
_WADE_GILES_FINALS = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("uo", "o"))
# North Korean spelling of a syllable to the South's or the press's.
_SOUTH_KOREAN = {
    "ri": "lee", "pak": "park", "choe": "choi", "chong": "jung", "yong": "young", "hyon": "hyun",
    "myong": "myung", "chol": "cheol", "rim": "lim", "ro": "noh", "ryu": "yoo", "u": "woo",
    "gil": "kil", "kyong": "kyung", "song": "sung", "hun": "hoon", "chun": "choon", "hui": "hee",
    "hyok": "hyuk", "sok": "seok", "chang": "jang", "paek": "baek", "chin": "jin", "un": "eun",
}  # fmt: skip
_ARABIC = (
    (r"\bal[- ]", "el-"), (r"\bal[- ]", "al"), (r"\babd al[- ]", "abdul "), (r"q", "k"),
    (r"u", "ou"), (r"ou", "u"), (r"i(?=[a-z])", "ee"), (r"ee", "i"), (r"ss", "s"),
    (r"aa", "a"), (r"y\b", "i"), (r"i\b", "y"), (r"dh", "z"), (r"th", "t"), (r"j", "g"),
    (r"a(?=h)", "e"), (r"mm", "m"), (r"\bo", "u"), (r"y(?=[aeu])", "i"), (r"w", "ou"),
)  # fmt: skip
_ARABIC_SPEAKING = frozenset("IQ SY LB SA YE LY EG TN DZ MA JO PS KW QA AE BH OM SD MR SO".split())


def _cyrillic(scheme: str) -> Alteration:
    spellings = [spelling.strip("_") for spelling in _CYRILLIC[scheme].split()]
    table = dict(zip(_LETTERS, spellings, strict=True))

    def make(item: Subject, _: Random) -> str | None:
        text = item.text.lower()
        if not set(re.sub(r"[\s\-,.]", "", text)) <= table.keys():
            return None
        return "".join(table.get(char, char) for char in text).title()

    return Alteration(f"Cyrillic name, {scheme} romanisation", make, ("Cyrl",), is_person=True)


def _pinyin(item: Subject) -> list[str]:
    """The syllables of a name in two to four Chinese characters."""
    text = item.name.text.strip()
    if not 2 <= len(text) <= 4 or not all("\u3400" <= char <= "\u9fff" for char in text):
        return []
    return [anyascii(char).strip().lower() for char in text]


def _chinese(item: Subject, rng: Random) -> str | None:
    found = _pinyin(item)
    return f"{found[0]} {rng.choice(('', ' ', '-')).join(found[1:])}".title() if found else None


def _wade_giles(syllable: str) -> str:
    if syllable in _WADE_GILES_WHOLE:
        return _WADE_GILES_WHOLE[syllable]
    size = 2 if syllable[:2] in _WADE_GILES else 1
    rest = syllable[size:] if syllable[:size] in _WADE_GILES else syllable
    for old, new in _WADE_GILES_FINALS:
        if rest.endswith(old):
            rest = rest[: -len(old)] + new
            break
    return _WADE_GILES.get(syllable[:size], "") + rest


def _chinese_wade_giles(item: Subject, _: Random) -> str | None:
    found = [_wade_giles(syllable) for syllable in _pinyin(item)]
    return f"{found[0]} {'-'.join(found[1:])}".title() if found else None


def _korean(item: Subject, _: Random) -> str | None:
    if "KP" not in item.party.nationalities:
        return None
    tokens = [token.replace("'", "") for token in item.name.text.lower().replace(",", "").split()]
    changed = [_SOUTH_KOREAN.get(token, token) for token in tokens]
    return " ".join(changed).title() if changed != tokens else None


def _arabic(item: Subject, rng: Random) -> str | None:
    """Two choices of romanisation made otherwise."""
    if _ARABIC_SPEAKING.isdisjoint(item.party.nationalities):
        return None
    text = item.text.lower()
    options = [rule for rule in _ARABIC if re.search(rule[0], text)]
    if len(options) < 2:
        return None
    for pattern, new in rng.sample(options, 2):
        text = re.sub(pattern, new, text, count=1)
    return text.title() if text != item.text.lower() else None


ROMANISATIONS = (
    *(_cyrillic(scheme) for scheme in _CYRILLIC),
    Alteration("Chinese name, pinyin", _chinese, ("Hans", "Hant", "Hani"), is_person=True),
    Alteration(
        "Chinese name, Wade-Giles", _chinese_wade_giles, ("Hans", "Hant", "Hani"), is_person=True
    ),
    Alteration("Korean name, South Korean spelling", _korean, is_person=True),
    Alteration("Arabic name, other romanisation", _arabic, is_person=True),
)
