"""Whether a run as of a past day rests on what was published then."""

from __future__ import annotations

from sanctionscreen.fields.dates import first_day
from sanctionscreen.index import ListIndex
from sanctionscreen.model import PartialDate


def as_of_notes(index: ListIndex, as_of: PartialDate | None) -> tuple[str, ...]:
    """One note for each list whose state on that day is only reconstructed from listing dates.

    A later file cannot tell who was delisted before it, unless the list says that its history
    is complete.
    """
    if as_of is None:
        return ()
    return tuple(
        f"{ref.id}: reconstructed from listing dates in the list of {ref.published}; "
        "parties delisted before that are missing"
        for ref in index.refs
        if not ref.history_complete
        and (ref.published is None or first_day(as_of) < first_day(ref.published))
    )
