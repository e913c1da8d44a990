"""The best one-to-one assignment of a query name's tokens to a listed name's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from rapidfuzz.distance import OSA

from sanctionscreen.match import weights as w
from sanctionscreen.match.agreement import SOUND, Agreement, agree
from sanctionscreen.names.prepare import IDENTIFYING, PreparedName, Preparer, Role, Token

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Unit:
    """One token, or several in a row that may be written as one.

    Attributes:
        shortest: Letters of the shortest of several tokens; 0 of one.
        is_round: Whether it is the name's last token and then the first.
    """

    start: int
    size: int
    text: str
    weight: int
    shortest: int = 0
    is_round: bool = False

    @property
    def mask(self) -> int:
        return 1 << self.start | 1 if self.is_round else ((1 << self.size) - 1) << self.start

    def of(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """What stands at its places among one item for each token of the name."""
        found = items[self.start : self.start + self.size]
        return found + items[:1] if self.is_round else found


@dataclass(frozen=True, slots=True)
class Pair:
    """A query unit that agrees with a listed unit; ``value`` is what aligning them gains."""

    query: Unit
    listed: Unit
    reason: str
    weight: int
    value: int


@lru_cache(maxsize=16_384)
def units(name: PreparedName) -> tuple[Unit, ...]:
    """All single tokens of a name, then its tokens that may be written as one word."""
    tokens = name.tokens
    single = [Unit(i, 1, token.text, token.weight) for i, token in enumerate(tokens)]
    return (*single, *(_joined(tokens, places) for places in joined_places(name)))


def _joined(tokens: tuple[Token, ...], places: tuple[int, ...]) -> Unit:
    chosen = [tokens[place] for place in places]
    is_round = places[0] - places[-1] > 1
    return Unit(
        places[0] if is_round else min(places),
        len(places),
        "".join(token.surface for token in chosen),
        sum(token.weight for token in chosen),
        min(len(token.surface) for token in chosen),
        is_round,
    )


def joined_places(name: PreparedName) -> tuple[tuple[int, ...], ...]:
    """Where the tokens stand that may be written as one word, in the order of that word.

    Two in a row always; three where one is short: a particle or a syllable. Lists put the family
    name first: "Abdullah Anshori" written as one word has it last, so of persons two in a row
    are turned round as well; and who is spoken of by given name first has the ends of the listed
    name as neighbours.
    """
    tokens = name.tokens
    is_short = tuple(len(token.text) <= LONGEST_PARTICLE for token in tokens)
    count = len(tokens) - (tokens[-1].role is Role.BEGINNING)
    return _joined_places(is_short[:count], name.is_person)


@lru_cache(maxsize=4_096)
def _joined_places(is_short: tuple[bool, ...], is_person: bool) -> tuple[tuple[int, ...], ...]:
    rows = [
        tuple(range(start, start + size))
        for size in range(2, w.LONGEST_JOIN + 1)
        for start in range(len(is_short) - size + 1)
        if size == 2 or any(is_short[start : start + size])
    ]
    if not is_person:
        return tuple(rows)
    turned = [(start + 1, start) for start in range(len(is_short) - 1)]
    ends = [(len(is_short) - 1, 0)] if len(is_short) > 2 else []
    return (*rows, *turned, *ends)


LONGEST_SOUNDING = 3
"""Letters of the shortest of several tokens that sound like one in kana: a particle or a syllable
("al-Qaida", "Yong Gil"). Two whole names that sound like a third are none of it."""

LONGEST_PARTICLE = 3
"""Letters of particles that may be mistyped."""


class Agreeing(Protocol):
    """Tells how tokens of a query agree with listed ones: computed, or looked up in an index."""

    def __call__(self, query: str, listed: str) -> Agreement | None:
        """How two tokens agree; None where they do not."""

    def among(self, query: str) -> frozenset[str] | None:
        """The listed tokens that may agree with a query's; None where any may."""


class Computed:
    """Agreements worked out anew, without an index."""

    def __init__(self, preparer: Preparer) -> None:
        self._preparer = preparer

    def __call__(self, query: str, listed: str) -> Agreement | None:
        form = self._preparer.form
        return agree(form(query), form(listed), self._preparer.frequencies)

    def among(self, _query: str) -> None:
        return None


def agree_units(query: Unit, listed: Unit, agreeing: Agreeing) -> tuple[str, int] | None:
    """Reason and weight with which two units agree; None where they do not, or for nothing."""
    if query.size > 1 and listed.size > 1:
        return None
    agreement = agreeing(query.text, listed.text)
    if agreement is None:
        return None
    if query.size == listed.size:
        return agreement.reason, agreement.weight(query.weight, listed.weight)
    if not _may_agree_joined(agreement, query, listed):
        return None
    weight = agreement.weight(query.weight, listed.weight) - w.COST_JOIN
    if agreement.cost > w.COST_ROMANISATION:
        weight -= w.COST_JOIN_INEXACT
    reason = "joined tokens" if query.size < listed.size else "split tokens"
    suffix = "" if agreement.cost == 0 else f", {agreement.reason}"
    return reason + suffix, weight


def _may_agree_joined(agreement: Agreement, query: Unit, listed: Unit) -> bool:
    if agreement.reason in ("same", "romanisation", "spelling variant", "Wade-Giles"):
        return True
    if agreement.reason == SOUND:
        return max(query.shortest, listed.shortest) <= LONGEST_SOUNDING
    shortest = min(len(query.text), len(listed.text))
    if agreement.reason == "two letters differ":
        return False
    if agreement.reason == "same consonants":
        return shortest >= w.SHORTEST_JOIN_FOR_SKELETON
    return agreement.cost <= w.COST_TWO_EDITS and shortest >= w.SHORTEST_JOIN_FOR_EDIT


