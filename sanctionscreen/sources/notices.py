"""What a list's users must know of how its file was read: how much was not read, or not known."""

from __future__ import annotations

from collections.abc import Mapping

REPEATED = "record that repeats an id (joined with the first)"
"""What a record is counted as that is one with an earlier one."""

PROGRAMME = "programme: "
"""How counts of programmes begin that are not in the register."""


def counted_notes(unread: int, unknown: Mapping[str, int]) -> tuple[str, ...]:
    """Sentences, without full stops, on what of a file is not on the list as it stands there.

    Args:
        unread: Records that could not be read.
        unknown: What no rule of the reader covers, with counts.
    """
    programmes = [count for what, count in unknown.items() if what.startswith(PROGRAMME)]
    others = [
        count
        for what, count in unknown.items()
        if what != REPEATED and not what.startswith(PROGRAMME)
    ]
    notes = (
        (unread, f"{_counted(unread, 'record')} could not be read and {_is(unread)} not screened"),
        (
            len(programmes),
            f"{_counted(sum(programmes), 'designation')} under"
            f" {_counted(len(programmes), 'programme')} that this version does not know:"
            " kept as published",
        ),
        (
            len(others),
            f"{_counted(sum(others), 'value')} {_is(sum(others))} not understood;"
            " `lists import` names them",
        ),
        (
            unknown.get(REPEATED, 0),
            f"{_counted(unknown.get(REPEATED, 0), 'record')} with the id of an earlier one:"
            " joined with it",
        ),
    )
    return tuple(note for count, note in notes if count)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
