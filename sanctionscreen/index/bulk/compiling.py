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

import sanctionscreen.index.bulk
import sanctionscreen.match
import sanctionscreen.names

Loop = TypeVar("Loop", bound=Callable[..., object])

_FOLDER = "sanctionscreen-loops-"


def compiled(loop: Loop) -> Loop:
    """The loop as machine code; the same integers, some hundred times sooner.

    A loop allocates nothing. So who holds an array need not be counted, which numba else does
    for each array at each call: it took most of the time.
    """
    settings: Any = numba.config
    compile_loop: Any = numba.njit
    folder = _folder()
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder or before)
    try:
        # Where nothing can be kept it is compiled anew each time.
        found = compile_loop(cache=folder is not None, nogil=True, _nrt=False)(loop)
    finally:
        settings.CACHE_DIR = before
    return cast(Loop, found)


@cache
def _folder() -> Path | None:
    """Where machine code of just these loops is kept; that of another version would not load."""
    # Weights and limits become part of the code, so those of another release must not stay.
    sources = sorted(
        source
        for package in (sanctionscreen.index.bulk, sanctionscreen.match, sanctionscreen.names)
        for source in Path(package.__path__[0]).glob("*.py")
    )
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
    """Beside the package as Python keeps its own, or where the command says (NUMBA_CACHE_DIR)."""
    settings: Any = numba.config
    given = [Path(settings.CACHE_DIR)] if settings.CACHE_DIR else []
    return Path(__file__).parent / "__pycache__", *given
