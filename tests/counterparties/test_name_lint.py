"""What is wrong with a name, and what is screened all the same."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.counterparties.lint import is_placeholder
from sanctionscreen.model import Counterparty, NameOrigin, RejectedRow


def only(counterparties):  # type: ignore[no-untyped-def]
    (row,) = counterparties
    return row


def csv_row(name: str) -> str:
    return 'id,name\n1,"' + name.replace('"', '""') + '"\n'


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "the name is empty"),
        ("   ", "the name is empty"),
        ("N/A", "placeholder"),
        ("n.a.", "placeholder"),
        ("TEST", "placeholder"),
        ("Test 2", "placeholder"),
        ("unknown", "placeholder"),
        ("TBD", "placeholder"),
        ("неизвестно", "placeholder"),
        ("XXX", "placeholder"),
        ("???? ????", "lost"),
        ("\ufffd\ufffd", "lost"),
        ("---", "nothing to compare"),
        ("☺", "nothing to compare"),
        ("1970-05-01", "only a date"),
    ],
)
def test_a_name_with_nothing_to_compare_is_not_screened(opened, name: str, reason: str) -> None:
    """The row is one rejected item that keeps its id and line, with the reason."""
    row = only(opened(csv_row(name)))
    assert isinstance(row, RejectedRow)
    assert reason in row.reason
    assert (row.row, row.line, row.id) == (1, 2, "1")


@pytest.mark.parametrize(
    "name", ["11420 Corp", "A-B-C Company", "Test Rite International", "Noname Trading", "Ng", "O"]
)
def test_odd_names_are_screened(opened, name: str) -> None:
    """Short, numeric and placeholder-like names still have something to compare."""
    assert [each.text for each in only(opened(csv_row(name))).names] == [name]


def test_a_further_name_keeps_a_row_with_a_placeholder(opened) -> None:
    """Only a row of which no name is left is rejected; the one left out is said."""
    row = only(opened("name,alias\nN/A,Ivan Petrov\n"))
    assert isinstance(row, Counterparty)
    assert [name.text for name in row.names] == ["Ivan Petrov"]
    assert [warning.code for warning in row.warnings] == ["name-left-out"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ivan Petrov AND Maria Petrova", ["Ivan Petrov", "Maria Petrova"]),
        ("Ivan Petrov & Maria Sidorova", ["Ivan Petrov", "Maria Sidorova"]),
        ("John & Mary Smith", ["John Smith", "Mary Smith"]),
        ("Иван Петров и Мария Сидорова", ["Иван Петров", "Мария Сидорова"]),
        ("Hans Meier und Eva Meier", ["Hans Meier", "Eva Meier"]),
        ("Ivan Petrov / Maria Sidorova", ["Ivan Petrov", "Maria Sidorova"]),
        ("Ivan Petrov; Maria Sidorova", ["Ivan Petrov", "Maria Sidorova"]),
        ("Petrov/Sidorov", ["Petrov", "Sidorov"]),
        ("Ivan Petrov c/o Deutsche Bank AG", ["Ivan Petrov", "Deutsche Bank AG"]),
        ("Gazprom c/o Ivan Petrov", ["Gazprom", "Ivan Petrov"]),
        ("Ivan Petrov a.k.a. Vova", ["Ivan Petrov", "Vova"]),
        ("Acme Pumps Ltd and Zeta Valves LLC", ["Acme Pumps Ltd", "Zeta Valves LLC"]),
    ],
)
def test_several_parties_are_screened_whole_and_by_part(
    opened, name: str, parts: list[str]
) -> None:
    """The whole field comes first, then each party, with a warning."""
    row = only(opened(csv_row(name)))
    assert [each.text for each in row.names] == [name, *parts]
    assert [each.origin for each in row.names[1:]] == [NameOrigin.PART] * len(parts)
    assert [warning.code for warning in row.warnings] == ["several-names"]


@pytest.mark.parametrize(
    "name",
    [
        "Johnson & Johnson", "Marks and Spencer", "Bed Bath and Beyond", "Oil and Gas Company",
        "Trade and Development Bank", "Procter & Gamble", "Foo A/S", "Import/Export Ltd",
        "24/7 Fitness Group", "Ortega y Gasset", "Ministry of Defence and Armed Forces Logistics",
        "First Ocean GmbH & Co. KG", "China Precision Machinery Import/Export Corporation",
        "Maria E Garcia Lopez", "M/V Ocean Star", "Trinidad and Tobago", "Coop et Fils SA",
    ],
)  # fmt: skip
def test_one_party_with_a_joining_word_stays_whole(opened, name: str) -> None:
    """Names of companies are not torn apart into generic words."""
    row = only(opened(csv_row(name)))
    assert [each.text for each in row.names] == [name]
    assert row.warnings == ()


def test_signs_without_letters_do_no_harm_beside_a_joining_word(opened) -> None:
    """A part that begins with a sign is screened like any other."""
    row = only(opened(csv_row("Ivan & ☺ Petrov")))
    assert [name.text for name in row.names] == ["Ivan & ☺ Petrov", "Ivan Petrov", "☺ Petrov"]


def test_a_birth_date_in_the_name_is_used(opened) -> None:
    """The name is screened whole and without the date, which becomes the birth date."""
    row = only(opened(csv_row("PUTIN 07OCT1952")))
    assert [name.text for name in row.names] == ["PUTIN 07OCT1952", "PUTIN"]
    assert [str(date) for date in row.birth_dates] == ["1952-10-07"]
    assert [warning.code for warning in row.warnings] == ["date-in-name"]


def test_a_date_in_a_company_name_is_no_birth_date(opened) -> None:
    """An organisation is not born; the name without the date is screened as well."""
    row = only(opened("name,kind\nGazprom Neft 07.10.2012,company\n"))
    assert row.birth_dates == ()
    assert [name.text for name in row.names] == ["Gazprom Neft 07.10.2012", "Gazprom Neft"]


@pytest.mark.parametrize(
    "name", ["Fleet 12", "Studio 1954", "26 March Company", "17 November 1973 Group"]
)
def test_numbers_in_a_company_name_stay(opened, name: str) -> None:
    """No part is made of what belongs to the name, or of a generic word that would be left."""
    row = only(opened(csv_row(name)))
    assert [each.text for each in row.names] == [name]
    assert row.birth_dates == ()


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Müller", "cp1252"),
        ("Jörg Müller", "latin-1"),
        ("Иван Петров", "latin-1"),
        ("Ольга Сидорова", "cp1251"),
        ("Łukasz Żółć", "latin-1"),
        ("阿里巴巴", "latin-1"),
    ],
)
def test_wrongly_decoded_names_are_repaired(opened, name: str, encoding: str) -> None:
    """UTF-8 read in another encoding is screened as it stands and as it was."""
    mangled = name.encode().decode(encoding, "surrogateescape")
    row = only(opened(csv_row(mangled)))
    assert row.names[0].origin is NameOrigin.WHOLE
    assert name in [each.text for each in row.names[1:]]
    assert "mojibake" in [warning.code for warning in row.warnings]


@pytest.mark.parametrize(
    "name",
    ["Müller", "JOÃO DA SILVA", "Иван Петров", "Côte d’Azur", "Šárka Nováková", "Ã", "Đặng Thị"],
)
def test_rightly_decoded_names_are_left_alone(opened, name: str) -> None:
    """Accents and other scripts are no sign of damage."""
    row = only(opened(csv_row(name)))
    assert [each.text for each in row.names] == [name]
    assert row.warnings == ()


@pytest.mark.parametrize("name", ["M?ller GmbH", "Jos\ufffd Garcia", "?????? Petrov"])
def test_lost_characters_warn(opened, name: str) -> None:
    """A name with characters lost is screened with what is left of it, and says so."""
    row = only(opened(csv_row(name)))
    assert row.query == name
    assert [warning.code for warning in row.warnings] == ["lost-characters"]


def test_names_cut_at_a_fixed_width_warn(opened) -> None:
    """Names of exactly the longest width, many of them, are told; shorter ones are not."""
    long = [f"International Trading Company No {i:03d} of the World"[:33] for i in range(9)]
    found = list(opened("name\n" + "\n".join([*long, "Foo Bar"]) + "\n"))
    codes = [[warning.code for warning in row.warnings] for row in found]
    assert codes == [["truncated"]] * 9 + [[]]


def test_the_width_of_a_payment_message_needs_one_name(opened) -> None:
    """35 characters is where payment messages cut names; one such name, none longer, is told."""
    name = "INTERNATIONAL SHIPPING AND TRADING COMPANY"[:35]
    assert [w.code for w in only(opened(f"name\n{name}\n")).warnings] == ["truncated"]
    found = list(opened(f"name\n{name}\n{name} AND MORE\n"))
    assert [row.warnings for row in found] == [(), ()]


def test_a_name_over_two_lines_is_screened_by_line(opened) -> None:
    """A line break inside a quoted name may divide two names."""
    row = only(opened('id,name\n1,"Ivan Petrov\nMaria Sidorova"\n'))
    assert [name.text for name in row.names] == [
        "Ivan Petrov Maria Sidorova",
        "Ivan Petrov",
        "Maria Sidorova",
    ]


def test_no_listed_name_is_a_placeholder(shared_lists: Path) -> None:
    """Nothing that a list names is thrown away as a placeholder."""
    names: list[str] = []
    for path in sorted((shared_lists / "ofac_sdn").glob("sdn_20*.csv")):
        with path.open(encoding="utf-8", errors="replace", newline="") as stream:
            names += [row[1] for row in csv.reader(stream) if len(row) > 1]
    for path in sorted((shared_lists / "un").glob("*.xml")):
        names += [each.text or "" for each in ElementTree.parse(path).iter("ALIAS_NAME")]
        names += [each.text or "" for each in ElementTree.parse(path).iter("FIRST_NAME")]
    assert len(names) > 20_000
    assert [name for name in names if name.strip() and is_placeholder(name)] == []
