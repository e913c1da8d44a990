"""What a reviewer reads beside the published fields: what the row states, what each entry holds."""

from __future__ import annotations

from sanctionscreen.model import Hit, ListedParty, RowOutcome
from sanctionscreen.report.listing import held_pairs
from sanctionscreen.report.records import Record, entry_record, hit_record, outcome_record


def dossier_record(outcome: RowOutcome) -> Record:
    """A row outcome with ``stated`` of the row, and ``names`` and ``held`` of each entry."""
    if not (outcome.hits or outcome.discounted or outcome.decided):
        return outcome_record(outcome) | {"stated": {}}
    return outcome_record(outcome) | {
        "stated": dict(outcome.stated),
        "hits": [_hit(hit) for hit in outcome.hits],
        "discounted": [_hit(hit) for hit in outcome.discounted],
        "decided": [_hit(hit) for hit in outcome.decided],
    }


def _hit(hit: Hit) -> Record:
    return hit_record(hit) | {"entries": [_entry(entry) for entry in hit.entries]}


def _entry(entry: ListedParty) -> Record:
    return entry_record(entry) | {
        "names": [f"{name.text} ({name.type.replace('-', ' ')})" for name in entry.names[1:]],
        "held": dict(held_pairs(entry)),
    }
