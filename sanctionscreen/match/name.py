"""The name part of a match: evidence for what agrees, against what is left over or differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import REASON as ACRONYM
from sanctionscreen.match.acronyms import acronyms
from sanctionscreen.match.agreement import SOUND
from sanctionscreen.match.alignment import Agreeing, Computed, Pair, align
from sanctionscreen.match.cutting import cut_short, whole_words
from sanctionscreen.match.leftovers import (
    ANOTHER_PATRONYMIC,
    organisation_leftovers,
    person_leftovers,
)
from sanctionscreen.match.leftovers import NAMES as NAMES
from sanctionscreen.match.leftovers import may_be_person as may_be_person
from sanctionscreen.match.leftovers import resembles as resembles
from sanctionscreen.model import Evidence
from sanctionscreen.names.frequencies import UNIT
from sanctionscreen.names.prepare import IDENTIFYING, PreparedName, Preparer, Role, Token
from sanctionscreen.names.scripts import is_syllabic

_CONTRADICTIONS = frozenset(
    {"another name", ANOTHER_PATRONYMIC, "another number", "another place", "another word"}
)
_BY_LETTERS = ("one letter differs", "two letters differ", "same consonants")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The weight of a name comparison and the evidence that adds up to it."""

    weight: int
    evidence: tuple[Evidence, ...]


