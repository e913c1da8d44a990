"""What the United Kingdom's lists have in common: names, kinds, measures and details."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sanctionscreen.model import IdentifierType, Kind, Measure, NamePart, NameType
from sanctionscreen.sources.draft import Draft, Parts
from sanctionscreen.sources.gathering import ListTitle
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.published_text import (
    clean,
    numbered,
    squeeze,
    un_references,
)
from sanctionscreen.sources.tables import heading_key

UK_SANCTIONS_LIST = ListTitle(
    id="uk-sl",
    title="UK Sanctions List",
    authority="UK Government (FCDO)",
    url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    licence="Open Government Licence v3.0",
)

_KINDS = {
    "individual": Kind.PERSON,
    "entity": Kind.ORGANISATION,
    "ship": Kind.VESSEL,
}
# By their beginnings, casefolded: the file adds remarks ('see "Other Information"') and varies
# the rest. Where a measure only bars a role in a company, it has no measure of its own here.
_MEASURES = (
    ("asset freeze", Measure.ASSET_FREEZE),
    ("travel ban", Measure.ENTRY_BAN),
    ("arms embargo", Measure.ARMS_EMBARGO),
    ("targeted arms embargo", Measure.ARMS_EMBARGO),
    ("director disqualification", Measure.OTHER),
    ("trust services", Measure.SERVICES_BAN),
    ("internet services", Measure.SERVICES_BAN),
    ("technical assistance related to aircraft", Measure.SERVICES_BAN),
    ("shipping", Measure.TRANSPORT),
    ("transport", Measure.TRANSPORT),
    ("prohibition of port entry", Measure.TRANSPORT),
    ("chartering of ships", Measure.TRANSPORT),
    ("prevention of chartering", Measure.TRANSPORT),
    ("crew servicing", Measure.TRANSPORT),
    ("de-flag", Measure.TRANSPORT),
    ("deflag", Measure.TRANSPORT),
    ("prohibition on correspondent banking", Measure.CORRESPONDENT_ACCOUNT),
    ("correspondent banking", Measure.CORRESPONDENT_ACCOUNT),
    ("prevention of business arrangements", Measure.SECTORAL),
    ("closure of representative offices", Measure.SECTORAL),
)
_NUMBERS_WITH_STOPS = re.compile(r"\w{0,3}\d+(?:\. \w{0,3}\d+)+")
_NUMBER_LAST = re.compile(r"(?P<words>\D*[^\W\d_])\.?(?:\s*[:–-])?\s+(?P<number>[A-Z]*\d[\w/-]*)$")
_NUMBER_FIRST = re.compile(r"(?P<number>\d[\w/]*)\s*[–-]\s+(?P<words>\D+)$")
_BRACKET = re.compile(r"\([^()]*\)")
_ORDER = (NamePart.GIVEN, *(NamePart.MIDDLE,) * 4, NamePart.FAMILY)


def kind_of(text: str) -> Kind | None:
    """Individual, entity or ship; None for any other word."""
    return _KINDS.get(squeeze(text).casefold())


def measures_of(draft: Draft, text: str) -> tuple[Measure, ...]:
    """The measures of "Asset freeze|Travel Ban"; a measure without a rule is counted."""
    measures: list[Measure] = []
    for part in text.split("|"):
        words = clean(part).casefold()
        found = [measure for beginning, measure in _MEASURES if words.startswith(beginning)]
        if words and not found:
            draft.gathering.unknown(f"measure: {clean(part)}")
        measures += found[:1] or ([Measure.OTHER] if words else [])
    return tuple(dict.fromkeys(measures))


def add_uk_name(draft: Draft, names: Sequence[str], name_type: str, strength: str) -> None:
    """A name in six parts: names 1 to 5, then name 6, which is the family or the whole name."""
    pairs = tuple((part, squeeze(text)) for part, text in zip(_ORDER, names, strict=True))
    parts: Parts = tuple((part, text) for part, text in pairs if text)
    if not parts:
        return
    has_division = draft.kind is Kind.PERSON and len(parts) > 1
    draft.add_name(
        " ".join(text for _, text in parts),
        _name_type(draft, name_type, strength),
        parts if has_division else (),
    )


def _name_type(draft: Draft, name_type: str, strength: str) -> NameType:
    kind = squeeze(name_type).casefold()
    quality = squeeze(strength).casefold()
    if kind == "primary name":
        return NameType.PRIMARY
    if kind not in ("primary name variation", "alias", "aka", "fka"):
        draft.gathering.unknown(f"name type: {squeeze(name_type) or '(none)'}")
    if quality and not quality.startswith(("low quality", "good quality")):
        draft.gathering.unknown(f"alias strength: {squeeze(strength)}")
    if kind == "fka":
        return NameType.FORMER
    return NameType.WEAK if quality.startswith("low") else NameType.STRONG


def add_document(draft: Draft, kind: IdentifierType, numbers: str, details: str) -> None:
    """Passports or national ids: "(1) ... (2) ..." with details in the same order."""
    values, notes = numbered(numbers), numbered(details)
    if len(values) == 1 and _NUMBERS_WITH_STOPS.fullmatch(values[0]):
        values = tuple(values[0].split(". "))
    label = "Passport number" if kind is IdentifierType.PASSPORT else "National identifier number"
    if len(values) == len(notes):
        for value, note in zip(values, notes, strict=True):
            draft.add_identifier(kind, value, label=label)
            draft.add_remark(f"{value}: {note}", label)
        return
    for value in values:
        draft.add_identifier(kind, value, label=label)
    draft.add_remark(details, f"{label}, details")


def add_birthplaces(draft: Draft, towns: str, countries: str) -> None:
    """Birthplaces: "(1) ... (2) ..." with countries in the same order."""
    first, second = numbered(towns), numbered(countries)
    if len(first) == len(second) or (first and len(second) == 1):
        for number, town in enumerate(first):
            draft.add_birthplace(town, country=second[min(number, len(second) - 1)])
        return
    for town in first:
        draft.add_birthplace(town)
    for country in second:
        draft.add_birthplace(country=country)


def add_detail(draft: Draft, heading: str, text: str) -> bool:
    """A detail under its published heading; False where no rule knows the heading."""
    add = _DETAILS.get(heading_key(heading))
    if add is None:
        return False
    add(draft, text)
    return True


def _each(add: Callable[[Draft, str], None]) -> Callable[[Draft, str], None]:
    def add_each(draft: Draft, text: str) -> None:
        for value in numbered(text):
            add(draft, value)

    return add_each


def _identifier(kind: IdentifierType, label: str) -> Callable[[Draft, str], None]:
    return lambda draft, text: draft.add_identifier(kind, text, label=label)


def _remark(label: str) -> Callable[[Draft, str], None]:
    return lambda draft, text: draft.add_remark(text, label)


def _link(relation: str) -> Callable[[Draft, str], None]:
    return lambda draft, text: draft.add_link(relation, text)


def _flag(label: str) -> Callable[[Draft, str], None]:
    def add(draft: Draft, text: str) -> None:
        draft.add_location(label, country=text)

    return add


def _registration(draft: Draft, text: str) -> None:
    """Numbers in one text: "1117746568829 (Russia). Tax ID No. 7735579027 (Russia)"."""
    for piece in re.split(r"(?<!\b[Nn]o)[.;,]\s+", text):
        plain = squeeze(_BRACKET.sub(" ", piece)).rstrip(".")
        found = _NUMBER_LAST.match(plain) or _NUMBER_FIRST.match(plain)
        words, number = (found["words"], found["number"]) if found else ("", plain)
        kind = identifier_type(words)
        is_other = kind in (IdentifierType.TAX, IdentifierType.LEI)
        draft.add_identifier(
            kind if is_other else IdentifierType.REGISTRATION,
            number,
            label=words or "Business registration number",
        )


def _un_reference(draft: Draft, text: str) -> None:
    references = un_references(text)
    if clean(text) and not references:
        draft.gathering.unknown(f"UN reference: {text}")
    draft.add_un_references(references)


def _group(draft: Draft, text: str) -> None:
    if text := clean(text):
        draft.references.append(f"uk-ofsi:{text}")


_CONTACT = IdentifierType.CONTACT
_DETAILS: dict[str, Callable[[Draft, str], None]] = {
    "dob": _each(lambda draft, text: draft.add_birth_date(text)),
    "nationality": _each(lambda draft, text: draft.add_nationality(text)),
    "nationalityies": _each(lambda draft, text: draft.add_nationality(text)),
    "gender": lambda draft, text: draft.add_gender(text),
    "position": _each(lambda draft, text: draft.add_position(text)),
    "title": _remark("Title"),
    "namenonlatinscript": lambda draft, text: draft.add_name(text, NameType.STRONG),
    "unreferencenumber": _un_reference,
    "unref": _un_reference,
    "ofsigroupid": _group,
    "designationsource": _remark("Designation source"),
    "otherinformation": _remark("Other information"),
    "ukstatementofreasons": _remark("UK statement of reasons"),
    "phonenumber": _identifier(_CONTACT, "Phone number"),
    "fax": _identifier(_CONTACT, "Fax"),
    "emailaddress": _identifier(_CONTACT, "Email address"),
    "website": _identifier(_CONTACT, "Website"),
    "typeofentity": _remark("Type of entity"),
    "subsidiaries": _each(_link("subsidiary")),
    "subsidiary": _each(_link("subsidiary")),
    "parentcompany": _each(_link("parent company")),
    "businessregistrationnumber": _each(_registration),
    "businessregistrationnumbers": _each(_registration),
    "businessregno": _each(_registration),
    "imonumber": _identifier(IdentifierType.IMO, "IMO number"),
    "hullidentificationnumberhin": _identifier(IdentifierType.OTHER, "Hull identification number"),
    "hullidentificationnumber": _identifier(IdentifierType.OTHER, "Hull identification number"),
    "currentowneroperators": _each(_link("current owner/operator")),
    "currentowneroperator": _each(_link("current owner/operator")),
    "currentowners": _each(_link("current owner/operator")),
    "previousowneroperators": _each(_link("previous owner/operator")),
    "previousowneroperator": _each(_link("previous owner/operator")),
    "currentbelievedflagofship": _each(_flag("Flag")),
    "flagofship": _each(_flag("Flag")),
    "previousflags": _each(_flag("Previous flag")),
    "previousflag": _each(_flag("Previous flag")),
    "typeofship": _remark("Type of ship"),
    "tonnageofship": _remark("Tonnage of ship"),
    "lengthofship": _remark("Length of ship"),
    "yearbuilt": _remark("Year built"),
}
