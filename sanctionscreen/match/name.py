"""The name part of a match: evidence for what agrees, against what is left over or differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from sanctionscreen.match import weights as w
from sanctionscreen.match.acronyms import REASON as ACRONYM
from sanctionscreen.match.acronyms import acronyms
from sanctionscreen.match.agreement import Agreement, agree
from sanctionscreen.match.alignment import Agreeing, Pair, align, leftover
from sanctionscreen.model import Evidence
from sanctionscreen.names.prepare import IDENTIFYING, Form, PreparedName, Preparer, Role, Token

NAMES = frozenset({Role.NAME, Role.PATRONYMIC})
"""Roles of a person's names."""
_CONTRADICTIONS = frozenset(
    {"another name", "another patronymic", "another number", "another place", "another word"}
)


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
        counted, total = [1] * len(counted), len(counted)
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
    if agreeing is None:

        def agreeing(query: str, listed: str) -> Agreement | None:
            return agree(preparer.form(query), preparer.form(listed), preparer.frequencies)

    pairs = align(query, listed, agreeing)
    if not listed.is_person:
        pairs += acronyms(query, listed, pairs)
    shares = whole_name_shares(listed)
    evidence = [_agreement(pair, query, listed, shares) for pair in pairs]
    left_query = _left(query, [pair.query.mask for pair in pairs])
    left_listed = _left(listed, [pair.listed.mask for pair in pairs])
    if not _is_whole(pairs, left_query, left_listed):
        claimed = sum(_share(pair, shares) for pair in pairs)
        if claimed:
            evidence.append(Evidence("name agrees in part only", query.text, listed.text, -claimed))
        if listed.is_person:
            evidence.extend(_common_names(pairs, listed))
        elif may_be_person(query):
            evidence.extend(_persons_names(pairs, query))
    differ = _person_leftovers if listed.is_person else _organisation_leftovers
    against = tuple(differ(query, listed, left_query, left_listed))
    evidence.extend(_held(evidence, against, listed.is_person))
    evidence.extend(against)
    return NameMatch(sum(item.weight for item in evidence), tuple(evidence))


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


def _persons_names(pairs: tuple[Pair, ...], query: PreparedName) -> Iterator[Evidence]:
    """What names in use weigh less in an organisation's name that says more than they.

    "Song Kim" is somebody's name before it is short for "Kim Il Sung Military University".
    """
    names = [
        pair
        for pair in pairs
        if pair.query.size == 1 and pair.weight > 0 and query.tokens[pair.query.start].form.is_known
    ]
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
        " ".join(t.surface for t in query.tokens[pair.query.start :][: pair.query.size]),
        " ".join(t.surface for t in listed.tokens[pair.listed.start :][: pair.listed.size]),
        pair.weight + _share(pair, shares),
    )


def _share(pair: Pair, shares: tuple[int, ...]) -> int:
    """Initials and particles agree without weight, so they claim no share either."""
    if pair.reason in ("initial", "particle", ACRONYM):
        return 0
    return sum(shares[pair.listed.start : pair.listed.start + pair.listed.size])


def _left(name: PreparedName, masks: list[int]) -> list[Token]:
    taken = sum(masks)
    return [token for i, token in enumerate(name.tokens) if not taken >> i & 1]


def _is_whole(pairs: tuple[Pair, ...], query: list[Token], listed: list[Token]) -> bool:
    must = IDENTIFYING - {Role.SOFT_TITLE}
    return (
        any(pair.weight > 0 for pair in pairs)
        and not any(pair.reason == "initial" for pair in pairs)
        and not any(token.role in must for token in listed)
        and not any(token.role in NAMES or token.role is Role.NUMBER for token in query)
    )


def _against(reason: str, query: Token | None, listed: Token | None, cost: int) -> Evidence:
    return Evidence(reason, query.surface if query else "", listed.surface if listed else "", -cost)


def _person_leftovers(
    query: PreparedName, listed: PreparedName, left_query: list[Token], left_listed: list[Token]
) -> Iterator[Evidence]:
    names_query = [t for t in left_query if t.role in NAMES]
    names_listed = [t for t in left_listed if t.role in NAMES]
    for q, item, reason, cost in _contradictions(names_query, names_listed):
        names_query.remove(q)
        names_listed.remove(item)
        yield _against(reason, q, item, cost)
    yield from _initials(left_query, names_listed, left_listed, names_query)
    is_one_name = sum(token.role in NAMES for token in query.tokens) == 1
    for token in left_query:
        if token in names_query or token.role not in NAMES:
            cost = leftover(token, query, is_query=True)
            if token in names_query[1:]:
                cost += w.FURTHER_NAME
            if cost:
                yield _against("not in the listed name", token, None, cost)
    for token in left_listed:
        if token in names_listed or token.role not in NAMES:
            cost = leftover(token, listed, is_query=False)
            if is_one_name and token in names_listed:
                cost = w.OMITTED_BESIDE_ONE
            elif token in names_listed[1:]:
                cost += w.FURTHER_NAME
            if cost:
                yield _against("not in the query", None, token, cost)


