"""OFAC's list entries to designations: programme, list, date and effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sanctionscreen.model import (
    DateBasis,
    Designation,
    Event,
    EventKind,
    Measure,
    PartialDate,
)
from sanctionscreen.sources.gathering import unique
from sanctionscreen.sources.notices import PROGRAMME
from sanctionscreen.sources.ofac_record import OfacRecord
from sanctionscreen.sources.programmes import NON_SDN, Programme

PUBLISHER = "us-ofac"
SDN_LIST = "SDN List"
CONSOLIDATED = "Consolidated List"
_SSI = "Sectoral Sanctions Identifications List"
_PLC = "Non-SDN Palestinian Legislative Council List"
_FSE = "FSE List"
_CMIC = "Non-SDN CMIC List"
_CAPTA = "CAPTA List"
_MENU = "Non-SDN Menu-Based Sanctions List"
_LISTS = frozenset((SDN_LIST, CONSOLIDATED, _SSI, _PLC, _FSE, _CMIC, _CAPTA, _MENU))
_OWN_PROGRAMMES = {
    _SSI: "UKRAINE-EO13662",
    _PLC: "NS-PLC",
    _FSE: "FSE-",
    _CMIC: "CMIC-",
}
"""Beginning of the tags that a list carries alone, where a party stands on several lists."""

_TYPE_MEASURES = (
    ("Block", Measure.ASSET_FREEZE),
    ("Reject", Measure.OTHER),
    ("561", Measure.CORRESPONDENT_ACCOUNT),
    ("Executive Order 14024 Directive 2", Measure.CORRESPONDENT_ACCOUNT),
    ("13662 Sectoral", Measure.SECTORAL),
    ("Executive Order 14024 Directive", Measure.SECTORAL),
    ("Executive Order 14014 Directive", Measure.SERVICES_BAN),
    ("Executive Order 13959", Measure.INVESTMENT_RESTRICTION),
    ("CMIC", Measure.INVESTMENT_RESTRICTION),
    ("CAATSA", Measure.OTHER),
    ("Executive Order 14059", Measure.OTHER),
    ("NDAA", Measure.OTHER),
)
"""Beginning of OFAC's sanctions type, and the effect it names; the first that fits."""

_ORDER = re.compile(r"\d{5}")
_DETAILS = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A party's standing on one of OFAC's lists.

    OFAC states programmes, types and legal bases for the party as a whole and repeats them for
    each list; only the date belongs to the list.
    """

    list_name: str
    programmes: tuple[str, ...]
    listed_on: PartialDate | None = None
    legal_bases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


def add_implied_designations(record: OfacRecord, tags: tuple[str, ...], *, is_sdn: bool) -> None:
    """Adds designations from a format that states the programmes alone.

    Args:
        record: With all facts of the party.
        tags: Its programmes.
        is_sdn: Whether this is the SDN List; the parties of the Sectoral Sanctions
            Identifications List on it are known by the directive that they are subject to.
    """
    names = [SDN_LIST if is_sdn else CONSOLIDATED]
    if is_sdn and _order_of(_OWN_PROGRAMMES[_SSI]) in record.orders and len(set(tags)) > 1:
        names.append(_SSI)
    add_designations(record, [ListEntry(name, tags) for name in names])


def add_designations(record: OfacRecord, entries: Sequence[ListEntry]) -> None:
    """Adds a designation for each list and each programme that belongs to it."""
    named = [entry for entry in entries if entry.list_name != CONSOLIDATED]
    # The Consolidated List is only the file that holds the non-SDN lists.
    if not named:
        named = [part for entry in entries for part in _implied(record, entry)]
    lists = frozenset(entry.list_name for entry in named)
    for entry in named:
        if entry.list_name not in _LISTS:
            record.draft.gathering.unknown(f"list: {entry.list_name}")
        for tag in _programmes_of(entry, lists):
            record.draft.designations.append(_designation(record, entry, tag, lists))


def _programmes_of(entry: ListEntry, lists: frozenset[str]) -> tuple[str, ...]:
    own = _OWN_PROGRAMMES.get(entry.list_name)
    if own is not None:
        found = tuple(tag for tag in entry.programmes if tag.startswith(own))
    else:
        taken = tuple(prefix for name, prefix in _OWN_PROGRAMMES.items() if name in lists)
        found = tuple(tag for tag in entry.programmes if not tag.startswith(taken))
    return found or entry.programmes


def _implied(record: OfacRecord, entry: ListEntry) -> Iterable[ListEntry]:
    """The lists that the programmes of a file stand for which names only the Consolidated List.

    A tag that blocks on the SDN List stands for a menu of lesser sanctions only where the party's
    facts speak of that menu; else the party is on the SDN List as well, and the tag is from there
    (so too where OFAC sees a secondary-sanctions risk from the same order: only blocking has it).
    """
    for tag in unique(entry.programmes):
        names = [name for name, prefix in _OWN_PROGRAMMES.items() if tag.startswith(prefix)]
        if not names:
            names = _menus(record, tag)
        for name in names:
            yield replace(entry, list_name=name, programmes=(tag,))


def _menus(record: OfacRecord, tag: str) -> list[str]:
    if tag.startswith("561"):
        return [_CAPTA]
    order = _order_of(tag)
    if order not in record.orders or order in record.blocking_orders:
        return [SDN_LIST]
    directives = {of.casefold() for _, of, _ in record.list_dates if order in of}
    capta = [_CAPTA] if any(_is_capta(of) for of in directives) else []
    menu = [_MENU] if not capta or any(not _is_capta(of) for of in directives) else []
    return [*capta, *menu]


def _order_of(tag: str) -> str:
    """The executive order's number in a tag ("RUSSIA-EO14024"); "CAATSA" or nothing else."""
    found = _ORDER.search(tag)
    if found:
        return found[0]
    return "CAATSA" if tag.startswith("CAATSA") else ""


