"""One entity of OFAC's enhanced XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.model import DateSpan, Kind
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_dates import single_date, span_from_text, span_of_days
from sanctionscreen.sources.ofac_labels import plain_label
from sanctionscreen.sources.ofac_names import listed_name, name_type, script_code
from sanctionscreen.sources.ofac_places import PART_TYPES, address
from sanctionscreen.sources.ofac_record import KINDS, OfacRecord
from sanctionscreen.sources.xmlfields import count_unknown, text_at, texts_at

_DATE = "fromDateBegin fromDateEnd toDateBegin toDateEnd isApproximate isDateRange"
_KNOWN_TEXT = """
    @id generalInfo generalInfo/identityId generalInfo/entityType generalInfo/entityType@refId
    generalInfo/remarks generalInfo/title
    sanctionsLists sanctionsLists/sanctionsList sanctionsLists/sanctionsList@refId
    sanctionsLists/sanctionsList@id sanctionsLists/sanctionsList@datePublished
    sanctionsPrograms sanctionsPrograms/sanctionsProgram sanctionsPrograms/sanctionsProgram@refId
    sanctionsPrograms/sanctionsProgram@id
    sanctionsTypes sanctionsTypes/sanctionsType sanctionsTypes/sanctionsType@refId
    sanctionsTypes/sanctionsType@id
    legalAuthorities legalAuthorities/legalAuthority legalAuthorities/legalAuthority@refId
    legalAuthorities/legalAuthority@id
    names names/name names/name@id names/name/isPrimary names/name/isLowQuality
    names/name/aliasType names/name/aliasType@refId names/name/translations
    {name} {name}@id {name}/isPrimary {name}/script {name}/script@refId {name}/formattedFirstName
    {name}/formattedLastName {name}/formattedFullName {name}/nameParts {name}/nameParts/namePart
    {name}/nameParts/namePart@id {name}/nameParts/namePart/type
    {name}/nameParts/namePart/type@refId {name}/nameParts/namePart/value
    addresses addresses/address addresses/address@id addresses/address/country
    addresses/address/country@refId addresses/address/translations
    {place} {place}@id {place}/isPrimary {place}/script {place}/script@refId {place}/addressParts
    {place}/addressParts/addressPart {place}/addressParts/addressPart@id
    {place}/addressParts/addressPart/type {place}/addressParts/addressPart/type@refId
    {place}/addressParts/addressPart/value
    features {feature} {feature}@id {feature}/type {feature}/type@featureTypeId
    {feature}/versionId {feature}/value {feature}/valueRefId {feature}/isPrimary
    {feature}/comments {feature}/reliability {feature}/reliability@refId
    {feature}/valueDate {feature}/valueDate@id
    identityDocuments {document} {document}@id {document}/type {document}/type@refId
    {document}/name {document}/name@nameId {document}/name@nameTranslationId
    {document}/documentNumber {document}/isValid {document}/issuingCountry
    {document}/issuingCountry@refId {document}/issuingLocation {document}/issuingAuthority
    {document}/comments {document}/issueDate {document}/issueDate@id
    {document}/expirationDate {document}/expirationDate@id {document}/idFeatures
    {document}/idFeatures/idFeature {document}/idFeatures/idFeature@id
    {document}/idFeatures/idFeature@featureVersionId
    relationships {relation} {relation}@id {relation}/type {relation}/type@refId
    {relation}/relatedEntity {relation}/relatedEntity@entityId {relation}/quality
    {relation}/quality@refId {relation}/comments
