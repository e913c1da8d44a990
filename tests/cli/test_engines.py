"""``check --engine``: the same report from Spark as from this machine."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from pipeline_builders import Pipeline


def test_spark_writes_the_same_report(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """CSV in, Parquet and JSON Lines out, decisions and all: the same bytes, the same code."""
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java, which Spark needs")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    pipeline.gate()
    pipeline.decide(1)
    ended, outputs = [], []
    for name, more in (("local", ()), ("spark", ("--engine", "spark", "--master", "local[2]"))):
        paths = [pipeline.folder / f"{name}.{suffix}" for suffix in ("parquet", "jsonl")]
        given = [word for path in paths for word in ("--output", path)]
        ended.append(pipeline.gate(*given, *more))
        outputs.append([path.read_bytes() for path in paths])
    from pyspark.sql import SparkSession

    SparkSession.builder.getOrCreate().stop()
    assert ended[0].code == ended[1].code == 1, ended[1].err
    assert ended[0].verdict == ended[1].verdict
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    "arguments",
    [("--master", "local[2]"), ("--engine", "spark", "--since", "before"), ("--engine", "none")],
)
def test_options_that_do_not_go_together(pipeline: Pipeline, arguments: tuple[str, ...]) -> None:
    """No engine is taken for another, nor an option left out in silence: 2."""
    pipeline.gate("--evidence", Path("before"))
    assert pipeline.gate(*arguments).code == 2


def test_spark_that_is_not_there(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark: 2, and how to get it."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    ended = pipeline.gate("--engine", "spark")
    assert ended.code == 2
    assert "sanctionscreen[spark]" in ended.err
