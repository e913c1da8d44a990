"""Records with the published field names (DESIGN section 7), for every machine-read format."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sanctionscreen.decisions.fingerprints import entry_fingerprint
from sanctionscreen.model import (
    Comparison,
    Designation,
    Evidence,
    Hit,
    Holding,
    ListedParty,
    ListUse,
    Ownership,
    PartialDate,
    RowOutcome,
    RunInfo,
    Verdict,
)
from sanctionscreen.ownership.words import percent_text

if TYPE_CHECKING:
    from fractions import Fraction

SCHEMA_VERSION = 1

Record: TypeAlias = dict[str, object]


def outcome_record(outcome: RowOutcome) -> Record:
    """One row outcome; ``discounted`` holds what other fields pushed under the threshold,
    ``decided`` what decisions suppress, ``judged`` the fingerprint that they go by.

    ``line`` is null for a name that was typed, not read from a file.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "row": outcome.row,
        "line": outcome.line or None,
        "counterparty_id": outcome.counterparty_id,
        "query": outcome.query,
        "outcome": outcome.outcome.value,
        "reason": outcome.reason,
        "hits": [hit_record(hit) for hit in outcome.hits],
        "discounted": [hit_record(hit) for hit in outcome.discounted],
        "warnings": list(outcome.warnings),
        "decided": [hit_record(hit) for hit in outcome.decided],
        "judged": dict(outcome.judged),
        "ownership": None if outcome.ownership is None else ownership_record(outcome.ownership),
    }


def ownership_record(ownership: Ownership) -> Record:
    """Why blocked parties own a row: percentages are texts, for they are exact."""
    return {
        "percent": _percent(ownership.total),
        "steps": [
            {
                "owned": step.owned,
                "percent": _percent(step.total),
                "holdings": [holding_record(holding) for holding in step.holdings],
            }
            for step in ownership.steps
        ],
    }


def holding_record(holding: Holding) -> Record:
    """One blocked holder; ``blocked_as`` is empty where it is blocked by being owned itself."""
    return {
        "owner": holding.owner,
        "percent": _percent(holding.percent),
        "line": holding.line,
        "blocked_as": [
            {
                "listed_id": taken.listed_id,
                "listed_name": taken.listed_name,
                "score": taken.score,
                "programmes": list(taken.programmes),
                "judgement": taken.judgement,
            }
            for taken in holding.blocked_as
        ],
    }


def _percent(percent: Fraction) -> str:
    return percent_text(percent).removesuffix(" %")


def hit_record(hit: Hit) -> Record:
    """One hit with its linked entries and the evidence for and against it."""
    return {
        "row": hit.row,
        "line": hit.line or None,
        "counterparty_id": hit.counterparty_id,
        "query": hit.query,
        "score": hit.score,
        "band": hit.band.value,
        "ofac_score": hit.ofac_score,
        "listed_id": hit.listed_id,
        "list": hit.list,
        "listed_name": hit.listed_name,
        "matched_name": hit.matched_name,
        "matched_name_type": hit.matched_name_type.value,
        "kind": hit.kind.value,
        "entries": [entry_record(entry) for entry in hit.entries],
        "designations": [designation_record(d) for d in hit.designations],
        "evidence": [evidence_record(e) for e in hit.evidence],
        "status": hit.status.value,
        "decision": hit.decision,
        "judgement": hit.judgement,
    }


def entry_record(entry: ListedParty) -> Record:
    """One linked entry with its own list, programmes, dates and effects."""
    return {
        "listed_id": entry.listed_id,
        "list": entry.list_id,
        "listed_name": entry.primary_name.text,
        "designations": [designation_record(d) for d in entry.designations],
        "fingerprint": dict(entry_fingerprint(entry)),
    }


def designation_record(designation: Designation) -> Record:
    """One designation; a missing date is null."""
    return {
        "programme": designation.programme,
        "programme_as_published": designation.programme_as_published,
        "authority": designation.authority,
        "measures": [measure.label for measure in designation.measures],
        "listed_on": _date(designation.listed_on),
        "reference_url": designation.reference_url,
        "listed_on_basis": designation.listed_on_basis.value,
        "effective": _date(designation.effective),
        "divest_by": _date(designation.divest_by),
        "expires": _date(designation.expires),
    }


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def evidence_record(evidence: Evidence) -> Record:
    """One reason with its weight in units of 1/64 bit."""
    return {
        "reason": evidence.reason,
        "query_value": evidence.query_value,
        "listed_value": evidence.listed_value,
        "weight": evidence.weight,
    }


def comparison_record(comparison: Comparison, threshold: float) -> Record:
    """The whole sum of one comparison; ``match_weight`` is the sum of the evidence's weights."""
    return {
        "schema_version": SCHEMA_VERSION,
        "query": comparison.query,
        "listed": comparison.listed,
        "score": comparison.score,
        "threshold": threshold,
        "is_hit": comparison.is_hit,
        "match_weight": comparison.match_weight,
        "ofac_score": comparison.ofac_score,
        "ofac_note": comparison.ofac_note,
        "evidence": [evidence_record(e) for e in comparison.evidence],
    }


def list_record(use: ListUse) -> Record:
    """Which list, of which day, with which bytes; its age is in ``run``, for it changes daily."""
    ref = use.ref
    return {
        "id": ref.id,
        "title": ref.title,
        "authority": ref.authority,
        "publisher_url": ref.publisher_url,
        "published": None if ref.published is None else str(ref.published),
        "licence": ref.licence,
        "sha256": ref.sha256,
        "parties": ref.counts.parties,
        "names": ref.counts.names,
        "weak_aliases": ref.counts.weak_aliases,
        "is_curated": ref.is_curated,
        "history_complete": ref.history_complete,
        "notes": list(ref.notes),
    }


def run_record(run: RunInfo) -> Record:
    """What makes the run repeatable; ``started`` and ``age_days`` may differ between two runs."""
    return {
        "run_id": run.run_id,
        "tool_version": run.tool_version,
        "versions": dict(run.versions),
        "settings_digest": run.settings_digest,
        "threshold": run.threshold,
        "as_of": run.as_of,
        "inputs": list(run.inputs),
        "notes": list(run.notes),
        "overrides": list(run.overrides),
        "started": run.started,
        "age_days": {use.ref.id: use.age_days for use in run.lists},
        "confirmed": {use.ref.id: use.confirmed for use in run.lists},
    }


def verdict_record(verdict: Verdict) -> Record:
    """What the gate says, with the counts it says it of."""
    tally = verdict.tally
    return {
        "status": verdict.status.value,
        "exit_code": verdict.exit_code,
        "complete": verdict.complete,
        "rows": tally.rows,
        "hits": tally.hits,
        "gated_hits": tally.gated_hits,
        "known_hits": tally.known_hits,
        "clear": tally.clear,
        "clear_by_decision": tally.clear_by_decision,
        "decided_hits": tally.decided_hits,
        "not_screened": tally.not_screened,
        "discounted": tally.discounted,
        "warnings": tally.warnings,
        "owned": tally.owned,
        "problems": list(verdict.problems),
        "notes": list(verdict.notes),
    }
