"""OpenSanctions ``targets.nested.json``: one entity a line, with the entities tied to it inside."""

from __future__ import annotations

from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.opensanctions_entity import OPENSANCTIONS
from sanctionscreen.sources.opensanctions_ftm import holds_entities, is_ftm_line, read_listed
from sanctionscreen.sources.tables import NO_END_MARK


class OpensanctionsNested:
    """Reads the listed entities; the listed id is the entity's id."""

    name = "opensanctions-nested"
    title = "OpenSanctions nested JSON"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the lines are FollowTheMoney entities with others inside."""
        return is_ftm_line(file) and holds_entities(file)

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``."""
        file = single(files, self.name)
        gathering = Gathering(OPENSANCTIONS, file, options)
        gathering.notes.append(NO_END_MARK)
        return read_listed(gathering, file, {}, {})


SOURCE = OpensanctionsNested()