def _contradictions(query: list[Token], listed: list[Token]) -> list[tuple[Token, Token, str, int]]:
    """Pairs off leftover names, the least different first: both sides have one, and they differ."""
    options = sorted(
        ((*_contradiction(q, item), i, j, q, item)
         for i, q in enumerate(query) for j, item in enumerate(listed)),
        key=lambda option: (option[0], option[2], option[3]),
    )  # fmt: skip
    used_query: set[int] = set()
    used_listed: set[int] = set()
    found = []
    for cost, reason, i, j, q, item in options:
        if i not in used_query and j not in used_listed:
            used_query.add(i)
            used_listed.add(j)
            found.append((q, item, reason, cost))
    return found


def _contradiction(query: Token, listed: Token) -> tuple[int, str]:
    if query.role is listed.role is Role.PATRONYMIC:
        return w.CONTRADICTING_PATRONYMIC, "another patronymic"
    distance = OSA.distance(query.form.key, listed.form.key)
    if resembles(query.form, listed.form, distance):
        return w.RESEMBLING_NAME, "resembles, but differs"
    return w.CONTRADICTING_NAME, "another name"


def resembles(query: Form, listed: Form, distance: int) -> bool:
    """Whether names that do not agree may be one, misspelled: by the edits between their keys."""
    if query.is_known and listed.is_known:
        return False
    return distance * 5 <= max(len(query.key), len(listed.key)) * 2


def _initials(
    left_query: list[Token],
    names_listed: list[Token],
    left_listed: list[Token],
    names_query: list[Token],
) -> Iterator[Evidence]:
    """An initial left over where the other side has a name left over contradicts it."""
    for initials, names, is_query in (
        (left_query, names_listed, True),
        (left_listed, names_query, False),
    ):
        found = [t for t in initials if t.role is Role.INITIAL]
        for initial, name in zip(found, names, strict=False):
            pair = (initial, name) if is_query else (name, initial)
            yield _against("another initial", *pair, w.DIFFERENT_INITIAL)


def may_be_person(query: PreparedName) -> bool:
    """Whether nothing tells a query's name for an organisation's."""
    return query.may_be_person


def _organisation_leftovers(
    query: PreparedName, listed: PreparedName, left_query: list[Token], left_listed: list[Token]
) -> Iterator[Evidence]:
    is_translated = query.is_latin != listed.is_latin
    is_bare = may_be_person(query)
    for tokens, name, is_query, reason in (
        (left_query, query, True, "not in the listed name"),
        (left_listed, listed, False, "not in the query"),
    ):
        for token in tokens:
            cost = leftover(token, name, is_query=is_query)
            if is_query and is_bare and token.role in _NAMES_TOO and len(token.text) > 1:
                cost = w.ORG_EXTRA_BESIDE_NAMES
            elif is_translated and token.role in (Role.NAME, Role.GENERIC):
                cost = min(cost, w.OTHER_SCRIPT_LEFTOVER)
            if cost:
                yield _against(
                    reason, token if is_query else None, None if is_query else token, cost
                )
    for role, reason, cost in _ORGANISATION_CONTRADICTIONS:
        if is_translated and role in (Role.NAME, Role.GENERIC):
            continue
        queries = [t for t in left_query if t.role is role]
        listeds = [t for t in left_listed if t.role is role]
        for q, item in zip(queries, listeds, strict=False):
            yield _against(reason, q, item, cost)


_NAMES_TOO = frozenset({Role.NAME, Role.PLACE, Role.GENERIC})
"""What a name that may be a person's consists of: its business words are names as well."""

_ORGANISATION_CONTRADICTIONS = (
    (Role.NUMBER, "another number", w.ORG_CONTRADICTING_NUMBER),
    (Role.PLACE, "another place", w.ORG_CONTRADICTING_PLACE),
    (Role.NAME, "another word", w.ORG_CONTRADICTING_NAME),
    (Role.GENERIC, "another business", w.ORG_OTHER_BUSINESS),
    (Role.LEGAL_FORM, "another legal form", w.ORG_OTHER_LEGAL_FORM),
)
