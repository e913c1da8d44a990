"""The European Union's financial sanctions list, XML (xmlFullSanctionsList 1.1)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import Kind, ListedName, Measure, NamePart, NameType, PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft, Parts
from sanctionscreen.sources.eu_values import (
    EU_LIST,
    KINDS,
    add_eu_names,
    add_un_reference,
    country_text,
    identifier_type,
)
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.scripts import script_of
from sanctionscreen.sources.xmlfields import attribute, count_unknown, texts_at
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_DOCUMENT_FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "known to be expired",
    "knownFalse": "known to be false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by its issuer",
}
_PLACE = "city street poBox zipCode region place countryIso2Code countryDescription"
_ATTRIBUTES = {
    "": "designationDate designationDetails unitedNationId euReferenceNumber logicalId",
    # When the latest amendment came into force, which is not when the party was listed.
    "/regulation": "regulationType organisationType publicationDate entryIntoForceDate"
    " numberTitle programme logicalId",
    "/subjectType": "code classificationCode",
    "/nameAlias": "firstName middleName lastName wholeName function gender title nameLanguage"
    " strong regulationLanguage logicalId",
    "/citizenship": "region countryIso2Code countryDescription regulationLanguage logicalId",
    "/birthdate": f"circa calendarType {_PLACE} birthdate dayOfMonth monthOfYear year"
    " yearRangeFrom yearRangeTo regulationLanguage logicalId",
    "/address": f"{_PLACE} asAtListingTime regulationLanguage logicalId",
    "/address/contactInfo": "key value",
    "/identification": f"{' '.join(_DOCUMENT_FLAGS)} issuedBy issuedDate validFrom validTo"
    " latinNumber nameOnDocument number region countryIso2Code countryDescription"
    " identificationTypeCode identificationTypeDescription regulationLanguage logicalId",
}
_DETAILS = ("nameAlias", "citizenship", "birthdate", "address", "identification")


def _known_paths() -> frozenset[str]:
    root = "sanctionEntity"
    paths = {f"{root}/remark", f"{root}/regulation/publicationUrl", f"{root}/regulation/remark"}
    for path, names in _ATTRIBUTES.items():
        paths.add(root + path)
        paths.update(f"{root}{path}@{name}" for name in names.split())
    for detail in _DETAILS:
        paths.add(f"{root}/{detail}/remark")
        # Which regulation last changed this one detail.
        summary = f"{root}/{detail}/regulationSummary"
        paths.add(summary)
        for name in ("regulationType", "publicationDate", "numberTitle", "publicationUrl"):
            paths.add(f"{summary}@{name}")
    return frozenset(paths)


_KNOWN = _known_paths()


class EuFsfXml:
    """Reads the full list; the listed id is the EU reference number ("EU.27.28")."""

    name = "eu-fsf-xml"
    title = "EU financial sanctions XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is the list's."""
        root = root_of(file)
        return root is not None and root.tag == "export" and "globalFileId" in root.attrib

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(EU_LIST, file, options)
        for record in stream_records(file, ("export",)):
            if record.element.tag == "sanctionEntity":
                _read_record(gathering, record)
            else:
                gathering.unknown(f"element: export/{record.element.tag}")
        generated = parse_date(attribute(root_of(file), "generationDate"))
        return gathering.finish(generated.span.earliest if generated else None)


def _read_record(gathering: Gathering, record: XmlRecord) -> None:
    element = record.element
    count_unknown(gathering, element, _KNOWN)
    key = attribute(element, "euReferenceNumber")
    kind = KINDS.get(attribute(element.find("subjectType"), "code").casefold())
    if not key or kind is None:
        message = "neither person nor enterprise" if key else "no EU reference number"
        record_id = key or attribute(element, "logicalId")
        gathering.problem(message, line=record.line, record=record_id)
        return
    draft = Draft(gathering, key, kind)
    _read_names(draft, element)
    _read_designations(draft, element)
    for citizenship in element.iterfind("citizenship"):
        draft.add_nationality(country_text(attribute(citizenship, "countryIso2Code")))
    for birth in element.iterfind("birthdate"):
        _read_birth(draft, birth)
    for address in element.iterfind("address"):
        _read_address(draft, address)
    for document in element.iterfind("identification"):
        _read_document(draft, document)
    for path in ("remark", "nameAlias/remark", "citizenship/remark", "birthdate/remark"):
        for remark in texts_at(element, path):
            draft.add_remark(remark)
    add_un_reference(draft, attribute(element, "unitedNationId"))
    draft.finish(line=record.line)


