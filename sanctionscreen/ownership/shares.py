"""The ownership file: who holds how many percent of whom, each share once and exact."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from sanctionscreen.counterparties import ReadingOptions
from sanctionscreen.counterparties.formats import open_reader
from sanctionscreen.counterparties.source import Source
from sanctionscreen.counterparties.table import Notices, RawRow, RowReader
from sanctionscreen.errors import InputError

COLUMNS = ("owner", "owned", "percent")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,40})?|[.,]\d{1,40}) ?%?")
_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Share:
    """One line: ``owner`` holds ``percent`` of ``owned``.

    Attributes:
        percent: Above 0, at most 100.
    """

    owner: str
    owned: str
    percent: Fraction
    line: int


@dataclass(frozen=True, slots=True)
class Shares:
    """A whole ownership file; ``sha256`` is of its bytes."""

    name: str
    sha256: str
    all: tuple[Share, ...]


def key_of(text: str) -> str:
    """What two spellings of one party have in common: letters of any case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_shares(path: Path) -> Shares:
    """Reads an ownership file: columns owner, owned and percent, any others are left aside.

    Raises:
        InputError: it cannot be read; a column or a value is missing; a percentage is none, is
            over 100, or adds up to over 100 with the others of the same entity; a share stands
            twice.
    """
    source = Source(path)
    reader = open_reader(source, ReadingOptions())
    places = _places(reader, source.name)
    found = tuple(_shares(reader, places, source.name))
    if not found:
        raise InputError(
            "there is a heading row and no share",
            path=source.name,
            hint="Give owner, owned and percent",
        )
    _check_together(found, source.name)
    return Shares(path.as_posix(), source.sha256, found)


def _places(reader: RowReader, name: str) -> tuple[int, ...]:
    headings = [heading.casefold().strip() for heading in reader.headings]
    for column in COLUMNS:
        if headings.count(column) != 1:
            what = "there is no column" if column not in headings else "there are two columns"
            raise InputError(
                f"{what} {column!r}",
                path=name,
                line=1,
                field=column,
                hint=f"Its headings must be {', '.join(COLUMNS)}",
            )
    return tuple(headings.index(column) for column in COLUMNS)


def _shares(reader: RowReader, places: tuple[int, ...], name: str) -> Iterator[Share]:
    for raw in reader.rows(Notices()):
        if raw.problem is not None:
            raise InputError(raw.problem, path=name, line=raw.line, hint="Correct the line")
        owner, owned, percent = (_text(raw, place) for place in places)
        for column, text in zip(COLUMNS, (owner, owned, percent), strict=True):
            if not text:
                raise InputError(
                    "the value is missing", path=name, line=raw.line, field=column,
                    hint="Fill it in, or take the line out",
                )  # fmt: skip
        yield Share(owner, owned, _percent(percent, name, raw.line), raw.line)


def _text(raw: RawRow, place: int) -> str:
    cell = raw.cells[place]
    return " ".join((cell if isinstance(cell, str) else " ".join(cell)).split())


def _percent(text: str, name: str, line: int) -> Fraction:
    matched = _PERCENT.fullmatch(text) if text.isascii() else None
    value = Fraction(matched[1].replace(",", ".")) if matched else None
    if value is None or not 0 < value <= _WHOLE:
        raise InputError(
            f"{text!r} is no percentage above 0 and up to 100",
            path=name,
            line=line,
            field="percent",
            hint="Write it as 50 or 33.4",
        )
    return value


def _check_together(shares: tuple[Share, ...], name: str) -> None:
    seen: dict[tuple[str, str], int] = {}
    sums: dict[str, Fraction] = defaultdict(Fraction)
    for share in shares:
        pair = (key_of(share.owner), key_of(share.owned))
        if pair in seen:
            raise InputError(
                f"the share of {share.owner!r} in {share.owned!r} stands at line {seen[pair]} too",
                path=name,
                line=share.line,
                field="owner",
                hint="Add up what one owner holds in one line",
            )
        seen[pair] = share.line
        sums[pair[1]] += share.percent
        if sums[pair[1]] > _WHOLE:
            raise InputError(
                f"the shares in {share.owned!r} add up to more than 100 %",
                path=name,
                line=share.line,
                field="percent",
                hint="Give each holder's share once, of one class of shares",
            )
