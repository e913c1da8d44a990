"""How old a list is: from its publication, or from when it was last found to be the newest."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from list_builders import status, un_list
from publisher import Publisher, answer

from sanctionscreen.cli import running, updating

Cli = Callable[..., Any]
Write = Callable[..., Path]
PUBLISHED = "2026-10-20"
"""34 days before the tests' today."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    return tmp_path / "kept"


@pytest.fixture
def update(cli: Cli, publisher: Publisher, store: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Updates the UN list, on a day, from an answer."""
    monkeypatch.setattr(updating, "wait", lambda *_: None)

    def run(given: Any, today: str) -> Any:
        publisher.answers["/un.xml"] = [given]
        moment = datetime.fromisoformat(f"{today}T09:00:00").replace(tzinfo=UTC)
        url = f"un-sc={publisher.url('/un.xml')}"
        with monkeypatch.context() as patch:
            patch.setattr(running, "now", lambda: moment)
            return cli("lists", "update", "un-sc", "--url", url, "--store", store)

    return run


def test_what_the_publisher_left_as_it_is_is_fresh(
    cli: Cli, update: Cli, store: Path, csv_file: Write
) -> None:
    """A list of a month ago that an update got unchanged, by 304 or by its bytes, is confirmed:
    `check` goes through, and every output tells both days."""
    body = un_list(day=PUBLISHED)
    assert update(answer(body, ETag='"1"'), "2026-10-20").code == 0
    check = ("check", csv_file("Zebedee Quux"), "--store", store, "--lists", "un-sc")
    stale = cli(*check)
    assert stale.code == 3
    assert "un-sc is 34 days old, and 7 are allowed" in stale.verdict
    for given, day, age in ((answer(status=304), "2026-11-20", 3), (answer(body), "2026-11-22", 1)):
        assert "unchanged" in update(given, day).out
        ended = cli(*check, "--format", "json")
        assert ended.code == 0, ended.err
        assert f"un-sc@{PUBLISHED}({age}d)" in ended.verdict
        run = json.loads(ended.out)["run"]
        assert (run["age_days"]["un-sc"], run["confirmed"]["un-sc"]) == (age, day)
        entry = status(cli, store)
        assert (entry["published"], entry["confirmed"], entry["age_days"]) == (PUBLISHED, day, age)
        assert entry["fetched"].startswith("2026-10-20")
        assert entry["verdict"] == "ok"
        text = " ".join(cli("lists", "status", "--store", store).out.split())
        assert f"confirmed to be the newest on {day}" in text


def test_an_update_that_fails_confirms_nothing(cli: Cli, update: Cli, store: Path) -> None:
    """An error of the server, and an older list in the newest one's place, leave the age."""
    assert update(answer(un_list(day=PUBLISHED)), "2026-10-20").code == 0
    assert update(answer(status=403), "2026-11-22").code == 3
    assert update(answer(un_list(39, "2026-10-01")), "2026-11-22").code == 0
    assert (status(cli, store)["age_days"], status(cli, store)["verdict"]) == (34, "stale")


def test_importing_again_confirms_nothing(
    cli: Cli, update: Cli, store: Path, tmp_path: Path
) -> None:
    """On a machine without a network the age counts from the publication, however often the same
    file is imported; a confirmation made elsewhere travels with the store."""
    path = tmp_path / "un.xml"
    path.write_bytes(un_list(day=PUBLISHED))
    for _ in range(2):
        assert cli("lists", "import", path, "--store", store).code == 0
    entry = status(cli, store)
    assert (entry["confirmed"], entry["age_days"], entry["verdict"]) == (None, 34, "stale")
    assert update(answer(un_list(day=PUBLISHED)), "2026-11-22").code == 0
    copy = tmp_path / "copy"
    store.rename(copy)
    assert (status(cli, copy)["age_days"], status(cli, copy)["verdict"]) == (1, "ok")


def test_a_list_of_tomorrow_is_a_wrong_clock(cli: Cli, update: Cli, store: Path) -> None:
    """A confirmation from a clock that ran ahead keeps no list fresh."""
    assert update(answer(un_list(day=PUBLISHED)), "2027-03-01").code == 0
    entry = status(cli, store)
    assert (entry["confirmed"], entry["verdict"]) == (None, "stale")


@pytest.mark.parametrize(
    ("list_id", "command"),
    [("un-sc", "lists update un-sc"), ("eu-fsf", "lists import FILE")],
)
def test_a_missing_list_names_the_command(
    cli: Cli, store: Path, csv_file: Write, list_id: str, command: str
) -> None:
    """`check` and `lists status` end in 3, name the list, and say what puts it there."""
    store.mkdir()
    ended = cli("check", csv_file("Zebedee Quux"), "--lists", list_id, "--store", store)
    assert ended.code == 3
    assert list_id in ended.verdict
    assert f"sanctionscreen {command}" in ended.verdict


def test_a_stale_list_names_the_command(
    cli: Cli, update: Cli, store: Path, csv_file: Write
) -> None:
    """`check` ends in 3 with the list, its age, and what mends it."""
    assert update(answer(un_list(day=PUBLISHED)), "2026-10-20").code == 0
    ended = cli("check", csv_file("Zebedee Quux"), "--store", store)
    assert ended.code == 3
    assert "un-sc is 34 days old" in ended.verdict
    assert "sanctionscreen lists update un-sc" in ended.verdict
    allowed = cli("check", csv_file("Zebedee Quux"), "--store", store, "--allow-stale", "holidays")
    assert allowed.code == 0
    assert "holidays" in allowed.verdict


def test_a_damaged_list_names_a_command_that_mends_it(
    cli: Cli, update: Cli, store: Path, csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file of the snapshot in turn is damaged, named, and mended by the update that the
    message tells to run, although the server has nothing newer."""
    body = answer(un_list(day="2026-11-20"), ETag='"1"')
    assert update(body, "2026-11-20").code == 0
    files = sorted(path for path in (store / "un-sc").glob("*/**/*") if path.is_file())
    assert len(files) == 2
    for number, file in enumerate(files):
        monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(store.parent / f"fresh-{number}"))
        changed = bytearray(file.read_bytes())
        changed[len(changed) // 2] ^= 1
        file.write_bytes(bytes(changed))
        ended = cli("check", csv_file("Zebedee Quux"), "--lists", "un-sc", "--store", store)
        assert ended.code == 3
        assert str(file) in ended.verdict
        assert "sanctionscreen lists update un-sc" in ended.verdict
        assert update(body, "2026-11-22").code == 0
        assert status(cli, store)["verdict"] == "ok"
        assert cli("lists", "verify", "--store", store).code == 0


def test_one_byte_damaged_in_any_file_of_a_store(
    cli: Cli, update: Cli, store: Path, csv_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever file of the store it is, a check without a cache finds what it found before, or
    ends in 3 and names the file; no list becomes younger by it."""
    assert update(answer(un_list(day="2026-11-20"), ETag='"1"'), "2026-11-20").code == 0
    assert update(answer(status=304), "2026-11-22").code == 0
    check = (
        *("check", csv_file("Quombar AABB"), "--format", "csv"),
        *("--lists", "un-sc", "--store", store),
    )
    before = cli(*check)
    assert before.code == 1
    files = sorted(path for path in store.rglob("*") if path.is_file())
    assert {path.name.partition("-")[0] for path in files} >= {".download.json", ".confirmed"}
    refused = 0
    for number, file in enumerate(files):
        monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(store.parent / f"cache-{number}"))
        whole = file.read_bytes()
        for position in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            changed = bytearray(whole)
            changed[position] ^= 1
            file.write_bytes(bytes(changed))
            ended = cli(*check)
            if ended.code == 3:
                assert str(file) in ended.verdict
                refused += 1
            else:
                assert (ended.code, ended.out) == (before.code, before.out), file
                assert "(1d)" in ended.verdict or "(3d)" in ended.verdict
        file.write_bytes(whole)
    assert refused >= 6
