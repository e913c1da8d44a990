"""CSV and TSV: what is read, under which lines and headings."""

from __future__ import annotations

import io
import os
import sys
import threading
from pathlib import Path
from subprocess import run

import pytest

from sanctionscreen.counterparties import ReadingOptions, read_counterparties
from sanctionscreen.errors import UsageError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Counterparty, Gender, Kind, NameOrigin, NamePart, RejectedRow


def rows(counterparties) -> list[Counterparty]:  # type: ignore[no-untyped-def]
    found = list(counterparties)
    assert all(isinstance(row, Counterparty) for row in found), found
    return found


def test_every_field_of_a_row_is_read(opened) -> None:
    """All fields reach the counterparty, with its row and line."""
    (row,) = rows(
        opened(
            "id,name,birth_date,country,kind,gender,identifier,city\n"
            "C-1,Ivan Petrov,1970-05-01,Russia,individual,M,AB 1234567,Moscow\n"
        )
    )
    assert (row.row, row.line, row.id, row.query) == (1, 2, "C-1", "Ivan Petrov")
    assert [str(date) for date in row.birth_dates] == ["1970-05-01"]
    assert (row.countries, row.kind, row.gender) == (("RU",), Kind.PERSON, Gender.MALE)
    assert (row.identifiers, row.cities, row.warnings) == (("AB 1234567",), ("Moscow",), ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends_are_found(opened, ending: str, delimiter: str) -> None:
    """Each usual delimiter and line end gives the same rows on the same lines."""
    lines = [["name", "country"], ["Ivan Petrov", "RU"], ["Foo Bar", "US"]]
    text = ending.join(delimiter.join(cells) for cells in lines) + ending
    found = rows(opened(text))
    assert [(row.line, row.query, row.countries) for row in found] == [
        (2, "Ivan Petrov", ("RU",)),
        (3, "Foo Bar", ("US",)),
    ]


def test_a_line_that_names_the_separator_is_obeyed(opened) -> None:
    """Spreadsheets write "sep=;" first; it is no heading row and counts as a line."""
    (row,) = rows(opened("sep=;\nname;country\nFoo, Bar, Baz;US\n"))
    assert (row.line, row.query, row.countries) == (3, "Foo, Bar, Baz", ("US",))


def test_a_quoted_field_keeps_delimiters_quotes_and_line_ends(opened) -> None:
    """Quoting is read as written, and the next row's line counts the lines inside quotes."""
    first, second = rows(opened('name,note\n"PUTIN, Vladimir","a ""b""\nc"\nBob Jones,x\n'))
    assert (first.query, first.line) == ("PUTIN, Vladimir", 2)
    assert (second.query, second.line) == ("Bob Jones", 4)


def test_a_blank_after_the_delimiter_may_stand_before_quotes(opened) -> None:
    """`, "x, y"` is one quoted field."""
    (row,) = rows(opened('id, name\n1, "PUTIN, Vladimir"\n'))
    assert row.query == "PUTIN, Vladimir"


def test_blank_lines_are_counted_and_are_no_rows(opened) -> None:
    """Rows keep their numbers and lines, and the notices tell of the blank lines."""
    counterparties = opened("name,country\n\nFoo Bar,US\n\n\nBaz Qux,US\n")
    assert [(row.row, row.line) for row in counterparties] == [(1, 3), (2, 6)]
    assert "blank lines skipped: 3 (first: line 2)" in counterparties.notices


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("windows-1251", b""),
        ("koi8-r", None),
    ],
)
def test_cyrillic_files_are_read_in_their_encoding(
    opened, encoding: str, bom: bytes | None
) -> None:
    """Unicode and Windows-1251 are found from the bytes; any other encoding can be given."""
    text = "наименование;страна\nИван Петров;Россия\nСидоров Пётр;Куба\n"
    if bom is None:
        counterparties = opened(text.encode(encoding), encoding=encoding)
    else:
        counterparties = opened(bom + text.encode(encoding))
    first, second = rows(counterparties)
    assert (first.query, first.countries) == ("Иван Петров", ("RU",))
    assert (second.query, second.countries) == ("Сидоров Пётр", ("CU",))
    assert counterparties.notices[0].startswith("read as ")


def test_western_files_are_read_as_windows_1252(opened) -> None:
    """Accented letters among plain ones are Windows-1252, and the notice says so."""
    text = "Firma;Land\nMüller & Söhne GmbH;Österreich\nCôte d’Azur – Société;France\n"
    counterparties = opened(text.encode("windows-1252"))
    assert [row.query for row in counterparties] == [
        "Müller & Söhne GmbH",
        "Côte d’Azur – Société",
    ]
    assert counterparties.notices[0] == "read as windows-1252, fields separated by ;"


