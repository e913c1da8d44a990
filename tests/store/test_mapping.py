"""The mapping file of a plain CSV: read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.store import read_mapping


def test_fields_are_mapped_to_headings(tmp_path: Path) -> None:
    """One heading a field, or a list of them."""
    path = tmp_path / "mapping.yml"
    path.write_text("name: Supplier\nidentifier: [VAT no., LEI]\n", encoding="utf-8")
    assert read_mapping(path) == (
        ("name", "Supplier"),
        ("identifier", "VAT no."),
        ("identifier", "LEI"),
    )


@pytest.mark.parametrize("text", ["nmae: Supplier\n", "name:\n", "name\n", "{}\n", "- name\n"])
def test_what_maps_nothing_is_refused(tmp_path: Path, text: str) -> None:
    """A misspelt field or an empty file is an error with its place."""
    path = tmp_path / "mapping.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ListFormatError) as caught:
        read_mapping(path)
    assert caught.value.path == str(path)
