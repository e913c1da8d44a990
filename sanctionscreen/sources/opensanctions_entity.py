"""Entities of OpenSanctions exports (FollowTheMoney), whatever file they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, NameType
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.json_text import member, text_of, texts_of
from sanctionscreen.sources.published_text import un_references

OPENSANCTIONS = ListTitle(
    id="opensanctions",
    title="OpenSanctions export",
    authority="as stated by the entry's own publisher",
    url="https://www.opensanctions.org/",
    licence="Creative Commons Attribution-NonCommercial 4.0",
)

KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANISATION,
    "Company": Kind.ORGANISATION,
    "PublicBody": Kind.ORGANISATION,
    # A person or an organisation: the publisher does not know.
    "LegalEntity": Kind.UNKNOWN,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
    "Vehicle": Kind.UNKNOWN,
    "CryptoWallet": Kind.UNKNOWN,
    "Security": Kind.UNKNOWN,
    "Asset": Kind.UNKNOWN,
}
_NAMES = (
    ("alias", NameType.STRONG),
    ("abbreviation", NameType.STRONG),
    ("previousName", NameType.FORMER),
    ("weakAlias", NameType.WEAK),
)
_IDENTIFIERS = {
    "passportNumber": IdentifierType.PASSPORT,
    "idNumber": IdentifierType.NATIONAL_ID,
    "socialSecurityNumber": IdentifierType.TAX,
    "taxNumber": IdentifierType.TAX,
    "innCode": IdentifierType.TAX,
    "vatCode": IdentifierType.TAX,
    "registrationNumber": IdentifierType.REGISTRATION,
    "ogrnCode": IdentifierType.REGISTRATION,
    "okpoCode": IdentifierType.REGISTRATION,
    "kppCode": IdentifierType.REGISTRATION,
    "dunsCode": IdentifierType.REGISTRATION,
    "uniqueEntityId": IdentifierType.REGISTRATION,
    "leiCode": IdentifierType.LEI,
    "swiftBic": IdentifierType.BIC,
    "bikCode": IdentifierType.OTHER,
    "imoNumber": IdentifierType.IMO,
    "mmsi": IdentifierType.MMSI,
    "callSign": IdentifierType.CALL_SIGN,
    "publicKey": IdentifierType.CRYPTO,
    "isin": IdentifierType.SECURITY,
    "isinCode": IdentifierType.SECURITY,
    "serialNumber": IdentifierType.AIRCRAFT,
    "phone": IdentifierType.CONTACT,
    "email": IdentifierType.CONTACT,
    "website": IdentifierType.CONTACT,
    "wikidataId": IdentifierType.OTHER,
    "opencorporatesUrl": IdentifierType.OTHER,
}
_REMARKS = (
    *("notes", "summary", "description", "title", "legalForm", "classification", "topics"),
    *("education", "religion", "ethnicity", "political", "type", "buildDate", "tonnage"),
    *("grossRegisteredTonnage", "model", "status", "keywords", "sector", "deathDate"),
)
_PLACES = ("nationality", "citizenship")
_LOCATIONS = ("country", "jurisdiction", "flag", "pastFlags", "mainCountry")
_USED = (
    *("name", "birthDate", "birthPlace", "birthCountry", "gender", "address", "position"),
    *("program", "programId", "sourceUrl", "unscId", "sanctions", "addressEntity"),
)
# Parts of names that are not tied to one of the names, and book-keeping.
_PASSED_OVER = (
    *("firstName", "lastName", "middleName", "fatherName", "motherName", "secondName"),
    *("createdAt", "modifiedAt", "retrievedAt", "publisher", "publisherUrl", "proof"),
    *("incorporationDate", "dissolutionDate", "wikipediaUrl"),
)
_READ = frozenset(
    (
        *(*_USED, *_PASSED_OVER, *_PLACES, *_LOCATIONS, *_REMARKS, *_IDENTIFIERS),
        *(key for key, _ in _NAMES),
    )
)
_LISTED_TOPICS = ("sanction", "debarment", "export.control", "wanted", "crime")
_OFAC = re.compile(r"^ofac-(\d+)$")


def is_listed(entity: dict[str, object]) -> bool:
    """Whether an entity is listed itself, and not only tied to one that is.

    Older exports say so in ``target``; newer ones only in the topics.
    """
    target = entity.get("target")
    if isinstance(target, bool):
        return target
    topics = texts_of(member(entity.get("properties"), "topics"))
    return any(topic.startswith(_LISTED_TOPICS) for topic in topics)


def read_entity(
    gathering: Gathering,
    entity: dict[str, object],
    sanctions: Sequence[object],
    addresses: Sequence[str],
    line: int,
) -> None:
    """Hands the party of an entity to the gathering.

    Args:
        sanctions: The properties of its Sanction entities.
        addresses: The texts of its Address entities.
    """
    key, schema = text_of(entity.get("id")), text_of(entity.get("schema"))
    properties = entity.get("properties")
    if not key or schema not in KINDS or not isinstance(properties, dict):
        message = f"no party can be read from the schema '{schema}'" if key else "no id"
        gathering.problem(message, line=line, record=key or None)
        return
    draft = Draft(gathering, key, KINDS[schema])
    _read_names(draft, text_of(entity.get("caption")), properties)
    _read_values(draft, properties)
    for address in (*texts_of(properties.get("address")), *addresses):
        draft.add_location(address)
    _read_designations(draft, entity, sanctions)
    _read_references(draft, entity)
    for name, value in properties.items():
        if name in _READ:
            continue
        if any(isinstance(item, dict) for item in value if isinstance(value, list)):
            _read_links(draft, name, value)
        else:
            gathering.unknown(f"property: {name}")
    draft.finish(line=line)


def _read_names(draft: Draft, caption: str, properties: dict[str, object]) -> None:
    names = texts_of(properties.get("name"))
    primary = caption if caption in names else next(iter(names), caption)
    draft.add_name(primary, NameType.PRIMARY)
    for name in names:
        if name != primary:
            draft.add_name(name, NameType.STRONG)
    for key, kind in _NAMES:
        for name in texts_of(properties.get(key)):
            draft.add_name(name, kind)


def _read_values(draft: Draft, properties: dict[str, object]) -> None:
    for date in texts_of(properties.get("birthDate")):
        draft.add_birth_date(date, DateOrder.YMD)
    for key in ("birthPlace", "birthCountry"):
        for place in texts_of(properties.get(key)):
            if key == "birthCountry":
                draft.add_birthplace(country=place)
            else:
                draft.add_birthplace(place)
    for key in _PLACES:
        for country in texts_of(properties.get(key)):
            draft.add_nationality(country)
    for key in _LOCATIONS:
        for country in texts_of(properties.get(key)):
            draft.add_location(country=country)
    for gender in texts_of(properties.get("gender")):
        draft.add_gender(gender)
    for position in texts_of(properties.get("position")):
        draft.add_position(position)
    for key, kind in _IDENTIFIERS.items():
        for value in texts_of(properties.get(key)):
            draft.add_identifier(kind, value, label=key)
    for key in _REMARKS:
        for text in texts_of(properties.get(key)):
            draft.add_remark(text, key)


def _read_designations(
    draft: Draft, entity: dict[str, object], sanctions: Sequence[object]
) -> None:
    for sanction in sanctions:

        def first(key: str, of: object = sanction) -> str:
            return next(iter(texts_of(member(of, key))), "")

        start = first("listingDate") or first("startDate")
        designate(
            draft,
            "opensanctions",
            first("program") or first("programId") or first("authority"),
            authority=first("authority"),
            listed_on=draft.date(start, "listing date", DateOrder.YMD),
            url=first("sourceUrl") or first("programUrl"),
        )
        draft.designations[-1] = replace(
            draft.designations[-1],
            expires=draft.date(first("endDate"), "end date", DateOrder.YMD),
        )
        draft.add_un_references(un_references(first("unscId")))
        for key in ("reason", "provisions", "status", "duration"):
            draft.add_remark("; ".join(texts_of(member(sanction, key))), key)
    if not sanctions:
        # The datasets say at least which lists the entry comes from.
        for dataset in texts_of(entity.get("datasets")) or ("",):
            designate(draft, "opensanctions", dataset)


def _read_references(draft: Draft, entity: dict[str, object]) -> None:
    draft.add_un_references(
        reference
        for text in texts_of(member(entity.get("properties"), "unscId"))
        for reference in un_references(text)
    )
    for referent in texts_of(entity.get("referents")):
        if referent != draft.key:
            # What was merged into this entity: decisions on it are followed.
            draft.references.append(f"{draft.gathering.list_id}:{referent}")
        if found := _OFAC.match(referent):
            # OFAC numbers both its lists in one series.
            draft.references += [f"ofac-sdn:{found[1]}", f"ofac-cons:{found[1]}"]


def _read_links(draft: Draft, name: str, value: object) -> None:
    """Entities inside an entity: the party at the far end, or else the tie itself."""
    for item in value if isinstance(value, list) else ():
        for inner in _parties(item):
            key = text_of(member(inner, "id"))
            if key != draft.key:
                listed_id = f"{draft.gathering.list_id}:{key}"
                draft.add_link(name, text_of(member(inner, "caption")), listed_id)


def _parties(item: object) -> tuple[object, ...]:
    if text_of(member(item, "schema")) in KINDS:
        return (item,)
    properties = member(item, "properties")
    inner = [x for v in properties.values() for x in v] if isinstance(properties, dict) else []
    return tuple(x for x in inner if text_of(member(x, "schema")) in KINDS)
