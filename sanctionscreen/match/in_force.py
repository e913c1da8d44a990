"""What was in force on a day: designations by their dated events."""

from __future__ import annotations

from dataclasses import replace

from sanctionscreen.fields.dates import first_day
from sanctionscreen.model import Designation, EventKind, ListedParty, PartialDate

_OFF = frozenset({EventKind.DELISTED})
_ON = frozenset({EventKind.LISTED, EventKind.RELISTED})


def party_in_force(party: ListedParty, day: PartialDate | None) -> ListedParty | None:
    """The entry with the designations in force on a day (None: the list's own day).

    None where no designation was. A designation without a listing date is kept: what is not
    known must not clear anybody.
    """
    kept = tuple(item for item in party.designations if _is_in_force(item, day))
    if not kept:
        return None
    return party if kept == party.designations else replace(party, designations=kept)


def _is_in_force(designation: Designation, day: PartialDate | None) -> bool:
    if day is not None and designation.listed_on is not None and not designation.events:
        return first_day(designation.listed_on) <= first_day(day)
    past = [
        event
        for event in designation.events
        if event.kind in _OFF | _ON and (day is None or first_day(event.date) <= first_day(day))
    ]
    if past:
        return max(past, key=lambda event: first_day(event.date)).kind in _ON
    return not any(event.kind in _ON for event in designation.events)
