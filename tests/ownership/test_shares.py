"""The ownership file: what is read of it, and what is refused with its line and field."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from sanctionscreen.errors import InputError
from sanctionscreen.ownership.shares import read_shares

THIRD = "33." + "3" * 34
HEAD = "owner,owned,percent\n"


def write(tmp_path: Path, text: str) -> Path:
    """A file with this text."""
    path = tmp_path / "owners.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "percent"),
    [("50", "50"), ("50.0", "50"), ("49.99 %", "49.99"), ("33,4", "33.4"), ("0.5%", "0.5"),
     (".5", "0.5"), (THIRD, THIRD)],
)  # fmt: skip
def test_percentages_are_exact(tmp_path: Path, text: str, percent: str) -> None:
    """Points and commas, with and without a sign, and every digit."""
    shares = read_shares(write(tmp_path, f'{HEAD}X,A,"{text}"\n'))
    assert [share.percent for share in shares.all] == [Fraction(percent)]


def test_columns_may_stand_in_any_order_beside_others(tmp_path: Path) -> None:
    """Headings decide, in any case; lines are those of the file."""
    text = "note;Percent;Owned;OWNER\nx;50;A;X\n\ny;25;B;X\n"
    shares = read_shares(write(tmp_path, text)).all
    assert [(s.owner, s.owned, s.percent, s.line) for s in shares] == [
        ("X", "A", 50, 2), ("X", "B", 25, 4),
    ]  # fmt: skip


FAULTS = {
    "no such column": ("owner,owned\nX,A\n", 1, "percent", "no column"),
    "column twice": ("owner,owner,owned,percent\nX,Y,A,5\n", 1, "owner", "two columns"),
    "no share": (HEAD, None, None, "no share"),
    "owner missing": (f"{HEAD}X,A,5\n ,A,5\n", 3, "owner", "missing"),
    "owned missing": (f"{HEAD}X,,5\n", 2, "owned", "missing"),
    "percent missing": (f"{HEAD}X,A,\n", 2, "percent", "missing"),
    "over 100": (f"{HEAD}X,A,100.01\n", 2, "percent", "no percentage"),
    "nothing": (f"{HEAD}X,A,0\n", 2, "percent", "no percentage"),
    "negative": (f"{HEAD}X,A,-5\n", 2, "percent", "no percentage"),
    "a word": (f"{HEAD}X,A,half\n", 2, "percent", "no percentage"),
    "an exponent": (f"{HEAD}X,A,5e1\n", 2, "percent", "no percentage"),
    "not a number": (f"{HEAD}X,A,nan\n", 2, "percent", "no percentage"),
    "other digits": (f"{HEAD}X,A,٥٠\n", 2, "percent", "no percentage"),
    "a fraction": (f"{HEAD}X,A,1/2\n", 2, "percent", "no percentage"),
    "sum over 100": (f"{HEAD}X,A,60\nY,A,40.01\n", 3, "percent", "add up to more"),
    "sum over 100 in two spellings": (f"{HEAD}X,Acme  Ltd,60\nY,ACME LTD,50\n", 3, "percent",
                                      "add up to more"),
    "twice": (f"{HEAD}X,A,20\nY,A,20\nx , a,20\n", 4, "owner", "stands at line 2 too"),
    "shifted": (f"{HEAD}X,A,20,30\n", 2, None, "shifted"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_what_makes_no_sense_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    """Exit code 3 with line, field and what to do; no share is guessed or left out."""
    text, line, field, message = FAULTS[case]
    with pytest.raises(InputError) as caught:
        read_shares(write(tmp_path, text))
    error = caught.value
    assert (error.exit_code, error.line, error.field) == (3, line, field)
    assert message in str(error)
    assert error.hint
    assert str(error.path).endswith("owners.csv")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """An ownership file that is named and missing is never an empty one."""
    with pytest.raises(InputError, match="no such file"):
        read_shares(tmp_path / "none.csv")
