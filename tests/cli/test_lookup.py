"""``lookup``: one name or identifier, as a card, without loading what it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

HIT, CLEAR = "Ri Yong Gil", "Zebedee Quux"
Cli = Callable[..., Any]

NEVER_LOADED = (
    "pandas", "openpyxl", "lxml", "scipy", "jinja2", "httpx", "pydantic", "xlsxwriter", "pyarrow",
    "numba", "pyspark",
    "textual", "fractions", "yaml", "numpy.ma", "sanctionscreen.cli.check",
    "sanctionscreen.report.table", "sanctionscreen.store.loading", "sanctionscreen.index.build",
)  # fmt: skip


def test_a_card_names_list_programme_effect_and_reasons(cli: Cli) -> None:
    """The card of a hit holds what a reviewer needs, within 80 columns."""
    ended = cli("lookup", HIT)
    text = " ".join(ended.out.split())
    for fact in ("RI, Yong Gil", "curated-us-2021-12-10:33936", "DPRK2", "asset freeze (blocking)"):
        assert fact in text
    assert "3 of 3 words of the query, 3 of 3 of the listed name agree" in text
    assert max(map(cell_len, ended.out.splitlines())) <= 80
    assert ended.code == 1


def test_other_fields_stand_under_their_step(cli: Cli) -> None:
    """What the matcher calls a birth date or a country is not taken for part of the name."""
    ended = cli(
        "lookup", "Benazir Ahmed", "--birth-date", "1963-10-01", "--country", "Bangladesh",
        "--lists", "curated-us-2021-12-10",
    )  # fmt: skip
    lines = {line.split(" ")[0]: line for line in ended.out.splitlines()}
    assert "same birth date" in lines["agrees"]
    assert "2 of 2 words of the query, 2 of 2 of the listed name" in ended.out
    conflict = cli(
        "lookup", "Benazir Ahmed", "--birth-date", "1990-05-05", "--country", "France",
        "--lists", "curated-us-2021-12-10", "--threshold", "50",
    )  # fmt: skip
    assert "another birth date" in next(
        line for line in conflict.out.splitlines() if line.startswith("conflicts")
    )


def test_the_kind_is_a_step_of_its_own(cli: Cli) -> None:
    """A vessel compared with a person shows the conflict of kinds."""
    ended = cli("lookup", HIT, "--kind", "vessel")
    kind = next(line for line in ended.out.splitlines() if line.startswith("kind"))
    assert kind.startswith("kind        person (another kind of party -")


def test_a_weak_alias_is_found_in_full(cli: Cli) -> None:
    """``lookup`` lets a weak alias carry a hit, which ``check`` does not."""
    options = ("--lists", "curated-us-2021-12-10", "--format", "json")
    found = json.loads(cli("lookup", "Ka Pa Sa", *options).out)["outcomes"][0]["hits"][0]
    held = cli("lookup", "Ka Pa Sa", *options, "--weak-aliases", "corroborate")
    assert found["band"] != "weak"
    assert json.loads(held.out)["outcomes"][0]["hits"][0]["band"] == "weak"


@pytest.mark.parametrize("form", ["card", "table", "json", "jsonl", "csv"])
def test_every_format_shows_the_hit(cli: Cli, form: str) -> None:
    """All formats of ``check`` are there, on stdout alone."""
    ended = cli("lookup", HIT, "--format", form)
    assert "curated-us-2021-12-10:33936" in ended.out
    assert ended.err.count("\n") == 1
    assert not ended.out.startswith("\ufeff")


def test_the_identifier_needs_no_name(cli: Cli) -> None:
    """A passport number alone finds its holder."""
    outcome = json.loads(cli("lookup", "--id", "B00002095", "--format", "jsonl").out)
    assert outcome["hits"][0]["listed_name"] == "AHMED, Benazir"


def test_top_limits_what_is_shown_only(cli: Cli) -> None:
    """With ``--top 1`` the rest is counted."""
    ended = cli("lookup", "Defence Industries Directorate", "--top", "1")
    assert ended.out.count("possible match, score") == 1
    assert "more hit" in ended.out
    assert ended.code == 1


def test_lookup_loads_nothing_heavy(cache_folder: Path, tmp_path: Path) -> None:
    """A look-up starts fast: nothing of other commands is imported where no settings lie."""
    code = (
        "import sys; from sanctionscreen.cli.entry import run;"
        f"code = run(['lookup', {HIT!r}]);"
        f"print(code, [m for m in {NEVER_LOADED!r} if m in sys.modules])"
    )
    environment = os.environ | {"SANCTIONSCREEN_CACHE": str(cache_folder)}
    command = [sys.executable, "-c", code]
    # The first run compiles the index, for which it may load what reads lists.
    for _ in range(2):
        ended = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
        )
    assert ended.stdout.splitlines()[-1] == "1 []"
