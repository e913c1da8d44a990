"""People who are on no list: how many of them are shown all the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from bench.accuracy.indexed import Indexed, spread
from bench.accuracy.output import Mistake, table
from bench.accuracy.retrieval import DEFAULT, THRESHOLDS
from sanctionscreen.fields.countries import country_code
from sanctionscreen.fields.dates import parse_date
from sanctionscreen.model import Counterparty, Gender, Hit, Kind, QueryName
from sanctionscreen.screening.rows import screen_rows
from sanctionscreen.settings import ScreenSettings

FILE = "innocents_us.csv"


@dataclass(frozen=True, slots=True)
class Shown:
    """The best hit of one person by name alone and with the other fields; None where clear."""

    by_name: Hit | None
    with_fields: Hit | None
    hits: int


def read_innocents(folder: Path, count: int | None) -> tuple[list[Counterparty], int]:
    """The invented people, or a seeded sample of them, and how many there are in all.

    Raises:
        ValueError: a birth date or nationality of the file is not understood.
    """
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(enumerate(csv.DictReader(file), start=1))
    total = len(rows)
    if count is not None and count < total:
        rows = sorted(Random("innocents").sample(rows, count))
    return [_counterparty(number, row) for number, row in rows], total


def _counterparty(number: int, row: dict[str, str]) -> Counterparty:
    born, country = parse_date(row["date_of_birth"]), country_code(row["nationality"])
    if born is None or country is None:
        raise ValueError(f"{FILE}, row {number}: {row['date_of_birth']} {row['nationality']}")
    return Counterparty(
        row=number, line=number + 1, id=None, names=(QueryName(row["full_name"]),),
        kind=Kind.PERSON, birth_dates=(born.span,), countries=(country,),
        gender=Gender(row["gender"]) if row["gender"] in tuple(Gender) else None,
    )  # fmt: skip


def screen_both(indexed: Indexed, people: Sequence[Counterparty]) -> list[Shown]:
    """Screens by the names alone, then with birth date, nationality and gender."""
    settings = ScreenSettings(threshold=THRESHOLDS[0])
    bare = [
        replace(person, kind=Kind.UNKNOWN, birth_dates=(), countries=(), gender=None)
        for person in people
    ]
    by_name = screen_rows(bare, indexed.index, settings)
    with_fields = screen_rows(people, indexed.index, settings)
    return [
        Shown(next(iter(one.hits), None), next(iter(other.hits), None), len(one.hits))
        for one, other in zip(by_name, with_fields, strict=True)
    ]


def innocents_tables(
    people: Sequence[Counterparty], indexed: Indexed, title: str, total: int
) -> Iterator[str | Mistake]:
    """The share of people shown, by threshold and fields, and everybody who is."""
    results = spread(screen_both, people, indexed)
    sample = "" if len(people) == total else f" (a sample of {total})"
    yield f"### {len(people)} people on no list{sample}, against {title}\n"
    by_name = [result.by_name for result in results]
    with_fields = [result.with_fields for result in results]
    rows = [
        (f"{threshold:g}", _share(by_name, threshold), _share(with_fields, threshold))
        for threshold in THRESHOLDS
    ]
    headings = ("shown at", "by name", "with birth date, nationality, gender")
    yield table(headings, rows)
    for person, result in zip(people, results, strict=True):
        for group, hit in (("by name", result.by_name), ("with fields", result.with_fields)):
            if hit is not None and hit.score >= DEFAULT:
                yield _mistake(f"{title}, {group}", person, hit)


def _share(best: Sequence[Hit | None], threshold: float) -> str:
    shown = sum(hit is not None and hit.score >= threshold for hit in best)
    return f"{shown / len(best):.3%}"


def _mistake(group: str, person: Counterparty, hit: Hit) -> Mistake:
    reasons = "; ".join(
        f"{e.reason} [{e.query_value}|{e.listed_value}] {e.weight / 64:+.1f}" for e in hit.evidence
    )
    return Mistake(
        "innocents", group, "false alarm", person.query, hit.matched_name, hit.listed_id,
        hit.score, reasons,
    )  # fmt: skip
