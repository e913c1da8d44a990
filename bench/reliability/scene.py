"""A small repository with a gate, to be broken: vendors, lists, settings, decisions, evidence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.reliability.ending import Ended, Rows, rows_of, run_here
from sanctionscreen.settings.files import load_settings

TEAM = """\
# A list of the team's own.
id: team-list
title: A team's own list
authority: Compliance team
as_of: {day}
history_complete: true
floors: {{parties: 2, names: 2, weak_aliases: 0}}
programmes:
  - {{key: OWN, publisher: own, title: No business, authority: Compliance team, measures: [other]}}
entries:
  - id: T-1
    kind: person
    names: [{{text: Dragomir Zelenka, type: primary}}]
    designations: [{{programme: OWN, listed_on: 2025-03-14}}]
  - id: T-2
    kind: organisation
    names: [{{text: "Blue Harbour Commodities Trading, FZE", type: primary}}]
    designations: [{{programme: OWN, listed_on: 2025-03-14}}]
"""
SETTINGS = """\
# The gate of the vendors.
lists: [un-sc, team.yml]
decisions: decisions.yaml
thresholds:
  default: 70
  lists: {team-list: 75}
bands: {strong: 85, exact: 97}
max_hits: 20
weak_aliases: corroborate
date_order: DMY
columns: {name: [Vendor name]}
gate:
  fail_on:
    - {band: possible}
    - {measures: [asset-freeze]}
  discounted: false
