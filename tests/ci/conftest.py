"""A checkout to screen in, and a stand-in for pip: the package under test, already there."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

STAND_IN = """#!/bin/sh
# Stands for python where a piece of CI makes an environment and installs into it.
case "$1 $2" in
"-m venv")
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    cp "$0" "$3/bin/pip"
    program="$3/bin/sanctionscreen"
    printf '#!/bin/sh\\nexec "%s" -m sanctionscreen.cli "$@"\\n' "{python}" > "$program"
    chmod +x "$program" ;;
"-m pip" | "install "*) echo "pip $*" >> "{log}" ;;
*) exec "{python}" "$@" ;;
esac
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """What pip was asked to install, as it was asked."""
    return tmp_path / "pip.log"


@pytest.fixture
def environment(tmp_path: Path, installed: Path) -> dict[str, str]:
    """Variables under which ``python`` and ``pip`` are the stand-in."""
    folder = tmp_path / "stand-in"
    folder.mkdir()
    python = folder / "python"
    python.write_text(STAND_IN.format(python=sys.executable, log=installed))
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder such as CI checks out."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    return folder


@pytest.fixture
def vendors(checkout: Path) -> Callable[..., Path]:
    """Writes a file of vendors into the checkout."""

    def write(*names: str, name: str = "vendors.csv") -> Path:
        path = checkout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = "".join(f'"{each}"\n' for each in names)
        path.write_text(f"name\n{rows}", encoding="utf-8")
        return path

    return write
