"""Lines of a text file with their numbers, each checked for what cannot be text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sanctionscreen.counterparties.source import Source
from sanctionscreen.errors import InputError

_LONGEST_LINE = 4_000_000
"""Characters; a file without line ends must not be read into memory whole."""
_UNDECODED = re.compile("[\udc80-\udcff]")


class Lines:
    """An iterator over lines, ends kept; ``record`` holds those since it was last cleared.

    Raises:
        InputError: bytes that are not in the encoding, a NUL byte, or a line that is too long.
    """

    def __init__(self, stream: io.TextIOWrapper, name: str, encoding: str) -> None:
        self._stream = stream
        self._name = name
        self._encoding = encoding
        self.record: list[str] = []
        self.number = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        try:
            line = self._stream.readline(_LONGEST_LINE)
        except UnicodeError as error:
            raise self._undecodable(self.number + 1) from error
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= _LONGEST_LINE:
            raise self._error(f"a line is longer than {_LONGEST_LINE:,} characters")
        if not line.isascii() and _UNDECODED.search(line):
            raise self._undecodable(self.number)
        if "\0" in line:
            raise self._error("a NUL byte in text")
        self.record.append(line)
        return line

    def _error(self, message: str) -> InputError:
        return InputError(
            message,
            path=self._name,
            line=self.number,
            hint="Check that the file is text with line ends, and not damaged",
        )

    def _undecodable(self, line: int) -> InputError:
        return InputError(
            f"bytes that are not {self._encoding}",
            path=self._name,
            line=line,
            hint="Save the file as UTF-8, or give its encoding with --encoding",
        )


@contextmanager
def text_lines(source: Source, encoding: str) -> Iterator[Lines]:
    """The lines of a text file from its start."""
    with source.open() as stream:
        # Bytes that do not decode come as surrogates, so that their line can be named.
        text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
        try:
            yield Lines(text, source.name, encoding)
        finally:
            text.detach()
