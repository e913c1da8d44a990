"""Records of the United Kingdom's tables: many rows a designation, joined by its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanctionscreen.model import IdentifierType
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.tables import Row, Table, combinations, values
from sanctionscreen.sources.uk_values import add_detail, add_uk_name, kind_of

NAME_HEADINGS = tuple(f"Name {number}" for number in (1, 2, 3, 4, 5, 6))


def grouped(gathering: Gathering, table: Table, key: str) -> dict[str, list[Row]]:
    """The rows of each designation; a row without the key is a problem."""
    groups: dict[str, list[Row]] = {}
    for row in table.rows():
        if text := row.get(key):
            groups.setdefault(text, []).append(row)
        else:
            gathering.problem(f"no {key}", line=row.line, record=row.get("Name 6") or None)
    return groups


def start(gathering: Gathering, key: str, rows: Sequence[Row], kind_heading: str) -> Draft | None:
    """The draft of a designation with its names; None, and a problem, without a known kind."""
    kinds = values(rows, kind_heading)
    kind = kind_of(kinds[0]) if len(kinds) == 1 else None
    if kind is None:
        shown = ", ".join(kinds) or "none"
        gathering.problem(f"no single {kind_heading} ({shown})", line=rows[0].line, record=key)
        return None
    return Draft(gathering, key, kind)


def add_names(draft: Draft, rows: Iterable[Row], type_heading: str, strength_heading: str) -> None:
    """The names of a designation, each combination of parts, type and strength once."""
    for cells in combinations(rows, *NAME_HEADINGS, type_heading, strength_heading):
        add_uk_name(draft, cells[:6], cells[6], cells[7])


def add_addresses(draft: Draft, rows: Iterable[Row], lines: Sequence[str], country: str) -> None:
    """The addresses of a designation; the last but one of ``lines`` is the town or region."""
    for cells in combinations(rows, *lines, country):
        draft.add_location(*cells[:-1], country=cells[-1], city=cells[-3])


def add_columns(draft: Draft, rows: Iterable[Row], headings: Iterable[str]) -> None:
    """The details of a designation that have a column of their own."""
    rows = tuple(rows)
    for heading in headings:
        for text in values(rows, heading):
            if not add_detail(draft, heading, text):
                raise AssertionError(f"no rule for the column {heading}")


def document_columns(rows: Iterable[Row], number: str, details: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a document's number and its details."""
    return tuple((cells[0], cells[1]) for cells in combinations(rows, number, details))


PASSPORT = IdentifierType.PASSPORT
NATIONAL_ID = IdentifierType.NATIONAL_ID
