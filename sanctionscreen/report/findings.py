"""What a pipeline is told of a row: how serious, under which programme, in words without names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanctionscreen.model import (
    Band,
    Designation,
    Hit,
    HitStatus,
    Measure,
    Outcome,
    RowOutcome,
    RunInfo,
    Verdict,
    VerdictStatus,
)
from sanctionscreen.ownership.words import ownership_text
from sanctionscreen.report.plain import bits, visible
from sanctionscreen.report.words import effect_text, evidence_text, place_text, programme_text

NOT_SCREENED = "not-screened"
OWNERSHIP = "ofac-50-percent-rule"
"""The rule of a row that blocked parties own."""

UNNAMED_PROGRAMME = "unnamed-programme"
"""The rule of a hit whose entry has no designation."""

_MAIN_REASONS = 3
_DIGEST = re.compile(r" sha256:\w+$")
_QUOTED = re.compile(r":? ?(['\"]).*\1", re.DOTALL)
_SURE = (Band.EXACT, Band.STRONG)


class Level(StrEnum):
    """How serious a finding is; SARIF and GitHub have the same three under names of their own."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit, or one row that was not screened or that blocked parties own.

    Attributes:
        rule: The programme of the hit with the gravest effect, ``not-screened`` or ``OWNERSHIP``.
        designation: The one that rule is of; None where it is of the whole row.
        hit: None where it is of the whole row.
    """

    level: Level
    rule: str
    outcome: RowOutcome
    hit: Hit | None = None
    designation: Designation | None = None


def findings_of(outcome: RowOutcome) -> Iterator[Finding]:
    """What is to be told of a row: nothing of a clear one, unless it has discounted hits."""
    if outcome.outcome is Outcome.NOT_SCREENED:
        yield Finding(Level.ERROR, NOT_SCREENED, outcome)
    if outcome.ownership is not None:
        yield Finding(Level.ERROR, OWNERSHIP, outcome)
    for hit in (*outcome.hits, *outcome.discounted, *outcome.decided):
        designation = gravest(hit.designations)
        rule = UNNAMED_PROGRAMME if designation is None else rule_of(designation)
        yield Finding(level_of(hit), rule, outcome, hit, designation)


def gravest(designations: Iterable[Designation]) -> Designation | None:
    """The first of the designations that freeze assets, or the first of all."""
    ordered = sorted(designations, key=lambda d: Measure.ASSET_FREEZE not in d.measures)
    return ordered[0] if ordered else None


def rule_of(designation: Designation) -> str:
    """Our key of the programme, or the publisher's own where the register has none."""
    return designation.programme or designation.programme_as_published or UNNAMED_PROGRAMME


def level_of(hit: Hit) -> Level:
    """An error is an exact or strong hit on a freeze; a note is weak, discounted or decided."""
    if hit.status is not HitStatus.OPEN or hit.band is Band.WEAK:
        return Level.NOTE
    freezes = any(Measure.ASSET_FREEZE in d.measures for d in hit.designations)
    return Level.ERROR if freezes and hit.band in _SURE else Level.WARNING


def message_of(finding: Finding, *, show_names: bool) -> str:
    """One paragraph without control characters: place, listed party, effect, why."""
    outcome, hit = finding.outcome, finding.hit
    place = place_text(outcome)
    if hit is None:
        return visible(f"{place}: {row_text(finding, show_names=show_names)}")
    who = f" of {hit.query!r} with {hit.listed_name!r}" if show_names else ""
    text = f"{place}: {what_text(hit)}{who}, {hit.listed_id}, score {hit.score:.1f} ({hit.band})"
    parts = [text, *designation_texts(hit), f"why: {why_text(hit, show_names=show_names)}"]
    if hit.decision is not None and show_names:
        parts.append(f"decision: {hit.decision}")
    return visible("; ".join(parts))


def row_text(finding: Finding, *, show_names: bool) -> str:
    """What is to be told of a whole row."""
    ownership = finding.outcome.ownership
    if finding.rule == OWNERSHIP and ownership is not None:
        return ownership_text(ownership, show_names=show_names)
    return f"not screened: {reason_text(finding.outcome, show_names=show_names)}"


def title_of(finding: Finding) -> str:
    """A few words for a heading."""
    if finding.hit is not None:
        return f"{what_text(finding.hit)} ({finding.hit.band}), {finding.rule}"
    return "owned by blocked parties" if finding.rule == OWNERSHIP else "not screened"


def what_text(hit: Hit) -> str:
    """``possible match``, or what became of it."""
    return "possible match" if hit.status is HitStatus.OPEN else f"{hit.status} match"


def designation_texts(hit: Hit) -> list[str]:
    """Programme and effect of each designation, once."""
    texts = (f"programme {programme_text(d)}: {effect_text(d)}" for d in hit.designations)
    return list(dict.fromkeys(texts))


def why_text(hit: Hit, *, show_names: bool) -> str:
    """The heaviest reasons; the values compared are names, or parts of them."""
    ranked = sorted(hit.evidence, key=lambda e: -abs(e.weight))[:_MAIN_REASONS]
    if show_names:
        return ", ".join(evidence_text(e) for e in ranked)
    return ", ".join(f"{e.reason} {bits(e.weight)}" for e in ranked)


def reason_text(outcome: RowOutcome, *, show_names: bool) -> str:
    """Why a row was not screened, without what it quotes of the row."""
    reason = outcome.reason or "no reason given"
    return reason if show_names else _QUOTED.sub("", reason)


def input_names(run: RunInfo) -> tuple[str, ...]:
    """The inputs as the user named them, without their digests."""
    return tuple(_DIGEST.sub("", text) for text in run.inputs)


def input_of(outcome: RowOutcome, names: tuple[str, ...]) -> str:
    """The input that a row is from."""
    return names[outcome.source] if outcome.source < len(names) else ""


def end_level(verdict: Verdict) -> Level:
    """How serious the end of a run is."""
    if verdict.exit_code:
        return Level.ERROR
    return Level.NOTE if verdict.status is VerdictStatus.CLEAR else Level.WARNING
