"""Canada's consolidated autonomous sanctions list (SEMA and JVCFOA), XML, both its layouts."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import IdentifierType, Kind, Measure, NamePart, NameType
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.comma_names import comma_names
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle, digest_key
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.xmlfields import count_unknown, text_at
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_LIST = ListTitle(
    id="ca-sema",
    title="Consolidated Canadian Autonomous Sanctions List",
    authority="Global Affairs Canada",
    url="https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx",
)
# The newer layout renamed fields when ships came on the list.
_ENTITY = ("EntityOrShip", "Entity")
_TITLE = ("TitleOrShip", "Title")
_DATE = ("DateOfBirthOrShipBuildDate", "DateOfBirth")
_KNOWN = frozenset(
    f"record/{name}"
    for name in (
        *("Country", "LastName", "GivenName", "Aliases", "Schedule", "Item", "DateOfListing"),
        *(*_ENTITY, *_TITLE, *_DATE, "ShipIMONumber"),
    )
)


class CaSemaXml:
    """Reads ``sema-lmes.xml``.

    The list has no ids, and its schedules were renumbered between its layouts; the listed id is
    a digest of the name and the birth date.
    """

    name = "ca-sema-xml"
    title = "Canada SEMA XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element and the first record are the list's."""
        root = root_of(file)
        is_data_set = root is not None and root.tag == "data-set"
        return is_data_set and b"<Country>" in file.head and b"<Item>" in file.head

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        for record in stream_records(file, ("data-set",)):
            if record.element.tag == "record":
                _read_record(gathering, record)
            else:
                gathering.unknown(f"element: data-set/{record.element.tag}")
        return gathering.finish(None)


def _first(element: Element, tags: tuple[str, ...]) -> str:
    return next((text for tag in tags if (text := text_at(element, tag))), "")


def _read_record(gathering: Gathering, record: XmlRecord) -> None:
    element = record.element
    count_unknown(gathering, element, _KNOWN)
    family, given = text_at(element, "LastName"), text_at(element, "GivenName")
    entity, born = _first(element, _ENTITY), _first(element, _DATE)
    name = entity or f"{given} {family}".strip()
    if not name or (entity and (family or given)):
        message = "both a person's and an entity's name" if name else "no name"
        gathering.problem(message, line=record.line, record=name or None)
        return
    is_ship = bool(text_at(element, "ShipIMONumber"))
    kind = Kind.VESSEL if is_ship else Kind.ORGANISATION if entity else Kind.PERSON
    key = digest_key(gathering.list_id, f"{family}, {given}" if not entity else name, born)
    draft = Draft(gathering, key, kind)
    parts = ((NamePart.FAMILY, family), (NamePart.GIVEN, given))
    is_divided = not entity and family and given
    draft.add_name(name, NameType.PRIMARY, parts if is_divided else ())
    for alias in comma_names(text_at(element, "Aliases"), family if kind is Kind.PERSON else None):
        draft.add_name(alias, _alias_type(alias, kind))
    _read_details(draft, element, born)
    _read_designation(draft, element)
    draft.finish(line=record.line, id_is_stable=False)


def _alias_type(alias: str, kind: Kind) -> NameType:
    """The list ranks no alias; one word for a person is mostly another given name ("Andrei").

    Alone it would make a hit of every Andrei, so that it only corroborates.
    """
    is_one_word = kind is Kind.PERSON and len(alias.split()) == 1
    return NameType.WEAK if is_one_word else NameType.STRONG


def _read_details(draft: Draft, element: Element, born: str) -> None:
    title = _first(element, _TITLE)
    if draft.kind is Kind.VESSEL:
        draft.add_identifier(
            IdentifierType.IMO, text_at(element, "ShipIMONumber"), label="Ship IMO number"
        )
        draft.add_remark(title, "Type of ship")
        draft.add_remark(born, "Build date of ship")
        return
    draft.add_position(title)
    for date in born.replace(" OR ", " or ").split(" or "):
        draft.add_birth_date(date, DateOrder.YMD)


def _read_designation(draft: Draft, element: Element) -> None:
    country, schedule = text_at(element, "Country"), text_at(element, "Schedule")
    item = text_at(element, "Item")
    place = [f"Schedule {schedule}" if schedule[:1].isdigit() else schedule]
    place.append(f"item {item}" if item else "")
    # Schedules 2 and 3 of the Russia regulations only restrict debt and equity financing.
    is_sectoral = country.startswith("Russia") and schedule in ("2", "3")
    designate(
        draft,
        "ca",
        country,
        measures=(Measure.SECTORAL,) if is_sectoral else (),
        place=", ".join(part for part in place if part and part != "N/A"),
        listed_on=draft.date(text_at(element, "DateOfListing"), "listing date", DateOrder.YMD),
    )


SOURCE = CaSemaXml()
