"""The state of each list as text and as records: how old it is, and whether it can be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.records import Record
from sanctionscreen.report.terminal import Terminal

_HEADINGS = ("list", "published", "age", "parties", "names", "verdict")
_WIDTHS = (27, 10, 8, 8, 8, 8)
_NUMBERS = range(2, 5)
_STYLES = {"ok": "green", "stale": "yellow", "damaged": "red", "missing": "red"}


@dataclass(frozen=True, slots=True)
class ListStatus:
    """What is known of one list; None is what a missing or damaged one cannot tell.

    Attributes:
        fetched: ISO 8601; None also for lists that come with the package.
        confirmed: The day on which it was last found to be the publisher's newest.
        age_days: Since it was published or last confirmed.
        verdict: ``ok``, ``stale``, ``damaged`` or ``missing``.
        problem: Why it is not ``ok``, in words.
        notes: What must be known of it (an accepted loss).
    """

    id: str
    title: str | None
    verdict: str
    problem: str | None = None
    published: str | None = None
    fetched: str | None = None
    confirmed: str | None = None
    age_days: int | None = None
    parties: int | None = None
    names: int | None = None
    weak_aliases: int | None = None
    sha256: str | None = None
    source: str | None = None
    notes: tuple[str, ...] = ()


def status_text(statuses: Sequence[ListStatus], options: RenderOptions) -> str:
    """A table of the lists; title, problem and notes under each."""
    terminal = Terminal(options.width, colour=options.colour)
    lines = _cells(_HEADINGS, terminal, "dim", "dim")
    for status in statuses:
        numbers = (status.parties, status.names)
        age = "" if status.age_days is None else f"{status.age_days:,} d"
        counts = ("" if number is None else f"{number:,}" for number in numbers)
        cells = (status.id, status.published or "", age, *counts, status.verdict)
        lines += _cells(cells, terminal, "bold", _STYLES[status.verdict])
        if status.problem is not None:
            lines += terminal.paragraph(status.problem, _STYLES[status.verdict], indent=2)
        fetched = None if status.fetched is None else f"fetched {status.fetched}"
        if status.confirmed is not None:
            fetched = f"{fetched}, confirmed to be the newest on {status.confirmed}"
        for text in (status.title, fetched, *status.notes):
            if text is not None:
                lines += terminal.paragraph(text, indent=2)
    return terminal.text(lines)


def status_records(statuses: Sequence[ListStatus]) -> list[Record]:
    """The field names of ``lists status --json`` (DESIGN section 7)."""
    return [
        {
            "id": status.id,
            "title": status.title,
            "published": status.published,
            "fetched": status.fetched,
            "confirmed": status.confirmed,
            "age_days": status.age_days,
            "parties": status.parties,
            "names": status.names,
            "weak_aliases": status.weak_aliases,
            "sha256": status.sha256,
            "source": status.source,
            "verdict": status.verdict,
            "problem": status.problem,
            "notes": list(status.notes),
        }
        for status in statuses
    ]


def _cells(cells: Sequence[str], terminal: Terminal, style: str, last: str) -> list[Text]:
    texts = []
    for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True)):
        is_last = column == len(_WIDTHS) - 1
        aligned = cell.rjust(width) if column in _NUMBERS else cell
        texts.append((terminal.wrap(aligned, width, last if is_last else style), width))
    return terminal.beside(texts)
