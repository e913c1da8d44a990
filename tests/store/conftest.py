"""A publisher for the tests of a package, and nothing between it and them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from publisher import Publisher


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A publisher of lists; requests to it pass by any proxy of this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Publisher()
    yield server
    server.stop()
