"""JSON Lines: one object a line."""

from __future__ import annotations

from sanctionscreen.model import Counterparty, RejectedRow


def test_objects_are_rows_with_their_lines(opened) -> None:
    """Keys are headings, numbers are text, and keys that are not known are said."""
    counterparties = opened(
        '{"id": 7, "name": "Ivan Petrov", "dob": "1970", "x": 1}\n'
        "\n"
        '{"name": "Foo Bar", "country": "NA", "id": 8.0}\n'
    )
    first, second = counterparties
    assert (first.id, first.query, first.line) == ("7", "Ivan Petrov", 1)
    assert (second.id, second.countries, second.row, second.line) == ("8", ("NA",), 2, 3)
    assert counterparties.columns == (
        ("id", "id"),
        ("name", "name"),
        ("birth_date", "dob"),
        ("country", "country"),
    )
    assert "columns not used: x" in counterparties.notices
    assert "blank lines skipped: 1 (first: line 2)" in counterparties.notices


def test_lists_are_several_values(opened) -> None:
    """A list of names is several names, of which none is joined with another."""
    (row,) = opened('{"name": ["Ivan Petrov", "Vova"], "country": ["Iran", "Iraq"], "id": null}\n')
    assert [name.text for name in row.names] == ["Ivan Petrov", "Vova"]
    assert (row.countries, row.id) == (("IR", "IQ"), None)


def test_a_line_that_is_no_object_is_a_rejected_row(opened) -> None:
    """Broken lines, other JSON and repeated keys are rows that are not screened."""
    found = list(
        opened(
            '{"name": "Ivan Petrov"}\n{"name": "cut\n["Foo"]\n'
            '{"name": "A B", "name": "C D"}\n{"country": "US"}\n{"name": "Foo Bar"}\n'
        )
    )
    assert [type(row) for row in found] == [Counterparty, *[RejectedRow] * 4, Counterparty]
    assert [row.line for row in found] == [1, 2, 3, 4, 5, 6]
    reasons = [row.reason for row in found if isinstance(row, RejectedRow)]
    for reason, part in zip(
        reasons, ["no JSON", "no object", "'name' is given twice", "empty"], strict=True
    ):
        assert part in reason


def test_keys_can_be_mapped(opened) -> None:
    """--column works on keys as on headings."""
    (row,) = opened('{"who": "Ivan Petrov"}\n', columns=(("name", "who"),))
    assert row.query == "Ivan Petrov"


def test_deep_nesting_is_a_rejected_row(opened) -> None:
    """A line made to exhaust the parser does no harm."""
    deep = '{"name": ' + "[" * 100_000 + "]" * 100_000 + "}"
    first, second = opened('{"name": "Ivan Petrov"}\n' + deep + "\n")
    assert isinstance(first, Counterparty)
    assert isinstance(second, RejectedRow)
