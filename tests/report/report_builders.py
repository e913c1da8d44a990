"""Outcomes, hits and runs for the report tests."""

from __future__ import annotations

from sanctionscreen.gate import judge, tally
from sanctionscreen.model import (
    Band,
    DateBasis,
    DateSpan,
    Designation,
    Evidence,
    Hit,
    HitStatus,
    Identifier,
    IdentifierType,
    Kind,
    ListCounts,
    ListedName,
    ListedParty,
    ListRef,
    ListUse,
    Location,
    Measure,
    NameType,
    Outcome,
    PartialDate,
    RowOutcome,
    RunInfo,
    Verdict,
)

SENSETIME = "SENSETIME GROUP LIMITED"
URL = "https://home.treasury.gov/news/press-releases/jy0526"


def designation(**changes: object) -> Designation:
    """NS-CMIC: an investment restriction, which is not blocking."""
    values: dict[str, object] = {
        "programme": "NS-CMIC",
        "programme_as_published": "CMIC-EO13959",
        "authority": "US Treasury (OFAC)",
        "measures": (Measure.INVESTMENT_RESTRICTION,),
        "listed_on": PartialDate(2021, 12, 10),
        "listed_on_basis": DateBasis.FILE,
        "divest_by": PartialDate(2022, 12, 10),
        "reference_url": URL,
    }
    return Designation(**(values | changes))  # type: ignore[arg-type]


def party(
    name: str = SENSETIME, listed_id: str = "curated-ns-cmic:sensetime", **changes: object
) -> ListedParty:
    """A listed organisation."""
    values: dict[str, object] = {
        "listed_id": listed_id,
        "list_id": listed_id.split(":")[0],
        "kind": Kind.ORGANISATION,
        "names": (ListedName(name, NameType.PRIMARY),),
        "designations": (designation(),),
        "birth_dates": (DateSpan(PartialDate(1955), PartialDate(1955)),),
        "identifiers": (Identifier(IdentifierType.LEI, "5493000F6MXFY8SSYI10"),),
        "locations": (Location("Hong Kong", "HK"),),
    }
    return ListedParty(**(values | changes))  # type: ignore[arg-type]


EVIDENCE = (
    Evidence("one letter differs", "sensetme", "sensetime", 900),
    Evidence("same", "group", "group", 64),
    Evidence("not in the query", "", "limited", -16),
    Evidence("another country", "FR", "CN", -64),
)


def hit(
    row: int = 1, *, score: float = 88.5, query: str = "Sensetme Group", **changes: object
) -> Hit:
    """A hit of that row; ``changes`` replace any field."""
    values: dict[str, object] = {
        "row": row,
        "line": row + 1,
        "counterparty_id": f"V-{row}",
        "query": query,
        "score": score,
        "match_weight": sum(e.weight for e in EVIDENCE),
        "band": Band.STRONG,
        "matched_name": SENSETIME,
        "matched_name_type": NameType.PRIMARY,
        "entries": (party(),),
        "evidence": EVIDENCE,
        "ofac_score": 97,
    }
    return Hit(**(values | changes))  # type: ignore[arg-type]


def outcome(
    row: int = 1, *hits: Hit, query: str = "Sensetme Group", **changes: object
) -> RowOutcome:
    """The outcome of a row: a hit where it has hits, clear else."""
    values: dict[str, object] = {
        "row": row,
        "line": row + 1,
        "counterparty_id": f"V-{row}",
        "query": query,
        "outcome": Outcome.HIT if hits else Outcome.CLEAR,
        "hits": hits,
    }
    return RowOutcome(**(values | changes))  # type: ignore[arg-type]


def not_screened(row: int, reason: str = "the name is empty", query: str = "") -> RowOutcome:
    """A row that could not be screened."""
    return outcome(row, query=query, outcome=Outcome.NOT_SCREENED, reason=reason)


def discounted(row: int) -> RowOutcome:
    """A clear row with a hit that other fields pushed under the threshold."""
    return outcome(
        row, discounted=(hit(row, score=61.0, band=Band.WEAK, status=HitStatus.DISCOUNTED),)
    )


def list_use(list_id: str = "curated-ns-cmic", *, is_curated: bool = True) -> ListUse:
    """A list as of 19 December 2025, 339 days old."""
    ref = ListRef(
        id=list_id,
        title="Chinese military-industrial complex companies",
        authority="US Treasury (OFAC)",
        publisher_url="https://ofac.treasury.gov",
        published=PartialDate(2025, 12, 19),
        licence="public domain",
        sha256="ab" * 32,
        counts=ListCounts(68, 203, 4),
        is_curated=is_curated,
    )
    return ListUse(ref, 339)


def run(**changes: object) -> RunInfo:
    """A run over one curated list."""
    values: dict[str, object] = {
        "run_id": "0123456789abcdef",
        "tool_version": "0.1.0",
        "versions": (("rapidfuzz", "3.9"),),
        "settings_digest": "cd" * 32,
        "threshold": 70.0,
        "as_of": None,
        "inputs": ("vendors.csv",),
        "lists": (list_use(),),
        "started": "2026-11-23T09:00:00Z",
    }
    return RunInfo(**(values | changes))  # type: ignore[arg-type]


def verdict(outcomes: tuple[RowOutcome, ...]) -> Verdict:
    """What the gate says of these outcomes."""
    return judge(tally(outcomes))
