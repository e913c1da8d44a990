"""The command line, run inside the test and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pipeline_builders import Pipeline
from publisher import Publisher

from sanctionscreen.cli import entry, running

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def verdict(self) -> str:
        """The last line of stderr."""
        return self.err.splitlines()[-1]


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One index cache for all tests of the command line."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def cli(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs a command in this process, on 23 November 2026."""
    monkeypatch.setenv("SANCTIONSCREEN_CACHE", str(cache_folder))
    monkeypatch.setattr(running, "now", lambda: TODAY)

    def run(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        code = entry.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return run


@pytest.fixture
def process(
    cache_folder: Path, repository: Path
) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs a command as a process of its own."""

    def run(
        *arguments: str | Path, stdin: bytes | None = b"", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "sanctionscreen.cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=repository,
            env=os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)} | environment,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV of names, one a row."""

    def write(*names: str, name: str = "vendors.csv") -> Path:
        path = tmp_path / name
        path.write_text("name\n" + "".join(f'"{each}"\n' for each in names), encoding="utf-8")
        return path

    return write


@pytest.fixture
def pipeline(
    tmp_path: Path, cli: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> Pipeline:
    """The pipeline in its own directory."""
    monkeypatch.chdir(tmp_path)
    return Pipeline(tmp_path, cli)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher of lists; requests to it pass by any proxy of this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = Publisher()
    yield server
    server.stop()
