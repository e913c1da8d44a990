"""Tables, workbooks and JSON within limits."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.json_text import read_json, read_json_lines
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.tables import combinations, csv_table, values
from sanctionscreen.sources.workbooks import read_workbook, workbook_mentions


def test_headings_are_compared_by_letters_and_digits(tmp_path: Path) -> None:
    """Blanks, case and punctuation of headings make no difference."""
    path = tmp_path / "t.csv"
    path.write_text("Unique ID,Nationality(/ies)\nX1,  Two  Words \n", encoding="utf-8")
    table = csv_table(path)
    (row,) = table.rows()
    assert (row.get("UNIQUE_ID"), row.get("nationality (ies)")) == ("X1", "Two Words")
    assert table.unknown(["unique id"]) == ("Nationality(/ies)",)
    assert row.get("no such heading") == ""


def test_rows_know_their_lines(tmp_path: Path) -> None:
    """A quoted field over several lines does not shift the line of the next row."""
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"one\ntwo",x\n\n3,y\n', encoding="utf-8")
    assert [row.line for row in csv_table(path).rows()] == [2, 5]


def test_values_and_combinations_are_unique(tmp_path: Path) -> None:
    """Rows that repeat a value give it once, and empty combinations fall away."""
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,x\n1,y\n1,x\n,\n", encoding="utf-8")
    rows = tuple(csv_table(path).rows())
    assert values(rows, "a") == ("1",)
    assert combinations(rows, "a", "b") == (("1", "x"), ("1", "y"))


@pytest.mark.parametrize("content", [b'a,b\n1,"never closed\n', b"a,b\n1,\xff\xfe\n"])
def test_damaged_csv_is_refused(tmp_path: Path, content: bytes) -> None:
    """A quote that never closes and bytes that are no text are errors with their line."""
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(ListFormatError, match=r"t\.csv:[12]: .*cannot be read as CSV"):
        tuple(csv_table(path).rows())


def test_workbook_is_recognised_by_its_content(
    tmp_path: Path, workbook: Callable[..., bytes]
) -> None:
    """Words in any script are found, others are not."""
    path = tmp_path / "book"
    path.write_bytes(workbook({"S": [["Назва укр.", "Group ID"], [1, 2]]}))
    file = open_source(path)
    assert workbook_mentions(file, "Назва укр.", "Group ID")
    assert not workbook_mentions(file, "Group ID", "Something else")


def test_damaged_workbook_is_refused(tmp_path: Path, workbook: Callable[..., bytes]) -> None:
    """A workbook that is cut short is an error, not an empty list."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"S": [["a"], [1]]})[:-400])
    with pytest.raises(ListFormatError):
        read_workbook(path)


def test_workbook_bomb_is_refused(tmp_path: Path) -> None:
    """A workbook that would unpack to far more than it holds is not unpacked."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/sharedStrings.xml", b" " * (80 * 1024**2))
    with pytest.raises(ListFormatError, match="would unpack to"):
        read_workbook(path)


def test_deep_json_is_refused(tmp_path: Path) -> None:
    """A document nested absurdly deep is an error of the file, not a crash."""
    path = tmp_path / "deep.json"
    path.write_bytes(b"[" * 200_000)
    with pytest.raises(ListFormatError, match="nested too deep"):
        read_json(path)


def test_line_that_is_no_object_is_refused(tmp_path: Path) -> None:
    """Blank lines are passed over; a line with anything but an object is named."""
    path = tmp_path / "lines.json"
    path.write_bytes(b'{"a": 1}\n\n[2]\n')
    with pytest.raises(ListFormatError, match=r"lines\.json:3: .*not a JSON object"):
        tuple(read_json_lines(path))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Tax ID No.", "tax-id"),
        ("Cedula No.", "national-id"),
        ("National ID No.", "national-id"),
        ("Commercial Registry Number", "registration"),
        ("Vessel Registration Identification", "imo"),
        ("SWIFT/BIC", "bic"),
        ("Digital Currency Address - XBT", "crypto-address"),
        ("Diplomatic Passport", "passport"),
        ("Numéro de passeport", "passport"),
        ("Aircraft Tail Number", "aircraft-number"),
        ("Legal Entity Number", "lei"),
        ("MMSI", "mmsi"),
        ("Email Address", "contact"),
        ("ISIN", "security"),
        ("Driver's License No.", "other"),
        ("Something", "other"),
    ],
)
def test_labels_of_identifiers(label: str, kind: str) -> None:
    """The words of publishers' labels decide the type, the telling ones before the common."""
    assert identifier_type(label) == kind
