"""One tree of errors: each says where, in which field, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class SanctionscreenError(Exception):
    """Anything that stops a run; ``exit_code`` is what the command line ends with.

    Args:
        message: What is wrong, in one sentence without a full stop.
        path: The file that is at fault, where there is one.
        line: 1-based line (or row) in that file.
        field: The column, key or element at fault.
        hint: What the user should do next.
    """

    exit_code: ClassVar[int] = 3

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        field: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.field = field
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        place = self.path or ""
        if self.line is not None:
            place += f":{self.line}" if place else f"line {self.line}"
        if self.field is not None:
            place += f" [{self.field}]" if place else f"[{self.field}]"
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}. {self.hint}" if self.hint else text


class UsageError(SanctionscreenError):
    """The command was asked for something that does not exist: an option, column, list id, key."""

    exit_code: ClassVar[int] = 2


class SettingsError(UsageError):
    """A settings value is unknown or out of range."""


class InputError(SanctionscreenError):
    """The counterparties cannot be read: missing, empty, damaged or not in a known format."""


class ListError(SanctionscreenError):
    """A list is missing, damaged, below its floor or not understood."""


class ListFormatError(ListError):
    """A list file, or too many of its records, cannot be read in the format it claims."""


class EvidenceError(SanctionscreenError):
    """An evidence file cannot be read, or what it would be replayed with is not there."""


class EngineError(SanctionscreenError):
    """What screens rows broke down; the same run may go on another time."""


class IndexDamagedError(ListError):
    """A compiled index is not the one its header promises; it is rebuilt, never used."""
