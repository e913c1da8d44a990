"""``check --engine``: what screens the rows."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.cli.book import Keeper
    from sanctionscreen.engines import Engine


class EngineName(StrEnum):
    """The engines that there are."""

    LOCAL = "local"
    SPARK = "spark"


Choice = Annotated[
    EngineName,
    typer.Option("--engine", help="What screens: this machine, or a Spark cluster."),
]
Master = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="With --engine spark, its master, e.g. spark://host:7077 or local[4]; that of Spark's "
        "own settings if not given.",
    ),
]


Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes of this machine that screen; one for each processor if not given. Few "
        "rows need none but this one.",
    ),
]


def open_engine(
    name: EngineName,
    master: str | None,
    workers: int | None,
    keeper: Keeper | None,
    *,
    is_since: bool,
) -> Engine:
    """The engine that a command asks for.

    Args:
        keeper: Keeps the names of the rows, where they are screened on this machine.

    Raises:
        UsageError: Spark is not installed, or an option is given that the engine cannot take.
        SanctionscreenError: Spark does not start.
    """
    from sanctionscreen.engines import Processes

    if name is EngineName.LOCAL:
        if master is not None:
            raise UsageError("--master goes with --engine spark only", field="master")
        return Processes(workers or _processors(), sketched=None if keeper is None else keeper.add)
    if workers is not None:
        raise UsageError("--workers goes with --engine local only", field="workers")
    if is_since:
        raise UsageError(
            "--since screens on this machine only",
            field="engine",
            hint="Leave --engine spark out, or screen everything without --since",
        )
    from sanctionscreen.engines.spark import SparkEngine, open_session

    return SparkEngine(open_session(master))


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
