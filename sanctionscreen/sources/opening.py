"""Opening a list file safely: compression by content, size and ratio limits, a digest."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from sanctionscreen.errors import ListError, ListFormatError
from sanctionscreen.sources.base import SourceFile

HEAD_BYTES = 65_536
"""What a recogniser sees of a file."""

SIZE_LIMIT = 4 * 1024**3
"""Decompressed bytes read at most; the largest list known (OpenSanctions, all) is under 3 GB."""

TEXT_LIMIT = 1_000_000
"""Characters of one text (a name, a remark) read at most; the longest known has 7,000."""

RATIO_LIMIT = 200
"""Decompressed to compressed; real list files are at 20 to 40 (bzip2 or xz of OFAC's XML)."""

RATIO_FREE_BYTES = 64 * 1024**2
"""What any file may expand to, whatever its ratio: a small test file of blanks is no bomb."""

_CHUNK = 256 * 1024
_XZ_MEMORY = 256 * 1024**2
_FETCH_AGAIN = "Fetch the file again from its publisher"
_READ_ERRORS = (
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    lzma.LZMAError,
    zlib.error,
    zipfile.BadZipFile,
)
"""What the standard library raises on damaged, truncated or encrypted compressed data."""


def open_source(path: Path) -> SourceFile:
    """Looks at a file: its path and the first 64 KiB of its (decompressed) content.

    Raises:
        ListError: the file is missing, is a directory or cannot be opened.
        ListFormatError: it is empty, or its compressed data are damaged.
    """
    with open_bytes(path) as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip(b"\x00\x1a\r\n\t \xef\xbb\xbf"):
        what = "is empty" if len(head) < HEAD_BYTES else "begins with blanks or zero bytes only"
        raise ListFormatError(f"the file {what}", path=path, hint=_FETCH_AGAIN)
    return SourceFile(path=path, head=head)


def open_bytes(path: Path, limit: int = SIZE_LIMIT) -> BinaryIO:
    """Opens the content of a list file as a stream, decompressed where it is compressed.

    .gz, .bz2 and .xz are recognised by content, and so is a .zip that holds one file (an Office
    document, which is a .zip as well, comes as it is). The stream cannot seek.

    Args:
        path: The file.
        limit: Bytes of content read at most.

    Raises:
        ListError: the file is missing, is a directory or cannot be opened.
        ListFormatError: the compressed data are damaged, truncated or expand beyond the limits;
            here or while the stream is read.
    """
    raw = _open_raw(path)
    try:
        with _damage_as_error(path):
            content = _decompressed(raw, path)
    except BaseException:
        raw.close()
        raise
    return io.BufferedReader(_Limited(content, raw, path, limit), _CHUNK)


def sha256_of(*paths: Path) -> str:
    """sha256 of a file's bytes as received; of a set of files, over their digests in order.

    Raises:
        ListError: a file is missing, is a directory or cannot be opened.
    """
    digests = []
    for path in paths:
        digest = hashlib.sha256()
        with _open_raw(path) as raw:
            while block := raw.read(_CHUNK):
                digest.update(block)
        digests.append(digest.hexdigest())
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def single(files: tuple[SourceFile, ...], source: str) -> SourceFile:
    """The one file of a format in which a list is a single file.

    Raises:
        ListError: there are several.
    """
    if len(files) == 1:
        return files[0]
    names = ", ".join(str(file.path) for file in files)
    raise ListError(
        f"a list in the format {source} is one file, and {len(files)} were given: {names}",
        hint="Give each file its own command",
    )


def _open_raw(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise ListError("the list file is missing", path=path, hint="Check the path") from None
    except IsADirectoryError:
        raise ListError(
            "this is a directory, not a list file", path=path, hint="Give the files themselves"
        ) from None
    except OSError as error:
        # Windows reports a directory as "permission denied".
        raise ListError(
            f"the list file cannot be opened ({error.strerror})",
            path=path,
            hint="Check that it is a file and that you may read it",
        ) from None


def _decompressed(raw: BinaryIO, path: Path) -> BinaryIO:
    """The content of ``raw``; ``raw`` itself where it is not compressed."""
    start = raw.read(6)
    raw.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if start.startswith(b"BZh"):
        return cast(BinaryIO, _Streams(raw, bz2.BZ2Decompressor))
    if start == b"\xfd7zXZ\x00":
        return cast(BinaryIO, _Streams(raw, _xz_decompressor))
    if start.startswith(b"PK\x03\x04"):
        return _zip_member(raw, path)
    return raw


def _xz_decompressor() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


def _zip_member(raw: BinaryIO, path: Path) -> BinaryIO:
    archive = zipfile.ZipFile(raw)
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        raw.seek(0)
        return raw
    files = [n for n in names if not n.endswith("/") and not n.startswith("__MACOSX/")]
    if len(files) != 1:
        raise ListFormatError(
            f"the archive holds {len(files)} files, where one is expected",
            path=path,
            hint="Unpack it and give the files themselves",
        )
    return cast(BinaryIO, archive.open(files[0]))


@contextmanager
def _damage_as_error(path: Path) -> Iterator[None]:
    """Turns the standard library's errors on bad compressed data into one that says so."""
    try:
        yield
    except _READ_ERRORS as error:
        raise ListFormatError(
            f"the file cannot be decompressed: it is damaged, cut short or encrypted ({error})",
            path=path,
            hint=_FETCH_AGAIN,
        ) from error


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Streams(io.RawIOBase):
    """Concatenated bzip2 or xz streams, read to the file's last byte.

    ``bz2.open`` and ``lzma.open`` stop without a word at damage behind the first stream, which
    would pass a shorter list for the whole.
    """

    def __init__(self, raw: BinaryIO, new: Callable[[], _Decompressor]) -> None:
        self._raw = raw
        self._new = new
        self._current = new()

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes of content; none at the end."""
        while True:
            waiting = b""
            if self._current.eof:
                waiting = self._current.unused_data.lstrip(b"\x00") or self._next_stream()
                if not waiting:
                    return b""
                self._current = self._new()
            elif self._current.needs_input:
                waiting = self._raw.read(_CHUNK)
                if not waiting:
                    raise EOFError("the compressed data end early")
            content = self._current.decompress(waiting, size)
            if content:
                return content

    def _next_stream(self) -> bytes:
        """The beginning of the next stream, behind xz's padding of zero bytes."""
        while block := self._raw.read(_CHUNK):
            if stripped := block.lstrip(b"\x00"):
                return stripped
        return b""


class _Limited(io.RawIOBase):
    """A content stream that stops at the limit, and names the file in each error."""

    def __init__(self, content: BinaryIO, raw: BinaryIO, path: Path, limit: int) -> None:
        self._content = content
        self._raw = raw
        self._path = path
        self._read = 0
        self._limit = limit

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer; raises ``ListFormatError`` on damage or beyond the limit."""
        with _damage_as_error(self._path):
            block = self._content.read(len(buffer))
        self._read += len(block)
        allowed = self._limit
        if self._content is not self._raw and self._read > RATIO_FREE_BYTES:
            # By what was read of the file so far: a bomb shows long before its end.
            allowed = min(allowed, max(RATIO_FREE_BYTES, RATIO_LIMIT * self._raw.tell()))
        if self._read > allowed:
            raise ListFormatError(
                f"the file expands to more than {allowed} bytes and is not read further",
                path=self._path,
                hint="A list file is never that large for its size: do not trust this one",
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Closes the file as well."""
        if not self.closed:
            self._content.close()
            self._raw.close()
        super().close()
