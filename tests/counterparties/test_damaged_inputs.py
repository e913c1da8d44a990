"""One deliberately bad input per failure: each is an error or a rejected row, never "clear"."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from sanctionscreen.counterparties import ReadingOptions, read_counterparties
from sanctionscreen.errors import InputError, UsageError
from sanctionscreen.model import Counterparty, RejectedRow


def read_all(counterparties) -> list[Counterparty | RejectedRow]:  # type: ignore[no-untyped-def]
    return list(counterparties)


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.csv"), "name\nIvan Petrov\n")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n\n \n\n".replace(b" ", b""), "blank lines only"),
        (b"\xef\xbb\xbf", "blank lines only"),
        (b"id,name\n", "no data row"),
        (b"id,name\n\n\n", "no data row"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Excel file"),
        (b"%PDF-1.7\n%abc\n", "a PDF document"),
        (b"PAR1" + bytes(20), "the Parquet file is damaged or cut off"),
        (gzip.compress(b"name\nIvan\n", mtime=0), "compressed with gzip"),
        (zipped(), "no XLSX workbook"),
        (zipped()[:60], "damaged or cut off"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00name\n", "binary, or damaged"),
        (b"name,country\n\x00\x01\x02,US\n", "binary, or damaged"),
        (b"name,name\nA B,C D\n", "the heading 'name' is there 2 times"),
        (b'[{"name": "Ivan"}]', "a JSON array"),
        (b'{\n "name": "Ivan"\n}\n', "no line of it is an object"),
        (b"<?xml version='1.0'?><list/>", "XML or HTML"),
        (b'"na"me,x\nA B,C\n', "the heading row cannot be read"),
        (b"name\n" + b"x" * 140_000 + b"\n", "longer than 131,072 characters"),
    ],
)
def test_an_input_that_is_no_table_of_names_is_an_error(
    opened, content: bytes, message: str
) -> None:
    """Empty, binary and foreign files end in exit code 3, and say what to do next."""
    with pytest.raises(InputError, match=message) as raised:
        read_all(opened(content))
    assert raised.value.exit_code == 3
    assert raised.value.path
    assert raised.value.hint


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """The path is named."""
    with pytest.raises(InputError, match="no such file") as raised:
        read_counterparties(tmp_path / "absent.csv")
    assert raised.value.path == str(tmp_path / "absent.csv")


def test_a_directory_is_an_error(tmp_path: Path) -> None:
    """A directory is not read as an empty file."""
    with pytest.raises(InputError, match="a directory"):
        read_counterparties(tmp_path)


def test_empty_standard_input_is_an_error() -> None:
    """A pipe that delivers nothing screens nothing."""
    with pytest.raises(InputError, match="standard input: the file is empty"):
        read_counterparties(io.BytesIO(b""))


def test_a_file_without_a_name_column_is_a_usage_error(opened) -> None:
    """The headings and the option to use are named; exit code 2."""
    with pytest.raises(UsageError, match=r"'Foo', 'Bar'.*--column name=") as raised:
        opened("Foo,Bar\n1,2\n")
    assert raised.value.exit_code == 2


def test_given_names_alone_are_no_names(opened) -> None:
    """A file whose family names were not recognised must not be screened by given names."""
    with pytest.raises(UsageError, match="no column is recognised"):
        opened("First name,Famly nme\nIvan,Petrov\n")


def test_a_sheet_of_a_text_file_is_a_usage_error(opened) -> None:
    """An option that could do nothing is refused."""
    with pytest.raises(UsageError, match="only a workbook has sheets"):
        opened("name\nIvan\n", sheet="Vendors")


def test_a_file_cut_inside_a_quoted_field_names_its_line(opened) -> None:
    """The line is where the field began, and no row after it passes as read."""
    content = 'id,name\n1,Foo Bar\n2,"Baz\nmore\n3,Quux Corge\n'
    with pytest.raises(InputError, match="file ends before its closing quote") as raised:
        read_all(opened(content))
    assert raised.value.line == 3


def test_the_line_is_that_of_the_field_not_of_the_row(opened) -> None:
    """A row of several quoted fields names the one that was left open."""
    content = 'id,name,note\n1,"Foo\nBar","open\nmore\n'
    with pytest.raises(InputError) as raised:
        read_all(opened(content))
    assert raised.value.line == 3


def test_a_quote_that_swallows_rows_is_an_error_or_a_rejected_row(opened) -> None:
    """Rows inside a quote that closes late never vanish into a name."""
    closes_badly = 'id,name,a,b\n1,"Foo,x,y\n2,Bar,x,y\n3,"Baz, Inc",x,y\n'
    with pytest.raises(InputError, match="not closed where it should be") as raised:
        read_all(opened(closes_badly))
    assert raised.value.line == 2
    closes_well = 'id,name,a,b\n1,"Foo,x,y\n2,Bar,x,y\n3,Baz",x,y\n4,Qux Corge,x,y\n'
    swallowing, after = read_all(opened(closes_well))
    assert isinstance(swallowing, RejectedRow)
    assert "closing quote may be missing" in swallowing.reason
    assert isinstance(after, Counterparty)


def test_quotes_that_are_not_doubled_reject_their_row_only(opened) -> None:
    """The row is not screened, the rows around it are."""
    found = read_all(opened('id,name\n1,Foo Bar\n2,"Big" Joe\n3,Baz Qux\n'))
    assert [type(row) for row in found] == [Counterparty, RejectedRow, Counterparty]
    assert [row.line for row in found] == [2, 3, 4]
    assert found[1].query == '2,"Big" Joe'


@pytest.mark.parametrize(
    "line",
    ["3,Petrov, Ivan,RU", "3,Petrov, Ivan,", "3,Ivan Petrov", "3,Ivan Petrov,RU,", "Ivan Petrov"],
)
def test_a_row_with_other_than_its_fields_is_not_screened(opened, line: str) -> None:
    """An unquoted comma, or a missing field, never gives a silently wrong name."""
    before, row, after = read_all(opened(f"id,name,country\n1,A One,US\n{line}\n4,B Two,US\n"))
    assert isinstance(before, Counterparty)
    assert isinstance(after, Counterparty)
    if line.count(",") == 2:
        # As many fields as headings, because one is missing too: shifted, and not to be told.
        pytest.fail("the case is not one of shifted fields")
    assert isinstance(row, RejectedRow)
    assert "fields where the heading row has 3" in row.reason
    assert (row.id, row.row, row.line) == (None, 2, 3)


def test_undecodable_bytes_name_their_line(opened) -> None:
    """With a given encoding the first line that does not decode is named."""
    content = "name\n" + "Иван Петров\n" * 5 + "Foo Bar\n"
    broken = content.encode() + b"M\xfcller\n"
    with pytest.raises(InputError, match="bytes that are not utf-8") as raised:
        read_all(opened(broken, encoding="utf-8"))
    assert raised.value.line == 8


def test_a_damaged_utf8_file_is_not_taken_for_another_encoding(opened) -> None:
    """One bad byte among many good UTF-8 sequences is damage, and its line is named."""
    content = ("name\n" + "Иван Петров\n" * 20).encode() + b"Bad \xff byte\n"
    with pytest.raises(InputError, match="UTF-8 but for damaged bytes") as raised:
        read_all(opened(content))
    assert raised.value.line == 22


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb18030", "中国石油天然气集团公司"),
        ("shift_jis", "株式会社日本貿易振興機構"),
        ("euc_kr", "조선민주주의인민공화국 무역회사"),
        ("cp1250", "Wałęsa Żółkiewski Spółka"),
        ("koi8-r", "Иван Петрович Сидоров"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(opened, encoding: str, name: str) -> None:
    """Text that would come out as wrong letters is an error, not a screening of them."""
    rows = "".join(f"{i},{name}\n" for i in range(20))
    content = ("id,name\n" + rows).encode(encoding)
    with pytest.raises(InputError, match="encoding cannot be told"):
        opened(content)
    found = read_all(opened(content, encoding=encoding))
    assert found[0].query == name


def test_a_nul_byte_far_into_a_file_is_an_error(opened) -> None:
    """Damage is found wherever it lies."""
    content = b"name\n" + b"Ivan Petrov\n" * 20_000 + b"Iv\0an\n"
    with pytest.raises(InputError, match="NUL bytes") as raised:
        read_all(opened(content))
    assert raised.value.line == 20_002


def test_a_broken_row_late_in_a_file_stops_the_reading() -> None:
    """Rows are streamed, and damage beyond those read ahead is still an error."""
    content = b"id,name\n" + b"1,Ivan Petrov\n" * 12_000 + b'2,"cut'
    counterparties = read_counterparties(io.BytesIO(content), ReadingOptions())
    with pytest.raises(InputError) as raised:
        read_all(counterparties)
    assert raised.value.line == 12_002
