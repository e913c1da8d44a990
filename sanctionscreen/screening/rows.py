"""Rows to outcomes: candidates, comparisons, linked entries, ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.index import ListIndex
from sanctionscreen.match.in_force import party_in_force
from sanctionscreen.match.ofac_score import ofac_score
from sanctionscreen.match.party import NameComparison, PartyMatch, match_party
from sanctionscreen.match.score import score_of, weight_for
from sanctionscreen.model import (
    Band,
    Counterparty,
    Hit,
    HitStatus,
    ListedParty,
    NameType,
    Outcome,
    PartialDate,
    RejectedRow,
    RowOutcome,
)
from sanctionscreen.screening.comparing import ComparedNames, compare_names
from sanctionscreen.settings import ScreenSettings

ROWS_AT_ONCE = 2_000
"""More find their candidates hardly faster, and take more memory."""
NOTHING_TO_COMPARE = "the name holds nothing that can be compared"


def iter_outcomes(
    rows: Iterable[Counterparty | RejectedRow],
    index: ListIndex,
    settings: ScreenSettings,
    *,
    as_of: PartialDate | None = None,
) -> Iterator[RowOutcome]:
    """Screens rows, some at once: as many outcomes as rows, in their order."""
    for some in in_batches(rows, ROWS_AT_ONCE):
        comparable = [row for row in some if isinstance(row, Counterparty)]
        outcomes = iter(screen_rows(comparable, index, settings, as_of=as_of))
        for row in some:
            yield _rejected(row) if isinstance(row, RejectedRow) else next(outcomes)


def in_batches(
    rows: Iterable[Counterparty | RejectedRow], size: int
) -> Iterator[list[Counterparty | RejectedRow]]:
    """Rows in batches; where reading breaks off, what was read before comes first."""
    some: list[Counterparty | RejectedRow] = []
    try:
        for row in rows:
            some.append(row)
            if len(some) == size:
                yield some
                some = []
    except SanctionscreenError:
        yield some
        raise
    yield some


def _rejected(row: RejectedRow) -> RowOutcome:
    return RowOutcome(row.row, row.line, row.id, row.query, Outcome.NOT_SCREENED, row.reason)


def screen_rows(
    rows: Sequence[Counterparty],
    index: ListIndex,
    settings: ScreenSettings,
    *,
    as_of: PartialDate | None = None,
) -> list[RowOutcome]:
    """Screens counterparties at once: what would be found one by one, in less time."""
    names = compare_names(rows, index, settings, is_in_force=as_of is None)
    return [
        _screen_row(row, compared, index, settings, as_of)
        for row, compared in zip(rows, names, strict=True)
    ]


def screen_row(
    row: Counterparty,
    index: ListIndex,
    settings: ScreenSettings,
    *,
    as_of: PartialDate | None = None,
) -> RowOutcome:
    """Screens one counterparty; the outcome is ``not-screened`` where nothing can be compared."""
    return screen_rows([row], index, settings, as_of=as_of)[0]


def _screen_row(
    row: Counterparty,
    compared: ComparedNames,
    index: ListIndex,
    settings: ScreenSettings,
    as_of: PartialDate | None,
) -> RowOutcome:
    warnings = tuple([item.message for item in row.warnings]) if row.warnings else ()
    if compared.is_comparable and not compared.by_party and not row.identifiers:
        # Most rows, and soon done.
        return RowOutcome(row.row, row.line, row.id, row.query, Outcome.CLEAR, warnings=warnings)
    found = _matches(row, compared.by_party, index, settings, as_of)
    is_comparable = compared.is_comparable or bool(row.identifiers)
    if not is_comparable and not found:
        return RowOutcome(
            row.row, row.line, row.id, row.query, Outcome.NOT_SCREENED, NOTHING_TO_COMPARE,
            warnings=warnings,
        )  # fmt: skip
    shown = [match for match in found if match.best.is_shown]
    discounted = [match for match in found if not match.best.is_shown]
    hits = _ranked(row, shown, settings, HitStatus.OPEN)
    return RowOutcome(
        row.row,
        row.line,
        row.id,
        row.query,
        Outcome.HIT if hits else Outcome.CLEAR,
        hits=hits,
        discounted=_ranked(row, discounted, settings, HitStatus.DISCOUNTED),
        warnings=warnings,
    )


@dataclass(frozen=True, slots=True)
class _Linked:
    """The best match among linked entries, and all of them: those that match first, best first."""

    best: PartyMatch
    entries: tuple[ListedParty, ...]


def _matches(
    row: Counterparty,
    compared: Mapping[int, list[NameComparison]],
    index: ListIndex,
    settings: ScreenSettings,
    as_of: PartialDate | None,
) -> list[_Linked]:
    parties = set(compared)
    for value in row.identifiers:
        parties.update(index.with_identifier(value))
    by_group: dict[int, list[PartyMatch]] = defaultdict(list)
    for number in sorted(parties):
        party = party_in_force(index.party_at(number), as_of)
        if party is None:
            continue
        group = index.group_of(number)
        linked = entries_in_force(index, group, as_of)
        match = match_party(row, party, compared.get(number, ()), settings, linked)
        if match is not None and (
            match.is_shown or match.name_weight >= weight_for(settings.threshold_for(linked))
        ):
            by_group[group].append(match)
    return [_linked(group, found, index, as_of) for group, found in by_group.items()]


def _match_order(match: PartyMatch) -> tuple[bool, bool, int, bool, int, bool, str]:
    """Best first: of equal weights the one with less against it, then a primary name."""
    return (
        not match.is_shown,
        match.is_weak_only,
        -match.weight,
        match.matched.type is NameType.WEAK,
        sum(item.weight < 0 for item in match.evidence),
        match.matched.type is not NameType.PRIMARY,
        match.party.listed_id,
    )


def entries_in_force(
    index: ListIndex, group: int, as_of: PartialDate | None
) -> tuple[ListedParty, ...]:
    """All linked entries of one party that are in force."""
    entries = (
        party_in_force(index.party_at(number), as_of) for number in index.group_members(group)
    )
    return tuple(entry for entry in entries if entry is not None)


def _linked(
    group: int, found: list[PartyMatch], index: ListIndex, as_of: PartialDate | None
) -> _Linked:
    found = sorted(found, key=_match_order)
    entries = {match.party.listed_id: match.party for match in found}
    for party in entries_in_force(index, group, as_of):
        entries.setdefault(party.listed_id, party)
    return _Linked(found[0], tuple(entries.values()))


def _ranked(
    row: Counterparty, found: list[_Linked], settings: ScreenSettings, status: HitStatus
) -> tuple[Hit, ...]:
    ordered = sorted(found, key=lambda linked: _match_order(linked.best))
    return tuple(_hit(row, linked, settings, status) for linked in ordered[: settings.max_hits])


def _hit(row: Counterparty, linked: _Linked, settings: ScreenSettings, status: HitStatus) -> Hit:
    match = linked.best
    score = score_of(match.weight)
    return Hit(
        row=row.row,
        line=row.line,
        counterparty_id=row.id,
        query=row.query,
        score=score,
        match_weight=match.weight,
        band=Band.WEAK if match.is_weak_only else settings.band(score),
        matched_name=match.matched.text,
        matched_name_type=match.matched.type,
        entries=linked.entries,
        evidence=match.evidence,
        ofac_score=ofac_score(row.query, match.matched.text) if row.query else None,
        status=status,
    )
