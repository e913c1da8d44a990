"""A listed party in the making: what every reader fills, and what it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanctionscreen.fields.countries import is_country_code, read_countries
from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import (
    DateSpan,
    Designation,
    Gender,
    Identifier,
    IdentifierType,
    Kind,
    ListedName,
    ListedParty,
    Location,
    NamePart,
    NameType,
    PartialDate,
    PartyLink,
)
from sanctionscreen.sources.gathering import Gathering, unique, unique_names
from sanctionscreen.sources.published_text import (
    clean,
    labelled_number,
    names_in,
    numbered,
    squeeze,
    without_notes,
)
from sanctionscreen.sources.scripts import script_of

_GENDERS = {
    "m": Gender.MALE,
    "male": Gender.MALE,
    "f": Gender.FEMALE,
    "female": Gender.FEMALE,
}
_SHOWN = 60
"""Characters of a value shown in the list of what was not understood."""

_BRACKET_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_SHORT = 3

Parts = tuple[tuple[NamePart, str], ...]


class Draft:
    """One record while it is read; empty values are passed over, odd ones are counted."""

    def __init__(self, gathering: Gathering, key: str, kind: Kind) -> None:
        self.gathering = gathering
        self.key = key
        self.kind = kind
        self.gender: Gender | None = None
        self.names: list[ListedName] = []
        self.designations: list[Designation] = []
        self.birth_dates: list[DateSpan] = []
        self.birthplaces: list[Location] = []
        self.nationalities: list[str] = []
        self.identifiers: list[Identifier] = []
        self.locations: list[Location] = []
        self.positions: list[str] = []
        self.remarks: list[str] = []
        self.links: list[PartyLink] = []
        self.references: list[str] = []

    def add_name(self, text: str, kind: NameType, parts: Parts = ()) -> None:
        """A name as published; a form in another script beside it becomes a name of its own."""
        if self.kind is Kind.PERSON:
            text, notes = without_notes(text)
            for note in notes:
                self.add_remark(note, f"Note on the name {text}")
        names = names_in(text)
        if not names and squeeze(text):
            shown = "no letters" if "?" in text else squeeze(text)[:_SHOWN]
            self.gathering.unknown(f"name that says nothing: {shown}")
        for number, name in enumerate(names):
            # The further names of one field are other forms of the first, never the primary one.
            further = NameType.STRONG if kind is NameType.PRIMARY else kind
            listed = ListedName(
                name, further if number else kind, script_of(name), () if number else parts
            )
            self.names.append(listed)

    def add_birth_date(
        self, text: str, order: DateOrder = DateOrder.DMY, *, circa: bool = False
    ) -> None:
        """A birth date; one that cannot be read is counted and kept in the remarks."""
        text = clean(text)
        if not text:
            return
        parsed = parse_date(text, order)
        if parsed is None:
            self.gathering.unknown(f"birth date: {text[:_SHOWN]}")
            self.add_remark(text, "Birth date as published")
            return
        span = parsed.span
        self.birth_dates.append(DateSpan(span.earliest, span.latest, circa or span.circa))

    def add_birthplace(self, *parts: str, country: str = "", code: str = "") -> None:
        """A birthplace from its parts, smallest first; see ``add_location``."""
        place = self._location(parts, country, "", code)
        if place:
            self.birthplaces.append(place)

    def add_nationality(self, text: str) -> None:
        """Nationalities or citizenships; what is no known country is counted and kept."""
        for value in numbered(text):
            reading = read_countries(value)
            self.nationalities += reading.codes
            for unknown in reading.unknown:
                self.gathering.unknown(f"country: {unknown[:_SHOWN]}")
                self.add_remark(unknown, "Nationality as published")

    def add_gender(self, text: str) -> None:
        """A gender; anything but male or female is counted."""
        text = clean(text)
        if not text:
            return
        self.gender = _GENDERS.get(text.casefold(), self.gender)
        if text.casefold() not in _GENDERS:
            self.gathering.unknown(f"gender: {text[:_SHOWN]}")

    def add_identifier(
        self,
        kind: IdentifierType,
        value: str,
        *,
        country: str = "",
        label: str = "",
        issued: PartialDate | None = None,
        expires: PartialDate | None = None,
    ) -> None:
        """A number of a document or register, with the publisher's own label."""
        words, value = labelled_number(clean(value))
        if value:
            code = self.country(country)
            shown = ", ".join(part for part in (clean(label), words.rstrip(" :")) if part)
            self.identifiers.append(Identifier(kind, value, code, shown or None, issued, expires))

    def add_location(self, *parts: str, country: str = "", code: str = "", city: str = "") -> None:
        """An address from its parts; the country comes last in the text.

        Args:
            code: The country's code, where the file has it beside the name.
        """
        place = self._location(parts, country, city, code)
        if place:
            self.locations.append(place)

    def add_contact(self, label: str, value: str) -> None:
        """A telephone number, e-mail address or website."""
        self.add_identifier(IdentifierType.CONTACT, value, label=label)

    def add_position(self, text: str) -> None:
        """An office or function."""
        if text := clean(text):
            self.positions.append(text)

    def add_remark(self, text: str, label: str = "") -> None:
        """Free text, under a label where the publisher has one."""
        if text := clean(text):
            self.remarks.append(f"{label}: {text}" if label else text)

    def add_link(self, relation: str, name: str, listed_id: str | None = None) -> None:
        """The publisher's own tie to another party."""
        if name := clean(name):
            self.links.append(PartyLink(relation, listed_id, name))

    def add_un_references(self, references: Iterable[str]) -> None:
        """References of the UN Security Council list."""
        self.references += [f"un-sc:{reference}" for reference in references]

    def country(self, text: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country as published; an unknown one is counted.

        Where the text names several countries none of them is taken.
        """
        reading = read_countries(clean(text))
        for unknown in reading.unknown:
            self.gathering.unknown(f"country: {unknown[:_SHOWN]}")
        return reading.codes[0] if len(reading.codes) == 1 else None

    def date(self, text: str, what: str, order: DateOrder = DateOrder.DMY) -> PartialDate | None:
        """A single date; one that cannot be read is counted under ``what``."""
        text = clean(text)
        if not text:
            return None
        parsed = parse_date(text, order)
        if parsed is None:
            self.gathering.unknown(f"{what}: {text[:_SHOWN]}")
            return None
        return parsed.span.earliest

    def party(self, *, id_is_stable: bool = True) -> ListedParty:
        """The party. It has at least one name; see ``Gathering.problem`` for those without."""
        list_id = self.gathering.list_id
        return ListedParty(
            listed_id=f"{list_id}:{self.key}",
            list_id=list_id,
            kind=self.kind,
            names=unique_names(self.names),
            designations=unique(self.designations),
            birth_dates=unique(self.birth_dates),
            birthplaces=unique(self.birthplaces),
            nationalities=unique(self.nationalities),
            gender=self.gender,
            identifiers=unique(self.identifiers),
            locations=unique(self.locations),
            positions=unique(self.positions),
            remarks="\n".join(unique(self.remarks)) or None,
            links=unique(self.links),
            references=unique(self.references),
            id_is_stable=id_is_stable,
        )

    def finish(self, *, line: int | None = None, id_is_stable: bool = True) -> None:
        """Hands the party to the gathering; without a name it is a problem."""
        if self.names:
            self.gathering.add(self.party(id_is_stable=id_is_stable))
        else:
            self.gathering.problem("the record has no name", line=line, record=self.key)

    def _location(
        self, parts: Iterable[str], country: str, city: str, code: str
    ) -> Location | None:
        texts = [part for part in map(clean, parts) if part]
        country = clean(country)
        if country and not (texts and texts[-1].casefold() == country.casefold()):
            texts.append(country)
        if not texts:
            return None
        if is_country_code(code := code.strip()):  # "NA" in a code's column is Namibia
            found: str | None = code
        elif code or country:
            found = self.country(code or country)
        else:
            found = _last_country(texts[-1])
        return Location(", ".join(texts), found, clean(city) or None)


def _last_country(text: str) -> str | None:
    """The country at the end of a place that is written as one text.

    Short pieces are left alone: they are as often states and regions ("CA", "GA") as countries.
    """
    last = _BRACKET_AT_END.sub("", text).rpartition(",")[2].strip(" .")
    codes = read_countries(last).codes if len(last) > _SHORT else ()
    return codes[0] if len(codes) == 1 else None
