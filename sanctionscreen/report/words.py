"""The sentences that terminal formats share: what a hit is, of which list, and why."""

from __future__ import annotations

from collections.abc import Iterable

from sanctionscreen.model import (
    Band,
    DateBasis,
    Designation,
    Evidence,
    Hit,
    RowOutcome,
)
from sanctionscreen.report.plain import bits, counted

MAIN_REASONS = 3
BAND_STYLES = {
    Band.EXACT: "red",
    Band.STRONG: "red",
    Band.POSSIBLE: "yellow",
    Band.WEAK: "cyan",
}


def place_text(outcome: RowOutcome | Hit) -> str:
    """Where a row is: data row, line in the file, and the user's own id.

    A name that was typed, not read from a file, is on line 0, and its place is not shown.
    """
    if outcome.line == 0:
        return outcome.counterparty_id or ""
    place = f"row {outcome.row}, line {outcome.line}"
    return place if outcome.counterparty_id is None else f"{place}, id {outcome.counterparty_id}"


def query_text(hit: Hit) -> str:
    """The query name; a look-up by identifier alone has none."""
    return hit.query or "(no name)"


def effect_text(designation: Designation) -> str:
    """A designation's legal effect and dates; a missing listing date is said to be missing."""
    measures = ", ".join(m.label for m in designation.measures) or "legal effect not stated"
    dates = [_listing_date(designation)]
    if designation.effective is not None:
        dates.append(f"effective {designation.effective}")
    if designation.divest_by is not None:
        dates.append(f"divest by {designation.divest_by}")
    if designation.expires is not None:
        dates.append(f"expires {designation.expires}")
    return f"{measures}; {', '.join(dates)}"


def _listing_date(designation: Designation) -> str:
    if designation.listed_on is None:
        return "no listing date given"
    basis = designation.listed_on_basis
    note = f" ({basis})" if basis is DateBasis.HISTORY else ""
    return f"listed {designation.listed_on}{note}"


def programme_text(designation: Designation) -> str:
    """Our key of the programme, with the publisher's own spelling where that differs."""
    published = designation.programme_as_published
    if designation.programme is None:
        return f"{published} (not in the register)"
    if designation.programme == published:
        return published
    return f"{designation.programme} (published as {published})"


def name_text(hit: Hit) -> str | None:
    """The listed name the score belongs to, where it is not the one shown first."""
    if hit.matched_name == hit.listed_name:
        return None
    return f"{hit.matched_name} ({hit.matched_name_type.replace('-', ' ')})"


def evidence_text(evidence: Evidence) -> str:
    """One reason in a line: what, the two values once where they are equal, the weight in bits."""
    values = evidence.query_value
    if evidence.listed_value != evidence.query_value:
        values = " ~ ".join(v for v in (values, evidence.listed_value) if v)
    return f"{evidence.reason} {bits(evidence.weight)}" + (f" [{values}]" if values else "")


def main_reasons(evidence: Iterable[Evidence], count: int = MAIN_REASONS) -> str:
    """The heaviest reasons either way, and the sum of the others."""
    ranked = sorted(evidence, key=lambda e: -abs(e.weight))
    shown, rest = ranked[:count], ranked[count:]
    texts = [evidence_text(e) for e in shown]
    if rest:
        texts.append(f"{counted(len(rest), 'more reason')} {bits(sum(e.weight for e in rest))}")
    return "; ".join(texts)
