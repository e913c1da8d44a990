"""OpenSanctions ``entities.ftm.json``: one FollowTheMoney entity a line."""

from __future__ import annotations

from collections import Counter

from sanctionscreen.fields.dates import parse_date
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.json_text import member, read_json_lines, text_of, texts_of
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.opensanctions_entity import (
    KINDS,
    OPENSANCTIONS,
    is_listed,
    read_entity,
)
from sanctionscreen.sources.tables import NO_END_MARK


class OpensanctionsFtm:
    """Reads the listed entities; the listed id is the entity's id."""

    name = "opensanctions-ftm"
    title = "OpenSanctions FtM JSON"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line is a FollowTheMoney entity that holds no other entity."""
        return is_ftm_line(file) and not holds_entities(file)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. Sanctions and addresses are lines of their
        own, so that the file is read twice.
        """
        file = single(files, self.name)
        gathering = Gathering(OPENSANCTIONS, file, options)
        gathering.notes.append(NO_END_MARK)
        sanctions: dict[str, list[object]] = {}
        addresses: dict[str, str] = {}
        for _, entity in read_json_lines(file.path):
            properties = entity.get("properties")
            if entity.get("schema") == "Sanction":
                for key in texts_of(member(properties, "entity")):
                    sanctions.setdefault(key, []).append(properties)
            elif entity.get("schema") == "Address":
                addresses[text_of(entity.get("id"))] = text_of(entity.get("caption"))
        return read_listed(gathering, file, sanctions, addresses)


def is_ftm_line(file: SourceFile) -> bool:
    """Whether the first line begins as a FollowTheMoney entity does."""
    line = file.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    members = (b'"id"', b'"schema"', b'"properties"')
    return line.startswith(b"{") and all(name in line for name in members)


def holds_entities(file: SourceFile) -> bool:
    """Whether entities stand inside the properties of the entities that a recogniser sees."""
    lines = file.head.split(b"\n")[:-1] or [file.head]
    return any(line.count(b'"schema"') > 1 for line in lines)


def read_listed(
    gathering: Gathering,
    file: SourceFile,
    sanctions: dict[str, list[object]],
    addresses: dict[str, str],
) -> ParsedList:
    """Reads the listed entities; what is not listed itself is left out and counted in a note."""
    left_out: Counter[str] = Counter()
    seen: list[PartialDate] = []
    for line, entity in read_json_lines(file.path):
        schema = text_of(entity.get("schema"))
        if not is_listed(entity):
            left_out[schema] += 1
            continue
        if schema not in KINDS:
            gathering.unknown(f"listed entity of the schema: {schema}")
        key, properties = text_of(entity.get("id")), entity.get("properties")
        entries = member(properties, "addressEntity")
        own = [addresses.get(text, "") for text in texts_of(entries)]
        inner = member(properties, "sanctions")
        inner_list = inner if isinstance(inner, list) else []
        nested = [member(item, "properties") for item in inner_list if isinstance(item, dict)]
        if isinstance(entries, list):
            own += [text_of(member(entry, "caption")) for entry in entries]
        read_entity(gathering, entity, [*sanctions.get(key, ()), *nested], own, line)
        parsed = parse_date(text_of(entity.get("last_seen")))
        seen += [parsed.span.earliest] if parsed else []
    for schema, count in sorted(left_out.items()):
        gathering.notes.append(f"{count} entities of the schema {schema} are not listed: left out")
    return gathering.finish(max(seen, key=str, default=None))


SOURCE = OpensanctionsFtm()
