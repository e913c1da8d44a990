"""Rows and lists for engines, and Spark where it is installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.counterparties import read_counterparties
from sanctionscreen.engines import Row
from sanctionscreen.index import ListIndex, open_index


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


def missing() -> str | None:
    """Why Spark cannot run here."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        return "pyspark is not installed: pip install 'sanctionscreen[spark]'"
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        return "there is no Java, which Spark needs"
    return None


def start(master: str) -> Any:
    """A Spark session of its own."""
    if (why := missing()) is not None:
        pytest.skip(why)
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.executor.memory", "1g")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    return session


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Spark with two workers in this machine, and four attempts at what fails."""
    session = start("local[2, 4]")
    yield session
    session.stop()
