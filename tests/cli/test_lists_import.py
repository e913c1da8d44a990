"""``lists import``: what is stored is screened, and what is not stored is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Sdn = Callable[..., Path]
HIT, CLEAR = "Ximenes Quodvultdeus", "Zebedee Quux"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store for one test, named in the environment; the import makes it."""
    folder = tmp_path / "store"
    monkeypatch.setenv("SANCTIONSCREEN_STORE", str(folder))
    return folder


def test_an_imported_list_is_screened_by_default(cli: Cli, store: Path, sdn_csv: Sdn) -> None:
    """After the import a look-up finds the list, with its day, and no longer says curated only."""
    ended = cli("lists", "import", sdn_csv("QUODVULTDEUS, Ximenes"), "--published", "2026-11-20")
    assert ended.code == 0
    assert ended.out.startswith("ofac-sdn@2026-11-20: stored, 1 parties")
    assert "note: " in ended.out
    ended = cli("lookup", HIT)
    assert ended.code == 1
    assert "ofac-sdn@2026-11-20(3d)" in ended.verdict
    assert "curated lists only" not in ended.verdict
    assert list(store.glob("ofac-sdn/2026-11-20-*/manifest.json"))


def test_the_store_can_be_named(cli: Cli, tmp_path: Path, sdn_csv: Sdn, csv_file: Sdn) -> None:
    """``--store`` names the folder in every command that opens lists."""
    path = sdn_csv("QUODVULTDEUS, Ximenes")
    where = ("--store", tmp_path / "elsewhere")
    assert cli("lists", "import", path, "--published", "2026-11-20", *where).code == 0
    assert cli("lookup", HIT).code == 0
    assert cli("lookup", HIT, *where).code == 1
    assert cli("check", csv_file(HIT), *where).code == 1
    assert cli("explain", HIT, "--against", "ofac-sdn:1", *where).code == 0
    assert "QUODVULTDEUS" in cli("lists", "show", "ofac-sdn", *where).out
    assert "ofac-sdn" in cli("lists", *where).out


def test_lists_has_the_stored_ones(cli: Cli, store: Path, sdn_csv: Sdn) -> None:
    """The default set is printed with what was imported, and its digest is the file's."""
    cli("lists", "import", sdn_csv("QUODVULTDEUS, Ximenes"), "--published", "2026-11-20")
    held = {item["id"]: item for item in json.loads(cli("lists", "--json").out)}
    assert held["ofac-sdn"]["published"] == "2026-11-20"
    (manifest,) = store.glob("ofac-sdn/*/manifest.json")
    assert held["ofac-sdn"]["sha256"] == json.loads(manifest.read_text())["list"]["sha256"]


def test_the_same_file_again_says_so(cli: Cli, store: Path, sdn_csv: Sdn) -> None:
    """A second import of the same bytes is no error and no second snapshot."""
    arguments = ("lists", "import", sdn_csv("QUODVULTDEUS, Ximenes"), "--published", "2026-11-20")
    cli(*arguments)
    ended = cli(*arguments)
    assert ended.code == 0
    assert "in the store already" in ended.out
    assert len(list(store.glob("ofac-sdn/*/manifest.json"))) == 1


def test_an_older_list_does_not_become_the_current(cli: Cli, store: Path, sdn_csv: Sdn) -> None:
    """What is imported last is not what is screened; the output says so."""
    cli("lists", "import", sdn_csv("QUODVULTDEUS, Ximenes"), "--published", "2026-11-20")
    old = sdn_csv("ABEL, Baker", name="old.csv")
    ended = cli("lists", "import", old, "--published", "2026-11-01")
    assert "stays the current one" in ended.out
    assert cli("lookup", HIT).code == 1
    assert cli("lookup", HIT, "--lists", "ofac-sdn@2026-11-01").code == 0
    assert len(list(store.glob("ofac-sdn/*/manifest.json"))) == 2


