"""Opening list files: compression by content, limits, damage, digests."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.sources.opening import (
    HEAD_BYTES,
    open_bytes,
    open_source,
    sha256_of,
    single,
)

CONTENT = b"<list>" + bytes(str(list(range(30_000))), "ascii") + b"</list>"


def _zip(content: bytes, *names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda content: content,
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": lambda content: _zip(content, "LIST.XML"),
}
COMPRESSED = [name for name in PACKERS if name != "plain"]


def _read(path: Path) -> bytes:
    with open_bytes(path) as stream:
        return stream.read()


def _write(folder: Path, content: bytes) -> Path:
    path = folder / "list.dat"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("packer", PACKERS)
def test_content_is_the_same_however_it_is_compressed(tmp_path: Path, packer: str) -> None:
    """A file is recognised and decompressed by its content; its name says nothing."""
    path = _write(tmp_path, PACKERS[packer](CONTENT))
    assert open_source(path).head == CONTENT[:HEAD_BYTES]
    with open_bytes(path) as stream:
        assert stream.read() == CONTENT


@pytest.mark.parametrize("packer", ["bzip2", "xz", "gzip"])
def test_streams_behind_each_other_are_read_to_the_last(tmp_path: Path, packer: str) -> None:
    """Compressed streams put behind each other are one content."""
    path = _write(tmp_path, PACKERS[packer](b"first ") + PACKERS[packer](b"second"))
    with open_bytes(path) as stream:
        assert stream.read() == b"first second"


@pytest.mark.parametrize("packer", ["bzip2", "xz", "gzip"])
def test_damage_behind_the_first_stream_is_not_the_end(tmp_path: Path, packer: str) -> None:
    """A second stream that is damaged does not make the first one the whole file."""
    path = _write(tmp_path, PACKERS[packer](b"first ") + b"BZnonsense" + b"x" * 40)
    with open_bytes(path) as stream, pytest.raises(ListFormatError):
        stream.read()


@pytest.mark.parametrize("packer", COMPRESSED)
def test_truncated_compressed_files_are_refused(tmp_path: Path, packer: str) -> None:
    """Wherever a compressed file is cut, it is an error, never a shorter content."""
    packed = PACKERS[packer](CONTENT)
    cuts = random.Random(20211210).sample(range(8, len(packed)), 30)
    for cut in [*cuts, len(packed) - 1]:
        path = _write(tmp_path, packed[:cut])
        with pytest.raises(ListFormatError, match="cannot be decompressed") as caught:
            _read(path)
        assert caught.value.path == str(path)
        assert caught.value.hint


@pytest.mark.parametrize("packer", COMPRESSED)
def test_changed_bytes_are_refused(tmp_path: Path, packer: str) -> None:
    """A byte changed within the compressed data is found by the format's checksum."""
    packed = bytearray(PACKERS[packer](CONTENT))
    packed[len(packed) // 2] ^= 0x55
    path = _write(tmp_path, bytes(packed))
    with pytest.raises(ListFormatError):
        _read(path)


@pytest.mark.parametrize("packer", COMPRESSED)
def test_bombs_are_refused(tmp_path: Path, packer: str) -> None:
    """A file that expands far beyond its size is not read to its end."""
    path = _write(tmp_path, PACKERS[packer](bytes(80 * 1024**2)))
    read = 0
    with open_bytes(path) as stream, pytest.raises(ListFormatError, match="expands"):  # noqa: PT012
        while block := stream.read(1024**2):
            read += len(block)
    assert read < 70 * 1024**2


def test_the_size_limit_holds_without_compression(tmp_path: Path) -> None:
    """The limit on the content's size also stops a plain file."""
    path = _write(tmp_path, CONTENT)
    with open_bytes(path, limit=1000) as stream, pytest.raises(ListFormatError, match="1000 bytes"):
        stream.read()
    with open_bytes(path, limit=len(CONTENT)) as stream:
        assert stream.read() == CONTENT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"\r\n \x1a",
        gzip.compress(b""),
        bz2.compress(b"\n"),
        lzma.compress(b""),
    ],
    # Names of their own: gzip writes the time, and two workers must collect the same tests.
    ids=["nothing", "mark", "blanks", "gzip", "bzip2", "xz"],
)
def test_empty_files_are_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file is an error, however its emptiness is packed."""
    with pytest.raises(ListFormatError, match="empty"):
        open_source(_write(tmp_path, content))


def test_missing_files_and_directories_are_errors(tmp_path: Path) -> None:
    """A path that is not a readable file is named in the error."""
    for path in (tmp_path / "missing.xml", tmp_path):
        with pytest.raises(ListError) as caught:
            open_source(path)
        assert caught.value.path == str(path)


def test_an_archive_of_several_files_is_refused(tmp_path: Path) -> None:
    """Which file of an archive is meant is not guessed."""
    with pytest.raises(ListFormatError, match="2 files"):
        open_source(_write(tmp_path, _zip(b"x", "sdn.csv", "alt.csv")))


def test_an_office_document_is_not_unpacked(tmp_path: Path) -> None:
    """A workbook is a zip archive as well, and its reader wants it whole."""
    book = _zip(b"x", "[Content_Types].xml", "xl/workbook.xml")
    path = _write(tmp_path, book)
    with open_bytes(path) as stream:
        assert stream.read() == book


def test_digests(tmp_path: Path) -> None:
    """One file's digest is that of its bytes as received; a set's does not depend on the order."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(gzip.compress(CONTENT))
    second.write_bytes(b"b")
    assert sha256_of(first) == hashlib.sha256(first.read_bytes()).hexdigest()
    assert sha256_of(first, second) == sha256_of(second, first)
    assert sha256_of(first, second) not in (sha256_of(first), sha256_of(second))


def test_single(tmp_path: Path) -> None:
    """A format of one file does not take the first of two."""
    file = open_source(_write(tmp_path, CONTENT))
    assert single((file,), "some-xml") is file
    with pytest.raises(ListError, match="2 were given"):
        single((file, file), "some-xml")
