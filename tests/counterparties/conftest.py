"""Helpers to write a small input and read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.counterparties import Counterparties, ReadingOptions, read_counterparties

Open = Callable[..., Counterparties]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Writes text or bytes to a file and opens it with the given options."""

    def open_content(content: str | bytes, **options: Any) -> Counterparties:
        path = tmp_path / "counterparties"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_counterparties(path, ReadingOptions(**options))

    return open_content