def _read_names(draft: Draft, element: Element) -> None:
    names: list[ListedName] = []
    languages: list[str] = []
    for alias in element.iterfind("nameAlias"):
        parts = _parts(alias)
        text = attribute(alias, "wholeName") or " ".join(part for _, part in parts)
        is_weak = attribute(alias, "strong").casefold() == "false"
        names.append(
            ListedName(text, NameType.WEAK if is_weak else NameType.STRONG, script_of(text), parts)
        )
        languages.append(attribute(alias, "nameLanguage").upper())
        draft.add_gender(attribute(alias, "gender"))
        draft.add_remark(attribute(alias, "title"), "Title")
        if draft.kind is Kind.PERSON:
            draft.add_position(attribute(alias, "function"))
        else:
            draft.add_remark(attribute(alias, "function"), "Function")
    add_eu_names(draft, names, languages)


def _parts(alias: Element) -> Parts:
    tags = (
        (NamePart.GIVEN, "firstName"),
        (NamePart.MIDDLE, "middleName"),
        (NamePart.FAMILY, "lastName"),
    )
    pairs = ((part, attribute(alias, name)) for part, name in tags)
    return tuple((part, text) for part, text in pairs if text)


def _read_designations(draft: Draft, element: Element) -> None:
    listed_on = draft.date(attribute(element, "designationDate"), "listing date", DateOrder.YMD)
    regulations = element.findall("regulation")
    if not regulations:
        draft.gathering.unknown("entry without a regulation")
    for regulation in regulations:
        published = attribute(regulation, "publicationDate")
        changed = draft.date(published, "date of regulation", DateOrder.YMD)
        is_amendment = attribute(regulation, "regulationType") == "amendment"
        amended = (changed,) if changed and is_amendment else ()
        urls = texts_at(regulation, "publicationUrl")
        designate(
            draft,
            "eu",
            attribute(regulation, "programme"),
            otherwise=(Measure.ASSET_FREEZE,),
            legal_basis=attribute(regulation, "numberTitle"),
            listed_on=listed_on,
            amended=amended,
            url=urls[0] if urls else "",
        )
    draft.add_remark(attribute(element, "designationDetails"), "Designation")


def _read_birth(draft: Draft, birth: Element) -> None:
    first, last = attribute(birth, "yearRangeFrom"), attribute(birth, "yearRangeTo")
    numbers = tuple(attribute(birth, name) for name in ("year", "monthOfYear", "dayOfMonth"))
    text = attribute(birth, "birthdate")
    if not text and attribute(birth, "calendarType") not in ("", "GREGORIAN"):
        # A year of another calendar must not be taken for a Gregorian one.
        calendar = attribute(birth, "calendarType").casefold()
        draft.gathering.unknown(f"birth date in the {calendar} calendar")
        draft.add_remark(
            "-".join(n for n in numbers if n), f"Birth date in the {calendar} calendar"
        )
    else:
        text = text or _partial(*numbers) or (f"{first}-{last}" if first and last else "")
        is_circa = attribute(birth, "circa").casefold() == "true"
        draft.add_birth_date(text, DateOrder.YMD, circa=is_circa)
    places = (attribute(birth, name) for name in ("place", "city", "region"))
    draft.add_birthplace(
        *places,
        country=_country(birth),
        code=country_text(attribute(birth, "countryIso2Code")),
    )


def _partial(year: str, month: str, day: str) -> str:
    if not (year and month):
        return year
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


def _country(element: Element) -> str:
    """The country's name, which reads better in an address, where it is not "unknown"."""
    code = country_text(attribute(element, "countryIso2Code"))
    return attribute(element, "countryDescription") or code if code else ""


def _read_address(draft: Draft, address: Element) -> None:
    parts = [attribute(address, name) for name in ("street", "place", "poBox", "zipCode", "city")]
    parts.append(attribute(address, "region"))
    code = country_text(attribute(address, "countryIso2Code"))
    draft.add_location(
        *parts, country=_country(address), code=code, city=attribute(address, "city")
    )
    for contact in address.iterfind("contactInfo"):
        draft.add_contact(attribute(contact, "key"), attribute(contact, "value"))
    for remark in texts_at(address, "remark"):
        draft.add_remark(remark, "Address")


def _read_document(draft: Draft, document: Element) -> None:
    code = attribute(document, "identificationTypeCode")
    number = attribute(document, "number")
    label = attribute(document, "identificationTypeDescription") or code
    draft.add_identifier(
        identifier_type(draft, code),
        attribute(document, "latinNumber") or number,
        country=country_text(attribute(document, "countryIso2Code")),
        label=label,
        issued=_date(draft, document, "issuedDate") or _date(draft, document, "validFrom"),
        expires=_date(draft, document, "validTo"),
    )
    notes = [text for name, text in _DOCUMENT_FLAGS.items() if document.get(name) == "true"]
    labelled = (("issued by", "issuedBy"), ("name on document", "nameOnDocument"))
    notes += [f"{label} {value}" for label, n in labelled if (value := attribute(document, n))]
    notes += texts_at(document, "remark")
    if notes:
        draft.add_remark(f"{number}: {'; '.join(notes)}", label)


def _date(draft: Draft, document: Element, name: str) -> PartialDate | None:
    return draft.date(attribute(document, name), f"{name} of a document", DateOrder.YMD)


SOURCE = EuFsfXml()
