"""``lists update``: against a publisher who does everything wrong, the store stays as it was."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from list_builders import sema_list, status, un_list, word
from publisher import Answer, Publisher, answer

from sanctionscreen.cli import updating
from sanctionscreen.store import updating as store_updating
from sanctionscreen.store.downloading import Limits

Update = Callable[..., Any]
ETAG = '"one"'


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but locks."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store."""
    return tmp_path / "kept"


@pytest.fixture
def update(
    cli: Callable[..., Any], publisher: Publisher, store: Path, monkeypatch: pytest.MonkeyPatch
) -> Update:
    """Updates the UN list from the publisher's answers, without pauses between attempts."""
    monkeypatch.setattr(updating, "wait", lambda *_: None)

    def run(*answers: Answer, more: tuple[str, ...] = ()) -> Any:
        publisher.answers["/un.xml"] = list(answers)
        url = f"un-sc={publisher.url('/un.xml')}"
        return cli("lists", "update", "un-sc", "--url", url, "--store", store, *more)

    return run


def test_a_list_is_stored_and_screened(
    cli: Callable[..., Any], update: Update, store: Path
) -> None:
    """After an update the list is in the store with its counts, and a name on it is a hit."""
    ended = update(answer(un_list(), ETag=ETAG))
    assert ended.code == 0, ended.err
    assert "un-sc@2026-11-20: stored, 40 parties" in ended.out
    entry = status(cli, store)
    assert (entry["verdict"], entry["published"], entry["parties"]) == ("ok", "2026-11-20", 40)
    assert entry["weak_aliases"] == 40
    assert entry["fetched"] == "2026-11-23T09:00:00+00:00"
    assert cli("lookup", f"Quombar {word(7)}", "--store", store).code == 1


def test_an_unchanged_list_is_not_sent_again(
    update: Update, publisher: Publisher, store: Path
) -> None:
    """The second update asks for news only, and leaves every byte of the store as it was."""
    update(answer(un_list(), ETag=ETAG))
    before = tree(store)
    ended = update(answer(status=304))
    assert ended.code == 0, ended.err
    assert "un-sc@2026-11-20: unchanged" in ended.out
    assert publisher.asked[-1][1]["if-none-match"] == ETAG
    assert tree(store) == before


def test_a_server_that_always_sends_makes_no_second_snapshot(update: Update, store: Path) -> None:
    """The same bytes again are the same publication, whatever the server says of them."""
    update(answer(un_list()))
    before = set(tree(store))
    ended = update(answer(un_list(), ETag='"other"'))
    assert "unchanged" in ended.out
    assert set(tree(store)) == before


