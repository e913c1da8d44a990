"""Every listed name that OFAC's own search would show, in its order, beside what we say of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sanctionscreen.index import ListIndex
from sanctionscreen.match.in_force import party_in_force
from sanctionscreen.match.name import match_names
from sanctionscreen.match.ofac_ranking import OfacNames
from sanctionscreen.match.ofac_score import disagreement
from sanctionscreen.match.party import NameComparison, PartyMatch, match_party
from sanctionscreen.match.score import score_of, weight_for
from sanctionscreen.model import (
    Counterparty,
    Hit,
    ListedName,
    ListedParty,
    NameType,
    PartialDate,
    RowOutcome,
)
from sanctionscreen.screening.rows import entries_in_force, screen_row
from sanctionscreen.settings import ScreenSettings, WeakAliasPolicy


class RankStatus(StrEnum):
    """What our own screening says of the party of a ranked name."""

    OPEN = "open"
    DISCOUNTED = "discounted"
    NO_HIT = "no-hit"


@dataclass(frozen=True, slots=True)
class RankedName:
    """One listed name in a ranking.

    Attributes:
        hit: The comparison with this very name: both scores and the evidence. Whether the party
            is a hit of ours is in ``status``.
        status: Of the party, by whichever of its names.
        note: Why OFAC's search and we disagree, in a sentence.
    """

    hit: Hit
    status: RankStatus
    note: str | None

    @property
    def ofac_score(self) -> int:
        """0-100; 0 also where there was no name to score."""
        return self.hit.ofac_score or 0


@dataclass(frozen=True, slots=True)
class OfacRanking:
    """A ranking beside our own outcome, which alone says whether there is a hit.

    Attributes:
        names: By OFAC-style score, best first: all names that reach the threshold there, and
            our own hits that do not.
    """

    outcome: RowOutcome
    names: tuple[RankedName, ...]


class OfacRanker:
    """An index prepared for ranking, once for many queries."""

    def __init__(self, index: ListIndex) -> None:
        self._index = index
        self._names = OfacNames(index.name_texts())

    def rank(
        self, row: Counterparty, settings: ScreenSettings, *, as_of: PartialDate | None = None
    ) -> OfacRanking:
        """Ranks the listed names for a row's first name; the threshold is OFAC's slider too.

        ``max_hits`` cuts neither the ranking nor our own hits: a party left out of them would
        look like one that only OFAC's search finds.
        """
        index = self._index
        every = replace(settings, max_hits=max(len(index), 1))
        outcome = screen_row(row, index, every, as_of=as_of)
        own = _OwnHits(outcome)
        shown = []
        for number, score in self._names.rank(row.query, minimum=math.ceil(settings.threshold)):
            party = index.party_of_name(number)
            entries = _entries(index, party, as_of)
            if entries:
                match = _match(row, index, number, entries, settings)
                hit = _hit(row, index.listed_name(number), match, entries, score, settings)
                shown.append(_ranked(hit, match, own, settings))
        return OfacRanking(outcome, (*shown, *own.not_among(shown, settings)))


class _OwnHits:
    """What our own screening found, by listed id."""

    def __init__(self, outcome: RowOutcome) -> None:
        self._found = [
            *((hit, RankStatus.OPEN) for hit in (*outcome.hits, *outcome.decided)),
            *((hit, RankStatus.DISCOUNTED) for hit in outcome.discounted),
        ]
        self._by_id = {
            entry.listed_id: item for item in reversed(self._found) for entry in item[0].entries
        }

    def of(self, listed_id: str) -> tuple[Hit | None, RankStatus]:
        """The hit on that party, and its status."""
        return self._by_id.get(listed_id, (None, RankStatus.NO_HIT))

    def not_among(
        self, shown: Sequence[RankedName], settings: ScreenSettings
    ) -> Iterator[RankedName]:
        """Hits of which OFAC's search would show no name, by OFAC-style score."""
        ids = {entry.listed_id for ranked in shown for entry in ranked.hit.entries}
        left = [item for item in self._found if item[0].listed_id not in ids]
        for hit, status in sorted(left, key=lambda item: -(item[0].ofac_score or 0)):
            yield RankedName(hit, status, _disagreement(hit, settings))


def _entries(index: ListIndex, number: int, as_of: PartialDate | None) -> tuple[ListedParty, ...]:
    """A party in force with its linked entries, itself first; none where it is not in force."""
    party = party_in_force(index.party_at(number), as_of)
    if party is None:
        return ()
    linked = entries_in_force(index, index.group_of(number), as_of)
    return (party, *(entry for entry in linked if entry.listed_id != party.listed_id))


def _match(
    row: Counterparty,
    index: ListIndex,
    number: int,
    entries: Sequence[ListedParty],
    settings: ScreenSettings,
) -> PartyMatch | None:
    """The row against one listed name, a weak alias counting as any other name does."""
    full = replace(settings, weak_aliases=WeakAliasPolicy.FULL, list_weak_aliases=())
    listed = index.prepared(number)
    compared = [
        NameComparison(
            name,
            index.listed_name(number),
            match_names(query, listed, index.preparer),
        )
        for name in row.names
        if (query := index.preparer.prepare(name.text, is_person=listed.is_person)) is not None
    ]
    return match_party(row, entries[0], compared, full, entries)


def _hit(
    row: Counterparty,
    name: ListedName,
    match: PartyMatch | None,
    entries: tuple[ListedParty, ...],
    ofac: int,
    settings: ScreenSettings,
) -> Hit:
    weight = 0 if match is None else match.weight
    score = score_of(weight)
    return Hit(
        row=row.row,
        line=row.line,
        counterparty_id=row.id,
        query=row.query,
        score=score,
        match_weight=weight,
        band=settings.band(score),
        matched_name=name.text,
        matched_name_type=name.type,
        entries=entries,
        evidence=() if match is None else match.evidence,
        ofac_score=ofac,
    )


def _ranked(
    hit: Hit, match: PartyMatch | None, own: _OwnHits, settings: ScreenSettings
) -> RankedName:
    best, status = own.of(hit.listed_id)
    is_hit = match is not None and match.is_shown
    if best is not None and status is RankStatus.OPEN and not is_hit:
        note = f"The party is a hit here by another name: {best.matched_name} ({best.score:.1f})."
    elif match is not None and not is_hit and _is_discounted(hit, match, settings):
        note = "The name alone is a possible match here; other fields put it under the threshold."
    elif status is RankStatus.NO_HIT and is_hit and hit.matched_name_type is NameType.WEAK:
        note = "It is a weak alias, which makes no hit by itself under these settings."
    else:
        return RankedName(hit, status, _disagreement(hit, settings))
    return RankedName(hit, status, note)


def _is_discounted(hit: Hit, match: PartyMatch, settings: ScreenSettings) -> bool:
    return match.name_weight >= weight_for(settings.threshold_for(hit.entries))


def _disagreement(hit: Hit, settings: ScreenSettings) -> str | None:
    ofac = hit.ofac_score or 0
    return disagreement(hit.query, hit.matched_name, ofac, hit.score, settings.threshold)
