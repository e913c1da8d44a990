"""What the European Union's formats have in common: the list, kinds and identifier types."""

from __future__ import annotations

from collections.abc import Sequence

from sanctionscreen.model import IdentifierType, Kind, ListedName, NameType
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import ListTitle
from sanctionscreen.sources.published_text import un_references

EU_LIST = ListTitle(
    id="eu-fsf",
    title="European Union consolidated list of persons, groups and entities (FSF)",
    authority="Council of the European Union",
    url="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
)

KINDS = {
    "person": Kind.PERSON,
    "p": Kind.PERSON,
    "enterprise": Kind.ORGANISATION,
    "e": Kind.ORGANISATION,
}

IDENTIFIER_TYPES = {
    "passport": IdentifierType.PASSPORT,
    "id": IdentifierType.NATIONAL_ID,
    "ssn": IdentifierType.TAX,
    "fiscalcode": IdentifierType.TAX,
    "taxid": IdentifierType.TAX,
    "euvat": IdentifierType.TAX,
    "regnumber": IdentifierType.REGISTRATION,
    "tradelic": IdentifierType.REGISTRATION,
    "imo": IdentifierType.IMO,
    "swiftbic": IdentifierType.BIC,
    "lei": IdentifierType.LEI,
    "birthcert": IdentifierType.OTHER,
    "drivinglicence": IdentifierType.OTHER,
    "electionid": IdentifierType.OTHER,
    "nationcert": IdentifierType.NATIONAL_ID,
    "other": IdentifierType.OTHER,
    "residentperm": IdentifierType.OTHER,
    "travelcardid": IdentifierType.OTHER,
    "traveldocid": IdentifierType.OTHER,
    "unssn": IdentifierType.OTHER,
}

NO_COUNTRY = "00"
_ACRONYM = 4


def identifier_type(draft: Draft, code: str) -> IdentifierType:
    """The type of an identifier code; a code without a rule is counted."""
    found = IDENTIFIER_TYPES.get(code.casefold())
    if found is None:
        draft.gathering.unknown(f"identification type: {code or '(none)'}")
    return found or IdentifierType.OTHER


def country_text(code: str) -> str:
    """A country code, empty where it is the EU's "unknown"."""
    return "" if code == NO_COUNTRY else code


def add_eu_names(draft: Draft, names: Sequence[ListedName], languages: Sequence[str]) -> None:
    """The names of an entry. The EU ranks none of them as the primary one.

    The first strong Latin one without a language, or in English, stands first: it is the one of
    the regulation's English text. An acronym ("HM") only leads where there is nothing else.
    """

    def rank(position: int) -> tuple[bool, bool, bool, bool, int]:
        name = names[position]
        is_foreign = languages[position] not in ("", "EN")
        is_acronym = len(name.text) <= _ACRONYM
        is_weak, is_translated = name.type is NameType.WEAK, name.script != "Latn"
        return is_weak, is_translated, is_foreign, is_acronym, position

    order = sorted(range(len(names)), key=rank)
    for number, position in enumerate(order):
        name = names[position]
        draft.add_name(name.text, name.type if number else NameType.PRIMARY, name.parts)


def add_un_reference(draft: Draft, text: str) -> None:
    """The entry's number on the UN list; one in no known form is counted."""
    references = un_references(text)
    if text and not references:
        draft.gathering.unknown(f"UN reference: {text}")
    draft.add_un_references(references)
