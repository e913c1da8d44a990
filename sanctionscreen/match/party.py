"""A counterparty against one listed party: the best of its names, and what the fields say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sanctionscreen.fields.identifiers import identifiers_agree
from sanctionscreen.match import weights as w
from sanctionscreen.match.beyond import beyond_name
from sanctionscreen.match.leftovers import ANOTHER_PATRONYMIC, NOT_LISTED, are_one_patronymic
from sanctionscreen.match.name import NameMatch
from sanctionscreen.match.score import weight_for
from sanctionscreen.model import (
    Counterparty,
    Evidence,
    Kind,
    ListedName,
    ListedParty,
    NameType,
    QueryName,
)
from sanctionscreen.names.folding import fold
from sanctionscreen.names.roles import is_patronymic
from sanctionscreen.settings import ScreenSettings, WeakAliasPolicy

_TYPE_ORDER = (NameType.PRIMARY, NameType.STRONG, NameType.FORMER, NameType.WEAK)


@dataclass(frozen=True, slots=True)
class NameComparison:
    """One query name against one listed name of a party."""

    query: QueryName
    listed: ListedName
    match: NameMatch

    def order(self) -> tuple[int, int, str]:
        """Best first; ties by the publisher's rank of the name, then by its text."""
        return (-self.match.weight, _TYPE_ORDER.index(self.listed.type), self.listed.text)


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """The whole comparison of a counterparty with a listed party.

    Attributes:
        name_weight: What the names alone weigh, for telling discounted from clear.
        is_shown: Whether it is a hit at the settings' threshold.
        is_weak_only: Whether nothing but an exact weak alias carries it.
    """

    party: ListedParty
    matched: ListedName
    weight: int
    name_weight: int
    is_shown: bool
    is_weak_only: bool
    evidence: tuple[Evidence, ...]


def with_linked_fields(party: ListedParty, linked: Sequence[ListedParty]) -> ListedParty:
    """The entry with what its linked entries say of the same party beside its own fields.

    Without it an entry that gives no birth date would hide that another one's conflicts.
    """
    others = [other for other in linked if other.listed_id != party.listed_id]
    if not others:
        return party
    entries = (party, *others)
    return replace(
        party,
        birth_dates=tuple(dict.fromkeys(d for e in entries for d in e.birth_dates)),
        birthplaces=tuple(dict.fromkeys(p for e in entries for p in e.birthplaces)),
        nationalities=tuple(dict.fromkeys(n for e in entries for n in e.nationalities)),
        locations=tuple(dict.fromkeys(p for e in entries for p in e.locations)),
        gender=next((e.gender for e in entries if e.gender is not None), None),
    )


def match_party(
    query: Counterparty,
    party: ListedParty,
    comparisons: Iterable[NameComparison],
    settings: ScreenSettings,
    linked: Sequence[ListedParty] = (),
) -> PartyMatch | None:
    """Matches a counterparty with a party by its compared names and its identifiers.

    Args:
        comparisons: Of the party's names; may be empty where an identifier led here.
        linked: The other entries of the party, whose fields count as its own.
    """
    own = settings.for_party(party, linked)
    match = _match(query, with_linked_fields(party, linked), comparisons, own)
    return None if match is None else replace(match, party=party)


def _match(
    query: Counterparty,
    party: ListedParty,
    comparisons: Iterable[NameComparison],
    settings: ScreenSettings,
) -> PartyMatch | None:
    identifiers = tuple(_shared_identifiers(query, party))
    ranked = sorted(_admitted(comparisons, settings.weak_aliases), key=NameComparison.order)
    carrying = [c for c in ranked if _may_carry(c, settings.weak_aliases)]
    weak_only = [c for c in ranked if c not in carrying and _is_exact(c.match)]
    if identifiers:
        return _by_identifier(query, party, identifiers, (carrying or ranked)[:1])
    matches = [
        _by_name(query, party, chosen[0], ranked, settings, is_weak_only=chosen is weak_only)
        for chosen in (carrying, weak_only)
        if chosen
    ]
    return max(matches, key=lambda m: (m.is_shown, not m.is_weak_only, m.weight), default=None)


def _admitted(
    comparisons: Iterable[NameComparison], policy: WeakAliasPolicy
) -> Iterator[NameComparison]:
    for comparison in comparisons:
        if policy is not WeakAliasPolicy.IGNORE or comparison.listed.type is not NameType.WEAK:
            yield comparison