def _is_capta(directive: str) -> bool:
    return directive.casefold() == "eo 14024 directive 2"


def _designation(
    record: OfacRecord, entry: ListEntry, tag: str, lists: frozenset[str]
) -> Designation:
    programme = _programme(record, entry.list_name, tag)
    dates = _list_dates(record, entry.list_name, tag)
    listed_on = entry.listed_on or dates.get("listing")
    return Designation(
        programme=programme.key if programme else None,
        programme_as_published=tag,
        authority=programme.authority if programme else record.draft.gathering.title.authority,
        measures=_measures(record, entry, programme, lists),
        legal_basis=_legal_basis(entry, tag) or (programme.legal_basis if programme else None),
        listed_on=listed_on,
        listed_on_basis=DateBasis.FILE if listed_on else DateBasis.UNKNOWN,
        effective=dates.get("effective"),
        divest_by=dates.get("purchase/sales for divestment"),
        events=(Event(EventKind.LISTED, listed_on),) if listed_on else (),
        reference_url=f"{_DETAILS}{record.uid}",
    )


def _programme(record: OfacRecord, list_name: str, tag: str) -> Programme | None:
    """The register's programme; off the SDN List the one registered for its lesser effect."""
    spellings = [tag]
    if list_name != SDN_LIST:
        spellings.insert(0, f"{NON_SDN}{tag}")
    if list_name == _CAPTA:
        spellings.insert(0, f"CAPTA {tag}")
    register = record.draft.gathering.options.register
    for spelling in spellings:
        if programme := register.find(PUBLISHER, spelling):
            return programme
    record.draft.gathering.unknown(f"{PROGRAMME}{tag}")
    return None


def _list_dates(record: OfacRecord, list_name: str, tag: str) -> dict[str, PartialDate]:
    """The dates that OFAC ties to this programme and list; the earliest of each."""
    dates: dict[str, PartialDate] = {}
    if list_name == SDN_LIST:
        return dates
    for what, of, date in record.list_dates:
        is_of_tag = _order_of(of) == _order_of(tag) if _order_of(of) else of.upper() in tag
        is_of_list = list_name not in (_CAPTA, _MENU) or _is_capta(of) == (list_name == _CAPTA)
        if is_of_tag and is_of_list:
            dates[what] = min(date, dates.get(what, date), key=str)
    return dates


def _measures(
    record: OfacRecord, entry: ListEntry, programme: Programme | None, lists: frozenset[str]
) -> tuple[Measure, ...]:
    known = programme.measures if programme else ()
    stated = tuple(_type_measure(record, name) for name in entry.types)
    if entry.list_name == SDN_LIST:
        # Types are the party's, not the list's: where it stands on other lists, they are theirs.
        stated = stated if lists == {SDN_LIST} else (Measure.ASSET_FREEZE,)
        known += stated
    elif not known:
        known = tuple(measure for measure in stated if measure is not Measure.ASSET_FREEZE)
    if record.has_secondary_risk and entry.list_name == SDN_LIST:
        known += (Measure.SECONDARY,)
    return unique(known) or (Measure.OTHER,)


def _type_measure(record: OfacRecord, name: str) -> Measure:
    for beginning, measure in _TYPE_MEASURES:
        if name.startswith(beginning):
            return measure
    record.draft.gathering.unknown(f"sanctions type: {name}")
    return Measure.OTHER


def _legal_basis(entry: ListEntry, tag: str) -> str | None:
    """The bases that name the programme's executive order; else those that name no other's."""
    bases = [basis for basis in unique(entry.legal_bases) if basis != "Unknown"]
    order = _order_of(tag)
    of_tag = [basis for basis in bases if order and order in basis]
    others = {_order_of(other) for other in entry.programmes} - {"", order}
    unclaimed = [basis for basis in bases if not any(other in basis for other in others)]
    return "; ".join(of_tag or unclaimed or bases) or None
