"""Small files beside the snapshots of a list: a line of JSON and its digest, or taken for absent.

They are no part of any snapshot: what is missing, damaged or about something else costs a download
or a confirmation, and never more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path


def read_note(path: Path) -> dict[str, str | None] | None:
    """What a note says; None where it is missing or damaged."""
    try:
        line, _, digest = path.read_text("ascii").partition("\n")
        values = json.loads(line)
    except (OSError, ValueError, RecursionError):
        return None
    is_whole = digest == digest_of_text(line) and isinstance(values, dict)
    return values if is_whole else None


def write_note(path: Path, values: Mapping[str, str | None]) -> None:
    """Writes a note whole, or not at all; the caller holds the lock of the list.

    Raises:
        OSError: it cannot be written.
    """
    line = json.dumps(dict(values))
    part = path.with_name(f"{path.name}.part")
    part.write_text(f"{line}\n{digest_of_text(line)}", "ascii", newline="\n")
    part.replace(path)


def digest_of_text(text: str) -> str:
    """sha256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
