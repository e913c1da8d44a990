"""Ten gigabytes of blanks in ten megabytes, behind the beginning of a UN list."""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

GIGABYTES = 10
_HEAD = b'<?xml version="1.0" encoding="utf-8"?><CONSOLIDATED_LIST><INDIVIDUALS>'
_BLOCK = 1024 * 1024
_BLOCKS = GIGABYTES * 1024


def write_bombs(folder: Path) -> Iterator[Path]:
    """Writes the same content as .zip, .gz, .bz2 and .xz, one after the other."""
    zipped = folder / "bomb.zip"
    with zipped.open("wb") as out:
        name = b"list.xml"
        data = _deflated()
        sizes = (0, len(data), (len(_HEAD) + _BLOCKS * _BLOCK) & 0xFFFFFFFF)
        # The sizes of such a file do not fit into the old fields, which then lie.
        local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes, len(name), 0)
        out.write(local + name + data)
        start = out.tell()
        entry = struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, len(name), *(0,) * 4, 0, 0
        )
        out.write(entry + name)
        size = out.tell() - start
        out.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, start, 0))
    yield zipped
    packed = folder / "bomb.gz"
    packed.write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + _deflated() + b"\x00" * 8)
    yield packed
    blanks = b" " * _BLOCK * 16
    for suffix, compress in (("bz2", bz2.compress), ("xz", lzma.compress)):
        streams = folder / f"bomb.{suffix}"
        streams.write_bytes(compress(_HEAD) + compress(blanks) * (_BLOCKS // 16))
        yield streams


def _deflated() -> bytes:
    """The blocks of blanks are one compressed block, repeated: a flush makes them independent."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(_HEAD) + packer.flush(zlib.Z_FULL_FLUSH)
    first = packer.compress(b" " * _BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + first * _BLOCKS + packer.flush()
