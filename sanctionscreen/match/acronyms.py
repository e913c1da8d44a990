"""Acronyms among the tokens left over: words' initials stand for the words themselves."""

from __future__ import annotations

from collections.abc import Iterator

from sanctionscreen.match import weights as w
from sanctionscreen.match.alignment import Pair, Unit
from sanctionscreen.names.prepare import PreparedName, Role, Token

REASON = "acronym"

_LONGEST = 10
_SHORTEST_OF_OWN_NAME = 3
_SHORTEST_OF_LEFTOVERS = 2
# Sounds that a romanisation writes with several letters, and acronyms with all of them or one.
_DIGRAPHS = ("shch", "ch", "kh", "sh", "ts", "ya", "ye", "yo", "yu", "zh")
_OPTIONAL = frozenset({Role.PARTICLE, Role.LEGAL_FORM, Role.NUMBER, Role.INITIAL})
_ABBREVIATIONS = frozenset({Role.NAME, Role.GENERIC})
_SPELLED_OUT = frozenset({Role.NAME, Role.GENERIC, Role.PLACE, Role.SOFT_TITLE, Role.PATRONYMIC})


def acronyms(query: PreparedName, listed: PreparedName, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Pairs of an organisation's left-over acronyms with what they stand for.

    Two cases, both worth nothing by themselves, so that they only spare what leftovers cost:
    the words are left over on the other side ("Bank NFC", "Bank National Factoring Company"),
    or the acronym repeats words that stand in either name ("Foreign Trade Bank (FTB)"): the
    other unit is empty then.
    """
    taken_query = taken_listed = 0
    for pair in pairs:
        taken_query |= pair.query.mask
        taken_listed |= pair.listed.mask
    found: list[Pair] = []
    for name, other, is_query in ((query, listed, True), (listed, query, False)):
        for i, token in enumerate(name.tokens):
            own, others = (taken_query, taken_listed) if is_query else (taken_listed, taken_query)
            if own >> i & 1 or not _may_be_acronym(token):
                continue
            run = _run(token.text, other, others, i)
            if run is None and not _repeats(token.text, i, name, other):
                continue
            start, size = run or (0, 0)
            short = Unit(i, 1, token.form, token.weight)
            long = Unit(start, size, token.form, 0)
            first, second = (short, long) if is_query else (long, short)
            found.append(Pair(first, second, REASON, 0, 0))
            taken_query |= first.mask
            taken_listed |= second.mask
    return tuple(found)


def _may_be_acronym(token: Token) -> bool:
    return (
        token.role in _ABBREVIATIONS
        and _SHORTEST_OF_LEFTOVERS <= len(token.text) <= _LONGEST
        and token.text.isalpha()
    )


def _run(letters: str, name: PreparedName, taken: int, _: int) -> tuple[int, int] | None:
    """The first words in a row, all left over, whose initials are these letters."""
    for start, size in _spelled(letters, name.tokens):
        mask = ((1 << size) - 1) << start
        if not taken & mask:
            return start, size
    return None


def _repeats(letters: str, at: int, name: PreparedName, other: PreparedName) -> bool:
    if len(letters) < _SHORTEST_OF_OWN_NAME:
        return False
    rest = name.tokens[:at] + name.tokens[at + 1 :]
    return any(True for tokens in (rest, other.tokens) for _ in _spelled(letters, tokens))


def _spelled(letters: str, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Start and size of each run of words whose initials are these letters."""
    for start, token in enumerate(tokens):
        if token.text[0] == letters[0] and token.role is not Role.PARTICLE:
            end = _end(letters, tokens, start)
            if end is not None:
                yield start, end - start


def _end(letters: str, tokens: tuple[Token, ...], at: int) -> int | None:
    """Where a run of words from ``at`` ends that spells all the letters; None where none does."""
    if not letters:
        return at
    if at == len(tokens):
        return None
    token = tokens[at]
    for initial in _initials(token):
        if letters.startswith(initial):
            end = _end(letters[len(initial) :], tokens, at + 1)
            if end is not None:
                return end
    return _end(letters, tokens, at + 1) if token.role in _OPTIONAL else None


def _initials(token: Token) -> Iterator[str]:
    yield from (sound for sound in _DIGRAPHS if token.text.startswith(sound))
    yield token.text[0]
