"""Formats by name and by suffix; what is unknown is a usage error with a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import UsageError
from sanctionscreen.report.registry import RENDERERS, by_name, by_suffix


def test_every_format_is_found_by_its_name_and_suffixes() -> None:
    """Names and suffixes are each of one format."""
    for output_format in RENDERERS:
        assert by_name(output_format.name) is output_format
        for suffix in output_format.suffixes:
            assert by_suffix(Path(f"out{suffix.upper()}")) is output_format


def test_an_unknown_name_is_a_usage_error_with_the_nearest() -> None:
    """``jsn`` is answered with ``json``."""
    with pytest.raises(UsageError, match="Did you mean 'json'"):
        by_name("jsn")


@pytest.mark.parametrize("name", ["hits.cvs", "hits.docx", "hits"])
def test_an_unknown_suffix_is_a_usage_error_naming_all(name: str) -> None:
    """An output file of no known format is refused, and the known suffixes are named."""
    with pytest.raises(UsageError, match=r"\.csv"):
        by_suffix(Path(name))
