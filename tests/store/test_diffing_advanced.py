"""OFAC's files of May 2024 and November 2025 compared, and counted by a second reading of the XML.

The second reading shares no code with the first: it takes every party as all that the file says
of it, texts and resolved references, and knows nothing of what any element means.
"""

from __future__ import annotations

import bz2
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import read_list
from sanctionscreen.store import shipped_register_path
from sanctionscreen.store.diffing import diff_lists

FILES = ("SDN_ADVANCED_2024-05-29.xml.bz2", "SDN_ADVANCED_2025-11-19.xml.bz2")
# The file's own numbers of things, and back references from a place to all that lie in it.
_NUMBERS = frozenset(
    "ID FixedRef ProfileID DeltaAction IdentityID ASO AliasID DocumentedNameID LocationID".split()
)
_SKIPPED = frozenset(
    "ProfileRelationshipReference IDRegDocumentReference FeatureVersionReference "
    "NamePartGroups".split()
)


class SecondReading:
    """All that a file says of each of its parties, by OFAC's number."""

    def __init__(self, path: Path) -> None:
        self.words: dict[tuple[str, str | None], str | None] = {}
        self.places: dict[str | None, object] = {}
        self.groups: dict[str | None, str | None] = {}
        self.names: dict[str | None, str] = {}
        self.identities: dict[str | None, str | None] = {}
        self.said: defaultdict[str | None, list[object]] = defaultdict(list)
        self.documents: list[tuple[str | None, object]] = []
        self.links: list[tuple[str | None, str | None, object]] = []
        parties = set()
        with bz2.open(path) as stream:
            for _, element in Xml.iterparse(stream):
                if _tag(element) == "DistinctParty":
                    parties.add(element.get("FixedRef"))
                if self._take(element):
                    element.clear()
        for identity, document in self.documents:
            self.said[self.identities[identity]].append(("document", document))
        for owner, other, link in self.links:
            self.said[owner].append(("link", other, self.names.get(other), link))
        self.parties = {number: sorted(map(repr, self.said[number])) for number in parties}

    def _take(self, element: Xml.Element) -> bool:
        tag, key = _tag(element), element.get("ID")
        if tag.endswith("Values") and tag != "ReferenceValueSets":
            self.words |= {(_tag(each), each.get("ID")): each.text for each in element}
        elif tag == "Location":
            self.places[key] = self._content(element)
        elif tag == "DistinctParty":
            self._take_party(element)
        elif tag == "SanctionsEntry":
            self.said[element.get("ProfileID")].append(self._content(element))
        elif tag == "IDRegDocument":
            self.documents.append((element.get("IdentityID"), self._content(element)))
        elif tag == "ProfileRelationship":
            ends = (element.get("From-ProfileID"), element.get("To-ProfileID"))
            kinds = [
                self.words.get((a[:-2], v)) for a, v in element.attrib.items() if a[-2:] == "ID"
            ]
            self.links.append((*ends, (kinds, element.get("Former"))))
        else:
            return False
        return True

    def _take_party(self, element: Xml.Element) -> None:
        number = element.get("FixedRef")
        for each in element.iter():
            if _tag(each) == "Identity":
                self.identities[each.get("ID")] = number
            if _tag(each) == "NamePartGroup":
                kind = self.words.get(("NamePartType", each.get("NamePartTypeID")))
                self.groups[each.get("ID")] = kind
            if _tag(each) == "DocumentedName":
                parts = [part.text or "" for part in each.iter() if _tag(part) == "NamePartValue"]
                self.names.setdefault(number, " ".join(parts))
                self.said[number].append(("name", " ".join(parts)))
        self.said[number].append(self._content(element))

    def _content(self, element: Xml.Element) -> list[str]:
        return sorted(map(repr, self._leaves(element, ())))

    def _leaves(self, element: Xml.Element, above: tuple[str, ...]) -> Iterator[object]:
        tag = _tag(element)
        here = (*above, tag)
        if tag == "VersionLocation":
            yield here, self.places.get(element.get("LocationID"))
        elif tag not in _SKIPPED:
            for name, value in element.attrib.items():
                if name == "NamePartGroupID":
                    yield here, self.groups.get(value)
                elif name not in _NUMBERS:
                    yield here, name, self.words.get((name[:-2], value), value)
            yield here, (element.text or "").strip()
            for each in element:
                yield from self._leaves(each, here)


def _tag(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _numbers(parties: Mapping[str | None, object]) -> set[str]:
    return {f"ofac-sdn:{number}" for number in parties}


def test_two_advanced_files_a_second_reading_agrees(shared_lists: Path) -> None:
    """Added, removed and changed are the same parties, one by one, in both readings."""
    options = ReadOptions(load_register(shipped_register_path()))
    paths = [shared_lists / "ofac_sdn" / name for name in FILES]
    diff = diff_lists(*(read_list((path,), options).parties for path in paths))
    old, new = (SecondReading(path).parties for path in paths)
    assert {party.listed_id for party in diff.added} == _numbers(new) - _numbers(old)
    assert {party.listed_id for party in diff.removed} == _numbers(old) - _numbers(new)
    changed = {number for number in old.keys() & new.keys() if old[number] != new[number]}
    assert {party.listed_id for party in diff.changed} == _numbers(dict.fromkeys(changed))
    counts = (len(diff.added), len(diff.removed), len(diff.changed), diff.unchanged)
    assert counts == (4086, 703, 6425, 7856)
