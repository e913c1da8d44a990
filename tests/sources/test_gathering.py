"""What makes gathered records a whole list."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import (
    Designation,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.base import ReadOptions, SourceFile
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import (
    Gathering,
    ListTitle,
    counts_of,
    digest_key,
    joined,
    unique_names,
)
from sanctionscreen.sources.programmes import ProgrammeRegister

TITLE = ListTitle("x-list", "A list", "An authority", None)


@pytest.fixture
def gathering(tmp_path: Path) -> Gathering:
    """A gathering over a small file."""
    path = tmp_path / "list.xml"
    path.write_bytes(b"content")
    return Gathering(TITLE, SourceFile(path, b"content"), ReadOptions(ProgrammeRegister(())))


def add(gathering: Gathering, number: int) -> None:
    """Adds parties with names and numbers of their own."""
    for key in range(number):
        draft = Draft(gathering, str(key), Kind.PERSON)
        draft.add_name(f"Person {key}", NameType.PRIMARY)
        draft.finish()


def party(*names: ListedName, key: str = "1") -> ListedParty:
    """A party with these names."""
    designation = Designation(None, "P", "A", (Measure.OTHER,))
    return ListedParty(f"x-list:{key}", "x-list", Kind.PERSON, names, (designation,))


def test_one_problem_in_a_hundred_is_let_through(gathering: Gathering) -> None:
    """Exactly 1 % unreadable records pass, and are told."""
    add(gathering, 99)
    gathering.problem("broken", record="r")
    parsed = gathering.finish(None)
    assert len(parsed.parties) == 99
    assert [problem.message for problem in parsed.problems] == ["broken"]


def test_more_problems_fail_the_list(gathering: Gathering) -> None:
    """One more than 1 % fails the load, naming the first."""
    add(gathering, 98)
    gathering.problem("broken", record="first", line=7)
    gathering.problem("broken", record="second")
    with pytest.raises(ListFormatError, match=r"list.xml:7: 2 of 100 records.*first: broken"):
        gathering.finish(None)


def test_stated_count_must_agree(gathering: Gathering) -> None:
    """A file that states another number of records than it holds is not whole."""
    add(gathering, 3)
    with pytest.raises(ListFormatError, match="states 4 records and holds 3"):
        gathering.finish(None, stated=4)
    assert len(gathering.finish(None, stated=3).parties) == 3


def test_reference_says_what_was_read(gathering: Gathering) -> None:
    """The list's reference has its counts, its bytes' digest and the file's own date."""
    add(gathering, 2)
    ref = gathering.finish(PartialDate(2026, 1, 2)).ref
    assert (ref.id, ref.counts.parties, ref.published) == ("x-list", 2, PartialDate(2026, 1, 2))
    assert ref.sha256 == "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"


def test_list_id_of_a_team_replaces_ours(tmp_path: Path) -> None:
    """A team that reads a file under its own list id gets that id in every party."""
    path = tmp_path / "list.xml"
    path.write_bytes(b"content")
    options = ReadOptions(ProgrammeRegister(()), list_id="own-list")
    gathering = Gathering(TITLE, SourceFile(path, b"content"), options)
    add(gathering, 1)
    parsed = gathering.finish(None)
    assert parsed.ref.id == "own-list"
    assert parsed.parties[0].listed_id == "own-list:0"
    assert parsed.parties[0].list_id == "own-list"


def test_record_without_a_name_is_a_problem(gathering: Gathering) -> None:
    """A party without a name cannot be screened against, and is told."""
    add(gathering, 200)
    Draft(gathering, "nameless", Kind.PERSON).finish(line=5)
    (problem,) = gathering.finish(None).problems
    assert (problem.record, problem.line) == ("nameless", 5)


def test_odd_values_are_kept_and_counted(gathering: Gathering) -> None:
    """A date, a country and a gender that cannot be read stay in the remarks or the counts."""
    draft = Draft(gathering, "1", Kind.PERSON)
    draft.add_name("A Name", NameType.PRIMARY)
    draft.add_birth_date("in the year of the dog")
    draft.add_nationality("Atlantis")
    draft.add_gender("various")
    draft.finish()
    parsed = gathering.finish(None)
    assert dict(parsed.unknown) == {
        "birth date: in the year of the dog": 1,
        "country: Atlantis": 1,
        "gender: various": 1,
    }
    assert "in the year of the dog" in (parsed.parties[0].remarks or "")
    assert "Atlantis" in (parsed.parties[0].remarks or "")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kabul, Afghanistan", "AF"),
        ("Bonn, 53229, Germany (previous)", "DE"),
        ("Richardson, CA", None),
        ("Somewhere near the border", None),
    ],
)
def test_country_at_the_end_of_a_place(
    gathering: Gathering, text: str, country: str | None
) -> None:
    """A place in one text gives its country by name; two letters may be a state."""
    draft = Draft(gathering, "1", Kind.PERSON)
    draft.add_location(text)
    assert draft.locations[0].country == country


def test_names_are_ordered_and_unique() -> None:
    """The primary name comes first, a text counts once, in its strongest type."""
    names = unique_names(
        (
            ListedName("Alias", NameType.WEAK),
            ListedName("Alias", NameType.STRONG),
            ListedName("Real", NameType.PRIMARY),
        )
    )
    assert [(name.text, name.type) for name in names] == [
        ("Real", NameType.PRIMARY),
        ("Alias", NameType.STRONG),
    ]


def test_first_name_leads_where_none_is_primary() -> None:
    """A publisher that ranks no name as primary still gives a party with one."""
    names = unique_names((ListedName("A", NameType.STRONG), ListedName("B", NameType.STRONG)))
    assert [name.type for name in names] == [NameType.PRIMARY, NameType.STRONG]


def test_joined_records_lose_nothing() -> None:
    """Two records of one id keep the names and designations of both, once."""
    first = party(ListedName("A", NameType.PRIMARY))
    second = party(ListedName("B", NameType.PRIMARY), ListedName("A", NameType.STRONG))
    both = joined(first, second)
    assert [name.text for name in both.names] == ["A", "B"]
    assert len(both.designations) == 1
    assert counts_of((both,)).names == 2


def test_digest_key_depends_on_every_part() -> None:
    """Ids of lists without any differ where name or birth date do."""
    keys = {digest_key("l", "Name", "1970"), digest_key("l", "Name", "1971"),
            digest_key("l", "Nam", "e1970")}  # fmt: skip
    assert len(keys) == 3


def test_the_code_na_is_namibia(gathering: Gathering) -> None:
    """In a column of country codes "NA" is a country, not a missing value."""
    draft = Draft(gathering, "1", Kind.PERSON)
    draft.add_location("Windhoek", code="NA")
    assert [place.country for place in draft.locations] == ["NA"]
