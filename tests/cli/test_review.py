"""``review`` as a command: at a terminal of its own, and refused where there is none."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.decisions.reading import load_decisions

Cli = Callable[..., Any]
HIT = "Ri Yong Gil"


@pytest.fixture
def report(cli: Cli, csv_file: Callable[..., Path], tmp_path: Path) -> Path:
    """A report of two rows that hit."""
    path = tmp_path / "report.json"
    cli("check", csv_file(HIT, "Lazarus Grp"), "--quiet", "--output", path)
    return path


def test_without_a_terminal_it_names_the_other_way(cli: Cli, report: Path, tmp_path: Path) -> None:
    """In a script there is nobody to decide: a usage error, and no file."""
    ended = cli("review", report, "--decisions", tmp_path / "d.yaml")
    assert ended.code == 2
    assert "decisions add" in ended.err
    assert not (tmp_path / "d.yaml").exists()


def test_without_a_decisions_file_it_says_how_to_name_one(cli: Cli, report: Path) -> None:
    """Neither the command nor the settings name one: a usage error."""
    ended = cli("review", report)
    assert ended.code == 2
    assert "--decisions FILE" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is opened here")
@pytest.mark.parametrize("term", ["xterm-256color", "linux"])
def test_at_a_real_terminal_keys_make_decisions(report: Path, tmp_path: Path, term: str) -> None:
    """Over a pseudo-terminal, as SSH gives one, a hit is judged, one is left, and q ends it."""
    decisions = tmp_path / "decisions.yaml"
    screen, code = typed(
        [sys.executable, "-m", "sanctionscreen.cli", "review", str(report), "--decisions",
         str(decisions), "--reviewer", "A. Able", "--expires", expiry()],
        [(b"counterparty", b"f"), (b"Reviewer", b"same name only\r"), (b"1 decided", b"q")],
        term,
    )  # fmt: skip
    assert code == 0, screen[-2000:]
    (decision,) = load_decisions(decisions).all
    assert (decision.judgement, decision.reason) == ("false-positive", "same name only")
    assert b"1 decision added to" in screen
    hits = sum(len(o["hits"]) for o in json.loads(report.read_text("utf-8"))["outcomes"])
    assert f"{hits - 1} hit".encode() in screen


def expiry() -> str:
    """The day a year from now, by this machine's clock."""
    now = time.gmtime()
    return f"{now.tm_year + 1}-{now.tm_mon:02d}-{min(now.tm_mday, 28):02d}"


def typed(command: list[str], steps: list[tuple[bytes, bytes]], term: str) -> tuple[bytes, int]:
    """Runs a command at a pseudo-terminal of 80 columns; types each text once its cue is shown."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
    environment = os.environ | {"TERM": term}
    started = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    screen, seen, deadline = b"", 0, time.monotonic() + 20
    waiting = list(steps)
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                data = os.read(ours, 65536)
            except OSError:
                break
            screen += data
        if waiting and waiting[0][0] in screen[seen:]:
            seen = len(screen)
            os.write(ours, waiting.pop(0)[1])
        if started.poll() is not None and not select.select([ours], [], [], 0)[0]:
            break
    os.close(ours)
    if started.poll() is None:
        started.terminate()
    return screen, started.wait(timeout=20)
