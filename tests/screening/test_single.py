"""A typed name: what is read out of it, and what is said of it."""

from __future__ import annotations

import pytest

from sanctionscreen import ScreenSettings, lookup, open_index
from sanctionscreen.fields.dates import parse_date
from sanctionscreen.index import ListIndex
from sanctionscreen.model import Kind
from sanctionscreen.screening.single import single

NAME = "Benazir Ahmed"


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """One shipped list, compiled."""
    return open_index(["curated-us-2021-12-10"])


def test_an_ambiguous_date_in_a_name_is_read_and_doubted(index: ListIndex) -> None:
    """Day before month, as in a file, with a warning that it may be the other way round."""
    outcome = lookup(f"{NAME} 01/10/1963", index=index, settings=ScreenSettings())
    assert any("same birth date" in e.reason for e in outcome.hits[0].evidence)
    assert "1963-10-01" in outcome.warnings[0]
    assert "the other way round; read as 1963-10-01" in outcome.warnings[1]


@pytest.mark.parametrize("written", ["1963-10-01", "1 Oct 1963", "31/10/1963", "01.10.1963"])
def test_a_clear_date_in_a_name_is_not_doubted(written: str) -> None:
    """Where only one reading is a real day, or the form says which, one warning is enough."""
    row = single(f"{NAME} {written}")
    assert [warning.code for warning in row.warnings] == ["date-in-name"]
    assert len(row.birth_dates) == 1


def test_a_date_that_is_not_used_is_not_spoken_of() -> None:
    """A birth date given by itself goes before; a company has none."""
    given = parse_date("1970")
    assert given is not None
    row = single(f"{NAME} 01/10/1963", birth_date=given.span)
    assert row.birth_dates == (given.span,)
    assert row.warnings == ()
    assert single("Fund 01/10/1963", kind=Kind.ORGANISATION).birth_dates == ()