def test_a_stream_is_read_like_a_file(opened) -> None:
    """Standard input gives the same rows and digest as a file with the same bytes."""
    content = b"name,country\nIvan Petrov,RU\n"
    from_file = opened(content)
    from_stream = read_counterparties(io.BytesIO(content))
    assert list(from_stream) == list(from_file) == list(from_stream)
    assert from_stream.sha256 == from_file.sha256


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    """Process substitution hands over a pipe, which can be read only once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    content = b"name,country\nIvan Petrov,RU\n"
    writer = threading.Thread(target=pipe.write_bytes, args=(content,))
    writer.start()
    counterparties = read_counterparties(pipe)
    writer.join()
    assert [row.query for row in counterparties] == ["Ivan Petrov"]


def test_namibia_is_a_country_and_na_is_not(opened) -> None:
    """ "NA" is Namibia; in lower case it is "not available", which is said."""
    upper, lower = rows(opened("name,country\nFoo Bar,NA\nBaz Qux,na\n"))
    assert (upper.countries, upper.warnings) == (("NA",), ())
    assert lower.countries == ()
    assert [warning.code for warning in lower.warnings] == ["country"]


def test_values_that_are_not_understood_are_said(opened) -> None:
    """An unread birth date, country or rounded number is a warning; an unread kind is counted."""
    counterparties = opened(
        "name,dob,country,passport,kind\nFoo Bar,1.1.60,Atlantis,1.23E+17,Gold partner\n"
    )
    (row,) = rows(counterparties)
    assert [warning.code for warning in row.warnings] == ["birth-date", "country", "identifier"]
    assert (row.birth_dates, row.countries, row.identifiers, row.kind) == ((), (), (), Kind.UNKNOWN)
    assert any("kinds not understood in column 'kind'" in text for text in counterparties.notices)


def test_missing_values_are_no_warning(opened) -> None:
    """Empty cells and "N/A" in the optional columns are simply missing."""
    for value in ("", "N/A", "-", "unknown"):
        (row,) = rows(opened(f"name,dob,country,passport\nFoo Bar,{value},{value},{value}\n"))
        assert (row.birth_dates, row.countries, row.identifiers, row.warnings) == ((), (), (), ())


def test_ambiguous_dates_follow_the_order_and_warn(opened) -> None:
    """Without an order the row warns; with one it does not, and the order decides."""
    content = "name,dob\nFoo Bar,03/04/1970\nBaz Qux,25/04/1970\n"
    (doubtful, _), (ordered, contrary) = (
        rows(opened(content)),
        rows(opened(content, date_order=DateOrder.MDY)),
    )
    assert [warning.code for warning in doubtful.warnings] == ["ambiguous-date"]
    assert [str(date) for date in ordered.birth_dates] == ["1970-03-04"]
    assert ordered.warnings == ()
    assert [warning.code for warning in contrary.warnings] == ["date-order"]


def test_several_values_of_a_cell_are_divided(opened) -> None:
    """Countries, identifiers and birth dates may be several, separated by semicolons."""
    (row,) = rows(
        opened(
            "name,nationality,residence,passport,dob\nFoo Bar,Iran; Iraq,FR,A123;B456,1960; 1962\n"
        )
    )
    assert row.countries == ("IR", "IQ", "FR")
    assert row.identifiers == ("A123", "B456")
    assert [str(date) for date in row.birth_dates] == ["1960", "1962"]


def test_the_kind_defaults_to_what_is_given(opened) -> None:
    """Rows without a kind take the default; rows with one keep theirs."""
    found = rows(opened("name,kind\nFoo Bar,\nMV Baz,ship\n", kind_default=Kind.ORGANISATION))
    assert [row.kind for row in found] == [Kind.ORGANISATION, Kind.VESSEL]


def test_tagged_parts_make_one_name(opened) -> None:
    """Given, middle and family name are one name with its parts."""
    (row,) = rows(opened("Last name,First name,Middle name\nPutin,Vladimir,Vladimirovich\n"))
    (name,) = row.names
    assert name.text == "Vladimir Vladimirovich Putin"
    assert name.parts == (
        (NamePart.GIVEN, "Vladimir"),
        (NamePart.MIDDLE, "Vladimirovich"),
        (NamePart.FAMILY, "Putin"),
    )


@pytest.mark.parametrize(
    "content",
    [
        "Name,Vorname\nPetrov,Ivan\n",
        "Nom;Prénom\nPetrov;Ivan\n",
        "Nombre,Apellidos\nIvan,Petrov\n",
        "Name,First name\nIvan Petrov,Ivan\n",
        "Name,First name,Last name\nIvan Petrov,Ivan,Petrov\n",
        'Name,First name,Last name\n"Petrov, Ivan",Ivan,Petrov\n',
    ],
)
def test_a_name_column_beside_parts_is_never_a_double_name(opened, content: str) -> None:
    """A "Name" that is only the other half, or the whole again, gives one name."""
    (row,) = rows(opened(content))
    assert len(row.names) == 1
    assert sorted(row.query.replace(",", "").split()) == ["Ivan", "Petrov"]


def test_every_name_column_is_screened_primary_first(opened) -> None:
    """Aliases and company columns are further names, whatever their place in the file."""
    (row,) = rows(opened("Alias,Company,Name\nVova,Gazprom Export,Ivan Petrov\n"))
    assert [(name.text, name.origin) for name in row.names] == [
        ("Ivan Petrov", NameOrigin.WHOLE),
        ("Vova", NameOrigin.OTHER_COLUMN),
        ("Gazprom Export", NameOrigin.OTHER_COLUMN),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Name", "NAME", "full_name", "FullName", "Name*", "Vendor name", "Customer Name (legal)",
        "Company", "Supplier", "Counterparty", "Nom", "Raison sociale", "Nombre", "Razón social",
        "Firma", "Firmenname", "Ragione sociale", "Razão Social", "Naam", "Наименование", "ФИО",
        "公司名称",
    ],
)  # fmt: skip
def test_usual_headings_of_a_name_are_known(opened, heading: str) -> None:
    """Headings in several languages, spellings and styles are recognised as the name."""
    counterparties = opened(f"x,{heading}\n1,Ivan Petrov\n")
    assert counterparties.columns == (("name", heading),)
    assert [row.query for row in counterparties] == ["Ivan Petrov"]


def test_columns_not_used_are_said(opened) -> None:
    """The mapping and the columns that were left out can be read by the user."""
    counterparties = opened("id,name,Contact name,Turnover\n1,Foo Bar,x,2\n")
    assert counterparties.columns == (("id", "id"), ("name", "name"))
    assert "columns not used: Contact name, Turnover" in counterparties.notices


def test_given_columns_replace_found_ones(opened) -> None:
    """--column decides which columns are names, and the other fields are still found."""
    content = "id,Name,Vendor (legal entity),Trading as X\n1,Joe Clerk,Foo Bar,Baz Qux\n"
    given = (("name", "Vendor (legal entity)"), ("name", "trading as x"))
    (row,) = rows(opened(content, columns=given))
    assert [name.text for name in row.names] == ["Foo Bar", "Baz Qux"]
    assert row.id == "1"


def test_a_given_column_that_is_missing_is_a_usage_error(opened) -> None:
    """The nearest heading is suggested."""
    with pytest.raises(UsageError, match=r"no column 'Vendr name'.*Did you mean 'Vendor name'"):
        opened("id,Vendor name\n1,Foo\n", columns=(("name", "Vendr name"),))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": (("nam", "x"),)}, r"no field 'nam'.*Did you mean name"),
        ({"encoding": "utf-99"}, "no text encoding 'utf-99'"),
        ({"encoding": "hex"}, "no text encoding 'hex'"),
        ({"delimiter": "::"}, "'::' is no delimiter"),
        ({"delimiter": '"'}, "is no delimiter"),
    ],
)
def test_options_that_do_not_exist_are_usage_errors(options, message: str) -> None:
    """Unknown fields, encodings and delimiters end in exit code 2 before a file is read."""
    with pytest.raises(UsageError, match=message) as raised:
        ReadingOptions(**options)
    assert raised.value.exit_code == 2


def test_the_delimiter_can_be_given(opened) -> None:
    """A delimiter that is not among the usual ones is used when given, also by name."""
    (row,) = rows(opened("name:country\nFoo Bar:US\n", delimiter=":"))
    assert row.countries == ("US",)
    (row,) = rows(opened("name\tcountry\nFoo Bar\tUS\n", delimiter="tab"))
    assert row.countries == ("US",)


def test_duplicate_ids_warn_from_the_second_on(opened) -> None:
    """The first row with an id is in order; later ones carry the warning."""
    found = rows(opened("id,name\n1,Foo Bar\n2,Baz Qux\n1,Quux Corge\n"))
    assert [[warning.code for warning in row.warnings] for row in found] == [
        [],
        [],
        ["duplicate-id"],
    ]


def test_text_wrapped_for_spreadsheets_is_unwrapped(opened) -> None:
    """="00123" keeps its zeros and loses the formula around it."""
    (row,) = rows(opened('id,name\n="00123",Foo Bar\n'))
    assert row.id == "00123"


def test_importing_loads_neither_pandas_nor_openpyxl() -> None:
    """Reading CSV must not pay for readers that it does not need."""
    code = (
        "import sys, io; from sanctionscreen.counterparties import read_counterparties;"
        "list(read_counterparties(io.BytesIO(b'name\\nIvan Petrov\\n')));"
        "print(sorted({'pandas', 'openpyxl', 'numpy', 'stdnum'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    found = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert found.stdout.strip() == "[]"


def test_rows_can_be_read_again(opened) -> None:
    """Each iteration starts anew and gives the same items and notices."""
    counterparties = opened("id,name\n1,Foo Bar\n\n1,N/A\n")
    first, notices = list(counterparties), counterparties.notices
    assert list(counterparties) == first
    assert counterparties.notices == notices
    assert isinstance(first[1], RejectedRow)