def test_one_failure_leaves_the_others_stored_and_ends_in_3(
    cli: Cli, store: Path, tmp_path: Path, sdn_csv: Sdn
) -> None:
    """Each list stands for itself; every one that is not stored is named with the reason."""
    page, cut = tmp_path / "page.html", sdn_csv("ABEL, Baker", name="cut.csv")
    page.write_text("<!DOCTYPE html><html>Access denied</html>", encoding="utf-8")
    cut.write_bytes(b'1,"nobody"\r\n')
    own = tmp_path / "deny.csv"
    own.write_text("name\nXimenes Quodvultdeus\n", encoding="utf-8")
    ended = cli("lists", "import", page, own, cut, "--published", "2026-11-20")
    assert ended.code == 3
    assert "own-deny@2026-11-20: stored" in ended.out
    assert "not stored: page.html: " in ended.err
    assert "not stored: cut.csv: " in ended.err
    assert "2 lists not stored, 1 stored" in ended.verdict
    assert [path.name for path in sorted(store.iterdir())] == [".lock", "own-deny"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 3, "--published YYYY-MM-DD"),
        (("--published", "20/11/2026"), 2, "not a day"),
        (("--published", "2027-11-20"), 3, "in the future"),
        (("--published", "2026-11-20", "--id", "own-x"), 2, "Leave --id out"),
        (("--published", "2026-11-20", "--id", "ofac-sdn"), 2, "choose another"),
        (("--published", "2026-11-20", "--mapping", "missing.yml"), 3, "missing"),
        (("--nonsense",), 2, "nonsense"),
    ],
)
def test_what_cannot_be_imported_changes_nothing(
    cli: Cli, store: Path, sdn_csv: Sdn, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """Each refusal has its exit code, says what to do, and leaves no list behind."""
    ended = cli("lists", "import", sdn_csv("QUODVULTDEUS, Ximenes"), *arguments)
    assert ended.code == code
    assert words in ended.verdict
    assert not list(store.glob("*/*/manifest.json"))


def test_a_csv_with_other_headings_is_mapped(cli: Cli, store: Path, tmp_path: Path) -> None:
    """``--id`` and ``--mapping`` are kept with the list and used whenever it is read."""
    own, mapping = tmp_path / "list.csv", tmp_path / "mapping.yml"
    own.write_text("Firma;Nr\nXimenes Quodvultdeus;7\n", encoding="utf-8")
    mapping.write_text("name: Firma\nid: Nr\n", encoding="utf-8")
    ended = cli(
        "lists", "import", own, "--published", "2026-11-20", "--id", "own-stop",
        "--mapping", mapping,
    )  # fmt: skip
    assert ended.code == 0
    assert "own-stop:7" in cli("lookup", HIT).out
    assert list(store.glob("own-stop/2026-11-20-*"))


def test_a_store_that_is_not_there_is_no_empty_one(cli: Cli, csv_file: Sdn) -> None:
    """A misspelt ``--store`` ends in 3: it is never a smaller screening."""
    ended = cli("check", csv_file(CLEAR), "--store", "no-such-folder")
    assert ended.code == 3
    assert "no store" in ended.verdict


def test_a_damaged_store_ends_in_3(cli: Cli, store: Path, sdn_csv: Sdn, csv_file: Sdn) -> None:
    """A damaged manifest is named, with the command that mends it, and nothing is screened."""
    path = sdn_csv("QUODVULTDEUS, Ximenes")
    arguments = ("lists", "import", path, "--published", "2026-11-20")
    cli(*arguments)
    (manifest,) = store.glob("ofac-sdn/*/manifest.json")
    manifest.write_bytes(manifest.read_bytes().replace(b'"import"', b'"impart"'))
    ended = cli("check", csv_file(CLEAR))
    assert ended.code == 3
    assert str(manifest) in ended.verdict
    assert "sanctionscreen lists import FILE" in ended.verdict
    assert cli(*arguments).code == 0
    assert cli("lookup", HIT).code == 1


def test_a_day_before_the_oldest_list_is_reconstructed(
    cli: Cli, store: Path, shared_lists: Path, csv_file: Sdn
) -> None:
    """An advanced XML of OFAC's alone cannot answer for the years before, unless accepted."""
    file = shared_lists / "ofac_cons" / "CONS_ADVANCED_2020-03-17.xml"
    assert cli("lists", "import", file).code == 0
    (manifest,) = store.glob("ofac-cons/*/manifest.json")
    day = manifest.parent.name[:10]
    arguments = ("check", csv_file(CLEAR), "--lists", "ofac-cons", "--allow-stale", "a test")
    ended = cli(*arguments, "--as-of", "2018-12-10")
    assert ended.code == 3
    assert "ofac-cons: reconstructed" in ended.verdict
    allowed = cli(*arguments, "--as-of", "2018-12-10", "--allow-reconstructed", "a test")
    assert allowed.code == 0
    assert cli(*arguments, "--as-of", day).code == 0


def test_the_designations_of_a_day_are_found_from_that_day_on(
    cli: Cli, store: Path, sdn_csv: Sdn, csv_file: Sdn
) -> None:
    """The list of each day answers for its day, although its format has no dates."""
    for day, names in (("2021-12-09", ["ABEL, Baker"]), ("2021-12-10", ["QUODVULTDEUS, Ximenes"])):
        ended = cli("lists", "import", sdn_csv(*names), "--published", day)
        assert ended.code == 0
    file = csv_file(HIT)
    assert cli("check", file, "--lists", "ofac-sdn", "--as-of", "2021-12-09").code == 0
    assert cli("check", file, "--lists", "ofac-sdn", "--as-of", "2021-12-10").code == 1
    assert len(list(store.glob("ofac-sdn/*"))) == 2


def test_options_before_a_subcommand_are_refused(cli: Cli, tmp_path: Path) -> None:
    """An option that the subcommand would not see is an error, not ignored."""
    assert cli("lists", "--store", tmp_path, "show", "curated-ns-cmic").code == 2
    assert cli("lists", "--json", "show", "curated-ns-cmic").code == 2


@pytest.mark.usefixtures("store")
def test_what_was_not_read_is_told_wherever_the_list_is_used(cli: Cli, tmp_path: Path) -> None:
    """The import names the record; status, the table and the JSON of a run still count it."""
    headings = "Name|Street_Address|Country|Standard_Order|FR_Citation"
    names = [f"ABEL {'ABCDEFGHIJ'[n // 20]}{'BCDFGHJKLMNPQRSTVWXZ'[n % 20]}" for n in range(150)]
    lines = [headings, *(f"{name}|1 Street|Atlantis|Y|1 F.R. 1" for name in (*names, ""))]
    path = tmp_path / "dpl.txt"
    path.write_text("".join(line.replace("|", "\t") + "\n" for line in lines), encoding="utf-8")
    ended = cli("lists", "import", path, "--published", "2026-11-20")
    assert ended.code == 0
    assert "note: 1 record could not be read and is not screened" in ended.out
    assert "not read: line 152, " in ended.out
    assert "note: 151 values are not understood" in ended.out
    assert "151 x country: Atlantis" in ended.out
    assert "1 record could not be read" in cli("lists", "status").out
    told = "us-bis-dpl: 1 record of the publisher's file could not be read and is not screened"
    looked_up = cli("lookup", CLEAR, "--format", "table").out
    assert told in " ".join(looked_up.split())
    run = json.loads(cli("lookup", CLEAR, "--format", "json").out)
    assert told in run["run"]["notes"]
    (held,) = (each for each in run["lists"] if each["id"] == "us-bis-dpl")
    assert "1 record could not be read and is not screened" in held["notes"]
