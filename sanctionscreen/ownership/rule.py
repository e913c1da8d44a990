"""The 50 Percent Rule as a fixed point: who is owned, in aggregate, by those who are blocked.

A blocked person's share counts whole, and so does that of an entity which blocked persons own to
50 percent or more, for such an entity is blocked itself (guidance of 13 August 2014; FAQ 399:
shares of several blocked persons are added up; FAQ 401: indirect ownership counts through entities
that are owned to 50 percent or more themselves). A share held by anybody else counts for nothing,
whoever owns that holder in part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from sanctionscreen.model import BlockedAs, Holding, Ownership, OwnershipStep
from sanctionscreen.ownership.shares import Share, key_of

THRESHOLD = Fraction(50)
"""Percent; exactly 50 is owned (guidance of 13 August 2014)."""

Blocked = Mapping[str, tuple[BlockedAs, ...]]
"""Key of a party to what it is taken for."""


class OwnershipGraph:
    """The shares of a file, asked for each entity with the blocked parties of one run."""

    def __init__(
        self, shares: Iterable[Share], blocked: Blocked, key: Callable[[str], str] = key_of
    ) -> None:
        """Takes names with one ``key`` for one party; ``blocked`` goes by these keys."""
        self._key = key
        self._blocked = {name: taken for name, taken in blocked.items() if taken}
        self._holders: dict[str, list[Share]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._alone: dict[str, OwnershipStep] = {}
        for share in shares:
            owned = key(share.owned)
            self._holders[owned].append(share)
            self._names.setdefault(owned, share.owned)

    @property
    def entities(self) -> tuple[str, ...]:
        """Keys of all that are owned by anybody, in the order of the file."""
        return tuple(self._names)

    def ownership(self, entity: str) -> Ownership | None:
        """What blocked parties hold of an entity, however little; None where they hold nothing.

        What an entity itself is, or is owned through, is no ground for its own being owned: its
        holders are judged as if it were not there, so that no cycle of shares carries itself.
        """
        if self._blocked.keys().isdisjoint(self._all_above(entity)):
            return None
        first = self._step_alone(entity)
        if not first.holdings:
            return None
        steps, seen = [first], {entity}
        for step in steps:
            for holding in step.holdings:
                name = self._key(holding.owner)
                if not holding.blocked_as and name not in seen:
                    seen.add(name)
                    steps.append(self._step_below(name, entity))
        return Ownership(tuple(steps))

    def _step_below(self, holder: str, entity: str) -> OwnershipStep:
        """The step of a holder, of which the entity asked for is no ground either."""
        if entity not in self._all_above(holder):
            return self._step_alone(holder)
        return self._step(holder, frozenset((holder, entity)))

    def _step_alone(self, entity: str) -> OwnershipStep:
        if entity not in self._alone:
            self._alone[entity] = self._step(entity, frozenset((entity,)))
        return self._alone[entity]

    def _step(self, entity: str, without: frozenset[str]) -> OwnershipStep:
        blocked = self._blocked_above(entity, without)
        holdings = tuple(
            Holding(share.owner, share.percent, share.line, self._blocked.get(owner, ()))
            for share in self._holders[entity]
            if (owner := self._key(share.owner)) in blocked
        )
        return OwnershipStep(self._names[entity], holdings)

    def _blocked_above(self, entity: str, without: frozenset[str]) -> set[str]:
        """The least set of an entity's direct and indirect holders that is blocked."""
        above = self._all_above(entity) - without
        held: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
        for name in above:
            for share in self._holders.get(name, ()):
                held[self._key(share.owner)].append((name, share.percent))
        found = {name for name in above if name in self._blocked}
        waiting, sums = list(found), defaultdict[str, Fraction](Fraction)
        while waiting:
            for name, percent in held.get(waiting.pop(), ()):
                sums[name] += percent
                if name not in found and sums[name] >= THRESHOLD:
                    found.add(name)
                    waiting.append(name)
        return found

    def _all_above(self, entity: str) -> frozenset[str]:
        """Everybody who holds a share of an entity, directly or through others."""
        if entity not in self._above:
            found: set[str] = set()
            waiting = [entity]
            while waiting:
                for share in self._holders.get(waiting.pop(), ()):
                    owner = self._key(share.owner)
                    if owner not in found:
                        found.add(owner)
                        waiting.append(owner)
            self._above[entity] = frozenset(found)
        return self._above[entity]
