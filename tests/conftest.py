"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's root."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real list files and development data beside the repository."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent: real list files and development data cannot be read")
    return folder


@pytest.fixture(scope="session")
def shared_lists(shared: Path) -> Path:
    """The folder of real list files."""
    return shared / "lists"


@pytest.fixture(scope="session", autouse=True)
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty store of lists in place of the user's own, in processes started by tests too."""
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANCTIONSCREEN_STORE", str(folder))
        yield folder


@pytest.fixture
def sdn_csv(tmp_path: Path) -> Callable[..., Path]:
    """Writes an SDN List of these parties as OFAC's legacy CSV, which has no date inside."""

    def write(*names: str, name: str = "sdn.csv", first: int = 1) -> Path:
        nothing = ",".join(["-0- "] * 8)
        rows = [
            f'{number},"{each}","individual","SDGT",{nothing}\r\n'
            for number, each in enumerate(names, start=first)
        ]
        path = tmp_path / name
        path.write_bytes("".join(rows).encode() + b"\x1a")
        return path

    return write
