"""What holds for every input: rows in are items out, nothing moves, and only our errors escape."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanctionscreen.counterparties import Counterparties, ReadingOptions, read_counterparties
from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.model import Counterparty, RejectedRow

HEADINGS = ["id", "name", "note", "city"]


def tables(exclude: str) -> st.SearchStrategy[list[list[str]]]:
    cell = st.text(st.characters(codec="utf-8", exclude_characters=exclude), max_size=20)
    return st.lists(st.lists(cell, min_size=4, max_size=4), min_size=1, max_size=8)


# The csv module writes a lone carriage return without quotes, and so divides the row.
ROWS = tables("\0\r")
QUOTED_ROWS = tables("\0")


def read(content: bytes, **options: Any) -> Counterparties:
    return read_counterparties(io.BytesIO(content), ReadingOptions(**options))


def written(rows: list[list[str]], **dialect: Any) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, **dialect)
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    return text.getvalue().encode()


def plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(ROWS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=200, deadline=None)
@example([["1", "Ivan, Petrov", "a\nb", "c"]], ",", "\n")
def test_rows_in_are_items_out_and_no_field_moves(
    rows: list[list[str]], delimiter: str, ending: str
) -> None:
    """What a CSV writer writes comes back: one item a row, each cell under its own heading."""
    content = written(rows, delimiter=delimiter, lineterminator=ending)
    found = list(read(content, encoding="utf-8", delimiter=delimiter))
    assert [item.row for item in found] == list(range(1, len(rows) + 1))
    for item, (identity, name, _, city) in zip(found, rows, strict=True):
        if isinstance(item, RejectedRow):
            continue
        assert plain(item.id or "") in plain(identity) or identity.startswith('="')
        assert plain(item.query) == plain(name) or name.startswith('="')
        assert len(item.cities) <= 1
        if item.cities and not city.startswith('="'):
            assert plain(item.cities[0]) == plain(city)


@given(QUOTED_ROWS)
@settings(max_examples=100, deadline=None)
def test_lines_are_where_rows_begin(rows: list[list[str]]) -> None:
    """The line of each item is the line of the file on which its row was written."""
    content = written(rows, lineterminator="\n", quoting=csv.QUOTE_ALL)
    wanted, line = [], 2
    for row in rows:
        wanted.append(line)
        record = ",".join(row)
        breaks = record.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        line += breaks + 1
    found = list(read(content, encoding="utf-8", delimiter=","))
    assert [item.line for item in found] == wanted


@given(st.integers(0, 3), st.text("abc,; \"'x", min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_an_unquoted_comma_is_never_a_silent_name(place: int, name: str) -> None:
    """A name written without quotes is read whole, or its row is not screened."""
    cells = ["1", "Foo Bar", "note", "city"]
    cells[place] = name
    content = "\n".join([",".join(HEADINGS), ",".join(cells), "2,Baz Qux,n,c"]).encode() + b"\n"
    try:
        first, *_ = read(content)
    except SanctionscreenError:
        return
    if isinstance(first, Counterparty):
        whole = name if place == 1 else "Foo Bar"
        assert plain(first.query) == plain(whole)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
@example(b"\xff\xfe\x00\x00\x00")
@example(b'name\n"')
@example(b"name\n\xd8\x00")
@example(b"{\n")
@example(b"sep=\xff\n")
def test_random_bytes_end_in_rows_or_our_errors(content: bytes) -> None:
    """Nothing but our own errors escapes, whatever the bytes."""
    for beginning in (b"", b"name,country\n", b"\xff\xfen\0a\0m\0e\0\n\0", b'{"name":"x"}\n'):
        try:
            found = list(read(beginning + content))
        except SanctionscreenError:
            continue
        assert found


@given(st.binary(max_size=120), st.sampled_from(["utf-8", "utf-16", "cp1252", "gb18030", "utf-32"]))
@settings(max_examples=200, deadline=None)
def test_random_bytes_in_a_given_encoding_end_in_rows_or_our_errors(
    content: bytes, encoding: str
) -> None:
    """A wrong --encoding is an error of ours, never a traceback."""
    try:
        found = list(read("name\n".encode(encoding) + content, encoding=encoding))
    except SanctionscreenError:
        return
    assert found