def align(query: PreparedName, listed: PreparedName, agreeing: Agreeing) -> tuple[Pair, ...]:
    """The assignment that gains most, in the order of the query's tokens.

    What a pair gains is its weight and the leftovers that it saves; ties go to the first in
    order, so that equal names give equal alignments.
    """
    pairs = sorted(
        _pairs(units(query), query, units(listed), listed, agreeing),
        key=lambda p: (-p.value, p.query.start, p.listed.start, p.query.size, p.listed.size),
    )
    best = _search(pairs) if len(pairs) <= _MOST_PAIRS_SEARCHED else _greedy(pairs)
    return tuple(sorted(best, key=lambda p: p.query.start))


_MOST_PAIRS_SEARCHED = 24
# Above it (a name repeating one word, mostly) the search could take exponential time.


def _pairs(
    query_units: tuple[Unit, ...],
    query: PreparedName,
    listed_units: tuple[Unit, ...],
    listed: PreparedName,
    agreeing: Agreeing,
) -> Iterator[Pair]:
    for q in query_units:
        among = agreeing.among(q.text)
        if among is not None and not among and q.size > 1:
            continue
        for item in listed_units:
            may_agree = among is None or item.text in among
            found = agree_units(q, item, agreeing) if may_agree else None
            if found is None and q.size == item.size == 1:
                found = _agree_by_role(query.tokens[q.start], listed.tokens[item.start])
            if found is None:
                continue
            saved = sum(leftover(t, query, is_query=True) for t in q.of(query.tokens))
            saved += sum(leftover(t, listed, is_query=False) for t in item.of(listed.tokens))
            if found[1] + saved > 0 or found[1] >= 0:
                yield Pair(q, item, found[0], found[1], found[1] + saved)


def _agree_by_role(query: Token, listed: Token) -> tuple[str, int] | None:
    """An initial stands for a name, a mistyped particle for a particle: worth little or nothing,
    but neither left over nor contradicting. "Ali", a name in use, is no mistyped "al"."""
    roles = (query.role, listed.role)
    if Role.INITIAL in roles and query.text[0] == listed.text[0]:
        if query.role is Role.INITIAL and listed.role is Role.NAME:
            return "initial", w.INITIAL_SAME
        other = listed.role if query.role is Role.INITIAL else query.role
        return ("initial", 0) if other in IDENTIFYING else None
    if Role.PARTICLE in roles and may_be_particle(query) and may_be_particle(listed):
        distance = OSA.distance(query.text, listed.text, score_cutoff=1)
        return ("particle", 0) if distance <= 1 else None
    return None


def may_be_particle(token: Token) -> bool:
    """Whether a token is a particle, or as short as one and no known name: a mistyped one."""
    if token.role is Role.PARTICLE:
        return len(token.text) <= LONGEST_PARTICLE
    return (
        token.role is Role.NAME and len(token.text) == LONGEST_PARTICLE and not token.form.is_known
    )


def leftover(token: Token, name: PreparedName, *, is_query: bool) -> int:
    """What one token left over costs by itself, in 1/64 bit (positive)."""
    if token.role in _CHEAP:
        return w.PARTICLE if token.role is Role.PARTICLE else w.OMITTED_OTHER
    if name.is_person:
        if token.role is Role.PATRONYMIC:
            return w.OMITTED_PATRONYMIC
        if token.role is Role.NUMBER:  # of a payment or an account, not of the person
            return w.OMITTED_OTHER
        return w.EXTRA_NAME if is_query else w.OMITTED_NAME
    if token.role is Role.GENERIC:
        over = (token.form.weight - w.ORG_GENERIC_FREE) * w.ORG_GENERIC_SHARE[0]
        cost = over // w.ORG_GENERIC_SHARE[1]
        return min(max(cost, w.ORG_GENERIC_LEAST), w.ORG_GENERIC_MOST)
    if token.role is Role.PLACE:
        return w.ORG_PLACE
    if token.role is Role.NUMBER:
        return w.ORG_NUMBER
    share, most = (
        (w.ORG_EXTRA_SHARE, w.ORG_EXTRA_MOST)
        if is_query
        else (w.ORG_OMITTED_SHARE, w.ORG_OMITTED_MOST)
    )
    return min(token.weight * share[0] // share[1], most)


_CHEAP = frozenset(
    {Role.PARTICLE, Role.TITLE, Role.SOFT_TITLE, Role.SUFFIX, Role.LEGAL_FORM, Role.INITIAL}
)


def _search(pairs: list[Pair]) -> list[Pair]:
    """Depth-first over take-or-leave, cut off where the rest cannot catch up."""
    rest = [0] * (len(pairs) + 1)
    for i in range(len(pairs) - 1, -1, -1):
        rest[i] = rest[i + 1] + max(pairs[i].value, 0)
    best: tuple[int, list[Pair]] = (-1, [])

    def go(i: int, query: int, listed: int, value: int, taken: list[Pair]) -> None:
        nonlocal best
        if value > best[0]:
            best = (value, taken.copy())
        if i == len(pairs) or value + rest[i] <= best[0]:
            return
        pair = pairs[i]
        if not (query & pair.query.mask or listed & pair.listed.mask):
            taken.append(pair)
            go(i + 1, query | pair.query.mask, listed | pair.listed.mask, value + pair.value, taken)
            taken.pop()
        go(i + 1, query, listed, value, taken)

    go(0, 0, 0, 0, [])
    return best[1]


def _greedy(pairs: list[Pair]) -> list[Pair]:
    query = listed = 0
    taken = []
    for pair in pairs:
        if pair.value > 0 and not (query & pair.query.mask or listed & pair.listed.mask):
            taken.append(pair)
            query |= pair.query.mask
            listed |= pair.listed.mask
    return taken
