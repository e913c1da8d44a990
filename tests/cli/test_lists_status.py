"""``lists status`` and ``lists verify``: what can be used, and what is wrong with the rest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

Cli = Callable[..., Any]


def legacy(rows: int) -> str:
    """OFAC's legacy CSV of so many people."""
    lines = "".join(
        f'{n},"QUOMBAR, Zed{"abcdefghij"[n % 10]}","individual","DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,'
        "-0- ,-0- ,-0- \r\n"
        for n in range(1, rows + 1)
    )
    return f"{lines}\x1a"


@pytest.fixture
def store(cli: Cli, tmp_path: Path) -> Path:
    """A store with two snapshots of OFAC's SDN List."""
    folder = tmp_path / "kept"
    for rows, day in ((4, "2026-11-01"), (5, "2026-11-20")):
        file = tmp_path / f"sdn-{rows}.csv"
        file.write_text(legacy(rows), encoding="utf-8")
        ended = cli("lists", "import", file, "--published", day, "--store", folder)
        assert ended.code == 0, ended.err
    return folder


def snapshot_files(store: Path) -> list[Path]:
    """Every file of every snapshot."""
    paths = sorted(path for path in store.rglob("*") if path.is_file())
    return [path for path in paths if not path.name.startswith(".")]


def test_status_tells_age_counts_and_verdict(cli: Cli, store: Path) -> None:
    """The newest snapshot of the list, beside the shipped lists, within 80 columns."""
    ended = cli("lists", "status", "--store", store)
    assert ended.code == 0, ended.err
    row = next(line for line in ended.out.splitlines() if line.startswith("ofac-sdn "))
    assert row.split()[1:] == ["2026-11-20", "3", "d", "5", "5", "ok"]
    assert "fetched 2026-11-23T09:00:00+00:00" in ended.out
    assert "curated-ns-cmic" in ended.out
    assert max(map(cell_len, ended.out.splitlines())) <= 80


def test_json_has_the_published_fields(cli: Cli, store: Path) -> None:
    """Every entry has the fields, and a stored list has a value in each."""
    entries = json.loads(cli("lists", "status", "--json", "--store", store).out)
    wanted = ("id", "title", "published", "fetched", "age_days", "parties", "names", "sha256")
    assert all({*wanted, "verdict"} <= set(entry) for entry in entries)
    (stored,) = [entry for entry in entries if entry["id"] == "ofac-sdn"]
    assert all(stored[field] is not None for field in wanted)
    assert (stored["age_days"], stored["verdict"], len(stored["sha256"])) == (3, "ok", 64)


def test_a_list_too_old_is_stale(cli: Cli, store: Path) -> None:
    """Exit 3, the list named, with its age and the command that mends it."""
    ended = cli("lists", "status", "--max-age", "2", "--store", store)
    assert ended.code == 3
    assert "ofac-sdn (stale)" in ended.verdict
    text = " ".join(ended.out.split())
    assert "3 days old, and 2 are allowed" in text
    assert "sanctionscreen lists update ofac-sdn" in text


def test_a_list_of_the_settings_that_is_not_stored_is_missing(
    cli: Cli, store: Path, tmp_path: Path
) -> None:
    """A list that will be screened against and is not there is shown, and ends in 3."""
    settings = tmp_path / "sanctionscreen.yaml"
    settings.write_text("lists: [ofac-sdn, un-sc]\n", encoding="utf-8")
    ended = cli("lists", "status", "--json", "--settings", settings, "--store", store)
    assert ended.code == 3
    verdicts = {entry["id"]: entry["verdict"] for entry in json.loads(ended.out)}
    assert (verdicts["ofac-sdn"], verdicts["un-sc"]) == ("ok", "missing")


def test_verify_passes_a_sound_store(cli: Cli, store: Path) -> None:
    """Each snapshot is named, the older one too."""
    ended = cli("lists", "verify", "--store", store)
    assert ended.code == 0
    assert ended.out.count(": as received") == 2
    assert "2 snapshots as received" in ended.verdict


