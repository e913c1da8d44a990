"""One OFAC party while it is read: each labelled fact of the file to the field it belongs in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from sanctionscreen.fields.countries import country_code
from sanctionscreen.model import DateSpan, IdentifierType, Kind, NameType, PartialDate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.ofac_dates import ofac_text, single_date, span_from_text
from sanctionscreen.sources.ofac_labels import (
    COUNTRY_LABELS,
    CURRENCY,
    LIST_DATE,
    NUMBER_LABELS,
    is_known_statement,
    orders_in,
    plain_label,
)
from sanctionscreen.sources.ofac_places import birthplace

KINDS = {
    "individual": Kind.PERSON,
    "entity": Kind.ORGANISATION,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
}
"""OFAC's words for what a party is."""

_NUMBER_AND_COUNTRY = re.compile(r"^(?P<number>.*\S) \((?P<country>[^()]+)\)$")
_LINKED = re.compile(r"\(Linked To: (?P<name>.*?)\)(?=\s*(?:;|\(|$))")
_OTHER_LIST = {"ofac-sdn": "ofac-cons", "ofac-cons": "ofac-sdn"}
_SAME_LABELS = {"vessel type": "Vessel Type", "vessel gross registered tonnage": "Vessel GRT"}


class OfacRecord:
    """A draft, and what its facts say about the effects and dates of its designations.

    Attributes:
        has_secondary_risk: OFAC states a secondary-sanctions risk of this party.
        orders: Numbers of the executive orders whose menus or directives its facts speak of.
        blocking_orders: Numbers of the orders that its secondary-sanctions risk comes from.
        list_dates: What ("listing", "effective", "purchase/sales for divestment"), of what
            ("CMIC", "EO 14024 Directive 2"), and the date.
    """

    def __init__(self, gathering: Gathering, uid: str, kind: Kind) -> None:
        self.draft = Draft(gathering, uid, kind)
        self.has_secondary_risk = False
        self.orders: set[str] = set()
        self.blocking_orders: set[str] = set()
        self.list_dates: list[tuple[str, str, PartialDate]] = []

    @property
    def uid(self) -> str:
        """OFAC's own number of the party, the same in all of its formats and lists."""
        return self.draft.key

    @property
    def primary_text(self) -> str:
        """The text of the primary name; the file need not have it first."""
        names = self.draft.names
        return next((n.text for n in names if n.type is NameType.PRIMARY), names[0].text)

    def add_feature(self, label: str, value: str, note: str = "") -> bool:
        """Takes a feature; False where its label is not known (the value is then in the remarks).

        Args:
            label: OFAC's own word, also with a colon or hyphen behind it.
            value: The value as text.
            note: The publisher's comment on it.
        """
        shown = plain_label(label)
        key = shown.casefold()
        if note:
            self.add_comment(f"{shown}: {note}")
        if key in COUNTRY_LABELS:
            self._add_country(shown, value)
        elif key == "gender":
            self.draft.add_gender(value)
        elif key == "title":
            self.draft.add_position(value)
        elif key == "place of birth":
            self._add_birthplace(value)
        elif key == "birthdate":
            self.add_birth_date(value)
        elif key in NUMBER_LABELS or key.startswith(CURRENCY):
            self.draft.add_identifier(identifier_type(shown), value, label=shown)
        else:
            self._add_statement(shown, key, value)
            return is_known_statement(key)
        return True

    def add_birth_date(self, text: str) -> None:
        """A birth date as text; one that cannot be read is counted and kept in the remarks."""
        span = span_from_text(text)
        if span is None:
            self.draft.add_birth_date(text)
        else:
            self.draft.birth_dates.append(span)

    def add_document(
        self,
        label: str,
        number: str,
        *,
        country: str = "",
        issued: DateSpan | None = None,
        expires: DateSpan | None = None,
        note: str = "",
        is_valid: bool = True,
    ) -> None:
        """An identity document, registration or licence; OFAC calls some of them fraudulent."""
        kind = identifier_type(label)
        number = " ".join(number.split())
        found = _NUMBER_AND_COUNTRY.match(number)
        if found and not country and country_code(found["country"]):
            number, country = found["number"], found["country"]
        if number.upper().startswith("IMO") or kind is IdentifierType.IMO:
            kind, label, number = self._imo_number(label, number)
        self.draft.add_identifier(
            kind,
            number,
            country=country,
            label=label if is_valid else f"{label} (fraudulent)",
            issued=single_date(issued),
            expires=single_date(expires),
        )
        notes = [note, _period("issued", issued), _period("expires", expires)]
        if any(notes):
            self.add_comment(f"{label} {number}: {'; '.join(text for text in notes if text)}")

    def add_comment(self, text: str) -> None:
        """Free text of the publisher.

        References in it ("KPi.033") are left alone: OFAC states none of its own, and one in a
        comment may be that of a relative.
        """
        self.draft.add_remark(text.strip(" ;"))

    def add_other_list(self) -> None:
        """Refers to the party's entry on OFAC's other list: it has one number on both."""
        self.draft.references.append(self._on_other_list(self.uid))

    def add_link_to_other_list(self, relation: str, uid: str) -> None:
        """A tie to a party that is not on this list, and so without a name here."""
        self.draft.add_link(relation, f"OFAC no. {uid}", self._on_other_list(uid))

    def name_links(self, uids: Collection[str]) -> None:
        """Turns OFAC's numbers in the ties into listed ids; ``uids`` are those of this list."""
        own = self.draft.gathering.list_id
        self.draft.links = [
            replace(
                link,
                listed_id=(
                    f"{own}:{link.listed_id}"
                    if link.listed_id in uids
                    else self._on_other_list(link.listed_id)
                ),
            )
            for link in self.draft.links
            if link.listed_id
        ]

    def make_first_name_primary(self) -> None:
        """Makes the first name the primary one where OFAC marks none."""
        names = self.draft.names
        if names and all(name.type is not NameType.PRIMARY for name in names):
            self.draft.gathering.unknown("party without a primary name (its first name is used)")
            names[0] = replace(names[0], type=NameType.PRIMARY)

    def add_comment_with_links(self, text: str) -> None:
        """Free text of the simple XML, in which the ties to other parties stand in brackets."""
        for found in _LINKED.finditer(text):
            self.draft.add_link("Linked To", found["name"])
        self.add_comment(_LINKED.sub("", text).strip(" ;"))

    def _on_other_list(self, uid: str) -> str:
        return f"{_OTHER_LIST[self.draft.gathering.title.id]}:{uid}"

    def _imo_number(self, label: str, number: str) -> tuple[IdentifierType, str, str]:
        """IMO numbers among ships' papers; companies have some too, which may equal a ship's."""
        if not number.upper().startswith("IMO"):
            return IdentifierType.REGISTRATION, label, number
        is_ship = self.draft.kind is Kind.VESSEL
        kind = IdentifierType.IMO if is_ship else IdentifierType.REGISTRATION
        return kind, f"{label}, IMO", number[3:].strip(" :.")

    def _add_country(self, label: str, value: str) -> None:
        if value.casefold() == "none identified":
            self.draft.add_remark(value, label)
        else:
            self.draft.add_nationality(value)

    def _add_birthplace(self, value: str) -> None:
        place = birthplace(value)
        if place:
            self.draft.birthplaces.append(place)

    def _add_statement(self, label: str, key: str, value: str) -> None:
        """What has no field of its own: kept in the remarks, read for effects and dates."""
        self.draft.add_remark(value, _SAME_LABELS.get(key, label))
        if key.startswith("secondary sanctions risk"):
            self.has_secondary_risk = True
            self.blocking_orders.update(orders_in(value))
        elif key.startswith("additional sanctions information"):
            self.has_secondary_risk |= value.casefold().startswith("subject to secondary")
        elif found := LIST_DATE.fullmatch(key):
            date = single_date(span_from_text(value))
            if date is None:
                self.draft.gathering.unknown(f"{label}: {value}")
            else:
                self.list_dates.append((found["what"], found["of"], date))
        self.orders.update(orders_in(label))


def _period(word: str, span: DateSpan | None) -> str:
    """A date that is a period, for which an identifier has no field."""
    return f"{word} {ofac_text(span)}" if span and single_date(span) is None else ""
