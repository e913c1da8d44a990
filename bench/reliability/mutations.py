"""Random changes of a file: as editors, disks, transfers and careless hands make them."""

from __future__ import annotations

import random
from collections.abc import Callable

Mutator = Callable[[bytes, random.Random], bytes]

_MARKS = b"\"',;:\n\r\t\\{}[]#&*!|>%@`-\x00\x85\xff"
_BLOCK = 200
_ENCODINGS = ("utf-16", "utf-32", "cp1252", "shift_jis", "utf-8-sig")


def mutated(data: bytes, source: random.Random) -> tuple[str, bytes]:
    """One change of one kind, which does change something: its name, and the file as it is then."""
    while True:
        name = source.choice(tuple(MUTATORS))
        result = MUTATORS[name](data, source)
        if result != data:
            return name, result


def _bit(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << source.randrange(8))]) + data[at + 1 :]


def _byte(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + bytes([source.randrange(256)]) + data[at + 1 :]


def _deleted(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + data[at + 1 :]


def _mark(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + bytes([source.choice(_MARKS)]) + data[at + source.randrange(2) :]


def _letter(data: bytes, source: random.Random) -> bytes:
    places = [at for at, byte in enumerate(data) if chr(byte).isascii() and chr(byte).isalpha()]
    at = source.choice(places)
    return data[:at] + source.choice(b"abcdefghijklmnopqrstuvwxyz").to_bytes() + data[at + 1 :]


def _digit(data: bytes, source: random.Random) -> bytes:
    places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    at = source.choice(places or [0])
    return data[:at] + source.choice(b"0123456789").to_bytes() + data[at + 1 :]


def _block_lost(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + data[at + source.randint(2, _BLOCK) :]


def _block_doubled(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    block = data[at : at + source.randint(2, _BLOCK)]
    return data[:at] + block + data[at:]


def _block_zeroed(data: bytes, source: random.Random) -> bytes:
    at, size = source.randrange(len(data)), source.randint(2, _BLOCK)
    return data[:at] + bytes(len(data[at : at + size])) + data[at + size :]


def _block_noise(data: bytes, source: random.Random) -> bytes:
    at, size = source.randrange(len(data)), source.randint(2, _BLOCK)
    return data[:at] + source.randbytes(len(data[at : at + size])) + data[at + size :]


def _cut(data: bytes, source: random.Random) -> bytes:
    return data[: source.randrange(len(data))]


def _head_cut(data: bytes, source: random.Random) -> bytes:
    return data[source.randrange(1, len(data)) :]


def _line_lost(data: bytes, source: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[source.randrange(len(lines))]
    return b"".join(lines)


def _line_doubled(data: bytes, source: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    at = source.randrange(len(lines))
    lines.insert(at, lines[at])
    return b"".join(lines)


def _lines_swapped(data: bytes, source: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = source.randrange(len(lines)), source.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _line_ends(data: bytes, source: random.Random) -> bytes:
    return data.replace(b"\n", source.choice((b"\r\n", b"\r")))


def _encoded(data: bytes, source: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(source.choice(_ENCODINGS), "replace")


def _twice(data: bytes, _source: random.Random) -> bytes:
    return data + data


MUTATORS: dict[str, Mutator] = {
    "bit": _bit,
    "byte": _byte,
    "byte lost": _deleted,
    "mark": _mark,
    "letter": _letter,
    "digit": _digit,
    "block lost": _block_lost,
    "block doubled": _block_doubled,
    "block zeroed": _block_zeroed,
    "block of noise": _block_noise,
    "end cut": _cut,
    "head cut": _head_cut,
    "line lost": _line_lost,
    "line doubled": _line_doubled,
    "lines swapped": _lines_swapped,
    "line ends": _line_ends,
    "encoding": _encoded,
    "whole file twice": _twice,
}
