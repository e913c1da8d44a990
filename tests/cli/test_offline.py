"""``--offline``: a check needs no network, and whatever would use it is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Process = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.mark.parametrize(("name", "code"), [(HIT, 1), (CLEAR, 0)])
def test_a_check_is_the_same_offline(
    process: Process, csv_file: Callable[..., Path], name: str, code: int
) -> None:
    """Screening, decisions and reports ask for no host: outcome and exit code stay."""
    online = process("check", csv_file(name), "--format", "csv")
    offline = process("check", csv_file(name), "--format", "csv", "--offline")
    assert (online.returncode, offline.returncode) == (code, code)
    assert online.stdout == offline.stdout


@pytest.mark.parametrize(
    "use",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.gethostbyname('example.org')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
        "httpx.get('https://example.org/')",
    ],
)
def test_every_way_out_is_refused(use: str) -> None:
    """Sockets, look-ups, datagrams and the libraries upon them: refused before anything is sent."""
    done = python(
        "import socket, urllib.request, httpx\n"
        "from sanctionscreen.cli.offline import OfflineError, forbid_network\n"
        "forbid_network()\n"
        f"try:\n    {use}\n"
        "except OfflineError as error:\n    print(error.exit_code)\n"
    )
    assert done.stdout.strip() == "3", done.stderr


def test_this_machine_itself_stays_reachable() -> None:
    """Processes of one machine may still talk to each other, as Spark's do."""
    done = python(
        "import socket\n"
        "from sanctionscreen.cli.offline import forbid_network\n"
        "forbid_network()\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\n"
        "socket.getaddrinfo('localhost', 80)\n"
        "print('reached')\n"
    )
    assert done.stdout.strip() == "reached", done.stderr


def test_an_update_is_refused_at_once(process: Process, tmp_path: Path) -> None:
    """With the variable set nothing is downloaded, the store stays, and the exit code is 3."""
    done = process("lists", "update", "un-sc", "--store", tmp_path, SANCTIONSCREEN_OFFLINE="1")
    assert done.returncode == 3
    assert b"lists import" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_variable_set_to_nothing_asks_for_nothing(process: Process) -> None:
    """``0`` and an empty value leave the network on: the update fails for another reason."""
    for value in ("", "0"):
        done = process("lists", "update", "nonsense", SANCTIONSCREEN_OFFLINE=value)
        assert done.returncode == 2
        assert b"nonsense" in done.stderr


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a process of its own: what is refused stays so for the life of one."""
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, timeout=60, env=environment,
    )  # fmt: skip
