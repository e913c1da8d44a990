"""The compiled index as one file: a header, then arrays that are mapped, not read.

Layout: magic, header length (8 bytes, little-endian), JSON header (format version, sha256 of
everything after the header, and for each array its name, dtype, length and offset), arrays
aligned to 64 bytes. Private to this room.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sanctionscreen.errors import IndexDamagedError

Array = npt.NDArray[Any]

FORMAT = 1
"""Changes with the layout or the meaning of any array."""

_MAGIC = b"sanctionscreen-index\n"
_ALIGN = 64


def save(path: Path, arrays: Mapping[str, Array]) -> None:
    """Writes arrays under a temporary name, then renames, so that no half-written file shows.

    Raises:
        OSError: the folder cannot be written.
    """
    placed, body = _place(arrays)
    digest = hashlib.sha256()
    for chunk in body:
        digest.update(chunk)
    header = json.dumps(
        {"format": FORMAT, "sha256": digest.hexdigest(), "arrays": placed}, sort_keys=True
    ).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % _ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
            file.writelines(body)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _place(arrays: Mapping[str, Array]) -> tuple[list[dict[str, Any]], list[bytes]]:
    placed, body, offset = [], [], 0
    for name, array in sorted(arrays.items()):
        data = np.ascontiguousarray(array).tobytes()
        placed.append(
            {"name": name, "dtype": array.dtype.str, "length": len(array), "offset": offset}
        )
        padding = -len(data) % _ALIGN
        body += [data, b"\0" * padding]
        offset += len(data) + padding
    return placed, body


def load(path: Path) -> dict[str, Array]:
    """Maps the arrays of a file into memory, after checking its hash.

    Raises:
        IndexDamagedError: the file is not whole, of another format, or changed.
        OSError: the file cannot be read.
    """
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    start = len(_MAGIC) + 8
    try:
        if bytes(mapped[: len(_MAGIC)]) != _MAGIC:
            raise ValueError("not an index")
        size = int.from_bytes(bytes(mapped[len(_MAGIC) : start]), "little")
        header = json.loads(bytes(mapped[start : start + size]))
        body = mapped[start + size :]
        digest = hashlib.sha256(body.data).hexdigest()
        if header["format"] != FORMAT or digest != header["sha256"]:
            raise ValueError("another format or changed bytes")
        return {item["name"]: _view(body, item) for item in header["arrays"]}
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(
            f"the compiled index is damaged ({error})", path=path, hint="It is rebuilt on use"
        ) from error


def _view(body: Array, item: Mapping[str, Any]) -> Array:
    dtype = np.dtype(item["dtype"])
    end = item["offset"] + item["length"] * dtype.itemsize
    return body[item["offset"] : end].view(dtype)
