"""What a list says of how its file was read."""

from __future__ import annotations

from sanctionscreen.sources.notices import REPEATED, counted_notes


def test_each_kind_is_told_by_itself() -> None:
    """Unread records, unknown programmes, values not understood and repeats are counted."""
    unknown = {"programme: MARS": 3, "programme: VENUS": 2, "country: Atlantis": 1, REPEATED: 4}
    assert counted_notes(1, unknown) == (
        "1 record could not be read and is not screened",
        "5 designations under 2 programmes that this version does not know: kept as published",
        "1 value is not understood; `lists import` names them",
        "4 records with the id of an earlier one: joined with it",
    )


def test_a_file_read_whole_says_nothing() -> None:
    """No note where nothing is amiss."""
    assert counted_notes(0, {}) == ()
