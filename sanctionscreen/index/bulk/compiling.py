"""Loops over arrays, compiled to machine code when they first run, and kept on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])

_FOLDER = "sanctionscreen-loops-"


def compiled(loop: Loop) -> Loop:
    """The loop as machine code; the same integers, some hundred times sooner."""
    folder = _folder()
    if folder is None:  # nowhere to keep it: compiled anew each time
        return cast(Loop, numba.njit(nogil=True)(loop))
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        return cast(Loop, numba.njit(cache=True, nogil=True)(loop))
    finally:
        settings.CACHE_DIR = before


@cache
def _folder() -> Path | None:
    """Where machine code of just these loops is kept; that of another version would not load."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sources:
        digest.update(source.read_bytes())
    name = _FOLDER + digest.hexdigest()[:16]
    for parent in _parents():
        folder = parent / name
        if folder.is_dir() and os.access(folder, os.W_OK):
            return folder
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True)
            for older in parent.glob(f"{_FOLDER}*"):
                if older != folder:
                    shutil.rmtree(older, ignore_errors=True)
            return folder
    return None


def _parents() -> tuple[Path, ...]:
    """Beside the package as Python keeps its own, or the user's cache."""
    import platformdirs

    user = platformdirs.user_cache_dir("sanctionscreen", appauthor=False)
    return Path(__file__).parent / "__pycache__", Path(user)
