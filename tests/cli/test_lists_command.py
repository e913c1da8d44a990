"""``lists``: what is loaded, who is on it, and what is wrong with one's own list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.cells import cell_len

Cli = Callable[..., Any]


def test_the_table_shows_each_list_with_day_age_and_counts(cli: Cli) -> None:
    """Every shipped list is there with its as-of date and source, within 80 columns."""
    ended = cli("lists")
    assert "curated-ns-cmic" in ended.out
    row = next(line for line in ended.out.splitlines() if line.startswith("curated-ns-cmic "))
    assert row.split()[1:4] == ["2025-12-19", "339", "d"]
    assert "https://" in ended.out
    assert max(map(cell_len, ended.out.splitlines())) <= 80


def test_json_has_the_published_fields(cli: Cli) -> None:
    """The same field names as ``lists status --json``."""
    data = json.loads(cli("lists", "--json").out)
    wanted = {"id", "title", "published", "fetched", "age_days", "parties", "names", "sha256"}
    assert all(wanted | {"verdict"} <= set(item) for item in data)
    assert all(item["parties"] > 0 and len(item["sha256"]) == 64 for item in data)


def test_show_names_every_entry(cli: Cli) -> None:
    """All 25 parties of 10 December 2021, each with programme, effect and date."""
    ended = cli("lists", "show", "curated-us-2021-12-10")
    entries = [line for line in ended.out.splitlines() if line.startswith("curated-us-2021")]
    assert len(entries) == 25
    assert ended.out.count("listed 2021-12-10") + ended.out.count("listed\n") >= 25
    assert max(map(cell_len, ended.out.splitlines())) <= 80


def test_show_party_is_the_whole_entry(cli: Cli) -> None:
    """One entry with all its names, identifiers and dates."""
    ended = cli("lists", "show", "curated-us-2021-12-10", "--party", "curated-us-2021-12-10:33952")
    for fact in ("AHMED, Benazir", "GLOMAG", "B00002095", "1963-10-01", "Gopalganj"):
        assert fact in ended.out


def test_validate_accepts_the_shipped_lists(cli: Cli, repository: Path) -> None:
    """Each list that is shipped is sound."""
    files = sorted((repository / "lists").glob("curated-*.yml"))
    assert files
    for file in files:
        assert cli("lists", "validate", file).code == 0


def test_validate_names_problems_with_their_lines(
    cli: Cli, repository: Path, tmp_path: Path
) -> None:
    """An unknown programme and a broken date are both named, each with its line."""
    source = (repository / "lists" / "curated-ca-2021-12-10.yml").read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    programme = next(i for i, line in enumerate(lines) if "programme:" in line)
    date = next(i for i, line in enumerate(lines) if "listed_on:" in line or "listed-on:" in line)
    lines[programme] = lines[programme].split("programme:")[0] + "programme: NO-SUCH\n"
    key = "listed_on:" if "listed_on:" in lines[date] else "listed-on:"
    lines[date] = lines[date].split(key)[0] + f"{key} 2021-13-45\n"
    broken = tmp_path / "mine.yml"
    broken.write_text("".join(lines), encoding="utf-8")
    ended = cli("lists", "validate", broken)
    assert ended.code == 3
    assert f"{broken}:{programme + 1}" in ended.out
    assert f"{broken}:{date + 1}" in ended.out
    assert "problems" in ended.err
