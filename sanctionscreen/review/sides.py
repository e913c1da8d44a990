"""The two records side by side: which fields agree, which conflict, and what either holds alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanctionscreen.model import Evidence
from sanctionscreen.report.assessment import Assessment, assess
from sanctionscreen.review.queue import Waiting

AGREES, CONFLICTS = "agrees", "conflicts"

_PAIRED = (
    ("kind", "kind", "", "kind of party"),
    ("born", "birth_dates", "born", "birth"),
    ("country", "countries", "national of", "country"),
    ("gender", "gender", "gender", "gender"),
    ("ids", "identifiers", "ids", "identifier"),
    ("place", "cities", "address", "city"),
)
"""What it is called; the row's field; the entry's; the word of the evidence that compares them."""

_ALONE = ("birthplace", "position", "linked to", "remarks")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records; an empty text is a field that is not there.

    Attributes:
        mark: ``AGREES``, ``CONFLICTS``, how much of a name agrees, or nothing.
    """

    label: str
    query: str
    listed: str
    mark: str = ""


def side_by_side(waiting: Waiting) -> tuple[Line, ...]:
    """All fields that either record holds: names first, then those compared, then the others."""
    return tuple(line for line in _lines(waiting) if line.query or line.listed)


def _lines(waiting: Waiting) -> Iterator[Line]:
    row, hit = waiting.row, waiting.hit
    assessment = assess(hit.evidence)
    stated, first = dict(row.stated), hit.entries[0]
    held = dict(first.held)
    yield Line("name", row.query, hit.listed_name, _coverage(assessment))
    matched = "" if hit.matched_name == hit.listed_name else hit.matched_name
    yield Line("matched", "", matched)
    others = stated.get("names", "").removeprefix(row.query).removeprefix("; ")
    yield Line("other names", others, "; ".join(first.names))
    for label, field, listed, word in _PAIRED:
        text = held.get(listed, "") if listed else hit.kind
        text = text or _compared(hit.evidence, word)
        yield Line(label, stated.get(field, ""), text, _mark(hit.evidence, word, assessment))
    for label in _ALONE:
        yield Line(label, "", held.get(label, ""))


def _coverage(assessment: Assessment) -> str:
    query, listed = assessment.query_coverage, assessment.listed_coverage
    if not query.compared:
        return ""
    return f"{query.agreeing}/{query.compared} and {listed.agreeing}/{listed.compared} words"


def _compared(evidence: tuple[Evidence, ...], word: str) -> str:
    """The listed value as the evidence gives it: a country may be known from an address only."""
    values = (piece.listed_value for piece in evidence if word in piece.reason)
    return ", ".join(dict.fromkeys(value for value in values if value))


def _mark(evidence: tuple[Evidence, ...], word: str, assessment: Assessment) -> str:
    of_field = [piece for piece in evidence if word in piece.reason]
    if not of_field:
        return ""
    if any(piece in assessment.conflicting for piece in of_field):
        return CONFLICTS
    total = sum(piece.weight for piece in of_field)
    if any(piece in assessment.kind for piece in of_field):
        return AGREES if total >= 0 else CONFLICTS
    return AGREES if any(piece in assessment.agreeing for piece in of_field) else ""
