"""The name fields of a row: whole names, and names put together from their tagged parts."""

from __future__ import annotations

from typing import NamedTuple

from sanctionscreen.counterparties.headings import Layout
from sanctionscreen.counterparties.options import Field
from sanctionscreen.counterparties.table import Cell
from sanctionscreen.model import NamePart

Parts = tuple[tuple[NamePart, str], ...]


class NameField(NamedTuple):
    """A name as the row gives it; ``column`` is where a whole name stands."""

    raw: str
    column: int | None = None
    parts: Parts = ()


class Naming:
    """Puts the names of each row together, by the columns of its file.

    A name made of given, middle and family name is one name with tagged parts. Where a file has
    a column for one of given and family name only, beside a column "Name", that column holds the
    other ("Name, Vorname"; "Nombre, Apellidos"), except in rows where it repeats the part.
    """

    def __init__(self, layout: Layout) -> None:
        self._whole = tuple(column.index for column in layout.of(Field.NAME))
        self._given = tuple(column.index for column in layout.of(Field.GIVEN_NAME))
        self._middle = tuple(column.index for column in layout.of(Field.MIDDLE_NAME))
        self._family = tuple(column.index for column in layout.of(Field.FAMILY_NAME))
        self._has_parts = bool(self._given or self._middle or self._family)
        self._has_one_part = bool(self._given) != bool(self._family)

    def fields(self, cells: tuple[Cell, ...]) -> list[NameField]:
        """The name fields of a row, the primary first; empty ones are left out."""
        whole = [
            NameField(text, index)
            for index in self._whole
            for text in texts_of(cells[index])
            if text.strip()
        ]
        if not self._has_parts:
            return whole
        given, middle, family = (
            " ".join(" ".join(text.split()) for i in columns for text in texts_of(cells[i])).strip()
            for columns in (self._given, self._middle, self._family)
        )
        if self._has_one_part and whole and not _repeats(whole[0].raw, given or family):
            other = " ".join(whole.pop(0).raw.split())
            given, family = (given, other) if self._given else (other, family)
        return _with_composed(whole, _composed(given, middle, family))


def texts_of(cell: Cell) -> tuple[str, ...]:
    """The texts of a cell, without the ``="..."`` in which spreadsheets wrap text."""
    if isinstance(cell, str):
        return (cell[2:-1],) if cell.startswith('="') and cell.endswith('"') else (cell,)
    return cell


def _composed(given: str, middle: str, family: str) -> NameField | None:
    parts = tuple(
        (part, text)
        for part, text in (
            (NamePart.GIVEN, given),
            (NamePart.MIDDLE, middle),
            (NamePart.FAMILY, family),
        )
        if text
    )
    if not parts:
        return None
    return NameField(" ".join(text for _, text in parts), parts=parts)


def _with_composed(whole: list[NameField], composed: NameField | None) -> list[NameField]:
    if composed is None:
        return whole
    words = sorted(_words(composed.raw))
    for position, field in enumerate(whole):
        if sorted(_words(field.raw)) == words:
            tagged = NameField(field.raw, field.column, composed.parts)
            return [*whole[:position], tagged, *whole[position + 1 :]]
    if any(_repeats(field.raw, composed.raw) for field in whole):
        return whole
    return [*whole[:1], composed, *whole[1:]]


def _repeats(whole: str, part: str) -> bool:
    """Whether a whole name holds the part already (or there is no part to add)."""
    words = _words(whole)
    return all(word in words for word in _words(part))


def _words(text: str) -> list[str]:
    return text.casefold().replace(",", " ").split()
