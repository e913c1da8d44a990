"""What differs between two snapshots of a list, as text for people and as a record for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from sanctionscreen.model import Kind, ListedParty
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.records import SCHEMA_VERSION, Record, designation_record
from sanctionscreen.report.terminal import Terminal
from sanctionscreen.report.words import effect_text, programme_text
from sanctionscreen.store.diffing import ListDiff, PartyChange


def diff_text(diff: ListDiff, options: RenderOptions) -> str:
    """The counts, then each party: ``+`` added, ``-`` removed, ``~`` changed field by field."""
    terminal = Terminal(options.width, colour=options.colour)
    lines = terminal.paragraph(summary_text(diff), "bold")
    for mark, style, parties in (("+", "green", diff.added), ("-", "red", diff.removed)):
        for party in parties:
            lines += _party_lines(mark, style, party, terminal)
    for change in diff.changed:
        lines += _change_lines(change, terminal)
    return terminal.text(lines)


def summary_text(diff: ListDiff) -> str:
    """The counts in one line, without a full stop."""
    return (
        f"{len(diff.added):,} added, {len(diff.removed):,} removed, {len(diff.changed):,} changed, "
        f"{diff.unchanged:,} the same"
    )


def diff_record(diff: ListDiff) -> Record:
    """The whole difference with the field names of ``lists diff --json``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "added": [_party_record(party) for party in diff.added],
        "removed": [_party_record(party) for party in diff.removed],
        "changed": [_change_record(change) for change in diff.changed],
        "unchanged": diff.unchanged,
    }


def _party_lines(mark: str, style: str, party: ListedParty, terminal: Terminal) -> Iterator[Text]:
    name = party.primary_name.text
    yield from terminal.paragraph(_heading(mark, party.listed_id, name, party.kind), style)
    for designation in party.designations:
        text = f"{programme_text(designation)}: {effect_text(designation)}"
        yield from terminal.paragraph(text, indent=4)


def _change_lines(change: PartyChange, terminal: Terminal) -> Iterator[Text]:
    heading = _heading("~", change.listed_id, change.name, change.kind)
    yield from terminal.paragraph(heading, "yellow")
    for field in change.fields:
        yield from terminal.paragraph(field.field.replace("_", " "), "dim", indent=4)
        yield from _value_lines("-", field.gone, terminal)
        yield from _value_lines("+", field.new, terminal)


def _value_lines(mark: str, values: Iterable[str], terminal: Terminal) -> Iterator[Text]:
    for value in values:
        yield from terminal.paragraph(f"{mark} {value}", indent=6)


def _heading(mark: str, listed_id: str, name: str, kind: Kind) -> str:
    return f"{mark} {listed_id}  {name} ({kind})"


def _party_record(party: ListedParty) -> Record:
    return {
        "listed_id": party.listed_id,
        "listed_name": party.primary_name.text,
        "kind": party.kind.value,
        "names": [
            {"text": name.text, "type": name.type.value, "script": name.script}
            for name in party.names
        ],
        "designations": [designation_record(each) for each in party.designations],
    }


def _change_record(change: PartyChange) -> Record:
    return {
        "listed_id": change.listed_id,
        "listed_name": change.name,
        "kind": change.kind.value,
        "fields": [
            {"field": field.field, "gone": list(field.gone), "new": list(field.new)}
            for field in change.fields
        ],
    }
