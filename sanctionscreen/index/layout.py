"""The compiled index as one file: a header, then arrays that are mapped, and checked when read.

Layout: magic, sha256 of the rest of the head, lengths of the head's text and of the body (8 bytes
each, little-endian), JSON text (format version, and for each array its name, dtype, length and
offset), a CRC-32 for each block of the body, the body (arrays aligned to 64 bytes). A lookup reads
a small part of a large index: hashing all of it would take longer than the search. So a block is
checked when it is first read, and no byte is handed out unchecked. Private to this room.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast
from zlib import crc32

import numpy as np
import numpy.typing as npt

from sanctionscreen.errors import IndexDamagedError

Array = npt.NDArray[Any]

FORMAT = 3
"""Changes with the layout or the meaning of any array."""

_MAGIC = b"sanctionscreen-index\n"
_ALIGN = 64
_BLOCK = 1 << 16
_DIGEST, _LENGTH, _SUM = 32, 8, 4
_HEAD = len(_MAGIC) + _DIGEST + 2 * _LENGTH
_READ_IN_PARTS = "party_bytes"
"""By far the largest array, of which a lookup reads a few records; others are checked whole."""


def save(path: Path, arrays: Mapping[str, Array]) -> None:
    """Writes arrays under a temporary name, then renames, so that no half-written file shows.

    Raises:
        OSError: the folder cannot be written.
    """
    placed, size = _place(arrays)
    text = json.dumps({"format": FORMAT, "arrays": placed}, sort_keys=True).encode()
    text += b" " * (-(_HEAD + len(text) + _SUM * _blocks(size)) % _ALIGN)
    head = len(text).to_bytes(_LENGTH, "little") + size.to_bytes(_LENGTH, "little") + text
    head += np.array(list(_sums(_body(arrays))), "<u4").tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(head).digest() + head)
            file.writelines(_body(arrays))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def load(path: Path) -> Arrays:
    """Maps the arrays of a file into memory; each is checked when it is first asked for.

    Raises:
        IndexDamagedError: the file is not whole, of another format, or its head is damaged; it is
            removed.
        OSError: the file cannot be read.
    """
    try:
        # A plain view: indexing a numpy.memmap costs five times as much.
        mapped = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        if bytes(mapped[: len(_MAGIC)]) != _MAGIC:
            raise ValueError("not an index")
        lengths = (mapped[at : at + _LENGTH] for at in (_HEAD - 2 * _LENGTH, _HEAD - _LENGTH))
        text, size = (int.from_bytes(bytes(each), "little") for each in lengths)
        start = _HEAD + text + _SUM * _blocks(size)
        if len(mapped) != start + size:
            raise ValueError("not whole")
        given = bytes(mapped[len(_MAGIC) : _HEAD - 2 * _LENGTH])
        if hashlib.sha256(mapped[_HEAD - 2 * _LENGTH : start].data).digest() != given:
            raise ValueError("its head changed")
        content = json.loads(bytes(mapped[_HEAD : _HEAD + text]))
        if content["format"] != FORMAT:
            raise ValueError("another format")
        sums = np.frombuffer(bytes(mapped[_HEAD + text : start]), "<u4")
        return Arrays(path, mapped[start:], sums.tolist(), content["arrays"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path, str(error)) from error


class Arrays(Mapping[str, Array]):
    """The arrays of a file by name; whatever is read of them has been checked."""

    def __init__(
        self, path: Path, body: Array, sums: list[int], placed: list[dict[str, Any]]
    ) -> None:
        self._path = path
        self._body = body
        self._sums = sums
        self._is_sound = bytearray(len(sums))
        self._placed = {item["name"]: item for item in placed}
        self._opened: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """An array.

        Raises:
            KeyError: there is no such array.
            IndexDamagedError: it is not as it was written; the file is removed.
        """
        array = self._opened.get(name)
        if array is None:
            array = self._opened[name] = self._open(self._placed[name])
        return array

    def __iter__(self) -> Iterator[str]:
        return iter(self._placed)

    def __len__(self) -> int:
        return len(self._placed)

    def check(self, low: int = 0, high: int | None = None) -> None:
        """Checks the blocks that hold these bytes of the body (all by default), each once.

        Raises:
            IndexDamagedError: one is not as it was written; the file is removed.
        """
        end = len(self._body) if high is None else high
        first, last = low // _BLOCK, -(-end // _BLOCK)
        if self._is_sound.find(0, first, last) < 0:
            return
        for block in range(first, last):
            if not self._is_sound[block]:
                data = self._body[block * _BLOCK : (block + 1) * _BLOCK]
                if crc32(data.data) != self._sums[block]:
                    raise _damaged(self._path, f"block {block + 1} of {len(self._sums)} changed")
                self._is_sound[block] = 1

    def _open(self, item: Mapping[str, Any]) -> Array:
        dtype = np.dtype(item["dtype"])
        low = item["offset"]
        high = low + item["length"] * dtype.itemsize
        array: Array = self._body[low:high].view(dtype)
        if item["name"] == _READ_IN_PARTS:
            # It has of an array what reading records needs, and cannot be taken for one unchecked.
            return cast(Array, _Records(array, self, low))
        self.check(low, high)
        return array


class _Records:
    """An array of bytes that is read in slices, of which only those are checked."""

    def __init__(self, array: Array, arrays: Arrays, offset: int) -> None:
        self._array = array
        self._arrays = arrays
        self._offset = offset
        self.dtype = array.dtype
        self.nbytes = array.nbytes

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, part: slice) -> Array:
        low, high, _ = part.indices(len(self._array))
        self._arrays.check(self._offset + low, self._offset + max(low, high))
        return self._array[part]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        whole = self[:]
        is_copied = bool(copy) or dtype not in (None, whole.dtype)
        found: Array = np.array(whole, dtype=dtype, copy=is_copied)
        return found

    def tobytes(self) -> bytes:
        return self[:].tobytes()

    def tolist(self) -> list[int]:
        found: list[int] = self[:].tolist()
        return found


def _place(arrays: Mapping[str, Array]) -> tuple[list[dict[str, Any]], int]:
    placed, offset = [], 0
    for name, array in sorted(arrays.items()):
        item = {"name": name, "dtype": array.dtype.str, "length": len(array), "offset": offset}
        placed.append(item)
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    return placed, offset


def _body(arrays: Mapping[str, Array]) -> Iterator[memoryview]:
    for _, array in sorted(arrays.items()):
        data = np.ascontiguousarray(array).view(np.uint8)
        yield data.data
        yield memoryview(b"\0" * (-len(data) % _ALIGN))


def _sums(parts: Iterable[memoryview]) -> Iterator[int]:
    """The CRC-32 of each block of bytes that come in parts."""
    value = filled = 0
    for part in parts:
        left = part
        while len(left):
            piece = left[: _BLOCK - filled]
            value, filled, left = crc32(piece, value), filled + len(piece), left[len(piece) :]
            if filled == _BLOCK:
                yield value
                value = filled = 0
    if filled:
        yield value


def _blocks(size: int) -> int:
    return -(-size // _BLOCK)


def _damaged(path: Path, reason: str) -> IndexDamagedError:
    """The error; a file that cannot be trusted is removed, where that is allowed."""
    hint = "Run the command again: the lists are compiled anew"
    try:
        path.unlink()
    except OSError:
        hint = "Delete the file: the lists are compiled anew"
    return IndexDamagedError(f"the compiled index is damaged ({reason})", path=path, hint=hint)
