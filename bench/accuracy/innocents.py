"""People who are on no list: how many of them are shown all the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench.accuracy.indexed import Indexed, spread
from bench.accuracy.output import Mistake, table
from sanctionscreen.fields.countries import country_code
from sanctionscreen.fields.dates import parse_date
from sanctionscreen.model import Band, Counterparty, Gender, Hit, Kind, QueryName
from sanctionscreen.screening import screen_row
from sanctionscreen.settings import ScreenSettings

FILE = "innocents_us.csv"


@dataclass(frozen=True, slots=True)
class Shown:
    """The best hit of one person by name alone and with the other fields; None where clear."""

    by_name: Hit | None
    with_fields: Hit | None
    hits: int


def read_innocents(folder: Path, count: int | None) -> list[Counterparty]:
    """The invented people, or a seeded sample of them.

    Raises:
        ValueError: a birth date or nationality of the file is not understood.
    """
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.DictReader(file), start=1))
    if count is not None:
        rows = sorted(Random("innocents").sample(rows, count))
    return [_counterparty(number, row) for number, row in rows]


def _counterparty(number: int, row: dict[str, str]) -> Counterparty:
    born, country = parse_date(row["date_of_birth"]), country_code(row["nationality"])
    if born is None or country is None:
        raise ValueError(f"{FILE}, row {number}: {row['date_of_birth']} {row['nationality']}")
    return Counterparty(
        row=number, line=number + 1, id=None, names=(QueryName(row["full_name"]),),
        kind=Kind.PERSON, birth_dates=(born.span,), countries=(country,),
        gender=Gender(row["gender"]) if row["gender"] in tuple(Gender) else None,
    )  # fmt: skip


def screen_both(indexed: Indexed, person: Counterparty) -> Shown:
    """Screens by the name alone, then with birth date, nationality and gender."""
    settings = ScreenSettings()
    bare = replace(person, kind=Kind.UNKNOWN, birth_dates=(), countries=(), gender=None)
    by_name = screen_row(bare, indexed.index, settings).hits
    with_fields = screen_row(person, indexed.index, settings).hits
    return Shown(
        by_name[0] if by_name else None, with_fields[0] if with_fields else None, len(by_name)
    )


def innocents_tables(
    people: Sequence[Counterparty], indexed: Indexed, title: str
) -> Iterator[str | Mistake]:
    """The share of people shown, by band and fields, and everybody who is."""
    results = spread(screen_both, people, indexed)
    yield f"### {len(people)} people on no list, against {title}\n"
    rows = [
        _row("by name", [r.by_name for r in results]),
        _row("with birth date, nationality, gender", [r.with_fields for r in results]),
    ]
    yield table(("screened", "shown", "strong or exact", "exact"), rows)
    yield f"Hits a person by name: {sum(r.hits for r in results) / len(people):.4f}.\n"
    for person, result in zip(people, results, strict=True):
        for group, hit in (("by name", result.by_name), ("with fields", result.with_fields)):
            if hit is not None:
                yield _mistake(f"{title}, {group}", person, hit)


def _row(title: str, best: Sequence[Hit | None]) -> tuple[str, ...]:
    bands = [hit.band for hit in best if hit is not None]
    strong = sum(band in (Band.STRONG, Band.EXACT) for band in bands)
    counts = (len(bands), strong, bands.count(Band.EXACT))
    return (title, *(f"{count / len(best):.3%}" for count in counts))


def _mistake(group: str, person: Counterparty, hit: Hit) -> Mistake:
    reasons = "; ".join(
        f"{e.reason} [{e.query_value}|{e.listed_value}] {e.weight / 64:+.1f}" for e in hit.evidence
    )
    return Mistake(
        "innocents", group, "false alarm", person.query, hit.matched_name, hit.listed_id,
        hit.score, reasons,
    )  # fmt: skip
