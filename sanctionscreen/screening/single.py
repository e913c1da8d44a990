"""Single names: look one up, compare two, explain one against a listed party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sanctionscreen.errors import UsageError
from sanctionscreen.fields.dates import EmbeddedDate, find_embedded_date, locate_embedded_date
from sanctionscreen.index import ListIndex
from sanctionscreen.match.name import match_names
from sanctionscreen.match.ofac_score import disagreement, ofac_score
from sanctionscreen.match.party import NameComparison, match_party
from sanctionscreen.match.score import score_of
from sanctionscreen.model import (
    Comparison,
    Counterparty,
    DateSpan,
    Evidence,
    Kind,
    ListedParty,
    PartialDate,
    QueryName,
    RowOutcome,
    RowWarning,
)
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.screening.rows import NOTHING_TO_COMPARE, entries_in_force, screen_row
from sanctionscreen.settings import ScreenSettings


def query_names(name: str) -> tuple[QueryName, ...]:
    """A typed name, and what is left of it without a birth date typed into it."""
    embedded = find_embedded_date(name)
    names = [name] if embedded is None else [name, embedded[0]]
    return tuple(QueryName(text) for text in names if text.strip())


def single(
    name: str,
    *,
    birth_date: DateSpan | None = None,
    country: str | None = None,
    kind: Kind = Kind.UNKNOWN,
    identifier: str | None = None,
) -> Counterparty:
    """A counterparty of one typed name, for ``lookup`` and ``explain``.

    A date typed into the name of what may be a person counts as the birth date where none is
    given, and a warning says so, as it does for a row of a file. Line 0 is that of no file.
    """
    embedded = locate_embedded_date(name)
    may_have_been_born = kind in (Kind.PERSON, Kind.UNKNOWN)
    is_read = embedded is not None and birth_date is None and may_have_been_born
    dates = (birth_date,) if birth_date else (embedded.parsed.span,) if embedded and is_read else ()
    return Counterparty(
        row=1,
        line=0,
        id=None,
        names=query_names(name),
        kind=kind,
        birth_dates=dates,
        countries=(country,) if country else (),
        identifiers=(identifier,) if identifier else (),
        warnings=_date_warnings(embedded) if embedded and is_read else (),
    )


def _date_warnings(embedded: EmbeddedDate) -> tuple[RowWarning, ...]:
    """How a date in a name was read, and that its day and month could be the other way round."""
    span = embedded.parsed.span
    message = f"there is a date in the name: also screened as {embedded.rest!r}, born {span}"
    found = RowWarning("date-in-name", message)
    if not embedded.parsed.is_ambiguous:
        return (found,)
    doubt = (
        f"day and month of a date could be the other way round; read as {span} "
        "(give the birth date by itself, as YYYY-MM-DD)"
    )
    return (found, RowWarning("ambiguous-date", doubt))


def lookup(
    name: str,
    *,
    index: ListIndex,
    settings: ScreenSettings,
    birth_date: DateSpan | None = None,
    country: str | None = None,
    kind: Kind = Kind.UNKNOWN,
    identifier: str | None = None,
    as_of: PartialDate | None = None,
) -> RowOutcome:
    """Screens one name, or one identifier without a name."""
    row = single(name, birth_date=birth_date, country=country, kind=kind, identifier=identifier)
    return screen_row(row, index, settings, as_of=as_of)


def compare(
    query: str,
    listed: str,
    kind: Kind | str = Kind.UNKNOWN,
    settings: ScreenSettings | None = None,
) -> Comparison:
    """The sum of evidence between two names, without any list.

    Args:
        kind: What the listed side is: person, organisation, vessel, aircraft, unknown.

    Raises:
        UsageError: the kind is unknown, or a name holds nothing to compare.
    """
    settings = settings or ScreenSettings()
    preparer = Preparer(load_vocabulary(), load_frequencies())
    is_person = preparer.is_person(_kind(kind), listed)
    listed_name = preparer.prepare(listed, is_person=is_person)
    prepared = [preparer.prepare(n.text, is_person=is_person) for n in query_names(query)]
    names = [name for name in prepared if name is not None]
    if listed_name is None or not names:
        raise UsageError(NOTHING_TO_COMPARE, hint="Give a name with letters or digits")
    matches = [match_names(name, listed_name, preparer) for name in names]
    best = max(matches, key=lambda match: match.weight)
    return comparison(query, listed, best.evidence, best.weight, settings)


def comparison(
    query: str,
    listed: str,
    evidence: tuple[Evidence, ...],
    weight: int,
    settings: ScreenSettings,
) -> Comparison:
    """A comparison with its score and the side of the threshold that it is on."""
    score = score_of(weight)
    ofac = ofac_score(query, listed)
    note = disagreement(query, listed, ofac, score, settings.threshold)
    is_hit = score >= settings.threshold
    return Comparison(query, listed, score, weight, is_hit, evidence, ofac, note)


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        known = ", ".join(Kind)
        raise UsageError(f"there is no kind {kind!r}", hint=f"Kinds: {known}") from None


def explain(
    query: str,
    listed_id: str,
    *,
    index: ListIndex,
    settings: ScreenSettings,
    birth_date: DateSpan | None = None,
    country: str | None = None,
    kind: Kind = Kind.UNKNOWN,
    identifier: str | None = None,
) -> Comparison:
    """The sum of evidence against one listed party, hit or not.

    Raises:
        UsageError: no loaded list has that id, or there is nothing to compare.
    """
    numbers = index.numbers_of(listed_id)
    if not numbers:
        raise UsageError(
            f"no loaded list has an entry {listed_id}",
            hint="See `sanctionscreen lists show LIST` for the ids of a list",
        )
    row = single(query, birth_date=birth_date, country=country, kind=kind, identifier=identifier)
    party = index.party_at(numbers[0])
    compared = list(_all_comparisons(row, numbers[0], index))
    linked = entries_in_force(index, index.group_of(numbers[0]), None)
    match = match_party(row, party, compared, settings, linked)
    if match is None:
        raise UsageError(NOTHING_TO_COMPARE, hint="Give a name with letters or digits")
    result = comparison(query, match.matched.text, match.evidence, match.weight, settings)
    return replace(result, is_hit=match.is_shown)


def linked_entries(index: ListIndex, listed_id: str) -> tuple[ListedParty, ...]:
    """The entry with this id and those linked with it; none where no list has it."""
    return tuple(
        entry
        for number in index.numbers_of(listed_id)
        for entry in entries_in_force(index, index.group_of(number), None)
    )


def _all_comparisons(row: Counterparty, number: int, index: ListIndex) -> Iterator[NameComparison]:
    for name in row.names:
        for listed in index.names_of(number):
            prepared = index.prepared(listed)
            query = index.preparer.prepare(name.text, is_person=prepared.is_person)
            if query is not None:
                yield NameComparison(
                    name,
                    index.listed_name(listed),
                    match_names(query, prepared, index.preparer),
                )
