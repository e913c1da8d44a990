"""Lists and listed parties as text: what is loaded, how old it is, and who is on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text

from sanctionscreen.model import ListedName, ListedParty, ListUse
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.records import Record
from sanctionscreen.report.terminal import Terminal
from sanctionscreen.report.words import effect_text, programme_text

_HEADINGS = ("list", "as of", "age", "parties", "names")
_WIDTHS = (34, 10, 8, 8, 9)
_FIRST_NUMBER = 2


def lists_text(uses: Sequence[ListUse], options: RenderOptions) -> str:
    """A table of lists: id, day, age, parties, names; title and source under each."""
    terminal = Terminal(options.width, colour=options.colour)
    lines = _cells(_HEADINGS, terminal, "dim")
    for use in uses:
        ref = use.ref
        age = "" if use.age_days is None else f"{use.age_days:,} d"
        published = "undated" if ref.published is None else str(ref.published)
        counts = (f"{ref.counts.parties:,}", f"{ref.counts.names:,}")
        lines += _cells((ref.id, published, age, *counts), terminal, "bold")
        for text in (ref.title, ref.publisher_url, *ref.notes):
            lines += terminal.paragraph(text or "source not stated", indent=2)
    return terminal.text(lines)


def _cells(cells: Sequence[str], terminal: Terminal, style: str) -> list[Text]:
    aligned = (
        cell.rjust(width) if column >= _FIRST_NUMBER else cell
        for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    texts = [
        (terminal.wrap(cell, width, style), width)
        for cell, width in zip(aligned, _WIDTHS, strict=True)
    ]
    return terminal.beside(texts)


def status_records(uses: Sequence[ListUse]) -> list[Record]:
    """The lists with the field names of ``lists status --json`` (DESIGN section 7).

    ``fetched`` and ``verdict`` belong to stored snapshots; a list from a file has none.
    """
    return [
        {
            "id": use.ref.id,
            "title": use.ref.title,
            "published": None if use.ref.published is None else str(use.ref.published),
            "fetched": None,
            "confirmed": use.confirmed,
            "age_days": use.age_days,
            "parties": use.ref.counts.parties,
            "names": use.ref.counts.names,
            "weak_aliases": use.ref.counts.weak_aliases,
            "sha256": use.ref.sha256,
            "source": use.ref.publisher_url,
            "verdict": None,
        }
        for use in uses
    ]


def parties_text(parties: Iterable[ListedParty], options: RenderOptions) -> str:
    """Each party with its programmes, effects and dates."""
    terminal = Terminal(options.width, colour=options.colour)
    lines: list[Text] = []
    for party in parties:
        heading = f"{party.listed_id}  {party.primary_name.text} ({party.kind})"
        lines += terminal.paragraph(heading, "bold")
        for designation in party.designations:
            text = f"{programme_text(designation)}: {effect_text(designation)}"
            lines += terminal.paragraph(text, indent=2)
    return terminal.text(lines)


def party_text(party: ListedParty, options: RenderOptions) -> str:
    """All that one entry holds."""
    terminal = Terminal(options.width, colour=options.colour)
    pairs = [("id", party.listed_id), ("kind", party.kind.value)]
    pairs += [("name", _name_text(name)) for name in party.names]
    for designation in party.designations:
        pairs.append(("programme", f"{programme_text(designation)}, {designation.authority}"))
        pairs.append(("effect", effect_text(designation)))
        pairs.append(("basis", designation.legal_basis or ""))
        pairs.append(("see", designation.reference_url or ""))
        pairs += [("event", f"{event.kind} {event.date}") for event in designation.events]
    lines = [
        line
        for label, value in (*pairs, *held_pairs(party))
        if value
        for line in terminal.labelled(label, value, terminal.width)
    ]
    return terminal.text(lines)


def _name_text(name: ListedName) -> str:
    return f"{name.text} ({name.type.replace('-', ' ')}, {name.script})"


def held_pairs(party: ListedParty) -> list[tuple[str, str]]:
    """What an entry holds beside names and designations, as labels and values; no empty ones."""
    gender = party.gender.value if party.gender is not None else ""
    held = (
        ("born", ", ".join(str(date) for date in party.birth_dates)),
        ("birthplace", "; ".join(place.text for place in party.birthplaces)),
        ("gender", gender),
        ("national of", ", ".join(party.nationalities)),
        ("ids", "; ".join(f"{i.label or i.type} {i.value}" for i in party.identifiers)),
        ("address", "; ".join(place.text for place in party.locations)),
        ("position", "; ".join(party.positions)),
        ("linked to", "; ".join(f"{link.relation} {link.name}" for link in party.links)),
        ("remarks", party.remarks or ""),
    )
    return [(label, value) for label, value in held if value]