max_age: {default: 7, lists: {team-list: 400}}
"""
HEADINGS = ("id", "Vendor name", "birth_date", "country", "Remark")
HIT = "V10"
"""The row with the hit that nobody has decided on."""

_VENDORS = (
    ("V01", "Dragomir Zelenka", "02/01/1990", "CZ", "met in person"),
    ("V02", "Blue Harbour Commodities Trading, FZE", "", "AE", 'called "the old one"'),
    ("V03", "Nordlys Fiskeri AS", "", "NO", "cash; no invoice"),
    ("V04", "Ångström & Søn", "", "SE", ""),
    ("V05", "Quarrington, Ltd.", "", "GB", 'formerly "Quarrington Bros."'),
    ("V06", "Маргарита Плющенко", "03/05/1961", "UA", "с 2019 года"),
    ("V07", "Ledbury Hall Trust", "", "GB", "see V05, 'twin' of it"),
    ("V08", "Ines Valbuena Arriaga", "11/12/1984", "ES", "100% paid"),
    ("V09", "Taufkirchener Metallbau GmbH", "", "DE", "two plants"),
    (HIT, "Quombar AAAABB", "", "KP", "from the trade fair"),
    ("V11", "Okonjo-Adeyemi Partners", "", "NG", "a, b, and c"),
    ("V12", "Ri, Sandalwood & Co", "", "IE", ""),
)
_FIRST, _SECOND = ("Tove", "Arvid", "Maren", "Sindre"), ("Lund", "Havn", "Fjell", "Skog", "Vik")


@dataclass(frozen=True, slots=True)
class Scene:
    """The repository as it is before anything is broken.

    Attributes:
        with_hit: Rows of the run on ``vendors.csv``, which ends in 1.
        clear: Rows of the run on ``clear.csv``, which ends in 0.
        settings: All that its settings file says.
        today: The day of its lists and decisions.
    """

    folder: Path
    with_hit: Rows
    clear: Rows
    settings: object
    today: date

    def path(self, name: str) -> Path:
        """A file of the repository."""
        return self.folder / name

    def decision(self, report: Path) -> tuple[object, ...]:
        """The command that adds a decision on the row with a hit."""
        return (
            *("decisions", "add", "--report", report, "--row", 10, "--listed", "un-sc:KPi.001"),
            *("--judgement", "true-match", "--reason", "met", "--reviewer", "A. Able"),
            *("--expires", self.today + timedelta(days=200)),
        )

    def files(self) -> dict[str, bytes]:
        """Every file and what it holds, but what is only compiled."""
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(p): p.read_bytes() for p in found if self.folder / "cache" not in p.parents}

    @contextmanager
    def spared(self, name: str) -> Iterator[None]:
        """A file or folder that is whole again afterwards, whatever happens to it."""
        path, kept = self.folder / name, self.folder / "spared"
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, kept)
        try:
            yield
        finally:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            kept.replace(path)

    def gate(self, name: str, *more: object) -> Ended:
        """The gate on a file; it prints a JSON report."""
        return run_here(("check", name, "--format", "json", *more), self.folder)


def build(folder: Path, rows: int) -> Scene:
    """Makes the repository, dated today.

    Args:
        folder: An empty one.
        rows: Of ``many.csv``, none of which is a hit: the longer it takes, the more can happen.

    Raises:
        RuntimeError: it does not end as it should where nothing is broken.
    """
    today = date.today()
    _write(folder, "team.yml", TEAM.format(day=today - timedelta(days=20)))
    _write(folder, "un.xml", un_list(today))
    _write(folder, "sanctionscreen.yaml", SETTINGS)
    _write(folder, "decisions.yaml", "decisions:\n")
    _write(folder, "vendors.csv", _csv(_VENDORS))
    _write(folder, "clear.csv", _csv(row for row in _VENDORS if row[0] != HIT))
    _write(folder, "vendors.jsonl", "".join(_json(row) + "\n" for row in _VENDORS))
    _write(folder, "many.csv", _csv(_many(rows)))
    _workbook(folder / "vendors.xlsx")
    (folder / "lists").mkdir()
    _must(0, run_here(("lists", "import", "un.xml"), folder))
    _must(1, run_here(("check", "vendors.csv", "--quiet", "--output", "first.json"), folder))
    for row in (1, 2):
        _must(0, run_here((*_DECIDE, "--row", row, "--expires", today + timedelta(200)), folder))
    (folder / "first.json").unlink()
    run = ("check", "vendors.csv", "--format", "json", "--evidence", "run.evidence")
    with_hit = _must(1, run_here(run, folder))
    clear = _must(0, run_here(("check", "clear.csv", "--format", "json"), folder))
    settings = settings_values(folder / "sanctionscreen.yaml")
    return Scene(folder, rows_of(with_hit.out), rows_of(clear.out), settings, today)


def settings_values(path: Path) -> object:
    """All that a settings file says, in a form in which two can be compared."""
    settings = load_settings(path)
    return settings.mapping(), settings.addresses


_DECIDE = (
    *("decisions", "add", "--report", "first.json", "--judgement", "false-positive"),
    *("--reason", "Born in 1990: see passport", "--reviewer", "A. Able"),
)


def _must(code: int, found: Ended) -> Ended:
    if found.code != code or found.problem() is not None:
        raise RuntimeError(f"without any fault, {code} is expected: {found.err}")
    return found


def un_list(day: date, people: int = 40) -> str:
    """A list in the format of the UN's, of so many people that there are not."""
    records = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>QUOMBAR</FIRST_NAME>"
        f"<SECOND_NAME>{_word(n)}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>KPi.{n:03}</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>"
        "</INDIVIDUAL>"
        for n in range(1, people + 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z">'
        f"<INDIVIDUALS>{records}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>"
    )


def _word(number: int) -> str:
    return "".join(chr(ord("A") + int(digit)) * 2 for digit in f"{number:03}")


def _many(rows: int) -> Iterable[Sequence[str]]:
    for number in range(rows):
        first, second = _FIRST[number % 4], _SECOND[number % 5]
        yield f"M{number:05}", f"{first} {second} {_word(number % 1000)}", "", "NO", "vendor"


def _csv(rows: Iterable[Sequence[str]]) -> str:
    lines = [",".join(map(_cell, row)) for row in (HEADINGS, *rows)]
    return "".join(f"{line}\n" for line in lines)


def _cell(text: str) -> str:
    is_quoted = any(mark in text for mark in ',"\n')
    return '"{}"'.format(text.replace('"', '""')) if is_quoted else text


def _json(row: Sequence[str]) -> str:
    return json.dumps(dict(zip(HEADINGS, row, strict=True)), ensure_ascii=False)


def _workbook(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (HEADINGS, *_VENDORS):
        book.active.append(row)
    book.save(path)


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
