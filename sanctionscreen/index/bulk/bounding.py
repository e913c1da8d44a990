"""The most that a pair of names can weigh, token by token; ``docs/engine.md`` has the proof.

Every bound follows from the rules in :mod:`sanctionscreen.match.name`. What agrees counts for the
most that any alignment gives it; what agrees with nothing on the other side is left over in every
alignment, and costs at least what is counted here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanctionscreen.index.bulk.compiling import compiled
from sanctionscreen.index.bulk.tables import BEGINNING, Listed, Spelt
from sanctionscreen.index.bulk.words import Words
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match import weights as w
from sanctionscreen.match.bounds import LEAST_EXTRA, LEAST_OMITTED
from sanctionscreen.match.leftovers import SHORTEST_OF_SLIP
from sanctionscreen.names.prepare import Role

NAME = ROLES.index(Role.NAME)
PATRONYMIC = ROLES.index(Role.PATRONYMIC)
INITIAL = ROLES.index(Role.INITIAL)
PARTICLE = ROLES.index(Role.PARTICLE)
GENERIC = ROLES.index(Role.GENERIC)
PLACE = ROLES.index(Role.PLACE)
NUMBER = ROLES.index(Role.NUMBER)
LEGAL_FORM = ROLES.index(Role.LEGAL_FORM)
_OMITTED_BESIDE_ONE = min(LEAST_OMITTED, w.OMITTED_BESIDE_ONE)
_PERSONS_SHARE = w.ORG_PERSONS_NAMES_SHARE[0] / w.ORG_PERSONS_NAMES_SHARE[1]


class Agreed(NamedTuple):
    """What may agree between a query and a listed name.

    Attributes:
        query, listed: The tokens that agree with anything, as masks.
        gain: The most that they weigh together, without the whole name's share, 1/64 bit.
        uncommon: The same less what common names take back in a name that agrees in part.
        least: The least that any agreeing token of the query may give.
        most: The most that any unit gives.
        share: The most that they get on top where the whole name agrees.
        is_joined: Whether several tokens of the query agree as one.
        is_begun: Whether both may begin with the same letters, so that the query may be cut short.
    """

    query: int
    listed: int
    gain: int
    uncommon: int
    least: int
    most: int
    share: int
    is_joined: bool
    is_begun: bool


@compiled
def is_name(role: int) -> bool:
    return role == NAME or role == PATRONYMIC


@compiled
def is_must(role: int) -> bool:
    """Whether a listed token left over leaves the name in part."""
    return is_name(role) or role == GENERIC or role == PLACE or role == NUMBER


@compiled
def person_bound(
    tokens: Array, words: Words, name: int, listed: Listed, spelt: Spelt, agreed: Agreed, needed: int
) -> int:
    """The most that a pair of persons' names weighs."""
    names = left = short = initials = particles = 0
    extra = 0
    for at in range(len(tokens)):
        token = tokens[at]
        role = words.role[token]
        initials += role == INITIAL
        particles += role == PARTICLE
        if is_name(role):
            names += 1
            if not agreed.query >> at & 1:
                left += 1
                short += words.may_be_particle[token]
                extra += w.OMITTED_PATRONYMIC if role == PATRONYMIC else w.EXTRA_NAME
    start, end = listed.start[name], listed.start[name + 1]
    omitted = must = briefs = 0
    for at in range(end - start):
        if not agreed.listed >> at & 1:
            role = listed.role[start + at]
            omitted += is_name(role)
            must += is_must(role)
    briefs = min(particles, listed.short[name])
    spared = listed.initials[name] + min(listed.particles[name], short)
    left_query = max(left - spared, 0)
    left_listed = max(omitted - initials - briefs, 0)
    both = min(left_query, left_listed)
    is_whole = left <= min(listed.particles[name], short) and must <= briefs
    cost = w.RESEMBLING_NAME * both + LEAST_EXTRA * (left_query - both)
    cost += w.FURTHER_NAME * max(left_query - both - 1, 0)
    if names == 1:
        cost += _OMITTED_BESIDE_ONE * (left_listed - both)
    else:
        cost += LEAST_OMITTED * (left_listed - both)
        cost += w.FURTHER_NAME * max(left_listed - both - 1, 0)
    bound = (agreed.gain + agreed.share if is_whole else agreed.uncommon) - cost
    if bound < needed or left_query == 0 or is_whole:
        return bound
    if _resembles_any(tokens, words, agreed.query, start, end, listed, spelt):
        return bound
    most = agreed.uncommon
    if both > 0:
        every = min(most, w.BESIDE_CONTRADICTION_MOST) - w.CONTRADICTING_NAME * both
        every -= LEAST_EXTRA * (left_query - both)
    else:
        every = most - (0 if spared else extra + w.FURTHER_NAME * (left_query - 1))
    return max(every, most - agreed.least - w.RESEMBLING_NAME)


@compiled
def _resembles_any(
    tokens: Array, words: Words, agreed: int, start: int, end: int, listed: Listed, spelt: Spelt
) -> bool:
    """Whether a name of the query that agrees with nothing resembles any of the listed name's."""
    for at in range(len(tokens)):
        token = tokens[at]
        if is_name(words.role[token]) and not agreed >> at & 1:
            for other in range(start, end):
                if is_name(listed.role[other]) and _resembles(token, words, listed.form[other], spelt):
                    return True
    return False


