"""The compiled index as a file: whole, or rebuilt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from sanctionscreen import ScreenSettings, lookup, open_index
from sanctionscreen.errors import IndexDamagedError
from sanctionscreen.index import layout

BLOCK = 1 << 16
ARRAYS = {"one": np.arange(5, dtype=np.uint32), "two": np.array([-1, 2], dtype=np.int32)}
LARGE: dict[str, layout.Array] = {
    "one": np.arange(16, dtype=np.uint32),
    "party_bytes": (np.arange(3 * BLOCK - 64) % 251).astype(np.uint8),
}
"""Three blocks of body."""


def test_arrays_come_back(tmp_path: Path) -> None:
    """What was saved is what is mapped."""
    path = tmp_path / "index.bin"
    layout.save(path, ARRAYS)
    loaded = layout.load(path)
    assert {name: array.tolist() for name, array in loaded.items()} == {
        name: array.tolist() for name, array in ARRAYS.items()
    }
    assert [p.name for p in tmp_path.iterdir()] == ["index.bin"]


def test_no_damaged_byte_is_ever_read(tmp_path: Path) -> None:
    """A changed byte, wherever it is, is refused at the latest when it is read, and the file with
    it is removed; a file cut short is refused at once."""
    path = tmp_path / "index.bin"
    layout.save(path, LARGE)
    whole = path.read_bytes()
    body = len(whole) - 3 * BLOCK
    positions = (*range(0, body, 7), body, body + BLOCK - 1, body + BLOCK, len(whole) - 1)
    for position in positions:
        changed = bytearray(whole)
        changed[position] ^= 1
        path.write_bytes(bytes(changed))
        with pytest.raises(IndexDamagedError, match=re.escape(str(path))):
            layout.load(path).check()
        assert not path.exists()
    for length in (0, 1, 20, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexDamagedError):
            layout.load(path)


def test_what_is_read_is_checked_and_no_more(tmp_path: Path) -> None:
    """Damage in one array is found when that one is asked for; records are checked one by one."""
    path = tmp_path / "index.bin"
    layout.save(path, LARGE)
    changed = bytearray(path.read_bytes())
    changed[-BLOCK - 1] ^= 1  # in the second of the three blocks, which records fill
    path.write_bytes(bytes(changed))
    loaded = layout.load(path)
    assert loaded["one"].tolist() == LARGE["one"].tolist()
    records = loaded["party_bytes"]
    assert records[: BLOCK // 2].tobytes() == LARGE["party_bytes"][: BLOCK // 2].tobytes()
    assert path.exists()
    for read in (
        lambda: records[BLOCK + 10 : BLOCK + 20],
        lambda: np.asarray(records),
        lambda: records.tobytes(),
        lambda: np.concatenate([records, records]),
    ):
        with pytest.raises(IndexDamagedError):
            read()
    assert not path.exists()


def test_damaged_cache_is_rebuilt(tmp_path: Path) -> None:
    """A damaged cached index is compiled anew, and answers as before."""
    settings = ScreenSettings()
    before = lookup("Ri Yong Gil", index=open_index(cache_dir=tmp_path), settings=settings)
    (cached,) = tmp_path.glob("index-*.bin")
    data = bytearray(cached.read_bytes())
    data[len(data) // 2] ^= 0xFF
    cached.write_bytes(bytes(data))
    after = lookup("Ri Yong Gil", index=open_index(cache_dir=tmp_path), settings=settings)
    assert before.hits
    assert before == after


def test_a_damaged_record_is_refused_where_not_all_is_checked(tmp_path: Path) -> None:
    """A search that checks only what it reads ends in an error when it meets the damage; the file
    is removed, and the next opening compiles it anew."""
    settings = ScreenSettings()
    index = open_index(cache_dir=tmp_path)
    name = index.party_at(len(index) // 2).primary_name.text  # far from all that opening reads
    before = lookup(name, index=index, settings=settings)
    (cached,) = tmp_path.glob("index-*.bin")
    whole = cached.read_bytes()
    record = f'"text":{json.dumps(name, ensure_ascii=False)}'.encode()
    assert record in whole
    cached.write_bytes(whole.replace(record, record.replace(b'"text"', b'"tixt"')))
    damaged = open_index(cache_dir=tmp_path, check_whole=False)
    with pytest.raises(IndexDamagedError, match="compiled anew"):
        lookup(name, index=damaged, settings=settings)
    assert not cached.exists()
    mended = open_index(cache_dir=tmp_path, check_whole=False)
    assert lookup(name, index=mended, settings=settings) == before
