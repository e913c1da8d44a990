"""Counterparties of a real book's shape: people and companies of many nations, no row twice."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.weights.counting import locale_names
from sanctionscreen.fields.countries import country_name
from sanctionscreen.model import Kind, ListedParty

HEADINGS = ("id", "name", "type", "birth_date", "country", "city")

_LISTED, _NOISY, _COMPANIES = 0.01, 0.05, 0.4
"""Shares of rows: listed parties, rows with an error of typing or of order, organisations."""
_COINED = 0.5
"""Share of companies with a coined word: what makes the words of a large book so many."""
_FORMS = (
    "Ltd Limited GmbH AG SA S.A. SAS SARL BV B.V. NV Inc Inc. LLC Corp Corporation Co. PLC S.p.A. "
    "SRL OOO AO ZAO Oy AB A/S Lda Ltda KG FZE FZCO Sdn.Bhd. Pte.Ltd. Pvt.Ltd. JSC d.o.o. Kft"
).split()
_BUSINESS = (
    "Trading,General Trading,Logistics,Shipping,Holding,Industries,Engineering,Foods,Energy,"
    "Solutions,Technologies,Systems,Consulting,Construction,Import Export,Marine,Electronics,"
    "Pharma,Textiles,Metals,Steel,Motors,Capital,Partners,Services,Group,International,Media,"
    "Agro,Chemicals,Plastics,Packaging,Software,Travel,Insurance,Real Estate,Mining,Oil & Gas"
).split(",")
_SYLLABLES = (
    "ba be bo ca ce co da de do fa fe fi ga go ka ke ko la le lo ma me mi mo na ne no pa pe po ra "
    "re ri ro sa se si so ta te ti to va ve vi vo za zen xel tron dex lin mar sol ver nor tek"
).split()
_COUNTRIES = (
    "US GB DE FR IT ES NL CH AT SE NO DK FI PL CZ RU UA TR AE SA EG MA NG ZA KE IN PK BD CN JP KR "
    "VN TH ID MY SG AU NZ CA MX BR AR CL CO PE IR IQ LB GR"
).split()
_CITIES = (
    "London,Paris,Berlin,Madrid,Rome,Vienna,Zurich,Moscow,Istanbul,Dubai,Cairo,Lagos,Nairobi,"
    "Mumbai,Karachi,Dhaka,Shanghai,Tokyo,Seoul,Hanoi,Jakarta,Singapore,Sydney,Toronto,Lima"
).split(",")


@dataclass(frozen=True, slots=True)
class Sources:
    """What rows are drawn from: names of a nation's people, and listed parties."""

    nations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    parties: tuple[ListedParty, ...]


def sources(parties: Sequence[ListedParty]) -> Sources:
    """Name lists of all nations at hand, and the parties of some lists."""
    return Sources(locale_names(), tuple(parties))


def write_rows(path: Path, count: int, drawn_from: Sources, seed: int = 7) -> int:
    """Writes a CSV of so many rows; the number of distinct tokens in its names is returned."""
    tokens: set[str] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for row in rows(count, drawn_from, seed):
            writer.writerow(row)
            tokens.update(row[1].lower().split())
    return len(tokens)


def rows(count: int, drawn_from: Sources, seed: int = 7) -> Iterator[tuple[str, ...]]:
    """Rows under ``HEADINGS``; no name with its other fields comes twice."""
    rng = random.Random(seed)
    seen: set[tuple[str, ...]] = set()
    number = 0
    while number < count:
        fields = _row(rng, drawn_from)
        if fields in seen:
            continue
        seen.add(fields)
        number += 1
        yield (f"C{number:07}", *fields)


def _row(rng: random.Random, drawn_from: Sources) -> tuple[str, ...]:
    draw = rng.random()
    if draw < _LISTED:
        return _listed(rng, rng.choice(drawn_from.parties))
    is_company = draw < _LISTED + _COMPANIES
    name = _company(rng, drawn_from) if is_company else _person(rng, drawn_from)
    if rng.random() < _NOISY:
        name = rng.choice(_NOISES)(rng, name)
    kind = ("organisation" if is_company else "person") if rng.random() < 0.8 else ""
    born = _date(rng) if not is_company and rng.random() < 0.6 else ""
    country = country_name(rng.choice(_COUNTRIES)) if rng.random() < 0.7 else ""
    return name, kind, born, country, rng.choice(_CITIES) if rng.random() < 0.3 else ""


def _listed(rng: random.Random, party: ListedParty) -> tuple[str, ...]:
    name = rng.choice(party.names).text
    if rng.random() < _NOISY:
        name = rng.choice(_NOISES)(rng, name)
    kind = "person" if party.kind is Kind.PERSON else "organisation"
    born = str(party.birth_dates[0].earliest) if party.birth_dates and rng.random() < 0.5 else ""
    return name, kind, born, "", ""


def _person(rng: random.Random, drawn_from: Sources) -> str:
    firsts, lasts = rng.choice(drawn_from.nations)
    given = [rng.choice(firsts)]
    if rng.random() < 0.3:
        given.append(rng.choice(firsts))
    family = [rng.choice(lasts)]
    if rng.random() < 0.1:
        family.append(rng.choice(rng.choice(drawn_from.nations)[1]))
    if rng.random() < 0.15:
        return f"{' '.join(family)}, {' '.join(given)}"
    name = " ".join((*given, *family))
    return name.upper() if rng.random() < 0.2 else name


def _company(rng: random.Random, drawn_from: Sources) -> str:
    if rng.random() < _COINED:
        syllables = (rng.choice(_SYLLABLES) for _ in range(rng.randint(3, 4)))
        words = ["".join(syllables).capitalize()]
    else:
        words = [rng.choice(rng.choice(drawn_from.nations)[1])]
        if rng.random() < 0.3:
            words.append(f"& {rng.choice(rng.choice(drawn_from.nations)[1])}")
    if rng.random() < 0.8:
        words.append(rng.choice(_BUSINESS))
    if rng.random() < 0.3:
        words.insert(rng.randrange(len(words) + 1), rng.choice(_BUSINESS))
    if rng.random() < 0.15:
        words.append(rng.choice(_CITIES))
    if rng.random() < 0.85:
        words.append(rng.choice(_FORMS))
    name = " ".join(words)
    return name.upper() if rng.random() < 0.3 else name


def _date(rng: random.Random) -> str:
    return f"{rng.randint(1935, 2005)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _dropped(rng: random.Random, name: str) -> str:
    at = rng.randrange(len(name))
    return name[:at] + name[at + 1 :] if len(name) > 4 else name


def _exchanged(rng: random.Random, name: str) -> str:
    at = rng.randrange(max(len(name) - 1, 1))
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def _replaced(rng: random.Random, name: str) -> str:
    at = rng.randrange(len(name))
    return name[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1 :]


def _reordered(rng: random.Random, name: str) -> str:
    words = name.split()
    rng.shuffle(words)
    return " ".join(words)


def _spelled_badly(_rng: random.Random, name: str) -> str:
    return f"  {name.replace(' ', '  ')} "


_NOISES: tuple[Callable[[random.Random, str], str], ...] = (
    _dropped, _exchanged, _replaced, _reordered, _spelled_badly,
)  # fmt: skip
