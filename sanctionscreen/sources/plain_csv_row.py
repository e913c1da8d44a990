"""One row of a plain CSV deny list: from its cells to a listed party."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.countries import country_code
from sanctionscreen.fields.dates import parse_date
from sanctionscreen.model import (
    DateBasis,
    DateSpan,
    Designation,
    Event,
    EventKind,
    Identifier,
    Kind,
    ListedName,
    ListedParty,
    Location,
    NameType,
    PartialDate,
)
from sanctionscreen.sources.gathering import NAME_LIMIT, digest_key, unique, unique_names
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.notices import PROGRAMME
from sanctionscreen.sources.plain_csv_columns import Columns
from sanctionscreen.sources.programmes import Programme, ProgrammeRegister
from sanctionscreen.sources.published_text import clean
from sanctionscreen.sources.scripts import script_of

_KINDS = {
    Kind.PERSON: "person individual naturalperson human people",
    Kind.ORGANISATION: "organisation organization entity company corporate legalentity legalperson "
    "business firm",
    Kind.VESSEL: "vessel ship boat",
    Kind.AIRCRAFT: "aircraft plane airplane",
    Kind.UNKNOWN: "unknown other",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one file.

    Attributes:
        own: The programme of a row that names none.
        unknown: Counts programmes that are not in the register, and are kept as published.
    """

    path: Path
    list_id: str
    columns: Columns
    register: ProgrammeRegister
    own: Programme
    unknown: Counter[str]

    def read(self, line: int, cells: tuple[str, ...]) -> ListedParty:
        """The party of one row.

        Raises:
            ListFormatError: the row has too few or too many cells, no name, or a kind, date or
                country that cannot be understood.
        """
        if len(cells) != len(self.columns.headings):
            raise self._error(
                line,
                None,
                f"the row has {len(cells)} fields, and the headings are "
                f"{len(self.columns.headings)}",
                "Quote values that hold the delimiter",
            )
        names = self._names(line, cells)
        births, kind = self._births(line, cells), self._kind(line, cells)
        key = clean(self._one(cells, "id"))
        born = str(births[0]) if births else ""
        return ListedParty(
            listed_id=f"{self.list_id}:{key or digest_key(self.list_id, names[0].text, born)}",
            list_id=self.list_id,
            kind=kind,
            names=names,
            designations=(self._designation(line, cells),),
            birth_dates=births,
            nationalities=tuple(code for _, code in self._countries(line, cells, "nationality")),
            identifiers=self._identifiers(cells),
            locations=tuple(
                Location(text, code) for text, code in self._countries(line, cells, "country")
            ),
            remarks="; ".join(self._all(cells, "remarks")) or None,
            id_is_stable=bool(key),
        )

    def _names(self, line: int, cells: tuple[str, ...]) -> tuple[ListedName, ...]:
        name = clean(self._one(cells, "name"))
        if not name:
            raise self._error(line, "name", "the row has no name", "Give it one, or take it out")
        names = [ListedName(name, NameType.PRIMARY, script_of(name))]
        for alias in self._split(cells, "aliases"):
            names.append(ListedName(alias, NameType.STRONG, script_of(alias)))
        if any(len(listed.text) > NAME_LIMIT for listed in names):
            what = f"a name has more than {NAME_LIMIT} characters"
            raise self._error(line, "name", what, "Look for a quote that is never closed")
        return unique_names(names)

    def _kind(self, line: int, cells: tuple[str, ...]) -> Kind:
        text = clean(self._one(cells, "kind"))
        if not text:
            return Kind.UNKNOWN
        kind = _KIND_OF.get("".join(text.split()).casefold().replace("-", ""))
        if kind is None:
            known = ", ".join(member.value for member in Kind)
            raise self._error(line, "kind", f"'{text}' is no kind of party", f"Known are: {known}")
        return kind

    def _births(self, line: int, cells: tuple[str, ...]) -> tuple[DateSpan, ...]:
        return unique(
            self._date(line, "birth_date", text) for text in self._split(cells, "birth_date")
        )

    def _date(self, line: int, field: str, text: str) -> DateSpan:
        parsed = parse_date(text)
        if parsed is None or parsed.is_ambiguous:
            what = "could be read with day and month either way" if parsed else "is not a date"
            raise self._error(line, field, f"'{text}' {what}", "Write it as YYYY-MM-DD")
        return parsed.span

    def _countries(
        self, line: int, cells: tuple[str, ...], field: str
    ) -> tuple[tuple[str, str], ...]:
        found = []
        for text in self._split(cells, field):
            code = country_code(text)
            if code is None:
                raise self._error(
                    line, field, f"'{text}' is no country", "Use its name or ISO 3166-1 code"
                )
            found.append((text, code))
        return unique(found)

    def _identifiers(self, cells: tuple[str, ...]) -> tuple[Identifier, ...]:
        found = []
        for position in self.columns.of("identifier"):
            label = self.columns.headings[position]
            values = (clean(value) for value in cells[position].split(";"))
            found += [Identifier(identifier_type(label), v, label=label) for v in values if v]
        return unique(found)

    def _designation(self, line: int, cells: tuple[str, ...]) -> Designation:
        text = clean(self._one(cells, "programme"))
        programme = self._programme(text)
        listed_on = self._listed_on(line, cells)
        return Designation(
            programme=programme.key,
            programme_as_published=text or self.own.key,
            authority=programme.authority,
            measures=programme.measures,
            legal_basis=programme.legal_basis,
            listed_on=listed_on,
            listed_on_basis=DateBasis.FILE if listed_on else DateBasis.UNKNOWN,
            events=(Event(EventKind.LISTED, listed_on),) if listed_on else (),
        )

    def _programme(self, text: str) -> Programme:
        if not text:
            return self.own
        known = self.register.get(text) or self.register.find(self.own.publisher, text)
        if known is None:
            self.unknown[f"{PROGRAMME}{text} (kept as own list)"] += 1
        return known or self.own

    def _listed_on(self, line: int, cells: tuple[str, ...]) -> PartialDate | None:
        text = clean(self._one(cells, "listed_on"))
        if not text:
            return None
        span = self._date(line, "listed_on", text)
        if span.earliest != span.latest:
            raise self._error(line, "listed_on", f"'{text}' is not one date", "Give one day")
        return span.earliest

    def _one(self, cells: tuple[str, ...], field: str) -> str:
        return next((cells[position] for position in self.columns.of(field)), "")

    def _all(self, cells: tuple[str, ...], field: str) -> tuple[str, ...]:
        texts = (clean(cells[position]) for position in self.columns.of(field))
        return tuple(text for text in texts if text)

    def _split(self, cells: tuple[str, ...], field: str) -> tuple[str, ...]:
        parts = (clean(part) for part in self._one(cells, field).split(";"))
        return unique(part for part in parts if part)

    def _error(self, line: int, field: str | None, message: str, hint: str) -> ListFormatError:
        return ListFormatError(message, path=self.path, line=line, field=field, hint=hint)