def whole_name_shares(name: PreparedName) -> tuple[int, ...]:
    """What each token of a listed name gets on top where the whole name agrees.

    Shares of what the identifying tokens lack to WHOLE_NAME, in proportion to their weight; the
    first takes the remainder. They depend on the listed name only, so a bound may count them.
    """
    counted = [t.weight if t.role in IDENTIFYING else 0 for t in name.tokens]
    total = sum(counted)
    missing = w.WHOLE_NAME - total
    if missing <= 0:
        return (0,) * len(counted)
    if total == 0:
        counted = [int(token.role is not Role.BEGINNING) for token in name.tokens]
        total = sum(counted)
    shares = [missing * weight // total for weight in counted]
    shares[counted.index(max(counted))] += missing - sum(shares)
    return tuple(shares)


def match_names(
    query: PreparedName,
    listed: PreparedName,
    preparer: Preparer,
    agreeing: Agreeing | None = None,
) -> NameMatch:
    """Compares two prepared names of the same reading (both as persons' or neither).

    Args:
        agreeing: How tokens agree; computed anew where no index has it at hand.
    """
    agreeing = agreeing or Computed(preparer)
    cut = cut_short(query, listed)
    query, listed = whole_words(query), whole_words(listed)
    pairs = align(query, listed, agreeing)
    if not listed.is_person:
        pairs += acronyms(query, listed, pairs)
    shares = whole_name_shares(listed)
    evidence = [_agreement(pair, query, listed, shares) for pair in pairs]
    left_query = _left(query, [pair.query.mask for pair in pairs])
    for token, agreed in _repeated(left_query, pairs, query, agreeing):
        left_query.remove(token)
        evidence.append(Evidence("the same name again", token.surface, agreed, 0))
    left_listed = _left(listed, [pair.listed.mask for pair in pairs])
    if is_syllabic(query.text):
        evidence.extend(_syllables(pairs, query, listed))
    if not listed.is_person and may_be_person(query):
        evidence.extend(_inexact_name(pairs, query))
    if not _is_whole(pairs, left_query, left_listed):
        claimed = sum(_share(pair, shares) for pair in pairs)
        if claimed:
            evidence.append(Evidence("name agrees in part only", query.text, listed.text, -claimed))
        if listed.is_person:
            evidence.extend(_common_names(pairs, listed))
        elif may_be_person(query):
            evidence.extend(_persons_names(pairs, query))
    differ = person_leftovers if listed.is_person else organisation_leftovers
    against = tuple(differ(query, listed, left_query, left_listed))
    evidence.extend(_held(evidence, against, listed.is_person))
    evidence.extend(against)
    weight = sum(item.weight for item in evidence)
    if cut is not None and cut.weight > weight:
        return NameMatch(cut.weight, (cut,))
    return NameMatch(weight, tuple(evidence))


def _repeated(
    left: list[Token], pairs: tuple[Pair, ...], query: PreparedName, agreeing: Agreeing
) -> Iterator[tuple[Token, str]]:
    """Names left over that only spell again what agrees: "Sergei (Sergey) Kozlov".

    Not the same spelling twice: who is called Ali Ali has two names.
    """
    texts = [token.text for token in query.tokens]
    for token in tuple(left):
        if token.role not in NAMES or texts.count(token.text) > 1:
            continue
        for pair in pairs:
            found = agreeing(token.text, pair.listed.text) if pair.weight > 0 else None
            if found is not None and found.cost <= w.COST_MINED:
                yield token, pair.listed.text
                break


def _common_names(pairs: tuple[Pair, ...], listed: PreparedName) -> Iterator[Evidence]:
    """What common names that agree weigh less together than each by itself."""
    common = [
        pair
        for pair in pairs
        if w.COMMON_NAME_TOO < pair.weight < w.COMMON_NAME_UNDER
        and listed.tokens[pair.listed.start].role in NAMES
    ]
    if len(common) > 1:
        names = " ".join(listed.tokens[pair.listed.start].surface for pair in common)
        cost = w.COMMON_NAME_TOO * (len(common) - 1)
        yield Evidence("common names", "", names, -cost)


def _syllables(
    pairs: tuple[Pair, ...], query: PreparedName, listed: PreparedName
) -> Iterator[Evidence]:
    """What a name written in syllables gives up where letters make it agree.

    Nobody mistypes the letters of Hangul or Chinese, which hold none; and the syllables of a
    given name keep their order.
    """
    for pair in pairs:
        if pair.weight > 0 and pair.reason.endswith(_BY_LETTERS):
            text = " ".join(token.surface for token in pair.query.of(query.tokens))
            yield Evidence("another syllable", text, pair.listed.text, -w.SYLLABLE_DIFFERS)
    places = [pair.listed.start for pair in pairs if pair.weight > 0]
    turns = sum(one > other for one, other in zip(places, places[1:] + places[:1], strict=True))
    is_joined_turned = any(
        pair.query.size > 1
        and pair.query.text != "".join(token.surface for token in pair.query.of(query.tokens))
        for pair in pairs
    )
    if is_joined_turned or (len(places) > 2 and turns > 1):
        yield Evidence("syllables in another order", query.text, listed.text, -w.SYLLABLES_TURNED)


def _inexact_name(pairs: tuple[Pair, ...], query: PreparedName) -> Iterator[Evidence]:
    """A person's name resembles many a body's only word by a letter: "Serra", "Terra"."""
    agreeing = [pair for pair in pairs if pair.weight > UNIT]
    if len(query.tokens) > 1 and len(agreeing) == 1 and agreeing[0].reason.endswith(_BY_LETTERS):
        pair = agreeing[0]
        cost = w.ORG_BESIDE_NAMES_INEXACT
        yield Evidence("may be a person's name", pair.query.text, pair.listed.text, -cost)


def _persons_names(pairs: tuple[Pair, ...], query: PreparedName) -> Iterator[Evidence]:
    """What names in use weigh less in an organisation's name that says more than they.

    "Song Kim" is somebody's name before it is short for "Kim Il Sung Military University".
    """
    names = [pair for pair in pairs if pair.query.size == 1 and pair.weight > 0]
    if len(names) > 1:
        weight = sum(pair.weight for pair in names)
        cost = weight * w.ORG_PERSONS_NAMES_SHARE[0] // w.ORG_PERSONS_NAMES_SHARE[1]
        cost += w.COMMON_NAME_TOO * (len(names) - 1)
        text = " ".join(query.tokens[pair.query.start].surface for pair in names)
        yield Evidence("names of people", text, "", -cost)


def _held(
    evidence: list[Evidence], against: tuple[Evidence, ...], is_person: bool
) -> Iterator[Evidence]:
    """Holds what agrees under a limit where something contradicts."""
    contradicting = [item for item in against if item.reason in _CONTRADICTIONS]
    most = w.BESIDE_CONTRADICTION_MOST if is_person else w.ORG_BESIDE_CONTRADICTION_MOST
    over = sum(item.weight for item in evidence) - most
    if contradicting and over > 0:
        first = contradicting[0]
        yield Evidence(
            "does not outweigh what contradicts", first.query_value, first.listed_value, -over
        )


def _agreement(
    pair: Pair, query: PreparedName, listed: PreparedName, shares: tuple[int, ...]
) -> Evidence:
    return Evidence(
        pair.reason,
        " ".join(t.surface for t in pair.query.of(query.tokens)),
        " ".join(t.surface for t in pair.listed.of(listed.tokens)),
        pair.weight + _share(pair, shares),
    )


def _share(pair: Pair, shares: tuple[int, ...]) -> int:
    """Initials and particles agree without weight, so they claim no share either."""
    if pair.reason in ("initial", "particle", ACRONYM):
        return 0
    return sum(pair.listed.of(shares))


def _left(name: PreparedName, masks: list[int]) -> list[Token]:
    taken = sum(masks)
    return [token for i, token in enumerate(name.tokens) if not taken >> i & 1]


def _is_whole(pairs: tuple[Pair, ...], query: list[Token], listed: list[Token]) -> bool:
    must = IDENTIFYING - {Role.SOFT_TITLE}
    return (
        any(pair.weight > 0 for pair in pairs)
        and not (len(pairs) == 1 and pairs[0].reason == SOUND)
        and not any(pair.reason == "initial" for pair in pairs)
        and not any(token.role in must for token in listed)
        and not any(token.role in NAMES or token.role is Role.NUMBER for token in query)
    )
