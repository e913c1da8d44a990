"""Reports with many hits, and reviews of them, for the tests of the review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sanctionscreen.decisions.fingerprints import row_fingerprint
from sanctionscreen.gate import judge, tally
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
    RunInfo,
)
from sanctionscreen.report.base import RenderOptions
from sanctionscreen.report.json_object import JsonRenderer

TODAY = date(2026, 11, 24)
EVIDENCE = (
    Evidence("one letter differs", "yong", "yoong", 900),
    Evidence("same", "gil", "gil", 600),
    Evidence("another birth date", "1970", "1955", -120),
    Evidence("same country", "KP", "KP", 64),
)


def row(number: int, name: str = "Yong Gil Ri", **changes: object) -> Counterparty:
    """A person with an id, a birth date and a country."""
    values: dict[str, object] = {
        "row": number,
        "line": number + 1,
        "id": f"V-{number}",
        "names": (QueryName(name),),
        "birth_dates": (DateSpan(PartialDate(1970), PartialDate(1970)),),
        "countries": ("KP",),
    }
    return Counterparty(**(values | changes))  # type: ignore[arg-type]


def entry(listed_id: str = "ofac-sdn:1", name: str = "RI, Yoong Gil") -> ListedParty:
    """A listed person."""
    return ListedParty(
        listed_id=listed_id,
        list_id=listed_id.partition(":")[0],
        kind=Kind.PERSON,
        names=(ListedName(name, NameType.PRIMARY), ListedName("Lee Yong", NameType.WEAK)),
        designations=(
            Designation("DPRK2", "DPRK2", "US Treasury (OFAC)", (Measure.ASSET_FREEZE,)),
        ),
        birth_dates=(DateSpan(PartialDate(1955), PartialDate(1955)),),
        remarks="Linked to the ministry",
    )


def hit(query: Counterparty, *, score: float = 88.0, **changes: object) -> Hit:
    """A hit of that row."""
    values: dict[str, object] = {
        "row": query.row,
        "line": query.line,
        "counterparty_id": query.id,
        "query": query.query,
        "score": score,
        "match_weight": sum(e.weight for e in EVIDENCE),
        "band": Band.STRONG,
        "matched_name": "RI, Yoong Gil",
        "matched_name_type": NameType.PRIMARY,
        "entries": (entry(),),
        "evidence": EVIDENCE,
    }
    return Hit(**(values | changes))  # type: ignore[arg-type]


def outcome(query: Counterparty, *hits: Hit) -> RowOutcome:
    """The outcome of a row, as ``check`` leaves it for a reviewer."""
    opened = tuple(each for each in hits if each.status is HitStatus.OPEN)
    return RowOutcome(
        row=query.row,
        line=query.line,
        counterparty_id=query.id,
        query=query.query,
        outcome=Outcome.HIT if opened else Outcome.CLEAR,
        hits=opened,
        discounted=tuple(each for each in hits if each.status is HitStatus.DISCOUNTED),
        decided=tuple(each for each in hits if each.status is HitStatus.DECIDED),
        judged=row_fingerprint(query),
        stated=query.stated,
    )


def report(path: Path, *outcomes: RowOutcome) -> Path:
    """A JSON report of these outcomes."""
    run = RunInfo("0" * 16, "0.1.0", (), "cd" * 32, 70.0, None, ("vendors.csv",), ())
    rendering = JsonRenderer().open(run, RenderOptions())
    text = "".join(rendering.add(each) for each in outcomes)
    path.write_text(text + rendering.close(judge(tally(outcomes))), encoding="utf-8")
    return path


def queue_of(path: Path, count: int) -> Path:
    """A report with so many rows, each with one hit, of falling scores."""
    rows = [row(number) for number in range(1, count + 1)]
    return report(path, *(outcome(r, hit(r, score=99.0 - r.row / 100)) for r in rows))
