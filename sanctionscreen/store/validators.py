"""What the server said of the snapshot that is there, so that the next update asks for news only.

Missing, damaged or about something else, it costs one whole download.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from sanctionscreen.store.notes import digest_of_text, read_note, write_note

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
    values = read_note(folder / _FILE) or {}
    try:
        found = Validators(**values)  # type: ignore[arg-type]  # what is none fits nothing below
    except TypeError:
        return None
    is_of_this = (found.snapshot, found.address_sha256) == (snapshot, digest_of_text(url))
    return found if is_of_this else None


def write_validators(
    folder: Path, snapshot: str, url: str, etag: str | None, last_modified: str | None
) -> None:
    """Keeps what a server said of a snapshot.

    Raises:
        OSError: it cannot be written.
    """
    said = Validators(snapshot, digest_of_text(url), etag, last_modified)
    write_note(folder / _FILE, asdict(said))
