"""One party of OFAC's advanced XML: its names and features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from sanctionscreen.model import Kind, Location
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.ofac_dates import ofac_text
from sanctionscreen.sources.ofac_elements import Document, count_unknown_tags, read_period
from sanctionscreen.sources.ofac_labels import plain_label
from sanctionscreen.sources.ofac_names import PART_LABELS, listed_name, name_type, script_code
from sanctionscreen.sources.ofac_record import KINDS, OfacRecord
from sanctionscreen.sources.ofac_reference import ReferenceValues, UnreadableRecordError

_TAGS = frozenset(
    (
        "DistinctParty",
        "Comment",
        "Profile",
        "Identity",
        "Alias",
        "DocumentedName",
        "DocumentedNamePart",
        "NamePartValue",
        "NamePartGroups",
        "MasterNamePartGroup",
        "NamePartGroup",
        "Feature",
        "FeatureVersion",
        "IdentityReference",
        "VersionDetail",
        "VersionLocation",
        "DatePeriod",
        "Start",
        "End",
        "From",
        "To",
        "Year",
        "Month",
        "Day",
    )
)
_FALSE = "False"
"""OFAC's reliability of a value that it knows to be wrong."""

_PRIMARY_LATIN = "Primary Latin"


class ProfileReader:
    """Reads parties, with what the file stated before them.

    Args:
        values: The reference values.
        places: The locations by id.
        documents: The documents by the id of their identity; each is taken out as it is used.
    """

    def __init__(
        self,
        values: ReferenceValues,
        places: Mapping[str, tuple[Location, ...]],
        documents: dict[str, list[Document]],
        gathering: Gathering,
    ) -> None:
        self._values = values
        self._places = places
        self._documents = documents
        self._gathering = gathering

    def read(self, element: Element) -> OfacRecord:
        """One ``DistinctParty``.

        Raises:
            UnreadableRecordError: it has no id, profile or name, or refers to what is not there.
        """
        profiles = element.findall("Profile")
        uid = element.get("FixedRef")
        if len(profiles) != 1 or not uid:
            raise UnreadableRecordError(
                f"the party has {len(profiles)} profiles, where 1 is expected"
            )
        count_unknown_tags(self._gathering, element, _TAGS)
        record = OfacRecord(self._gathering, uid, self._kind(profiles[0]))
        for identity in profiles[0].iterfind("Identity"):
            self._add_identity(record, identity)
        if not record.draft.names:
            raise UnreadableRecordError("the party has no name")
        record.make_first_name_primary()
        for feature in profiles[0].iterfind("Feature"):
            label = self._values.text("FeatureType", feature.get("FeatureTypeID"))
            for version in feature.iterfind("FeatureVersion"):
                self._add_feature(record, label, version)
        record.add_comment(element.findtext("Comment") or "")
        return record

    def _kind(self, profile: Element) -> Kind:
        subtype = self._values.element("PartySubType", profile.get("PartySubTypeID"))
        for label in (
            (subtype.text or "").strip(),
            self._values.text("PartyType", subtype.get("PartyTypeID")),
        ):
            if kind := KINDS.get(label.casefold()):
                return kind
        self._gathering.unknown(f"party type: {label}")
        return Kind.UNKNOWN

    def _add_identity(self, record: OfacRecord, identity: Element) -> None:
        groups = {
            group.get("ID", ""): self._values.text("NamePartType", group.get("NamePartTypeID"))
            for group in identity.iter("NamePartGroup")
        }
        is_primary = identity.get("Primary") != "false"
        for alias in identity.iterfind("Alias"):
            self._add_alias(record, alias, groups, is_primary=is_primary)
        for document in self._documents.pop(identity.get("ID", ""), ()):
            record.add_document(
                document.label,
                document.number,
                country=document.country,
                issued=document.issued,
                expires=document.expires,
                note=document.note,
                is_valid=document.is_valid,
            )

    def _add_alias(
        self, record: OfacRecord, alias: Element, groups: Mapping[str, str], *, is_primary: bool
    ) -> None:
        alias_type = self._values.text("AliasType", alias.get("AliasTypeID"))
        is_primary = is_primary and alias.get("Primary") == "true"
        is_weak = alias.get("LowQuality") == "true"
        for name in alias.iterfind("DocumentedName"):
            status = self._values.text("DocNameStatus", name.get("DocNameStatusID"))
            kind = name_type(
                # Its form in another script is a name of the same rank, but not the primary one.
                is_primary=is_primary and status == _PRIMARY_LATIN,
                is_weak=is_weak,
                alias_type=alias_type,
            )
            parts, script = self._parts(name, groups)
            listed = listed_name(parts, kind, script)
            if listed is None:
                self._gathering.unknown("name without text")
            else:
                record.draft.names.append(listed)

    def _parts(
        self, name: Element, groups: Mapping[str, str]
    ) -> tuple[Sequence[tuple[str, str]], str]:
        """The name's parts with OFAC's labels, and its script: that of its first part."""
        parts: list[tuple[str, str]] = []
        script = ""
        for value in name.iter("NamePartValue"):
            label = groups.get(value.get("NamePartGroupID", ""))
            if label is None:
                raise UnreadableRecordError("a part of a name does not say what it is")
            if label not in PART_LABELS:
                self._gathering.unknown(f"name part: {label}")
            text = value.text or ""
            parts.append((label, text))
            if not script:
                script = script_code(self._values.text("Script", value.get("ScriptID")), text)
        return parts, script or "Latn"

    def _add_feature(self, record: OfacRecord, label: str, version: Element) -> None:
        note = (version.findtext("Comment") or "").strip()
        places = self._places_of(version)
        period = version.find("DatePeriod")
        is_false = self._is_false(version)
        if is_false:
            note = "; ".join(part for part in (note, "OFAC calls this value false") if part)
        if label == "Location":
            record.draft.locations.extend(places)
            record.add_comment(f"Location: {note}" if note else "")
        elif label == "Birthdate" and period is not None:
            span = read_period(period, self._values)
            record.draft.birth_dates.append(span)
            record.add_comment(f"Birthdate {ofac_text(span)}: {note}" if note else "")
        else:
            texts = self._texts(version, places)
            self._add_texts(record, label, texts, note, is_false=is_false)

    def _add_texts(
        self, record: OfacRecord, label: str, texts: list[str], note: str, *, is_false: bool
    ) -> None:
        if not texts:
            self._gathering.unknown(f"feature without a value: {plain_label(label)}")
        for text in texts:
            if is_false:
                # A flag or gender known to be wrong is no evidence; it is kept for reading.
                record.add_comment(f"{plain_label(label)} {text}: {note}")
            elif not record.add_feature(label, text, note):
                self._gathering.unknown(f"feature type: {plain_label(label)}")

    def _texts(self, version: Element, places: Sequence[Location]) -> list[str]:
        """The values of a feature as text, whichever of OFAC's four ways they are stated in."""
        texts = [place.text for place in places]
        for detail in version.iterfind("VersionDetail"):
            reference = detail.get("DetailReferenceID")
            text = self._values.text("DetailReference", reference) if reference else detail.text
            texts.append(" ".join((text or "").split()))
        period = version.find("DatePeriod")
        if period is not None:
            texts.append(ofac_text(read_period(period, self._values)))
        return [text for text in texts if text]

    def _places_of(self, version: Element) -> list[Location]:
        found: list[Location] = []
        for reference in version.iterfind("VersionLocation"):
            places = self._places.get(reference.get("LocationID", ""))
            if places is None:
                # The party itself can still be screened.
                self._gathering.unknown("reference to a location that is not in the file")
                continue
            found.extend(places)
        return found

    def _is_false(self, version: Element) -> bool:
        return self._values.text("Reliability", version.get("ReliabilityID")) == _FALSE
