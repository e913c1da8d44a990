"""Standard streams: data to stdout as UTF-8, messages to stderr, and never a crash on a letter."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sanctionscreen.errors import SanctionscreenError, UsageError
from sanctionscreen.model import RowOutcome, RunInfo, Verdict
from sanctionscreen.report.base import Piece, RenderOptions
from sanctionscreen.report.plain import visible
from sanctionscreen.report.registry import OutputFormat

_PLAIN_WIDTH = 80


def use_safe_streams() -> None:
    """Lets stdout and stderr escape what their encoding cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put(piece: Piece) -> None:
    """Writes data to stdout: as the terminal takes it, else as UTF-8 with bare newlines.

    Raises:
        SanctionscreenError: stdout takes no more: the report is not whole.
    """
    with _as_lost_output():
        if isinstance(piece, bytes):
            sys.stdout.buffer.write(piece)
        elif sys.stdout.isatty():
            sys.stdout.write(piece)
        else:
            # Half a character of a name that was no text is written as its escape.
            sys.stdout.buffer.write(piece.encode("utf-8", "backslashreplace"))


def check_takes(output_format: OutputFormat) -> None:
    """Refuses a format that a terminal cannot show, before anything is screened.

    Raises:
        UsageError: stdout is a terminal, and the format is binary.
    """
    if output_format.is_binary and sys.stdout.isatty():
        raise UsageError(
            f"{output_format.name} is not for a terminal",
            field="format",
            hint="Send it to a file: > FILE",
        )


def flush() -> None:
    """Hands on all data written so far, so that a verdict never stands before its report.

    Raises:
        SanctionscreenError: stdout takes no more: the report is not whole.
    """
    with _as_lost_output():
        sys.stdout.flush()


@contextmanager
def _as_lost_output() -> Iterator[None]:
    # Typer ends in 1 on a closed pipe, which here would mean a hit: it never gets to see one.
    try:
        yield
    except OSError as error:
        raise SanctionscreenError(
            f"the report could not be written to standard output ({error.strerror})",
            hint="Nothing may be concluded from what was written",
        ) from error


def say(message: str) -> None:
    """Writes one line to stderr, line breaks and control characters in it escaped.

    A closed stderr loses the line and changes nothing else: the exit code stands.
    """
    with suppress(OSError):
        print(visible(message), file=sys.stderr, flush=True)


def settle_streams() -> None:
    """Hands on what is still buffered, or gives it up: at exit a failing flush would be code 120.

    Source: the note on SIGPIPE in the documentation of Python's ``signal`` module.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def render_options(
    *,
    show_clear: bool = False,
    top: int | None = None,
    show_names: bool = False,
    show_decided: bool = False,
) -> RenderOptions:
    """How to render on stdout: the terminal's width and colours, or 80 plain columns."""
    if not sys.stdout.isatty():
        return RenderOptions(_PLAIN_WIDTH, False, show_clear, top, show_names, show_decided)
    width = shutil.get_terminal_size().columns
    return RenderOptions(width, _shows_colour(), show_clear, top, show_names, show_decided)


def _shows_colour() -> bool:
    """https://no-color.org; older Windows consoles print colour codes as text."""
    environment = os.environ
    is_old_windows = os.name == "nt" and "WT_SESSION" not in environment
    return not (environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or is_old_windows)


class Silence:
    """The rendering of ``--quiet``."""

    name = "quiet"
    suffixes: tuple[str, ...] = ()

    def open(self, _run: RunInfo, _options: RenderOptions) -> Silence:
        return self

    def add(self, _outcome: RowOutcome) -> str:
        return ""

    def add_recorded(self, _lines: bytes) -> str:
        return ""

    def close(self, _verdict: Verdict) -> str:
        return ""
