"""Switzerland's consolidated list of sanctioned persons, companies and objects (SECO), XML."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.errors import ListFormatError
from sanctionscreen.fields.dates import DateOrder, parse_date
from sanctionscreen.model import Event, EventKind, Kind
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.ch_seco_target import (
    Context,
    read_designations,
    read_identity,
    read_texts,
)
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.xmlfields import attribute, count_unknown, text_at, texts_at
from sanctionscreen.sources.xmlstream import XmlRecord, root_of, stream_records

_LIST = ListTitle(
    id="ch-seco",
    title="Switzerland: consolidated list of sanctioned individuals, entities and objects",
    authority="Switzerland (SECO)",
    url="https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos.html",
)
_ROOT = "swiss-sanctions-list"
_OBJECTS = {"vessel": Kind.VESSEL, "aircraft": Kind.AIRCRAFT}
_EVENTS = {
    "listed": EventKind.LISTED,
    "amended": EventKind.AMENDED,
    "de-listed": EventKind.DELISTED,
}
_IDENTITY = {
    "": "ssid main",
    "/name": "ssid name-type quality lang",
    "/name/name-part": "order name-part-type",
    "/name/name-part/value": "",
    "/name/name-part/spelling-variant": "lang script spelling-variant-type",
    "/nationality": "ssid",
    "/nationality/country": "iso-code",
    "/day-month-year": "ssid day month year calendar quality",
    "/place-of-birth": "ssid place-id quality",
    "/address": "ssid place-id quality main",
    "/identification-document": "ssid document-type",
    "/identification-document/issuer": "code",
}
_IDENTITY_TEXTS = {
    "/address": "c-o address-details p-o-box zip-code remark",
    "/identification-document": "number date-of-issue expiry-date place-of-issue remark",
}


def _known_paths() -> frozenset[str]:
    paths = {"target@ssid", "target/sanctions-set-id", "target/foreign-identifier"}
    # What an amendment added or removed: the target itself shows the result.
    paths |= {"target/modification", "target/modification@modification-type"}
    dates = ("enactment-date", "publication-date", "effective-date")
    paths |= {f"target/modification@{name}" for name in dates}
    paths |= {"target/individual@sex", "target/object@object-type"}
    for subject in ("target/individual", "target/entity", "target/object"):
        paths.add(subject)
        for name in ("justification", "other-information", "relation"):
            paths |= {f"{subject}/{name}", f"{subject}/{name}@ssid"}
        paths |= {f"{subject}/relation@{name}" for name in ("target-id", "relation-type")}
        paths.add(f"{subject}/relation/remark")
        for path, names in _IDENTITY.items():
            paths.add(f"{subject}/identity{path}")
            paths |= {f"{subject}/identity{path}@{name}" for name in names.split()}
        for path, names in _IDENTITY_TEXTS.items():
            paths |= {f"{subject}/identity{path}/{name}" for name in names.split()}
    return frozenset(paths)


_KNOWN = _known_paths()


class ChSecoXml:
    """Reads the whole list; the listed id is the target's ssid."""

    name = "ch-seco-xml"
    title = "Switzerland SECO XML"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the root element is SECO's."""
        root = root_of(file)
        return root is not None and root.tag == _ROOT

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        root = root_of(file)
        kind = attribute(root, "list-type")
        if kind != "whole-list":
            raise ListFormatError(
                f"the file holds a part of the list only (list-type '{kind}')",
                path=file.path,
                hint="Fetch the whole list (list-type 'whole-list')",
            )
        gathering = Gathering(_LIST, file, options)
        # Targets refer to places that stand behind them, so that the file is read twice.
        context = _read_context(file, gathering)
        delisted = sum(
            not _read_target(gathering, context, record)
            for record in stream_records(file, (_ROOT,))
            if record.element.tag == "target"
        )
        if delisted:
            gathering.notes.append(f"{delisted} de-listed targets of the file are left out")
        published = parse_date(attribute(root, "date"))
        return gathering.finish(published.span.earliest if published else None)


