"""What the server said of the snapshot that is there, so that the next update asks for news only.

It lies beside the snapshots of a list and is no part of them: missing, damaged or about something
else, it costs one whole download.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = ".download.json"


@dataclass(frozen=True, slots=True)
class Validators:
    """A server's words about one file.

    Attributes:
        snapshot: The name of the snapshot that was made of the file.
        address_sha256: Of the address, which may hold a token.
    """

    snapshot: str
    address_sha256: str
    etag: str | None
    last_modified: str | None


def read_validators(folder: Path, snapshot: str, url: str) -> Validators | None:
    """What a server said of this snapshot at this address, if that is known.

    Args:
        folder: The list's in the store.
    """
    try:
        line, _, digest = (folder / _FILE).read_text("ascii").partition("\n")
        values = json.loads(line)
        found = Validators(**values)
    except (OSError, ValueError, TypeError):
        return None
    is_whole = digest == _digest(line) and values == asdict(found)
    is_of_this = (found.snapshot, found.address_sha256) == (snapshot, _digest(url))
    return found if is_whole and is_of_this else None


def write_validators(
    folder: Path, snapshot: str, url: str, etag: str | None, last_modified: str | None
) -> None:
    """Keeps what a server said of a snapshot.

    Raises:
        OSError: it cannot be written.
    """
    line = json.dumps(asdict(Validators(snapshot, _digest(url), etag, last_modified)))
    part = folder / f"{_FILE}.part"
    part.write_text(f"{line}\n{_digest(line)}", "ascii", newline="\n")
    part.replace(folder / _FILE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