def test_another_address_is_asked_for_the_whole_list(
    cli: Callable[..., Any], update: Update, publisher: Publisher, store: Path
) -> None:
    """What one server said of its file is never said to another."""
    update(answer(un_list(), ETag=ETAG))
    publisher.answers["/mirror"] = [answer(un_list(41, "2026-11-21"))]
    url = f"un-sc={publisher.url('/mirror')}"
    assert cli("lists", "update", "un-sc", "--url", url, "--store", store).code == 0
    assert "if-none-match" not in publisher.asked[-1][1]
    assert status(cli, store)["parties"] == 41


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Half the list, then a connection reset."""
    body = un_list(40, "2026-11-21")
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])
    handler.wfile.flush()
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


FAILURES = {
    "forbidden": (answer(status=403), "403"),
    "not found": (answer(status=404), "404"),
    "server error": (answer(status=500), "last of 4 attempts"),
    "truncated": (answer(un_list(), length=10**6), "connection failed"),
    "reset": (_reset, "connection failed"),
    "silence": (lambda _: time.sleep(1), "did not answer within 0.5 seconds"),
    "too large": (answer(un_list(), length=3_000_000), "more than 2,000,000 bytes"),
    "web page": (answer(b"<!doctype html><html>Sorry</html>"), "web page"),
    "empty body": (answer(b""), "empty file"),
    "redirect to a list over https": (
        answer(status=302, Location="https://127.0.0.1:1/un.xml"),
        "redirects from http to https",
    ),
    "empty list": (answer(un_list(0, "2026-11-21")), "no record"),
    "no XML": (answer(un_list(40, "2026-11-21")[:-30]), "not stored|not whole|damaged|XML"),
    "half gone": (answer(un_list(20, "2026-11-21")), "parties: 20, where there were 40"),
    "weak aliases gone": (answer(un_list(40, "2026-11-21", aliases=0)), "type weak-alias: 0"),
    "another list": (answer(sema_list()), "ca-sema"),
    "no list": (answer(b"\x00\x01\x02"), "no known list format"),
    "loop": (answer(status=302, Location="/un.xml"), "redirects more than"),
    "other scheme": (answer(status=302, Location="ftp://127.0.0.1/x"), "ftp://"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_leaves_the_last_good_snapshot(
    cli: Callable[..., Any],
    update: Update,
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """Whatever comes, exit 3 says what it was, and every byte in the store is as before."""
    limits = Limits(timeout=0.5, size=2_000_000)
    monkeypatch.setattr(store_updating, "Update", partial(store_updating.Update, limits=limits))
    assert update(answer(un_list())).code == 0
    before = tree(store)
    given, message = FAILURES[name]
    ended = update(given)
    assert ended.code == 3
    assert "un-sc" in ended.err
    assert any(part in ended.err for part in message.split("|")), ended.err
    assert tree(store) == before
    assert not list(store.rglob(".incoming"))
    assert status(cli, store)["verdict"] == "ok"


def test_an_error_that_passes_is_no_failure(update: Update, publisher: Publisher) -> None:
    """500, then 200, is an update."""
    ended = update(answer(status=500), answer(un_list()))
    assert ended.code == 0
    assert len(publisher.asked) == 2


def test_an_accepted_drop_is_recorded(cli: Callable[..., Any], update: Update, store: Path) -> None:
    """With a reason the smaller list is stored, and every status shows reason and losses."""
    update(answer(un_list()))
    assert update(answer(un_list(20, "2026-11-21")), more=("--accept-drop", " ")).code == 2
    ended = update(answer(un_list(20, "2026-11-21")), more=("--accept-drop", "20 were delisted"))
    assert ended.code == 0, ended.err
    (note,) = status(cli, store)["notes"]
    assert "20 were delisted" in note
    assert "parties: 20, where there were 40" in note
    assert "20 were delisted" in " ".join(cli("lists", "status", "--store", store).out.split())


def test_a_list_without_a_date_has_that_of_the_server(
    cli: Callable[..., Any], publisher: Publisher, store: Path
) -> None:
    """Last-Modified is when it was published; without it, the day on which it was fetched."""
    publisher.answers["/sema"] = [
        answer(sema_list(), Last_Modified="Thu, 12 Nov 2026 08:00:00 GMT"),
        answer(sema_list(4)),
    ]
    command = ("lists", "update", "ca-sema", "--url", f"ca-sema={publisher.url('/sema')}")
    assert cli(*command, "--store", store).code == 0
    assert status(cli, store, "ca-sema")["published"] == "2026-11-12"
    assert cli(*command, "--store", store).code == 0
    assert status(cli, store, "ca-sema")["published"] == "2026-11-23"


def test_one_list_that_fails_does_not_hold_up_another(
    cli: Callable[..., Any], publisher: Publisher, store: Path
) -> None:
    """The sound list is stored, the other is named, and the exit code is 3."""
    publisher.answers |= {"/un.xml": [answer(status=404)], "/sema": [answer(sema_list())]}
    ended = cli(
        *("lists", "update", "un-sc", "ca-sema", "eu-fsf", "--store", store),
        *("--url", f"un-sc={publisher.url('/un.xml')}"),
        *("--url", f"ca-sema={publisher.url('/sema')}"),
    )
    assert ended.code == 3
    assert "ca-sema@2026-11-23: stored" in ended.out
    assert "not updated: " in ended.err
    assert "404" in ended.err
    assert "token of your own" in ended.err
    assert "2 lists not updated, 1 up to date" in ended.verdict
    assert status(cli, store, "ca-sema")["verdict"] == "ok"


@pytest.mark.parametrize(
    "arguments",
    [
        ("un-cs",),
        ("un-sc", "--url", "un-sc"),
        ("un-sc", "--url", "un-sc=file:///etc/passwd"),
        ("un-sc", "--url", "ca-sema=https://mirror.example/x"),
        ("un-sc", "--url", "un-sc=https://a.example", "--url", "un-sc=https://b.example"),
        ("un-sc", "--accept-drop", ""),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(
    cli: Callable[..., Any], store: Path, arguments: tuple[str, ...]
) -> None:
    """Unknown ids, broken or unused addresses and empty reasons end in 2; nothing is stored."""
    assert cli("lists", "update", *arguments, "--store", store).code == 2
    assert not store.exists()


def test_the_settings_name_the_lists(
    cli: Callable[..., Any], publisher: Publisher, tmp_path: Path, store: Path
) -> None:
    """Without an id the official lists of the settings are updated, and no others."""
    publisher.answers["/un.xml"] = [answer(un_list())]
    settings = tmp_path / "sanctionscreen.yaml"
    settings.write_text("lists: [un-sc, curated-ns-cmic]\n", encoding="utf-8")
    ended = cli(
        *("lists", "update", "--settings", settings, "--store", store),
        *("--url", f"un-sc={publisher.url('/un.xml')}"),
    )
    assert ended.code == 0, ended.err
    assert [path for path, _ in publisher.asked] == ["/un.xml"]


def test_mirrors_are_named_in_the_settings(
    cli: Callable[..., Any], publisher: Publisher, tmp_path: Path, store: Path
) -> None:
    """A list is fetched from the address in the settings, also one that has none of its own; what
    is secret in an address is shown nowhere, and `--url` comes first."""
    publisher.answers = {
        "/mirror?token=hidden": [answer(un_list())],
        "/other": [answer(un_list(41, "2026-11-21"))],
    }
    settings = tmp_path / "sanctionscreen.yaml"
    url = publisher.url("/mirror?token=hidden")
    settings.write_text(f"addresses: {{un-sc: '{url}'}}\n", encoding="utf-8")
    command = ("lists", "update", "un-sc", "--settings", settings, "--store", store)
    ended = cli(*command)
    assert ended.code == 0, ended.err
    assert [path for path, _ in publisher.asked] == ["/mirror?token=hidden"]
    shown = cli("settings", "show", "--settings", settings)
    assert "un-sc" in shown.out
    assert "hidden" not in ended.out + ended.err + shown.out + shown.err
    assert not [name for name, data in tree(store).items() if b"hidden" in data]
    assert cli(*command, "--url", f"un-sc={publisher.url('/other')}").code == 0
    assert status(cli, store)["parties"] == 41


def test_an_address_of_no_list_is_a_usage_error(
    cli: Callable[..., Any], tmp_path: Path, store: Path
) -> None:
    """A misspelt id in the settings is not passed over."""
    settings = tmp_path / "sanctionscreen.yaml"
    settings.write_text("addresses: {un-cs: 'https://mirror.example/x'}\n", encoding="utf-8")
    ended = cli("lists", "update", "un-sc", "--settings", settings, "--store", store)
    assert ended.code == 2
    assert "un-cs" in ended.err
    assert not store.exists()


def _command(store: Path, publisher: Publisher) -> list[str]:
    url = f"un-sc={publisher.url('/un.xml')}"
    return ["lists", "update", "un-sc", "--url", url, "--store", str(store)]


def _slowly(handler: BaseHTTPRequestHandler) -> None:
    """Half the list, and after a long time nothing more."""
    body = un_list(60, "2026-11-21")
    with contextlib.suppress(OSError):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        time.sleep(5)


def test_two_updates_at_once_both_end_well(
    publisher: Publisher, store: Path, cli: Callable[..., Any]
) -> None:
    """One stores the list, the other waits and finds it there; nothing is damaged."""

    def half_a_second(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        answer(un_list(day="2024-01-01"))(handler)  # never ahead of this machine's clock

    publisher.answers["/un.xml"] = [half_a_second]
    command = [sys.executable, "-m", "sanctionscreen.cli", *_command(store, publisher)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "ab"]
    outputs = [each.communicate(timeout=60) for each in both]
    assert [each.returncode for each in both] == [0, 0], outputs
    said = sorted(out.decode().splitlines()[0] for out, _ in outputs)
    assert [line.split()[1] for line in said] == ["stored,", "unchanged,"]
    assert cli("lists", "verify", "--store", store).code == 0


def test_a_process_killed_in_mid_update_leaves_the_store_sound(
    update: Update, publisher: Publisher, store: Path, cli: Callable[..., Any]
) -> None:
    """The last good snapshot is as it was, and the next update clears up and goes through."""
    assert update(answer(un_list())).code == 0
    before = tree(store)
    publisher.answers["/un.xml"] = [_slowly]
    command = [sys.executable, "-m", "sanctionscreen.cli", *_command(store, publisher)]
    killed = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not list(store.rglob("*.part")) and time.monotonic() < until:
        time.sleep(0.05)
    killed.kill()
    killed.wait()
    assert list(store.rglob("*.part"))
    kept = {name: data for name, data in tree(store).items() if ".incoming" not in name}
    assert kept == before
    assert status(cli, store)["verdict"] == "ok"
    assert update(answer(un_list(60, "2026-11-21"))).code == 0
    assert not list(store.rglob(".incoming"))
    assert status(cli, store)["parties"] == 60


@pytest.mark.skipif(sys.platform == "win32", reason="limits on the size of files are POSIX")
def test_a_full_disk_leaves_the_store_as_it_was(
    update: Update, publisher: Publisher, store: Path
) -> None:
    """A file that cannot be written to its end is an error with the system's reason."""
    assert update(answer(un_list())).code == 0
    before = tree(store)
    publisher.answers["/un.xml"] = [answer(un_list(600, "2026-11-21"))]
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000));"
        "from sanctionscreen.cli.entry import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *_command(store, publisher)],
        capture_output=True,
        env=dict(os.environ),
        check=False,
        timeout=60,
    )
    assert done.returncode == 3, done.stderr
    assert b"could not be written (File too large)" in done.stderr
    assert tree(store) == before
