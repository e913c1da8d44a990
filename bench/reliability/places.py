"""Places that are hard to write to: small disks, and folders of somebody else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
_LIMIT = (
    "import os, resource, sys; size = int(sys.argv[1]); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); os.execv(sys.argv[2], sys.argv[2:])"
)
Options = dict[str, Any]
"""How to start a process that is to meet the fault."""


@contextmanager
def small_disk(folder: Path, kib: int) -> Iterator[tuple[Path, Options]]:
    """A folder that takes so much and no more.

    A file system of that size where one can be mounted; else a limit to each file, which fails
    in the same calls. Windows has neither.
    """
    disk = folder / "disk"
    disk.mkdir()
    is_mounted = _IS_ROOT and sys.platform == "linux" and _mounted(disk, kib)
    try:
        yield disk, {} if is_mounted else {"before": _limited(kib)}
    finally:
        if is_mounted:
            subprocess.run(["umount", str(disk)], check=True)
        shutil.rmtree(disk)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody can write to.

    The superuser may write whatever the permissions say, and needs a mount that is read-only.

    Raises:
        OSError: there is no way to make it so.
    """
    if _IS_ROOT:
        _mount("--bind", str(folder), str(folder))
        try:
            _mount("-o", "remount,ro,bind", str(folder))
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    modes = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr.strip())


def _mounted(disk: Path, kib: int) -> bool:
    # A size of 0 would be no limit.
    try:
        _mount("-t", "tmpfs", "-o", f"size={max(kib, 4)}k", "tmpfs", str(disk))
    except OSError:
        return False
    return True


def _limited(kib: int) -> list[str]:
    """The command before a command that lets it write no larger file."""
    return [sys.executable, "-c", _LIMIT, str(kib * 1024)]
