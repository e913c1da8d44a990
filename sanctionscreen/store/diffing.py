"""What differs between two readings of one list: parties added, removed and changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import DateSpan, Kind, ListedParty, PartialDate

COMPARED = (
    *("kind", "names", "designations", "birth_dates", "birthplaces", "nationalities", "gender"),
    *("identifiers", "locations", "positions", "remarks", "links", "references"),
)
"""The fields of a listed party that are compared, in the order in which changes are told."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field of a party lost and gained, as text, in the list's order."""

    field: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyChange:
    """A party that is in both readings and not the same; named as the newer one has it."""

    listed_id: str
    name: str
    kind: Kind
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ListDiff:
    """Two readings of one list compared, each part in the order of the listed ids."""

    added: tuple[ListedParty, ...]
    removed: tuple[ListedParty, ...]
    changed: tuple[PartyChange, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether the two readings hold the same."""
        return not (self.added or self.removed or self.changed)


def diff_lists(old: Iterable[ListedParty], new: Iterable[ListedParty]) -> ListDiff:
    """Compares two readings of one list; only the old one is held in memory whole.

    Parties are paired by their listed id. Where the publisher gives none and ours is a digest
    (``id_is_stable`` is false), what the ids leave over is paired by content, so that a digest made
    in another way is no change; one whose name or birth date was corrected is removed and added.
    The order of values within a field is no difference.

    Raises:
        ListFormatError: one reading holds an id twice.
    """
    before: dict[str, ListedParty] = {}
    for party in old:
        if before.setdefault(party.listed_id, party) is not party:
            raise _repeated(party.listed_id)
    seen: set[str] = set()
    added: list[ListedParty] = []
    changed: list[PartyChange] = []
    for party in new:
        if party.listed_id in seen:
            raise _repeated(party.listed_id)
        seen.add(party.listed_id)
        earlier = before.pop(party.listed_id, None)
        if earlier is None:
            added.append(party)
        elif change := _change(earlier, party):
            changed.append(change)
    added, removed = _without_same_content(added, list(before.values()))
    return ListDiff(
        added=tuple(sorted(added, key=_order)),
        removed=tuple(sorted(removed, key=_order)),
        changed=tuple(sorted(changed, key=_order)),
        unchanged=len(seen) - len(added) - len(changed),
    )


def _without_same_content(
    added: list[ListedParty], removed: list[ListedParty]
) -> tuple[list[ListedParty], list[ListedParty]]:
    """What remains when parties of one content and without ids of the publisher are paired."""
    contents = Counter(_content(party) for party in sorted(added, key=_order))
    contents &= Counter(_content(party) for party in removed)
    contents.pop(None, None)
    return _less(added, contents), _less(removed, contents)


def _less(parties: list[ListedParty], contents: Counter[ListedParty | None]) -> list[ListedParty]:
    left = contents.copy()
    kept = []
    for party in sorted(parties, key=_order):
        content = _content(party)
        if left[content] > 0:
            left[content] -= 1
        else:
            kept.append(party)
    return kept


def _content(party: ListedParty) -> ListedParty | None:
    """All that a party without an id of the publisher holds; None where it has such an id."""
    return None if party.id_is_stable else replace(party, listed_id="")


def _change(old: ListedParty, new: ListedParty) -> PartyChange | None:
    if old == new:
        return None
    changes = tuple(
        change for field in COMPARED if (change := _field_change(field, old, new)) is not None
    )
    if not changes:
        return None
    return PartyChange(new.listed_id, new.primary_name.text, new.kind, changes)


def _field_change(field: str, old: ListedParty, new: ListedParty) -> FieldChange | None:
    before, after = _values(old, field), _values(new, field)
    if before == after:
        return None
    gone, came = _beyond(before, after), _beyond(after, before)
    return FieldChange(field, gone, came) if gone or came else None


def _beyond(values: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The values that the others do not hold, as often as they do not."""
    left = Counter(others)
    beyond = []
    for value in values:
        if left[value] > 0:
            left[value] -= 1
        else:
            beyond.append(value)
    return tuple(beyond)


def _values(party: ListedParty, field: str) -> tuple[str, ...]:
    value = getattr(party, field)
    if field == "remarks":  # Readers put one remark on each line.
        return tuple((value or "").splitlines())
    if isinstance(value, tuple):
        return tuple(_text(item) for item in value)
    return () if value is None else (_text(value),)


def _text(value: object, between: str = " | ") -> str:
    """A value with all it holds, so that two that differ never read the same."""
    if isinstance(value, (PartialDate, DateSpan)):
        return str(value)
    if isinstance(value, tuple):
        return " ".join(_text(item, ", ") for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return str(value)
    parts: list[str] = []
    for field in fields(value):
        held = getattr(value, field.name)
        if held is None or held == () or held is False:
            continue
        items = held if isinstance(held, tuple) else (held,)
        text = "; ".join(_text(item, ", ") for item in items)
        parts.append(text if not parts else f"{field.name.replace('_', ' ')}: {text}")
    return between.join(parts)


def _order(item: ListedParty | PartyChange) -> tuple[tuple[int, int, str], ...]:
    """Listed ids with their numbers as numbers: ``ofac-sdn:36`` before ``ofac-sdn:306``."""
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part)
        for part in _DIGITS.split(item.listed_id)
        if part
    )


def _repeated(listed_id: str) -> ListFormatError:
    return ListFormatError(
        f"the list holds the id {listed_id} twice and cannot be compared",
        hint="Import or update the list again",
    )
