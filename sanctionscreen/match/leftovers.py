"""Evidence against a match: what is left over in one name, and what contradicts in both."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from sanctionscreen.match import weights as w
from sanctionscreen.match.alignment import leftover
from sanctionscreen.model import Evidence
from sanctionscreen.names.keys import romanisation_key
from sanctionscreen.names.prepare import Form, PreparedName, Role, Token

NAMES = frozenset({Role.NAME, Role.PATRONYMIC})
"""Roles of a person's names."""
NOT_LISTED = "not in the listed name"
ANOTHER_PATRONYMIC = "another patronymic"
_EDITS_OF_PATRONYMIC = 2
LONG_PATRONYMIC = 12
SHORTEST_OF_SLIP = 4


def _against(reason: str, query: Token | None, listed: Token | None, cost: int) -> Evidence:
    return Evidence(reason, query.surface if query else "", listed.surface if listed else "", -cost)


def person_leftovers(
    query: PreparedName, listed: PreparedName, left_query: list[Token], left_listed: list[Token]
) -> Iterator[Evidence]:
    """What is left over of persons' names: contradictions, then what one side lacks."""
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
                yield _against(NOT_LISTED, token, None, cost)
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
    distance = OSA.distance(query.form.key, listed.form.key)
    are_patronymics = query.role is listed.role is Role.PATRONYMIC
    if are_patronymics and distance > _edits_of_patronymic(listed.form.key):
        return w.CONTRADICTING_PATRONYMIC, ANOTHER_PATRONYMIC
    if resembles(query.form, listed.form, distance):
        is_known = query.form.is_known and listed.form.is_known
        cost = w.RESEMBLING_KNOWN_NAME if is_known else w.RESEMBLING_NAME
        return cost, "resembles, but differs"
    if are_patronymics:
        return w.CONTRADICTING_PATRONYMIC, ANOTHER_PATRONYMIC
    return w.CONTRADICTING_NAME, "another name"


def _edits_of_patronymic(key: str) -> int:
    """Edits by which a patronymic may be misspelled: they all end alike, so few."""
    return _EDITS_OF_PATRONYMIC if len(key) >= LONG_PATRONYMIC else 1


def are_one_patronymic(one: str, other: str) -> bool:
    """Whether two patronymics are spellings of one, by the edits between their keys."""
    keys = romanisation_key(one), romanisation_key(other)
    return OSA.distance(*keys, score_cutoff=_EDITS_OF_PATRONYMIC) <= _EDITS_OF_PATRONYMIC


def resembles(query: Form, listed: Form, distance: int) -> bool:
    """Whether names that do not agree may be one, misspelled: by the edits between their keys.

    Two names in use only if they are one letter apart ("Moran", "Morgan").
    """
    if query.is_known and listed.is_known:
        return is_one_slip(query, listed)
    shorter, longer = sorted((query.text, listed.text), key=len)
    if len(shorter) >= w.SHORTEST_FOR_EDIT and longer.startswith(shorter):
        return True
    return distance * 5 <= max(len(query.key), len(listed.key)) * 2


def is_one_slip(query: Form, listed: Form) -> bool:
    """Whether two spellings of some length are one letter apart."""
    shortest = min(len(query.text), len(listed.text))
    return shortest >= SHORTEST_OF_SLIP and (
        OSA.distance(query.text, listed.text, score_cutoff=1) <= 1
    )


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


def counts_beside_names(token: Token) -> bool:
    """Whether a token of a name that may be a person's is a name: left over, it says another."""
    return token.role in _NAMES_TOO and len(token.text) > 1


def organisation_leftovers(
    query: PreparedName, listed: PreparedName, left_query: list[Token], left_listed: list[Token]
) -> Iterator[Evidence]:
    """What is left over of other names, token by token, and what contradicts."""
    is_translated = query.is_latin != listed.is_latin
    is_bare = may_be_person(query)
    for tokens, name, is_query, reason in (
        (left_query, query, True, NOT_LISTED),
        (left_listed, listed, False, "not in the query"),
    ):
        for token in tokens:
            cost = leftover(token, name, is_query=is_query)
            if is_query and is_bare and counts_beside_names(token):
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
