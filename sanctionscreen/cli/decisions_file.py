"""The decisions file on disk: added to one decision at a time, and whole at every moment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sanctionscreen.decisions.decision import Decision
from sanctionscreen.errors import UsageError


class DecisionsFile:
    """A decisions file that grows; what stands in it stays byte by byte.

    It is read anew before every change, so that two people with one file lose nothing: whoever
    comes second is told.

    Raises:
        UsageError: the file is there, and not understood.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = self._bytes()
        self.all = self._decisions(self._seen)
        self._before: list[bytes | None] = []

    def add(self, decision: Decision, today: date) -> Decision:
        """Appends a decision, with an id of its own; it is on disk when this returns.

        Raises:
            UsageError: the file is not understood, was changed meanwhile, or has a decision in
                force on the pair.
        """
        from sanctionscreen.decisions.linting import is_live, is_same_pair
        from sanctionscreen.decisions.writing import appended, appended_next, with_id

        data = self._bytes()
        if data != self._seen:
            self.all, self._before = self._decisions(data), []
            self._seen = data
        for other in self.all:
            if is_live(other, today) and is_same_pair(decision, other):
                raise UsageError(
                    f"{other.id} decides on this pair already, until {other.last_day}",
                    path=self.path,
                    line=other.line,
                    hint="Change it there, so that the review shows what changed",
                )
        decision = with_id(decision, tuple(other.id for other in self.all))
        # Once a decision of ours is the last one, the form of the file is known to take more.
        write = appended_next if self._before else appended
        result = write(data or b"", decision, str(self.path))
        self._replace(result)
        self._before.append(data)
        self._seen, self.all = result, (*self.all, decision)
        return decision

    def take_back(self) -> None:
        """Undoes the last ``add`` of this object: the file is again what it was before.

        Raises:
            UsageError: there is none, or the file was changed since.
        """
        if not self._before or self._bytes() != self._seen:
            raise UsageError(
                "nothing can be taken back: the file was changed meanwhile"
                if self._before
                else "there is nothing to take back",
                path=self.path,
                hint="Take the decision out of the file by hand",
            )
        before = self._before.pop()
        if before is None:
            self.path.unlink()
        else:
            self._replace(before)
        self._seen, self.all = before, self.all[:-1]

    def _bytes(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    def _decisions(self, data: bytes | None) -> Sequence[Decision]:
        from sanctionscreen.decisions.reading import decisions_of

        return decisions_of(data, str(self.path)).all if data else ()

    def _replace(self, data: bytes) -> None:
        part = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if self.path.exists():
                shutil.copymode(self.path, part)
            if self._bytes() != self._seen:
                raise UsageError("the file was changed meanwhile", path=self.path, hint="Try again")
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
