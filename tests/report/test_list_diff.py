"""The difference of two snapshots, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from report_builders import party
from rich.cells import cell_len

from sanctionscreen.model import ListedName, ListedParty, NameType
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.list_diff import diff_record, diff_text
from sanctionscreen.store.diffing import ListDiff, diff_lists

OLD = party("OLD NAME", "x:1", remarks="one\ntwo")
NEW = replace(OLD, names=(ListedName("NEW NAME", NameType.PRIMARY),), remarks="one")
GONE, CAME, SAME = party("GONE LTD", "x:2"), party("CAME LTD", "x:3"), party("SAME LTD", "x:4")


def difference(*more: ListedParty) -> ListDiff:
    """One party of each sort."""
    return diff_lists([OLD, GONE, SAME], [NEW, CAME, SAME, *more])


def test_text_tells_each_sort_with_its_mark() -> None:
    """Added and removed parties come with programme and effect, changed ones field by field."""
    lines = diff_text(difference(), RenderOptions()).splitlines()
    assert lines[0] == "1 added, 1 removed, 1 changed, 1 the same"
    assert "+ x:3  CAME LTD (organisation)" in lines
    assert "- x:2  GONE LTD (organisation)" in lines
    assert any("investment restriction" in line for line in lines)
    changed = lines[lines.index("~ x:1  NEW NAME (organisation)") :]
    assert any(line.startswith("      - OLD NAME") for line in changed)
    assert any(line.startswith("      + NEW NAME") for line in changed)
    assert "      - two" in changed
    assert "SAME LTD" not in "\n".join(lines)


def test_text_fits_the_terminal_and_is_not_steered() -> None:
    """Long values are wrapped to the width, and an escape sequence in a name is shown, not sent."""
    odd = party("EVIL \x1b[2J" + "長" * 60, "x:9")
    text = diff_text(difference(odd), RenderOptions(width=50))
    assert max(map(cell_len, text.splitlines())) <= 50
    assert "\x1b" not in text
    assert "\\x1b" in text
    assert "\x1b[" in diff_text(difference(), RenderOptions(colour=True))


def test_the_record_holds_everything_as_json() -> None:
    """The record is plain JSON with ids, names and the values gone and new."""
    record = json.loads(json.dumps(diff_record(difference())))
    assert [each["listed_id"] for each in record["added"]] == ["x:3"]
    assert record["added"][0]["designations"][0]["programme"] == "NS-CMIC"
    assert [each["listed_name"] for each in record["removed"]] == ["GONE LTD"]
    names, remarks = record["changed"][0]["fields"]
    assert (names["field"], remarks) == (
        "names",
        {"field": "remarks", "gone": ["two"], "new": []},
    )
    assert names["gone"][0].startswith("OLD NAME")
    assert record["unchanged"] == 1


def test_no_difference_says_so() -> None:
    """Two equal lists give the counts and nothing else."""
    assert diff_text(diff_lists([OLD], [OLD]), RenderOptions()) == (
        "0 added, 0 removed, 0 changed, 1 the same\n"
    )
