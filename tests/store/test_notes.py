"""Small files beside the snapshots: whole, or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.store.notes import read_note, write_note


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Values come back, and a later note replaces the earlier."""
    path = tmp_path / ".note.json"
    write_note(path, {"a": "ä\u2028", "b": None})
    write_note(path, {"a": "2"})
    assert read_note(path) == {"a": "2"}
    assert [each.name for each in tmp_path.iterdir()] == [".note.json"]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]\n", b"\xff\n", b"{" * 100_000])
def test_what_is_no_note_is_absent(tmp_path: Path, data: bytes) -> None:
    """Nothing that lies there in its place is an error."""
    path = tmp_path / ".note.json"
    path.write_bytes(data)
    assert read_note(path) is None
    assert read_note(tmp_path / "none") is None
