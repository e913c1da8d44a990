"""The list side: listed parties, their names, and the designations that put them on a list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a party is; ``UNKNOWN`` compares with every kind."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"


class NameType(StrEnum):
    """How the publisher ranks a name. OFAC's "weak" aliases are its LowQuality ones (FAQ 122)."""

    PRIMARY = "primary"
    STRONG = "strong-alias"
    WEAK = "weak-alias"
    FORMER = "former-name"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


class Measure(StrEnum):
    """The legal effect of a designation; ``label`` says it in plain language."""

    ASSET_FREEZE = "asset-freeze"
    INVESTMENT_RESTRICTION = "investment-restriction"
    ENTRY_BAN = "entry-ban"
    SECTORAL = "sectoral-restriction"
    EXPORT_CONTROL = "export-control"
    CORRESPONDENT_ACCOUNT = "correspondent-account"
    ARMS_EMBARGO = "arms-embargo"
    SECONDARY = "secondary-sanctions-risk"
    SERVICES_BAN = "services-ban"
    TRANSPORT = "transport-restriction"
    PROCUREMENT_BAN = "procurement-ban"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _MEASURE_LABELS[self]


_MEASURE_LABELS = {
    Measure.ASSET_FREEZE: "asset freeze (blocking)",
    Measure.INVESTMENT_RESTRICTION: "investment restriction (not blocking)",
    Measure.ENTRY_BAN: "entry ban",
    Measure.SECTORAL: "sectoral restriction (not blocking)",
    Measure.EXPORT_CONTROL: "export control (not blocking)",
    Measure.CORRESPONDENT_ACCOUNT: "correspondent-account restriction (not blocking)",
    Measure.ARMS_EMBARGO: "arms embargo",
    Measure.SECONDARY: "secondary-sanctions risk",
    Measure.SERVICES_BAN: "ban on certain services",
    Measure.TRANSPORT: "transport restriction",
    Measure.PROCUREMENT_BAN: "ineligible for contracts (not blocking)",
    Measure.OTHER: "other measure (see the programme)",
}


class EventKind(StrEnum):
    LISTED = "listed"
    AMENDED = "amended"
    DELISTED = "delisted"
    RELISTED = "relisted"


class DateBasis(StrEnum):
    """Where a listing date comes from (DESIGN section 2)."""

    FILE = "from the file"
    HISTORY = "from stored history"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the day, or the month and the day, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
            if self.day is not None:
                text += f"-{self.day:02d}"
        return text


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A birth date as published: one (partial) date, or an inclusive range of them.

    A single date has ``earliest == latest``. ``circa`` is the publisher's own "about".
    """

    earliest: PartialDate
    latest: PartialDate
    circa: bool = False

    def __str__(self) -> str:
        text = str(self.earliest)
        if self.latest != self.earliest:
            text += f"/{self.latest}"
        return f"circa {text}" if self.circa else text


class NamePart(StrEnum):
    FAMILY = "family"
    GIVEN = "given"
    MIDDLE = "middle"
    PATRONYMIC = "patronymic"
    MATRONYMIC = "matronymic"
    MAIDEN = "maiden"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed party, as published.

    Attributes:
        text: The name as the publisher shows it ("RI, Yong Gil").
        type: Primary, strong or weak alias, former name.
        script: ISO 15924 code of the writing system ("Latn", "Cyrl", "Hans", "Arab", ...).
        parts: The publisher's own division, as (part, text); empty where there is none.
    """

    text: str
    type: NameType
    script: str = "Latn"
    parts: tuple[tuple[NamePart, str], ...] = ()


class IdentifierType(StrEnum):
    PASSPORT = "passport"
    NATIONAL_ID = "national-id"
    TAX = "tax-id"
    REGISTRATION = "registration"
    IMO = "imo"
    MMSI = "mmsi"
    CALL_SIGN = "call-sign"
    LEI = "lei"
    BIC = "bic"
    CRYPTO = "crypto-address"
    SECURITY = "security"
    AIRCRAFT = "aircraft-number"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document or registration number; ``label`` is the publisher's own word for its type."""

    type: IdentifierType
    value: str
    country: str | None = None
    label: str | None = None
    issued: PartialDate | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """An address or place as published, with its ISO 3166-1 alpha-2 country where known."""

    text: str
    country: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class PartyLink:
    """The publisher's own tie to another party: relation, the other's listed_id and name."""

    relation: str
    listed_id: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    kind: EventKind
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Designation:
    """The act that put a party on a list (DESIGN section 2).

    Attributes:
        programme: Our register's key, or None where the publisher's programme is not in it.
        programme_as_published: The publisher's own spelling.
        authority: Who designated ("US Treasury (OFAC)").
        measures: The legal effects.
        legal_basis: The order or regulation, as published.
        listed_on: When; None is shown as missing, never invented.
        listed_on_basis: Where that date comes from.
        effective, divest_by, expires: Where the publisher gives them.
        events: Dated listing events, oldest first.
        reference_url: The publisher's page about it.
    """

    programme: str | None
    programme_as_published: str
    authority: str
    measures: tuple[Measure, ...]
    legal_basis: str | None = None
    listed_on: PartialDate | None = None
    listed_on_basis: DateBasis = DateBasis.UNKNOWN
    effective: PartialDate | None = None
    divest_by: PartialDate | None = None
    expires: PartialDate | None = None
    events: tuple[Event, ...] = ()
    reference_url: str | None = None


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of a list.

    Attributes:
        listed_id: ``<list>:<publisher's stable id>``.
        names: At least one; the primary name first.
        birthplaces: As published.
        nationalities: ISO 3166-1 alpha-2, nationality and citizenship together.
        references: Ids under which publishers themselves quote this party elsewhere
            (``un-sc:KPi.033``, ``ofac-sdn:33936``); these, and shared strong identifiers,
            link entries of one party, never names.
        id_is_stable: False where the publisher gives no id and ours is a digest.
    """

    listed_id: str
    list_id: str
    kind: Kind
    names: tuple[ListedName, ...]
    designations: tuple[Designation, ...]
    birth_dates: tuple[DateSpan, ...] = ()
    birthplaces: tuple[Location, ...] = ()
    nationalities: tuple[str, ...] = ()
    gender: Gender | None = None
    identifiers: tuple[Identifier, ...] = ()
    locations: tuple[Location, ...] = ()
    positions: tuple[str, ...] = ()
    remarks: str | None = None
    links: tuple[PartyLink, ...] = ()
    references: tuple[str, ...] = ()
    id_is_stable: bool = True

    @property
    def primary_name(self) -> ListedName:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class ListCounts:
    """What a list holds; floors are compared with these."""

    parties: int
    names: int
    weak_aliases: int


@dataclass(frozen=True, slots=True)
class ListRef:
    """Which list, of which day, with which bytes.

    Attributes:
        published: The publication (or, for curated lists, as-of) date.
        sha256: Of the file's bytes as received.
        history_complete: True where the list also carries what was delisted, with dates.
        unread: Records of the file that could not be read, and are not screened.
    """

    id: str
    title: str
    authority: str
    publisher_url: str | None
    published: PartialDate | None
    licence: str | None
    sha256: str
    counts: ListCounts
    is_curated: bool = False
    history_complete: bool = False
    notes: tuple[str, ...] = ()
    unread: int = 0
