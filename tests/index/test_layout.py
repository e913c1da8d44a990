"""The compiled index as a file: whole, or rebuilt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sanctionscreen import ScreenSettings, lookup, open_index
from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.index import layout

ARRAYS = {"one": np.arange(5, dtype=np.uint32), "two": np.array([-1, 2], dtype=np.int32)}


def test_arrays_come_back(tmp_path: Path) -> None:
    """What was saved is what is mapped."""
    path = tmp_path / "index.bin"
    layout.save(path, ARRAYS)
    loaded = layout.load(path)
    assert {name: array.tolist() for name, array in loaded.items()} == {
        name: array.tolist() for name, array in ARRAYS.items()
    }
    assert [p.name for p in tmp_path.iterdir()] == ["index.bin"]


def test_damage_anywhere_is_noticed(tmp_path: Path) -> None:
    """A changed byte, wherever it is, and a file cut short are refused."""
    path = tmp_path / "index.bin"
    layout.save(path, ARRAYS)
    whole = path.read_bytes()
    for position in range(0, len(whole), 7):
        changed = bytearray(whole)
        changed[position] ^= 0xFF
        path.write_bytes(bytes(changed))
        with pytest.raises(IndexDamagedError):
            layout.load(path)
    for length in (1, 20, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexDamagedError):
            layout.load(path)


def test_damaged_cache_is_rebuilt(tmp_path: Path) -> None:
    """A damaged cached index is compiled anew, and answers as before."""
    settings = ScreenSettings()
    before = lookup("Ri Yong Gil", index=open_index(cache_dir=tmp_path), settings=settings)
    (cached,) = tmp_path.iterdir()
    data = bytearray(cached.read_bytes())
    data[len(data) // 2] ^= 0xFF
    cached.write_bytes(bytes(data))
    after = lookup("Ri Yong Gil", index=open_index(cache_dir=tmp_path), settings=settings)
    assert before.hits
    assert before == after
