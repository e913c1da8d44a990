"""Acronyms among the tokens left over: words' initials stand for the words themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sanctionscreen.match.alignment import Pair, Unit
from sanctionscreen.names.prepare import PreparedName, Role, Token

REASON = "acronym"

_SHORTEST, LONGEST = 2, 10
SHORTEST_OF_AGREEING = 3
"""Two letters are too often the initials of some two words in a row to explain anything."""
DIGRAPHS = ("shch", "ch", "kh", "sh", "ts", "ya", "ye", "yo", "yu", "zh")
"""Sounds that a romanisation writes with several letters, and an acronym with all or the first."""
_ABBREVIATIONS = frozenset({Role.NAME, Role.GENERIC})
PAIR_BITS = 61
LEFT_OUT = frozenset({Role.PARTICLE, Role.LEGAL_FORM, Role.INITIAL})
"""Roles of words that an acronym may skip."""


def acronyms(
    query: PreparedName, listed: PreparedName, pairs: tuple[Pair, ...]
) -> tuple[Pair, ...]:
    """Pairs of an organisation's left-over acronyms with what they stand for.

    Either the words are left over on the other side ("Bank NFC", "Bank National Factoring
    Company"), or the acronym only repeats words of one of the names ("Foreign Trade Bank
    (FTB)"), and its other unit is empty. The pairs weigh nothing: they spare what left-over
    tokens cost, so that retrieval need not look for them.
    """
    taken = {True: 0, False: 0}
    for pair in pairs:
        taken[True] |= pair.query.mask
        taken[False] |= pair.listed.mask
    found: list[Pair] = []
    for name, other, is_query in ((query, listed, True), (listed, query, False)):
        for at, token in enumerate(name.tokens):
            if taken[is_query] >> at & 1 or not may_be_acronym(token):
                continue
            meaning = _meaning(at, name, other, taken[not is_query])
            if meaning is not None:
                acronym = Unit(at, 1, token.text, token.weight)
                words = Unit(*meaning, token.text, 0)
                taken[is_query] |= acronym.mask
                taken[not is_query] |= words.mask
                sides = (acronym, words) if is_query else (words, acronym)
                found.append(Pair(*sides, REASON, 0, 0))
    return tuple(found)


def may_be_acronym(token: Token) -> bool:
    """Whether a token may stand for words by their initials."""
    letters = token.surface
    return (
        token.role in _ABBREVIATIONS
        and _SHORTEST <= len(letters) <= LONGEST
        and letters.isascii()
        and letters.isalpha()
    )


def repeats_itself(tokens: tuple[Token, ...]) -> bool:
    """Whether one of the tokens is an acronym of others in the same name."""
    return any(
        may_be_acronym(token)
        and len(token.surface) >= SHORTEST_OF_AGREEING
        and any(True for _ in _spelled(token.surface, tokens[:at] + tokens[at + 1 :]))
        for at, token in enumerate(tokens)
    )


def letter_pairs(token: Token) -> int:
    """A bit for each two letters in a row of what may be an acronym; 0 where it cannot be one."""
    return _pairs([token.surface]) if may_be_acronym(token) else 0


def sounds_of(word: str) -> tuple[str, ...]:
    """What an acronym may have of a word: its first letter, or letters."""
    return tuple(_initials(word))


def sound_pairs(token: Token) -> int:
    """A bit for each two letters in a row within what an acronym may have of a token."""
    return _pairs(sounds_of(token.surface))


def pair_bit(one: int, other: int) -> int:
    """The number of the bit of two letters (their code points) in a row."""
    return (one * 26 + other) % PAIR_BITS


def spelled_pairs(tokens: tuple[Token, ...]) -> int:
    """A bit for each two letters in a row that acronyms of these words may have, and some more.

    What :func:`letter_pairs` has and this has not is no acronym of any of the words.
    """
    spelled: list[str] = []
    for at, token in enumerate(tokens):
        sounds = tuple(_initials(token.surface))
        spelled += sounds
        for following in tokens[at + 1 :]:
            spelled += (sound[-1] + following.surface[0] for sound in sounds)
            if following.role not in LEFT_OUT:
                break
    return _pairs(spelled)


def _pairs(texts: Iterable[str]) -> int:
    bits = 0
    for text in texts:
        for one, other in pairwise(text):
            bits |= 1 << pair_bit(ord(one), ord(other))
    return bits


def _meaning(
    at: int, name: PreparedName, other: PreparedName, taken: int
) -> tuple[int, int] | None:
    """Start and size of the other name's left-over words that an acronym stands for.

    The size is 0 where it repeats words that agree already; None where it stands for nothing.
    """
    letters = name.tokens[at].surface
    for start, size in _spelled(letters, other.tokens):
        if not taken & ((1 << size) - 1) << start:
            return start, size
    if len(letters) < SHORTEST_OF_AGREEING:
        return None
    rest = name.tokens[:at] + name.tokens[at + 1 :]
    repeats = any(True for tokens in (rest, other.tokens) for _ in _spelled(letters, tokens))
    return (0, 0) if repeats else None


def _spelled(letters: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Start and size of each run of words whose initials are these letters."""
    for start, token in enumerate(tokens):
        if token.surface[0] == letters[0] and token.role is not Role.PARTICLE:
            end = _end(letters, tokens, start)
            if end is not None and end - start > 1:
                yield start, end - start


def _end(letters: str, tokens: tuple[Token, ...], at: int) -> int | None:
    """Where a run of words from ``at`` ends that spells all the letters; None where none does."""
    if not letters:
        return at
    if at == len(tokens):
        return None
    token = tokens[at]
    for initial in _initials(token.surface):
        if letters.startswith(initial):
            end = _end(letters[len(initial) :], tokens, at + 1)
            if end is not None:
                return end
    return _end(letters, tokens, at + 1) if token.role in LEFT_OUT else None


def _initials(word: str) -> Iterator[str]:
    yield from (sound for sound in DIGRAPHS if word.startswith(sound))
    yield word[0]