def test_one_byte_wrong_in_any_file_is_found(cli: Cli, store: Path) -> None:
    """A byte at each end and in the middle of each file: that file is named, no other."""
    files = snapshot_files(store)
    assert len(files) == 4
    for file in files:
        whole = file.read_bytes()
        for position in (0, len(whole) // 2, len(whole) - 1):
            changed = bytearray(whole)
            changed[position] ^= 1
            file.write_bytes(bytes(changed))
            ended = cli("lists", "verify", "--store", store)
            assert ended.code == 3, (file, position)
            assert str(file) in ended.out
            assert ended.out.count(": as received") == 1
        file.write_bytes(whole)
    assert cli("lists", "verify", "--store", store).code == 0


@pytest.mark.parametrize("name", ["manifest.json", "sdn-5.csv.gz"])
def test_a_damaged_list_is_never_screened_against(
    cli: Cli, store: Path, name: str, csv_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a fresh cache, status, look-up and check each end in 3 and name the file."""
    file = next(
        path for path in snapshot_files(store) if path.name == name and "11-20" in str(path)
    )
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(bytes(changed))
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(store.parent / "fresh"))
    found = cli("lists", "status", "--json", "--store", store)
    assert found.code == 3
    (entry,) = [each for each in json.loads(found.out) if each["id"] == "ofac-sdn"]
    assert entry["verdict"] == "damaged"
    assert str(file) in entry["problem"]
    for command in (("lookup", "Quombar"), ("check", csv_file("Quombar"))):
        ended = cli(*command, "--lists", "ofac-sdn", "--store", store)
        assert ended.code == 3, command
        assert str(file) in ended.err


@pytest.mark.parametrize("name", ["manifest.json", "sdn-4.csv.gz", "sdn-5.csv.gz"])
def test_a_missing_file_is_found(cli: Cli, store: Path, name: str) -> None:
    """A file that is gone is named."""
    file = next(path for path in snapshot_files(store) if path.name == name)
    file.unlink()
    ended = cli("lists", "verify", "--store", store)
    assert ended.code == 3
    assert name in ended.out


def test_a_store_copied_elsewhere_is_the_same(cli: Cli, store: Path, tmp_path: Path) -> None:
    """A copy verifies, has the same status, and gives the same hit."""
    copy = tmp_path / "elsewhere" / "store"
    shutil.copytree(store, copy)
    shutil.rmtree(store)
    assert cli("lists", "verify", "--store", copy).code == 0
    assert cli("lists", "status", "--store", copy).code == 0
    assert cli("lookup", "Quombar Zedb", "--lists", "ofac-sdn", "--store", copy).code == 1


def test_reading_writes_nothing_into_the_store(cli: Cli, store: Path) -> None:
    """A store may be read-only: status, verify, diff and look-ups leave every byte and time."""

    def state() -> dict[Path, tuple[int, bytes]]:
        return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in store.rglob("*") if p.is_file()}

    before, folders = state(), sorted(store.rglob("*"))
    for command in (
        ("status",),
        ("verify",),
        ("diff", "ofac-sdn", "2026-11-01", "2026-11-20"),
        ("show", "ofac-sdn"),
    ):
        assert cli("lists", *command, "--store", store).code in (0, 1)
    assert (state(), sorted(store.rglob("*"))) == (before, folders)


@pytest.mark.parametrize("command", [("status",), ("verify",), ("diff", "un-sc", "a", "b")])
def test_a_store_that_is_not_there_is_an_error(
    cli: Cli, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A misspelt folder is never an empty store."""
    ended = cli("lists", *command, "--store", tmp_path / "no-such")
    assert ended.code == 3
    assert "no-such" in ended.err


def test_a_read_only_store_is_screened_and_not_written(
    cli: Cli, store: Path, csv_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody may write, lists are screened, hashed and compared as elsewhere; an import ends
    in 3, and says that the store cannot be written."""
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(store.parent / "own-cache"))
    paths = [store, *store.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        check = ("check", csv_file("Quombar Zedb"), "--lists", "ofac-sdn", "--store", store)
        assert cli(*check).code == 1
        assert cli("lists", "status", "--store", store).code == 0
        assert cli("lists", "verify", "--store", store).code == 0
        assert cli("lists", "diff", "ofac-sdn", "2026-11-01", "2026-11-20", "--store", store).code
        if os.access(store, os.W_OK):
            return  # an administrator may write everywhere
        later = store.parent / "sdn-4.csv"
        ended = cli("lists", "import", later, "--published", "2026-11-21", "--store", store)
        assert ended.code == 3
        assert "the store cannot be written" in ended.err
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
