"""Rows and lists for engines, and Spark where it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spark_builders import Lines, start

from sanctionscreen.counterparties import read_counterparties
from sanctionscreen.engines import Row
from sanctionscreen.index import ListIndex, open_index
from sanctionscreen.screening import iter_outcomes
from sanctionscreen.settings import ScreenSettings


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> ListIndex:
    """The shipped lists."""
    return open_index(cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def book(index: ListIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which every fifth row holds a listed name, and some hold no name."""
    listed = index.name_texts()
    lines = ["id,name,birth_date"]
    for number in range(2_400):
        name = listed[number % len(listed)] if number % 5 == 0 else f"Wendel Okafor {number}"
        name = "N/A" if number % 97 == 0 else name.replace('"', "")
        lines.append(f'C{number},"{name}",{1940 + number % 60}-01-02')
    path = tmp_path_factory.mktemp("book") / "book.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def rows(book: Path) -> list[Row]:
    """The rows of the book."""
    return list(read_counterparties(book))


@pytest.fixture(scope="session")
def plain(rows: list[Row], index: ListIndex) -> Lines:
    """The lines of one machine, by row."""
    from sanctionscreen.engines.frames import line_of

    return {each.row: line_of(each) for each in iter_outcomes(rows, index, ScreenSettings())}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark with two workers in this machine, and four attempts at what fails."""
    session = start("local[2, 4]")
    yield session
    session.stop()