"""
_PATHS = {
    "name": "names/name/translations/translation",
    "place": "addresses/address/translations/translation",
    "feature": "features/feature",
    "document": "identityDocuments/identityDocument",
    "relation": "relationships/relationship",
}


def _known_paths() -> frozenset[str]:
    paths = _KNOWN_TEXT.format(**_PATHS).split()
    for parent in ("{feature}/valueDate", "{document}/issueDate", "{document}/expirationDate"):
        paths += [f"{parent.format(**_PATHS)}/{part}" for part in _DATE.split()]
    return frozenset(f"entity{path}" if path[0] == "@" else f"entity/{path}" for path in paths)


_KNOWN = _known_paths()


def read_entity(entity: Element, line: int, gathering: Gathering) -> OfacRecord | None:
    """Reads a party; None for one without id, name, list or programme, which is noted."""
    count_unknown(gathering, entity, _KNOWN)
    uid = entity.get("id", "")
    kind_text = text_at(entity, "generalInfo/entityType")
    kind = KINDS.get(kind_text.casefold(), Kind.UNKNOWN)
    if kind is Kind.UNKNOWN:
        gathering.unknown(f"party type: {kind_text}")
    record = OfacRecord(gathering, uid, kind)
    _add_names(record, entity)
    has_list = entity.find("sanctionsLists/sanctionsList") is not None
    has_programme = bool(texts_at(entity, "sanctionsPrograms/sanctionsProgram"))
    if not (uid and record.draft.names and has_list and has_programme):
        gathering.problem(
            "the entity has no id, name, list or programme", line=line, record=uid or None
        )
        return None
    record.make_first_name_primary()
    record.draft.add_position(text_at(entity, "generalInfo/title"))
    record.add_comment(text_at(entity, "generalInfo/remarks"))
    _add_addresses(record, entity)
    for feature in entity.iterfind("features/feature"):
        _add_feature(record, feature)
    for document in entity.iterfind("identityDocuments/identityDocument"):
        _add_document(record, document)
    for relation in entity.iterfind("relationships/relationship"):
        _add_relation(record, relation)
    return record


def _add_names(record: OfacRecord, entity: Element) -> None:
    for name in entity.iterfind("names/name"):
        for form in name.iterfind("translations/translation"):
            is_main = text_at(form, "isPrimary") == "true"
            kind = name_type(
                is_primary=is_main and text_at(name, "isPrimary") == "true",
                is_weak=text_at(name, "isLowQuality") == "true",
                alias_type=text_at(name, "aliasType"),
            )
            parts = [
                (text_at(part, "type"), part.findtext("value") or "")
                for part in form.iterfind("nameParts/namePart")
            ]
            script = script_code(text_at(form, "script"), "".join(text for _, text in parts))
            listed = listed_name(parts, kind, script)
            if listed is None:
                record.draft.gathering.unknown("name without text")
            else:
                record.draft.names.append(listed)


def _add_addresses(record: OfacRecord, entity: Element) -> None:
    gathering = record.draft.gathering
    for item in entity.iterfind("addresses/address"):
        country = text_at(item, "country")
        forms = item.findall("translations/translation") or [item]
        for form in forms:
            parts: dict[str, str] = {}
            for part in form.iterfind("addressParts/addressPart"):
                name = text_at(part, "type")
                if name not in PART_TYPES:
                    gathering.unknown(f"location part: {name}")
                    name = "REGION"
                parts[name] = text_at(part, "value")
            place = address(parts, country, gathering)
            if place:
                record.draft.locations.append(place)


def _add_feature(record: OfacRecord, feature: Element) -> None:
    label, value = text_at(feature, "type"), text_at(feature, "value")
    note = text_at(feature, "comments")
    span = _span(feature.find("valueDate"))
    if text_at(feature, "reliability") == "False":
        note = "; ".join(part for part in (note, "OFAC calls this value false") if part)
        if label != "Birthdate":
            record.add_comment(f"{plain_label(label)} {value}: {note}")
            return
    if label == "Birthdate" and span is not None:
        record.draft.birth_dates.append(span)
        record.add_comment(f"Birthdate {value}: {note}" if note else "")
    elif not record.add_feature(label, value, note):
        record.draft.gathering.unknown(f"feature type: {plain_label(label)}")


def _add_document(record: OfacRecord, document: Element) -> None:
    country = text_at(document, "issuingCountry")
    place = text_at(document, "issuingLocation")
    notes = [text_at(document, "issuingAuthority"), text_at(document, "comments")]
    if place and place != country:
        notes.append(f"issued in {place}")
    record.add_document(
        text_at(document, "type"),
        text_at(document, "documentNumber"),
        country=country,
        issued=_span(document.find("issueDate")),
        expires=_span(document.find("expirationDate")),
        note="; ".join(note for note in notes if note),
        is_valid=text_at(document, "isValid") != "false",
    )


def _add_relation(record: OfacRecord, relation: Element) -> None:
    other = relation.find("relatedEntity")
    if other is None:
        record.draft.gathering.unknown("relation to no party")
        return
    kind, note = text_at(relation, "type"), text_at(relation, "comments")
    shown = f"{kind} ({note})" if note else kind
    record.draft.add_link(shown, other.text or "", other.get("entityId"))


def _span(period: Element | None) -> DateSpan | None:
    """The span of a period of four days; None where it is missing or cannot be read."""
    if period is None:
        return None
    first = single_date(span_from_text(text_at(period, "fromDateBegin")))
    last = single_date(span_from_text(text_at(period, "toDateEnd")))
    if first is None or last is None:
        return None
    return span_of_days(first, last, circa=text_at(period, "isApproximate") == "true")
