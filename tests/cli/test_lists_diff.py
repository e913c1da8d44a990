"""``lists diff``: what changed between two stored snapshots."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

Cli = Callable[..., Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One store for all tests here."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def diff(cli: Cli, store: Path, shared_lists: Path) -> Cli:
    """Compares stored SDN lists; the files of 9 and 10 December 2021 are there."""
    if not (store / "ofac-sdn").is_dir():
        for day in ("2021-12-09", "2021-12-10"):
            file = shared_lists / "ofac_sdn" / f"sdn_{day}.csv"
            ended = cli("lists", "import", file, "--published", day, "--store", store)
            assert ended.code == 0, ended.err
    return lambda *arguments: cli("lists", "diff", *arguments, "--store", store)


def test_the_designations_of_10_december_2021(diff: Cli) -> None:
    """25 added, none removed, none changed; exit 1, each party with its programme."""
    ended = diff("ofac-sdn", "2021-12-09", "2021-12-10")
    assert ended.code == 1, ended.err
    lines = ended.out.splitlines()
    assert lines[0] == "25 added, 0 removed, 0 changed, 9,121 the same"
    assert sum(line.startswith("+ ofac-sdn:") for line in lines) == 25
    assert "+ ofac-sdn:33936  RI, Yong Gil (person)" in lines
    assert any("DPRK2" in line for line in lines)
    assert max(map(cell_len, lines)) <= 80
    assert "25 added, 0 removed, 0 changed" in ended.verdict


def test_json_names_both_snapshots(diff: Cli) -> None:
    """The whole difference with both digests, and the same exit code."""
    ended = diff("ofac-sdn", "2021-12-09", "2021-12-10", "--json")
    assert ended.code == 1
    data = json.loads(ended.out)
    assert (len(data["added"]), data["removed"], data["changed"]) == (25, [], [])
    assert (data["old"]["published"], data["new"]["published"]) == ("2021-12-09", "2021-12-10")
    assert data["old"]["sha256"] != data["new"]["sha256"]


def test_the_way_back_removes(diff: Cli) -> None:
    """The other way round the same 25 are removed."""
    assert diff("ofac-sdn", "2021-12-10", "2021-12-09").out.startswith("0 added, 25 removed")


def test_a_day_between_is_the_newest_before_it(diff: Cli, store: Path) -> None:
    """A day without a publication means what was known then; a snapshot has a name as well."""
    name = next(path.name for path in (store / "ofac-sdn").iterdir() if "12-10" in path.name)
    ended = diff("ofac-sdn", name, "2022-03-01")
    assert ended.code == 0
    assert ended.out == "0 added, 0 removed, 0 changed, 9,146 the same\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ofac-sdn", "2020-01-01", "2021-12-10"),
        ("ofac-sdn", "2021-12-09", "no-such"),
        ("un-sc", "2021-12-09", "2021-12-10"),
    ],
)
def test_a_snapshot_that_is_not_there_is_an_error(diff: Cli, arguments: tuple[str, ...]) -> None:
    """Exit 3, never an empty difference."""
    ended = diff(*arguments)
    assert ended.code == 3
    assert "holds no" in ended.err
