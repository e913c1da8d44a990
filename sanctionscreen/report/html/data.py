"""What the page's script shows: hits and listed parties as JSON that no name can break out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sanctionscreen.model import Designation, Evidence, Hit, ListedParty
from sanctionscreen.report.assessment import Assessment, assess
from sanctionscreen.report.json_text import json_text
from sanctionscreen.report.listing import held_pairs
from sanctionscreen.report.plain import visible
from sanctionscreen.report.records import Record
from sanctionscreen.report.words import effect_text, programme_text

_SAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


@dataclass(frozen=True, slots=True)
class KeptHit:
    """A hit with the input that its row is from, and what the row states of itself."""

    hit: Hit
    source: str
    stated: tuple[tuple[str, str], ...] = ()


def page_data(kept: Iterable[KeptHit]) -> str:
    """The hits in their order and, once each, the parties they are of."""
    parties: dict[str, int] = {}
    records: list[Record] = []
    hits: list[Record] = []
    for each in kept:
        numbers = []
        for entry in each.hit.entries:
            if entry.listed_id not in parties:
                parties[entry.listed_id] = len(records)
                records.append(_party(entry))
            numbers.append(parties[entry.listed_id])
        hits.append(_hit(each, numbers))
    text = json_text(_shown({"parties": records, "hits": hits}))
    # Inside a script element only "<" could end it; the others are for readers that are not
    # browsers.
    for char, escape in _SAFE.items():
        text = text.replace(char, escape)
    return text


def _hit(kept: KeptHit, entries: list[int]) -> Record:
    hit = kept.hit
    assessment = assess(hit.evidence)
    return {
        "row": hit.row,
        "line": hit.line,
        "file": kept.source,
        "id": hit.counterparty_id,
        "query": hit.query,
        "stated": [
            [name.replace("_", " "), value] for name, value in kept.stated if value != hit.query
        ],
        "score": hit.score,
        "band": hit.band.value,
        "status": hit.status.value,
        "matched": hit.matched_name,
        "matchedType": hit.matched_name_type.replace("-", " "),
        "entries": entries,
        "ofac": hit.ofac_score,
        "decision": hit.decision,
        "words": _words(assessment),
        "evidence": [_evidence(e, assessment) for e in hit.evidence],
    }


def _words(assessment: Assessment) -> list[str]:
    """How much of either name agrees; nothing where no name was compared."""
    query, listed = assessment.query_coverage, assessment.listed_coverage
    if not query.compared:
        return []
    return [f"{side.agreeing} of {side.compared} words agree" for side in (query, listed)]


def _evidence(evidence: Evidence, assessment: Assessment) -> list[object]:
    group = ""
    if evidence in assessment.agreeing:
        group = "agrees"
    elif evidence in assessment.conflicting:
        group = "conflicts"
    elif evidence in assessment.kind:
        group = "agrees" if evidence.weight >= 0 else "conflicts"
    return [
        evidence.reason,
        evidence.query_value,
        evidence.listed_value,
        evidence.weight,
        group,
    ]


def _party(party: ListedParty) -> Record:
    return {
        "id": party.listed_id,
        "list": party.list_id,
        "kind": party.kind.value,
        "name": party.primary_name.text,
        "names": [f"{n.text} ({n.type.replace('-', ' ')})" for n in party.names[1:]],
        "designations": [_designation(d) for d in party.designations],
        "held": [[label, value] for label, value in held_pairs(party)],
    }


def _designation(designation: Designation) -> Record:
    return {
        "programme": programme_text(designation),
        "authority": designation.authority,
        "effect": effect_text(designation),
        "measures": [m.label for m in designation.measures] or ["legal effect not stated"],
        "listedOn": str(designation.listed_on or ""),
        "url": web_address(designation.reference_url),
    }


def web_address(url: str | None) -> str | None:
    """An address that may become a link; any other scheme could run a script."""
    return url if url is not None and url.startswith(("https://", "http://")) else None


def _shown(value: object) -> object:
    """The value with every text visible: no control characters, no overrides of direction."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_shown(each) for each in value]
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return value
