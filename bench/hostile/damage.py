"""Kinds of damage, each written as a file from a sound one, the same for the same seed."""

from __future__ import annotations

import codecs
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sanctionscreen.sources.opening import open_bytes

Writer = Callable[[Path, Path], None]
"""Writes a damaged copy of the first file as the second."""

SMALL = 256 * 1024
"""Bytes up to which a file is cut at every kilobyte."""

ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis")
_LEVELS = 100_000
_NOISE = (64, 4096)
_BLOCK = 1024 * 1024
_LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
_ENTITIES = (
    f"<!DOCTYPE x [{_LAUGHS}]>",
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/list.dtd">',
)


@dataclass(frozen=True, slots=True)
class Case:
    """One damage of one file.

    Attributes:
        kind: Under which it is counted.
        detail: Where or how, to find it again.
    """

    kind: str
    detail: str
    write: Writer


@dataclass(frozen=True, slots=True)
class Content:
    """What a list file is: as received, unpacked, and its text if it is one."""

    path: Path
    head: bytes
    size: int
    unpacked: int

    @property
    def is_packed(self) -> bool:
        return self.size != self.unpacked

    @property
    def is_workbook(self) -> bool:
        return not self.is_packed and self.head.startswith(b"PK")

    @property
    def is_xml(self) -> bool:
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")

    @property
    def is_json(self) -> bool:
        return self.head.lstrip().startswith((b"{", b"["))


def content_of(path: Path) -> Content:
    """Looks at a file, and how much it unpacks to."""
    unpacked = 0
    with open_bytes(path) as stream:
        head = stream.read(1024)
        block = head
        while block:
            unpacked += len(block)
            block = stream.read(_BLOCK)
    return Content(path, head, path.stat().st_size, unpacked)


def cases_of(content: Content, cuts: int) -> tuple[Case, ...]:
    """Every damage that is done to a file.

    Args:
        cuts: Seeded cuts of a file that is too large to be cut at every kilobyte.
    """
    seeded = random.Random(f"{content.path.name} 20211210")
    cases = _cuts(content, cuts, seeded)
    cases += _noise(content, seeded)
    if not content.is_workbook:
        kind = "another encoding than the file's own"
        cases += [Case(kind, name, partial(_encoded, encoding=name)) for name in ENCODINGS]
    if content.is_xml:
        for number, declaration in enumerate(_ENTITIES):
            write = partial(_inserted, text=declaration.encode(), at=0, behind=b"?>")
            cases.append(Case("entities (billion laughs, a file, the network)", str(number), write))
    if content.is_xml or content.is_json:
        text, behind = (b"<a>", b">") if content.is_xml else (b"[", b'": ')
        deep = partial(_inserted, text=text * _LEVELS, at=content.unpacked // 2, behind=behind)
        cases.append(Case("100,000 levels of nesting inside", "middle", deep))
    return tuple(cases)


def _cuts(content: Content, cuts: int, seeded: random.Random) -> list[Case]:
    if content.size <= SMALL:
        kind = "small files cut at every kilobyte"
        return [Case(kind, f"{at}", partial(_cut, at=at)) for at in range(1024, content.size, 1024)]
    kind = "full files cut at seeded places"
    found = []
    for number in range(cuts):
        if content.is_packed and number % 2:
            at = seeded.randrange(1, content.unpacked)
            found.append(Case(kind, f"unpacked, {at}", partial(_cut_unpacked, at=at)))
        else:
            at = seeded.randrange(1, content.size)
            found.append(Case(kind, f"{at}", partial(_cut, at=at)))
    return found


def _noise(content: Content, seeded: random.Random) -> list[Case]:
    found = []
    for _ in range(3):
        at = seeded.randrange(content.size)
        noise = seeded.randbytes(seeded.choice(_NOISE))
        write = partial(_overwritten, at=at, noise=noise)
        found.append(Case("random bytes written over a part", f"{at}", write))
    return found


def _cut(source: Path, target: Path, *, at: int) -> None:
    with source.open("rb") as content, target.open("wb") as out:
        _copy(content, out, at)


def _cut_unpacked(source: Path, target: Path, *, at: int) -> None:
    with open_bytes(source) as content, target.open("wb") as out:
        _copy(content, out, at)


def _copy(content: BinaryIO, out: BinaryIO, size: int) -> None:
    while size and (block := content.read(min(size, _BLOCK))):
        out.write(block)
        size -= len(block)


def _overwritten(source: Path, target: Path, *, at: int, noise: bytes) -> None:
    shutil.copyfile(source, target)
    with target.open("r+b") as out:
        out.seek(at)
        out.write(noise)


def _encoded(source: Path, target: Path, *, encoding: str) -> None:
    reader = codecs.getincrementaldecoder("utf-8")("replace")
    writer = codecs.getincrementalencoder(encoding)("replace")
    with open_bytes(source) as content, target.open("wb") as out:
        while block := content.read(_BLOCK):
            out.write(writer.encode(reader.decode(block)))
        out.write(writer.encode(reader.decode(b"", True), True))


def _inserted(source: Path, target: Path, *, text: bytes, at: int, behind: bytes) -> None:
    """Puts a text behind the first such mark from a place on."""
    with open_bytes(source) as content, target.open("wb") as out:
        _copy(content, out, at)
        before, mark, rest = content.read(_BLOCK).partition(behind)
        out.write(before + mark + text + rest)
        shutil.copyfileobj(content, out, _BLOCK)