@compiled
def organisation_bound(
    tokens: Array,
    words: Words,
    name: int,
    listed: Listed,
    agreed: Agreed,
    may_be_person: bool,
    is_latin: bool,
    spelled: int,
) -> int:
    """The most that a pair of other names weighs."""
    start, end = listed.start[name], listed.start[name + 1]
    either = listed.repeats[name] != 0
    for token in tokens:
        letters = words.acronym[token]
        either |= letters != 0 and (letters & ~listed.spelled[name] == 0 or letters & ~spelled == 0)
    for at in range(start, end):
        letters = listed.acronym[at]
        either |= letters != 0 and letters & ~spelled == 0
    if either:
        return agreed.gain + agreed.share
    is_translated = bool(listed.is_latin[name]) != is_latin
    particles = 0
    for token in tokens:
        particles += words.role[token] == PARTICLE
    cost, is_whole = 0, True
    number = place = own = generic = legal = 0
    for at in range(len(tokens)):
        token = tokens[at]
        role = words.role[token]
        if agreed.query >> at & 1 or role == BEGINNING:
            continue
        if words.may_be_particle[token] and listed.particles[name]:
            continue
        if may_be_person and words.is_beside[token]:
            cost += w.ORG_EXTRA_BESIDE_NAMES
        elif is_translated and (role == NAME or role == GENERIC):
            cost += min(words.left[token], w.OTHER_SCRIPT_LEFTOVER)
        else:
            cost += words.left[token]
        is_whole &= not (is_name(role) or role == NUMBER)
        number += role == NUMBER
        place += role == PLACE
        own += role == NAME
        generic += role == GENERIC
        legal += role == LEGAL_FORM
    numbers = places = owns = generics = legals = 0
    for at in range(end - start):
        role = listed.role[start + at]
        if agreed.listed >> at & 1 or role == BEGINNING:
            continue
        if particles and listed.is_brief[start + at]:
            continue
        if is_translated and (role == NAME or role == GENERIC):
            cost += min(listed.left[start + at], w.OTHER_SCRIPT_LEFTOVER)
        else:
            cost += listed.left[start + at]
        is_whole &= not is_must(role)
        numbers += role == NUMBER
        places += role == PLACE
        owns += role == NAME
        generics += role == GENERIC
        legals += role == LEGAL_FORM
    number, place, legal = min(number, numbers), min(place, places), min(legal, legals)
    own, generic = min(own, owns), min(generic, generics)
    cost += w.ORG_CONTRADICTING_NUMBER * number + w.ORG_CONTRADICTING_PLACE * place
    cost += w.ORG_OTHER_LEGAL_FORM * legal
    if not is_translated:
        cost += w.ORG_CONTRADICTING_NAME * own + w.ORG_OTHER_BUSINESS * generic
    gain = agreed.gain + agreed.share
    if not is_whole:
        gain = agreed.gain
        if may_be_person and not agreed.is_joined:
            # One name alone counts whole; several names of people weigh less by a share.
            several = gain - int(gain * _PERSONS_SHARE) - w.COMMON_NAME_TOO + 1
            gain = max(agreed.most, several)
    if number or place or (own and not is_translated):
        gain = min(gain, w.ORG_BESIDE_CONTRADICTION_MOST)
    return gain - cost


@compiled
def _resembles(token: int, words: Words, form: int, spelt: Spelt) -> bool:
    """As :func:`sanctionscreen.match.leftovers.resembles`."""
    low, high = words.text_start[token], words.text_start[token + 1]
    other, end = spelt.text_start[form], spelt.text_start[form + 1]
    shortest = min(high - low, end - other)
    if words.is_known[token] and spelt.is_known[form]:
        if shortest < SHORTEST_OF_SLIP or abs((high - low) - (end - other)) > 1:
            return False
        return _distance(words.text_letters[low:high], spelt.text[other:end]) <= 1
    if shortest >= w.SHORTEST_FOR_EDIT:
        is_begun = True
        for at in range(shortest):
            is_begun &= words.text_letters[low + at] == spelt.text[other + at]
        if is_begun:
            return True
    low, high = words.key_start[token], words.key_start[token + 1]
    other, end = spelt.key_start[form], spelt.key_start[form + 1]
    longest = max(high - low, end - other)
    return 5 * _distance(words.key_letters[low:high], spelt.key[other:end]) <= 2 * longest


@compiled
def _distance(one: Array, other: Array) -> int:
    """Edits between two texts, an exchange of neighbours counting one (optimal string alignment)."""
    rows = np.zeros((3, len(other) + 1), np.int64)
    for at in range(len(other) + 1):
        rows[0, at] = at
    for i in range(1, len(one) + 1):
        now, before, earlier = i % 3, (i - 1) % 3, (i - 2) % 3
        rows[now, 0] = i
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            best = min(rows[before, j] + 1, rows[now, j - 1] + 1, rows[before, j - 1] + differs)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, rows[earlier, j - 2] + 1)
            rows[now, j] = best
    return rows[len(one) % 3, len(other)]
