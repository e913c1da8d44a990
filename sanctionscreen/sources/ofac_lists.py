"""OFAC's two lists, as each of its formats names them, and the checks they all share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sanctionscreen.errors import ListFormatError
from sanctionscreen.model import PartialDate
from sanctionscreen.sources.base import ParsedList, SourceFile
from sanctionscreen.sources.gathering import Gathering, ListTitle
from sanctionscreen.sources.ofac_record import OfacRecord
from sanctionscreen.sources.opening import sha256_of

PROBLEMS_ALLOWED = 10
"""Unreadable records of a list at most, however long it is: each may be the one that matters."""

NO_DATES = "This format has no listing dates; OFAC's advanced XML has them"

_NON_SDN_TAGS = ("NS-", "CMIC-", "561-", "FSE-")
"""Beginnings of programme tags that only the lists within the Consolidated List have."""

_NON_SDN_SHARE = 20
"""One tag in so many. Parties on both lists bring such tags to the SDN List as well, 1 to 3 in
9,121 to 18,367 parties; of the Consolidated List's 375 to 443 parties, at least 1 in 5 has one."""

_LICENCE = "US government work (public domain)"
_AUTHORITY = "US Treasury (OFAC)"

SDN = ListTitle(
    id="ofac-sdn",
    title="OFAC Specially Designated Nationals and Blocked Persons List",
    authority=_AUTHORITY,
    url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
    licence=_LICENCE,
)
CONS = ListTitle(
    id="ofac-cons",
    title="OFAC Consolidated (non-SDN) Sanctions List",
    authority=_AUTHORITY,
    url="https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList",
    licence=_LICENCE,
)


def finished(
    gathering: Gathering,
    files: Sequence[SourceFile],
    published: PartialDate | None,
    stated: int | None = None,
) -> ParsedList:
    """The list as read, with the digest of all its files.

    Args:
        gathering: With every record of the list.
        files: The first is the one that holds the parties.
        published: The publication date inside the file.
        stated: The number of records that the file itself states.

    Raises:
        ListFormatError: the list is not whole, or too much of it cannot be read.
    """
    parsed = gathering.finish(published, stated)
    if len(parsed.problems) > PROBLEMS_ALLOWED:
        first = parsed.problems[0]
        raise ListFormatError(
            f"{len(parsed.problems)} records cannot be read; "
            f"the first: {first.record or 'unnamed'}: {first.message}",
            path=files[0].path,
            line=first.line,
            hint="The format may have changed: look for a newer version of this tool",
        )
    digest = sha256_of(*(file.path for file in files))
    return replace(parsed, ref=replace(parsed.ref, sha256=digest))


def is_non_sdn(tags: Iterable[str]) -> bool:
    """Whether the programme tags of a file are those of the Consolidated (non-SDN) List.

    The simple and the legacy formats name their list nowhere.
    """
    counts = Counter(tag.startswith(_NON_SDN_TAGS) for tag in tags)
    return counts[True] * _NON_SDN_SHARE > counts.total()


def resolve_links(gathering: Gathering, records: Sequence[OfacRecord]) -> None:
    """Gives ties that state only a name the id of the one party of the list with that name."""
    owners: dict[str, list[OfacRecord]] = {}
    for record in records:
        owners.setdefault(record.primary_text.casefold(), []).append(record)
    for record in records:
        links = record.draft.links
        for position, link in enumerate(links):
            # The full stop that ends the remarks may be the last of the name ("CO., LTD.").
            name = link.name.casefold()
            found = owners.get(name) or owners.get(f"{name}.") or ()
            if len(found) == 1:
                listed_id = f"{gathering.list_id}:{found[0].uid}"
                links[position] = replace(link, listed_id=listed_id, name=found[0].primary_text)
