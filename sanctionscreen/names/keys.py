"""Keys under which different spellings of one token fall together.

Two keys, from narrow to wide: the romanisation key undoes the choices that romanisation
schemes make (ICAO, BGN, GOST, French, German, Wade-Giles' aspirates); the skeleton keeps its
consonants only, which is also what an unvowelled Arabic spelling gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sanctionscreen.names.kana import is_kana, romaji

# A pattern begins with what it replaces and then looks behind it: so it is found soonest.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        # The Arabic article within a name, assimilated or not: "Jalal al-Din", "Abdurrahman"
        (r"(?:[aeou]d|[aeu]l)d(?:ee|ie|i|y)ne?$(?<=[a-z]{8})", "udin"),
        (r"^abd[aeiou](?:l|r(?=r)|s(?=s)|n(?=n)|z(?=z))(?=[a-z]{3})", "abdul"),
        # GOST 7.79 writes х as x and й as j ("Mixajlovich"); "Alexej" has another x.
        (r"(?<!le)(?<!ma)(?<!li)x(?=[a-z]*[aeiouy]j(?:[b-df-hk-np-tvwz]|$))", "kh"),
        # German and Polish: "Michajlowitsch", "Sacharow"
        (r"(?<![cst])ch(?=[a-z]*[eo]w(?:[iy]tsch|na|a)?$)", "kh"),
        (r"j(?=[a-z]*[eo]w(?:[iy]tsch|na)$)", "y"),
        (r"j(?:(?<=[aeiou]j)(?=[bcdfghklmnpqrstvwz])|(?<=[a-z]{3}[aeiou]j)$)", "i"),
        (r"schtsch|shtch|chtch|stsch|shch", "S"),  # щ
        (r"dsch|dzh|dj", "J"),  # дж, ج
        (r"tsch|tch|tj(?=[^aeiouy]|$)|cz", "C"),  # ч in German, French, Swedish and Polish
        (r"sch|sh|sz|sj(?=[^aou]|$)", "S"),
        (r"zh|zj", "J"),  # ж; French writes j
        (r"ch", "C"),
        (r"^x|^hs(?=[iue])", "S"),  # pinyin and Wade-Giles
        (r"x", "ks"),
        (r"kh", "h"),  # х
        (r"c(?=[aou]|[b-df-hj-np-tv-z]|$)", "k"),
        (r"ck|q", "k"),
        (r"ts|tz", "c"),  # ц
        (r"ph", "f"),
        (r"(?:off|ow)$", "ov"),
        (r"eff$", "ev"),
        (r"[ao]u$(?<=[a-zA-Z]{3}[ao]u)", "ov"),  # Belarusian ў
        (r"w", "v"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"h(?<=[aeiou]h)(?=[bcdfgklmnpqrstvzCSJ]|$)", ""),  # a vowel's length: "Ahmad", "Allah"
        (r"ou(?=[aeiy])(?:(?<=^ou)|(?<=[aei]ou))", "v"),  # "Ouahab", "Aouad"
        (r"ou|oo|eu", "u"),
        (r"eo", "o"),
        (r"ee", "i"),
        (r"j(?=[aeou])(?<![aeiou].)(?<=[bcdfgklmnprstvz]j)", "i"),  # German "Wjatscheslaw"
        (r"j", "J"),
        (r"y", "i"),
        (r"ie", "e"),
        (r"rn", "m"),  # as a scanner reads it
        (r"(.)\1+", r"\1"),
    )
)
# German writes s for с and з, z for ц, sch for ш and ж: "Subkow" is Zubkov, "Pewzow" Pevtsov.
_SIBILANTS = bytes.maketrans(b"czJ", b"ssS")
_SHORTEST_SKELETON = 2
_SHORTEST_VOWELLESS = 3
# A single digit among letters is a letter misread by a scanner ("ori0n", "1imited").
_MISREAD = re.compile(r"(?=^[a-z]*[0158][a-z]*$)[a-z0158]{4,}")
_LOOK_ALIKES = str.maketrans("0158", "olsb")


@lru_cache(maxsize=32_768)
def romanisation_key(token: str) -> str:
    """The token with the choices of romanisation schemes undone ("wolodin" -> "volodin")."""
    return romanisation_keys((token,))[0]


def romanisation_keys(tokens: Sequence[str]) -> list[str]:
    """The keys of many tokens: each rule runs once over all of them, a line each."""
    text = "\n".join(map(_plain_letters, tokens))
    for pattern, replacement in _RULES:
        if pattern.pattern.isalpha():
            text = text.replace(pattern.pattern, replacement)  # the same, and sooner
        else:
            text = pattern.sub(replacement, text)
    return text.split("\n") if tokens else []


def _plain_letters(token: str) -> str:
    if token.isalpha() and token.isascii():
        return token
    if is_kana(token):
        return romaji(token)
    return token.translate(_LOOK_ALIKES) if _MISREAD.search(token) else token


def skeleton(token: str) -> str | None:
    """The consonants of the romanisation key; None where fewer than two are left."""
    return skeleton_of_key(romanisation_key(token))


@lru_cache(maxsize=32_768)
def skeleton_of_key(key: str) -> str | None:
    """The consonants of a romanisation key; None where fewer than two are left."""
    return skeletons((key,))[0]


def skeletons(keys: Sequence[str]) -> list[str | None]:
    """The consonants of romanisation keys; None where fewer than two are left."""
    lines = _without_vowels(keys, _SIBILANTS)
    return [line if len(line) >= _SHORTEST_SKELETON else None for line in lines]


def _without_vowels(texts: Sequence[str], table: bytes | None = None) -> list[str]:
    """Texts without vowels, other letters translated: as bytes, all of them at once."""
    whole = "\n".join(texts).encode("utf-8", "surrogatepass").translate(table, b"aeiou")
    return whole.decode("utf-8", "surrogatepass").split("\n") if texts else []


def consonants(token: str) -> str | None:
    """The first letter and the consonants after it ("koban" and "kbn" -> "kbn").

    What is left of a word written without vowels; None where fewer than three letters are.
    """
    return consonants_of((token,))[0]


def consonants_of(tokens: Sequence[str]) -> list[str | None]:
    """The first letter and the consonants after it, of many tokens."""
    rests = _without_vowels([token[1:] for token in tokens])
    return [
        token[0] + rest
        if len(rest) + 1 >= _SHORTEST_VOWELLESS and token.isascii() and token.isalpha()
        else None
        for token, rest in zip(tokens, rests, strict=True)
    ]


def is_vowelless(token: str) -> bool:
    """Whether a word has no vowel after its first letter."""
    return token == consonants(token)
