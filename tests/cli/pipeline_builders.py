"""A small repository with a gate: vendors, a list of its own, settings and decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

LIST = """\
id: team-list
title: A team's own list
authority: Compliance team
as_of: 2026-11-01
history_complete: true
floors: {parties: 2, names: 2, weak_aliases: 0}
programmes:
  - key: OWN
    publisher: own
    title: No business
    authority: Compliance team
    measures: [other]
  - key: SECOND
    publisher: own
    title: No business either
    authority: Compliance team
    measures: [other]
entries:
  - id: T-1
    kind: person
    names:
      - {text: Dragomir Zelenka, type: primary}
    designations:
      - {programme: OWN, listed_on: 2025-03-14}
  - id: T-2
    kind: organisation
    names:
      - {text: Blue Harbour Commodities Trading FZE, type: primary}
    designations:
      - {programme: OWN, listed_on: 2025-03-14}
"""
ALIAS = LIST.replace(
    "Zelenka, type: primary}\n",
    "Zelenka, type: primary}\n      - {text: Drago Zelenka, type: strong-alias}\n",
)
PROGRAMME = LIST.replace(
    "    designations:\n      - {programme: OWN, listed_on: 2025-03-14}\n  - id: T-2",
    "    designations:\n      - {programme: OWN, listed_on: 2025-03-14}\n"
    "      - {programme: SECOND, listed_on: 2026-10-01}\n  - id: T-2",
)
VENDORS = """\
id,name,birth_date
V1,Dragomir Zelenka,1990-01-02
V2,Blue Harbour Commodities Trading,
V3,Nordlys Fiskeri AS,
"""


class Pipeline:
    """A repository with vendors, a list, settings and decisions, and its gate."""

    def __init__(self, folder: Path, cli: Callable[..., Any]) -> None:
        self.folder, self.cli = folder, cli
        self.decisions = folder / "decisions.yaml"
        self.report = folder / "report.json"
        self.write("vendors.csv", VENDORS)
        self.write("team.yml", LIST)
        self.write("sanctionscreen.yaml", "lists: [team.yml]\ndecisions: decisions.yaml\n")
        self.write("decisions.yaml", "decisions:\n")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def gate(self, *arguments: object) -> Any:
        """The command of the pipeline; it leaves a report."""
        return self.cli("check", "vendors.csv", "--output", self.report, *arguments)

    def decide(self, row: int, *arguments: str) -> Any:
        """A reviewer's false positive on a row of the last report."""
        return self.cli(
            "decisions", "add", "--report", self.report, "--row", str(row),
            "--judgement", "false-positive", "--reason", "Born in 1990: see passport",
            "--reviewer", "A. Able", "--expires", "2027-05-31", *arguments,
        )  # fmt: skip