def _may_carry(comparison: NameComparison, policy: WeakAliasPolicy) -> bool:
    return comparison.listed.type is not NameType.WEAK or policy is WeakAliasPolicy.FULL


def _is_exact(match: NameMatch) -> bool:
    return all(item.reason == "same" for item in match.evidence)


def _by_name(
    query: Counterparty,
    party: ListedParty,
    best: NameComparison,
    ranked: list[NameComparison],
    settings: ScreenSettings,
    *,
    is_weak_only: bool,
) -> PartyMatch:
    needed = weight_for(settings.threshold)
    beyond = beyond_name(query, party, best.match.weight)
    if not is_weak_only:
        beyond = _with_weak_alias(beyond, best, ranked, needed)
    evidence = (*best.match.evidence, *_other_patronymic(best, party), *beyond)
    weight = sum(item.weight for item in evidence)
    is_shown = is_weak_only or weight >= needed
    if is_weak_only and weight > w.WEAK_ALIAS_ALONE_MOST:
        held = Evidence("weak alias alone", "", best.listed.text, w.WEAK_ALIAS_ALONE_MOST - weight)
        evidence, weight = (*evidence, held), w.WEAK_ALIAS_ALONE_MOST
    return PartyMatch(
        party, best.listed, weight, best.match.weight, is_shown, is_weak_only, evidence
    )


def _other_patronymic(best: NameComparison, party: ListedParty) -> Iterator[Evidence]:
    """A patronymic that the best name lacks and other names of the party contradict.

    Lists often have the name once with the patronymic and once without: the one without must
    not let somebody else's patronymic pass.
    """
    extra = [e.query_value for e in best.match.evidence if e.reason == NOT_LISTED]
    wanted = [text for text in extra if is_patronymic(text)]
    if not wanted or party.kind is not Kind.PERSON:
        return
    strong = (name.text for name in party.names if name.type is not NameType.WEAK)
    theirs = [token for text in strong for token in fold(text) if is_patronymic(token)]
    for text in wanted:
        if theirs and not any(are_one_patronymic(text, token) for token in theirs):
            over = max(best.match.weight - w.BESIDE_CONTRADICTION_MOST, 0)
            cost = w.CONTRADICTING_PATRONYMIC + over
            yield Evidence(ANOTHER_PATRONYMIC, text, theirs[0], -cost)
            return


def _with_weak_alias(
    beyond: tuple[Evidence, ...], best: NameComparison, ranked: list[NameComparison], needed: int
) -> tuple[Evidence, ...]:
    """A weak alias that agrees too raises the match, within what lies beyond the name."""
    weak = [c for c in ranked if c.listed.type is NameType.WEAK and c is not best]
    if not weak or weak[0].match.weight < needed or best.match.weight < w.NAME_FLOOR:
        return beyond
    room = w.BEYOND_NAME_MOST - sum(item.weight for item in beyond if item.weight > 0)
    raised = min(w.WEAK_ALIAS_TOO, max(room, 0))
    if raised == 0 or best.listed.type is NameType.WEAK:
        return beyond
    agreed = Evidence("a weak alias agrees too", weak[0].query.text, weak[0].listed.text, raised)
    return (*beyond, agreed)


def _shared_identifiers(query: Counterparty, party: ListedParty) -> Iterator[Evidence]:
    for value in query.identifiers:
        for item in party.identifiers:
            if identifiers_agree(value, item):
                label = item.label or item.type
                yield Evidence("same identifier", value, f"{label} {item.value}", w.IDENTIFIER_SAME)
                break


def _by_identifier(
    query: Counterparty,
    party: ListedParty,
    identifiers: tuple[Evidence, ...],
    best: list[NameComparison],
) -> PartyMatch:
    """A shared identifier stands without name similarity; a name that differs takes nothing."""
    name = best[0].match if best and best[0].match.weight > 0 else NameMatch(0, ())
    matched = best[0].listed if best else party.primary_name
    beyond = beyond_name(query, party, w.NAME_FLOOR)
    evidence = (identifiers[0], *name.evidence, *beyond)
    weight = sum(item.weight for item in evidence)
    return PartyMatch(party, matched, weight, weight, True, False, evidence)