def _read_context(file: SourceFile, gathering: Gathering) -> Context:
    context = Context()
    for record in stream_records(file, (_ROOT,)):
        element = record.element
        if element.tag == "sanctions-program":
            key, title = _english(element, "program-key"), _english(element, "program-name")
            for entry in element.iterfind("sanctions-set"):
                if attribute(entry, "lang") in ("eng", ""):
                    text = " ".join((entry.text or "").split())
                    context.sets[attribute(entry, "ssid")] = (key, title, text)
        elif element.tag == "place":
            parts = (*texts_at(element, "location"), *texts_at(element, "area"))
            country = text_at(element, "country")
            context.places[attribute(element, "ssid")] = (", ".join(parts), country)
        elif element.tag != "target":
            gathering.unknown(f"element: {_ROOT}/{element.tag}")
    return context


def _english(element: Element, tag: str) -> str:
    texts = {attribute(e, "lang"): " ".join((e.text or "").split()) for e in element.iterfind(tag)}
    return texts.get("eng") or next(iter(texts.values()), "")


def _read_target(gathering: Gathering, context: Context, record: XmlRecord) -> bool:
    """Reads a target; False where it is de-listed."""
    element = record.element
    for modification in element.iterfind("modification"):
        # Kept: the dates. The parts of an amendment are in the target as it now is.
        modification[:] = []
    count_unknown(gathering, element, _KNOWN)
    subject = next((c for c in element if c.tag in ("individual", "entity", "object")), None)
    key = attribute(element, "ssid")
    if subject is None or not key:
        gathering.problem("no individual, entity or object", line=record.line, record=key or None)
        return True
    draft = Draft(gathering, key, _kind(gathering, subject))
    events = _events(draft, element)
    if events and events[-1].kind is EventKind.DELISTED:
        return False
    draft.add_gender(attribute(subject, "sex"))
    for identity in subject.iterfind("identity"):
        read_identity(draft, context, identity)
    read_texts(draft, subject)
    for relation in subject.iterfind("relation"):
        target = attribute(relation, "target-id")
        draft.add_link(
            attribute(relation, "relation-type"),
            text_at(relation, "remark") or target,
            f"{gathering.list_id}:{target}" if target else None,
        )
    read_designations(draft, context, element, events)
    draft.finish(line=record.line)
    return True


def _kind(gathering: Gathering, subject: Element) -> Kind:
    if subject.tag != "object":
        return Kind.PERSON if subject.tag == "individual" else Kind.ORGANISATION
    text = attribute(subject, "object-type")
    if text not in _OBJECTS:
        gathering.unknown(f"type of object: {text or '(none)'}")
    return _OBJECTS.get(text, Kind.UNKNOWN)


def _events(draft: Draft, element: Element) -> tuple[Event, ...]:
    """The dated events, oldest first; on one day a listing stands behind a de-listing."""
    events: list[Event] = []
    for modification in element.iterfind("modification"):
        kind = _EVENTS.get(attribute(modification, "modification-type"))
        if kind is None:
            draft.gathering.unknown(
                f"modification: {attribute(modification, 'modification-type') or '(none)'}"
            )
            continue
        names = ("effective-date", "publication-date", "enactment-date")
        text = next((t for name in names if (t := attribute(modification, name))), "")
        date = draft.date(text, "date of modification", DateOrder.YMD)
        if date:
            events.append(Event(kind, date))
    order = (EventKind.DELISTED, EventKind.AMENDED, EventKind.LISTED)
    events.sort(key=lambda event: (str(event.date), order.index(event.kind)))
    is_listed = False
    for number, event in enumerate(events):
        if event.kind is EventKind.LISTED and is_listed:
            events[number] = Event(EventKind.RELISTED, event.date)
        is_listed = is_listed or event.kind is EventKind.LISTED
    return tuple(events)


SOURCE = ChSecoXml()
