"""A generated book of counterparties: invented people and companies, and a few listed names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from faker import Faker

LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "nl_NL", "pt_BR", "tr_TR")
LISTED_SHARE = 0.005
"""Of the rows, that hold a listed name: of a bank's book, far more than there are."""
_PEOPLE_SHARE = 0.6
_NAMES = 20_000


def write_book(path: Path, rows: int, listed: Sequence[str], *, seed: int = 0) -> None:
    """Writes a CSV of so many rows; the same for the same arguments.

    Args:
        listed: Names of which some are strewn in.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "birth_date", "country"))
        writer.writerows(_rows(rows, listed, Random(seed)))


def _rows(rows: int, listed: Sequence[str], random: Random) -> Iterator[tuple[str, ...]]:
    fake = Faker(LOCALES)
    fake.seed_instance(random.random())
    firsts = [fake.first_name() for _ in range(min(rows, _NAMES))]
    lasts = [fake.last_name() for _ in range(min(rows, _NAMES))]
    firms = [fake.company() for _ in range(min(rows, _NAMES))]
    for number in range(1, rows + 1):
        born = ""
        if listed and random.random() < LISTED_SHARE:
            name = random.choice(listed)
        elif random.random() < _PEOPLE_SHARE:
            name = f"{random.choice(firsts)} {random.choice(lasts)}"
            born = f"{random.randint(1940, 2004)}-{random.randint(1, 12):02}-15"
        else:
            # Put together of two, so that a large book does not repeat a few companies.
            name = f"{random.choice(lasts)} {random.choice(firms)}"
        yield f"C{number}", name, born, random.choice(("US", "DE", "FR", "GB", "TR", ""))
