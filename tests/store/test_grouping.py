"""Grouping: which of the files given together make one list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanctionscreen.store import group_files

Sdn = Callable[..., Path]


def aliases(folder: Path, *numbers: int, name: str = "alt.csv") -> Path:
    """An alias file of OFAC's legacy CSV for these parties."""
    path = folder / name
    rows = [f'{number},{number},"aka","CHARLIE",-0- \r\n' for number in numbers]
    path.write_bytes("".join(rows).encode() + b"\x1a")
    return path


def test_files_of_one_set_are_one_list(tmp_path: Path, sdn_csv: Sdn) -> None:
    """Parties and aliases given together are one list; another format is its own."""
    parties, further = sdn_csv("ABEL, Baker"), aliases(tmp_path, 1)
    own = tmp_path / "deny.csv"
    own.write_text("name\nAbel Baker\n", encoding="utf-8")
    sets, refused = group_files([further, own, parties])
    assert refused == ()
    assert [(s.source, s.paths) for s in sets] == [
        ("plain-csv", (own,)),
        ("ofac-legacy-csv", (further, parties)),
    ]


def test_two_sets_are_told_apart_by_their_parties(tmp_path: Path, sdn_csv: Sdn) -> None:
    """The SDN and the Consolidated set in one command: each alias file goes to its parties."""
    first = sdn_csv("ABEL, Baker", "CARL, Dora", name="one.csv")
    second = sdn_csv("EVE, Frank", name="two.csv", first=100)
    of_second, of_first = aliases(tmp_path, 100), aliases(tmp_path, 1, 2, name="alt2.csv")
    sets, refused = group_files([first, second, of_second, of_first])
    assert refused == ()
    assert [s.paths for s in sets] == [(first, of_first), (second, of_second)]


def test_a_file_of_either_of_two_days_is_refused(tmp_path: Path, sdn_csv: Sdn) -> None:
    """Where aliases may belong to two lists, nobody guesses."""
    paths = [sdn_csv("ABEL, Baker", name=f"{day}.csv") for day in (9, 10)]
    sets, (refusal,) = group_files([*paths, aliases(tmp_path, 1)])
    assert sets == ()
    assert "may belong to" in str(refusal.error)


def test_a_file_in_no_known_format_is_named(tmp_path: Path, sdn_csv: Sdn) -> None:
    """A missing, empty or foreign file is refused by itself; the others are still lists."""
    foreign, empty = tmp_path / "page.html", tmp_path / "empty.csv"
    foreign.write_text("<!DOCTYPE html><html>Access denied</html>", encoding="utf-8")
    empty.write_bytes(b"")
    sets, refused = group_files([foreign, empty, tmp_path / "gone.xml", sdn_csv("ABEL, Baker")])
    assert [s.source for s in sets] == ["ofac-legacy-csv"]
    assert [refusal.paths[0].name for refusal in refused] == ["page.html", "empty.csv", "gone.xml"]


def test_a_file_named_twice_is_read_once(sdn_csv: Sdn) -> None:
    """The same file twice is one file."""
    path = sdn_csv("ABEL, Baker")
    (files,), _ = group_files([path, path.parent / "." / path.name])
    assert len(files.paths) == 1
