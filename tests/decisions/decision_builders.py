"""Counterparties, entries, hits and decisions for the tests of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sanctionscreen.decisions.decision import Decision, JudgedEntry, Judgement
from sanctionscreen.decisions.fingerprints import entry_fingerprint, row_fingerprint
from sanctionscreen.model import (
    Band,
    Counterparty,
    DateSpan,
    Designation,
    Evidence,
    Hit,
    HitStatus,
    Kind,
    ListedName,
    ListedParty,
    Measure,
    NameType,
    Outcome,
    PartialDate,
    QueryName,
    RowOutcome,
)

TODAY = date(2026, 11, 23)


def born(year: int) -> DateSpan:
    """Some day of that year."""
    return DateSpan(PartialDate(year), PartialDate(year))


def row(number: int = 1, name: str = "Yong Gil Ri", **changes: object) -> Counterparty:
    """A person with an id and a birth date."""
    values: dict[str, object] = {
        "row": number,
        "line": number + 1,
        "id": f"V-{number}",
        "names": (QueryName(name),),
        "birth_dates": (born(1970),),
    }
    return Counterparty(**(values | changes))  # type: ignore[arg-type]


def designation(programme: str = "DPRK2", *measures: Measure) -> Designation:
    """An asset freeze unless measures are given."""
    effects = measures or (Measure.ASSET_FREEZE,)
    return Designation(programme, programme, "US Treasury (OFAC)", effects)


def entry(listed_id: str = "ofac-sdn:1", *names: str, **changes: object) -> ListedParty:
    """A listed person."""
    values: dict[str, object] = {
        "listed_id": listed_id,
        "list_id": listed_id.partition(":")[0],
        "kind": Kind.PERSON,
        "names": tuple(ListedName(n, NameType.PRIMARY) for n in names or ("RI, Yong Gil",)),
        "designations": (designation(),),
        "birth_dates": (born(1955),),
    }
    return ListedParty(**(values | changes))  # type: ignore[arg-type]


def hit(of: Counterparty, *entries: ListedParty, **changes: object) -> Hit:
    """A strong hit of that row."""
    values: dict[str, object] = {
        "row": of.row,
        "line": of.line,
        "counterparty_id": of.id,
        "query": of.query,
        "score": 90.0,
        "match_weight": 900,
        "band": Band.STRONG,
        "matched_name": "RI, Yong Gil",
        "matched_name_type": NameType.PRIMARY,
        "entries": entries or (entry(),),
        "evidence": (Evidence("same", "ri", "ri", 900),),
    }
    return Hit(**(values | changes))  # type: ignore[arg-type]


def outcome(of: Counterparty, *hits: Hit) -> RowOutcome:
    """The row's outcome: what is discounted apart, a hit where anything else is left."""
    discounted = tuple(h for h in hits if h.status is HitStatus.DISCOUNTED)
    shown = tuple(h for h in hits if h.status is not HitStatus.DISCOUNTED)
    result = Outcome.HIT if shown else Outcome.CLEAR
    return RowOutcome(of.row, of.line, of.id, of.query, result, hits=shown, discounted=discounted)


def decision(of: Counterparty, *entries: ListedParty, **changes: object) -> Decision:
    """A false positive on that row and party as they are, for half a year."""
    made = Decision(
        id="d-1",
        counterparty_id=of.id,
        query=of.query,
        counterparty=row_fingerprint(of),
        listed_name="RI, Yong Gil",
        entries=tuple(
            JudgedEntry(e.listed_id, entry_fingerprint(e)) for e in entries or (entry(),)
        ),
        judgement=Judgement.FALSE_POSITIVE,
        reason="Born in another year: see passport",
        reviewer="A. Able",
        decided_on=date(2026, 6, 1),
        expires=date(2027, 5, 31),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
