"""Spark sessions, screened frames as lines, and what kills their workers."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

import pytest

Lines = dict[int, tuple[Any, ...]]


def lines(frame: Any) -> Lines:
    """The lines of a screened frame, by row."""
    return {each["row"]: tuple(each) for each in frame.collect()}


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


def killing(flag: str, *, generations: int) -> Any:
    """What kills, once and after the first job of a frame, the worker that runs it.

    Args:
        generations: 0 for the Python worker itself; 2 for the executor above it and its daemon.
    """

    def run(batches: Any) -> Any:
        import os
        import signal
        from pathlib import Path

        for number, batch in enumerate(batches):
            if number == 0 and "sanctionscreen_at" not in batch.schema.names:
                try:
                    os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    yield batch
                    continue
                victim = os.getpid()
                for _ in range(generations):
                    stat = Path(f"/proc/{victim}/stat").read_text(encoding="utf-8")
                    victim = int(stat.rsplit(")", 1)[1].split()[1])
                words = Path(f"/proc/{victim}/cmdline").read_bytes()
                assert (b"CoarseGrainedExecutorBackend" in words) is (generations > 0)
                os.kill(victim, signal.SIGKILL)
            yield batch

    return run
