"""Records of the US Consolidated Screening List, whatever file they come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, NamePart, NameType, PartialDate
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.programmes import NON_SDN
from sanctionscreen.sources.published_text import clean, squeeze

CSL = ListTitle(
    id="us-csl",
    title="US Consolidated Screening List",
    authority="US Departments of Commerce, State and the Treasury",
    url="https://www.trade.gov/consolidated-screening-list",
)

_KINDS = {
    "individual": Kind.PERSON,
    "entity": Kind.ORGANISATION,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
    # The lists of BIS and of the State Department do not say.
    "": Kind.UNKNOWN,
}
_OFAC, _BIS, _STATE = "us-ofac", "us-bis", "us-state"
_PUBLISHERS = (
    ("Treasury Department", _OFAC),
    ("Bureau of Industry and Security", _BIS),
    ("State Department", _STATE),
)
# Rows of one party repeat all its tags on each of its lists. On these lists only their own tags
# mean anything; the others have a row on the list they belong to.
_OWN_TAGS = (
    ("Sectoral Sanctions", "UKRAINE-"),
    ("Foreign Sanctions Evaders", "FSE-"),
    ("Palestinian Legislative Council", "NS-PLC"),
    ("Non-SDN Chinese Military-Industrial", "CMIC-"),
)
_SDN = "Specially Designated Nationals"
_CAPTA = "Capta List"
# Labels among the identifiers that say something of the party or of the listing instead.
_LISTING_DATE = re.compile(r"^Listing Date\b")
_EFFECTIVE_DATE = re.compile(r"^Effective Date\b")
_DIVEST_DATE = re.compile(r"^Purchase/Sales For Divestment Date\b")
_DIRECTIVE = re.compile(r"\((?:CMIC|EO \d+ Directive \w+)\)")
_STATEMENTS = re.compile(
    r"information|sanctions risk|transactions prohibited|determination|target type"
    r"|organization type|organization established|nationality|issuer name|aircraft (?:model"
    r"|manufacture date|operator)|vessel flag|vessel type|vessel year|chinese commercial code"
    r"|citizenship|locode",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CslIdentifier:
    """One of a record's numbers, by the publisher's label."""

    label: str
    value: str
    country: str = ""
    issued: str = ""
    expires: str = ""


@dataclass(frozen=True, slots=True)
class CslRecord:
    """One record, its fields named as the publisher's; addresses as (text, country)."""

    id: str
    source: str
    entity_number: str
    type: str
    name: str
    programs: tuple[str, ...] = ()
    alt_names: tuple[str, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    dates_of_birth: tuple[str, ...] = ()
    places_of_birth: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    ids: tuple[CslIdentifier, ...] = ()
    title: str = ""
    federal_register_notice: str = ""
    start_date: str = ""
    end_date: str = ""
    url: str = ""
    call_sign: str = ""
    vessel_flag: str = ""
    vessel_owner: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


def read_csl_record(gathering: Gathering, record: CslRecord, line: int) -> None:
    """Hands the party of a record to the gathering; a record without id or name is a problem."""
    publisher = next((key for words, key in _PUBLISHERS if words in record.source), "")
    kind = _KINDS.get(record.type.casefold())
    if not record.id or not publisher:
        message = f"unknown source list '{record.source}'" if record.id else "no id"
        gathering.problem(message, line=line, record=record.id or record.name or None)
        return
    if kind is None:
        gathering.unknown(f"type: {record.type}")
    draft = Draft(gathering, record.id, kind or Kind.UNKNOWN)
    _read_names(draft, record)
    _read_person(draft, record)
    for text, country in record.addresses:
        draft.add_location(text, country=country)
    for identifier in record.ids:
        _read_identifier(draft, identifier)
    _read_vessel(draft, record)
    for label, text in record.remarks:
        draft.add_remark(text, label)
    _read_designations(draft, record, publisher)
    # Ids that are no number are digests of the record's content and change with it.
    draft.finish(line=line, id_is_stable=record.id.isdigit())


def _read_names(draft: Draft, record: CslRecord) -> None:
    draft.add_name(record.name, NameType.PRIMARY, _parts(draft, record.name))
    for name in record.alt_names:
        # Lists of the Federal Register end in "; and X".
        name = squeeze(name).removeprefix("and ")
        draft.add_name(name, NameType.STRONG, _parts(draft, name))
        if draft.kind is Kind.UNKNOWN and ", and " in name:
            # "A Co., Ltd., and B" may be two names or one, so that all three are kept.
            for piece in name.split(", and "):
                draft.add_name(piece, NameType.STRONG)


def _parts(draft: Draft, name: str) -> tuple[tuple[NamePart, str], ...]:
    """OFAC writes people as "FAMILY, Given"."""
    family, comma, given = squeeze(name).partition(", ")
    if draft.kind is not Kind.PERSON or not comma or not given:
        return ()
    return ((NamePart.FAMILY, family), (NamePart.GIVEN, given))


def _read_person(draft: Draft, record: CslRecord) -> None:
    if draft.kind is Kind.PERSON:
        draft.add_position(record.title)
    else:
        draft.add_remark(record.title, "Title")
    for date in record.dates_of_birth:
        draft.add_birth_date(date, DateOrder.YMD)
    for place in record.places_of_birth:
        draft.add_birthplace(place)
    for country in (*record.nationalities, *record.citizenships):
        draft.add_nationality(country)


def _read_vessel(draft: Draft, record: CslRecord) -> None:
    draft.add_identifier(IdentifierType.CALL_SIGN, record.call_sign, label="Call sign")
    draft.add_link("vessel owner", record.vessel_owner)
    if clean(record.vessel_flag) and record.vessel_flag != "None Identified":
        draft.add_location("Flag", country=record.vessel_flag)


def _read_identifier(draft: Draft, identifier: CslIdentifier) -> None:
    label = identifier.label.rstrip(" :-")
    if label == "Gender":
        draft.add_gender(identifier.value)
    elif _is_listing_date(label) or _STATEMENTS.search(label):
        draft.add_remark(identifier.value, label)
    else:
        draft.add_identifier(
            identifier_type(label),
            identifier.value,
            country=identifier.country,
            label=label,
            issued=draft.date(identifier.issued, "date of issue", DateOrder.YMD),
            expires=draft.date(identifier.expires, "date of expiry", DateOrder.YMD),
        )


def _is_listing_date(label: str) -> bool:
    return any(p.search(label) for p in (_LISTING_DATE, _EFFECTIVE_DATE, _DIVEST_DATE))


def _read_designations(draft: Draft, record: CslRecord, publisher: str) -> None:
    listed_on = draft.date(record.start_date, "listing date", DateOrder.YMD)
    if publisher == _OFAC:
        listed_on = listed_on or _directive_date(draft, record, _LISTING_DATE)
        part = "ofac-sdn" if record.source.startswith(_SDN) else "ofac-cons"
        if record.entity_number:
            draft.references.append(f"{part}:{record.entity_number}")
    for programme in _programmes(record):
        designate(
            draft,
            publisher,
            programme,
            lookups=_lookups(record, programme) if publisher == _OFAC else (),
            place=record.federal_register_notice,
            listed_on=listed_on,
            url=record.url,
        )
        draft.designations[-1] = replace(
            draft.designations[-1],
            effective=_directive_date(draft, record, _EFFECTIVE_DATE),
            divest_by=_directive_date(draft, record, _DIVEST_DATE),
            expires=draft.date(record.end_date, "end date", DateOrder.YMD),
        )
    draft.add_remark(record.source, "Source list")


def _programmes(record: CslRecord) -> tuple[str, ...]:
    """The tags that belong to the row's own list; the list itself where it has no tags."""
    own = next((tag for words, tag in _OWN_TAGS if record.source.startswith(words)), "")
    tags = tuple(tag for tag in record.programs if tag.startswith(own))
    return tags or record.programs or (record.source,)


def _lookups(record: CslRecord, programme: str) -> tuple[str, ...]:
    """How the register spells a programme on OFAC's other lists than the SDN List."""
    if record.source.startswith(_SDN):
        return ()
    capta = (f"CAPTA {programme}",) if record.source.startswith(_CAPTA) else ()
    return (*capta, NON_SDN + programme)


def _directive_date(draft: Draft, record: CslRecord, wanted: re.Pattern[str]) -> PartialDate | None:
    """A date that belongs to the whole listing: where several directives date it, none does."""
    texts = {i.value for i in record.ids if wanted.search(i.label) and _DIRECTIVE.search(i.label)}
    if len(texts) != 1:
        return None
    return draft.date(texts.pop(), "date of a directive", DateOrder.DMY)
