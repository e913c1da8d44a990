"""Designations: the publisher's programme found in the register, measures, dates and events."""

from __future__ import annotations

from collections.abc import Iterable

from sanctionscreen.model import DateBasis, Designation, Event, EventKind, Measure, PartialDate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import unique
from sanctionscreen.sources.notices import PROGRAMME
from sanctionscreen.sources.programmes import Programme, ProgrammeRegister
from sanctionscreen.sources.published_text import clean


def designate(
    draft: Draft,
    publisher: str,
    spelling: str,
    *,
    lookups: tuple[str, ...] = (),
    authority: str = "",
    measures: tuple[Measure, ...] = (),
    otherwise: tuple[Measure, ...] = (Measure.OTHER,),
    legal_basis: str = "",
    place: str = "",
    listed_on: PartialDate | None = None,
    amended: Iterable[PartialDate] = (),
    url: str = "",
) -> None:
    """Adds a designation; a programme that is not in the register is counted and kept.

    Args:
        draft: The party.
        publisher: The register's key of the publisher.
        spelling: The publisher's own name of the programme.
        lookups: Further spellings in the register, asked before ``spelling``.
        authority: Who designated; without it the register's, then the list's.
        measures: What the file states; without it the register's, then ``otherwise``.
        otherwise: What the list does, for programmes that are not in the register.
        legal_basis: As published; without it the register's.
        place: Where in the legal act the party stands.
        listed_on: The listing date in the file.
        amended: Dates of later changes.
        url: The publisher's page about it.
    """
    spelling = clean(spelling)
    programme = _find(draft.gathering.options.register, publisher, (*lookups, spelling))
    if programme is None:
        draft.gathering.unknown(f"{PROGRAMME}{spelling or '(none)'}")
    known = programme.measures if programme else ()
    authority = authority or (programme.authority if programme else "")
    basis = clean(legal_basis) or (programme.legal_basis if programme else None) or ""
    draft.designations.append(
        Designation(
            programme=programme.key if programme else None,
            programme_as_published=spelling,
            authority=authority or draft.gathering.title.authority,
            measures=unique(measures or known or otherwise),
            legal_basis=", ".join(part for part in (basis, place) if part) or None,
            listed_on=listed_on,
            listed_on_basis=DateBasis.FILE if listed_on else DateBasis.UNKNOWN,
            events=_events(listed_on, amended),
            reference_url=clean(url) or None,
        )
    )


def _find(
    register: ProgrammeRegister, publisher: str, spellings: tuple[str, ...]
) -> Programme | None:
    found = (register.find(publisher, spelling) for spelling in spellings)
    return next((programme for programme in found if programme), None)


def _events(listed_on: PartialDate | None, amended: Iterable[PartialDate]) -> tuple[Event, ...]:
    events = [Event(EventKind.LISTED, listed_on)] if listed_on else []
    # The day of listing, repeated as the day of the last change, is no amendment.
    changes = sorted(set(amended) - {listed_on}, key=_day)
    return (*events, *(Event(EventKind.AMENDED, change) for change in changes))


def _day(value: PartialDate) -> tuple[int, int, int]:
    return value.year, value.month or 0, value.day or 0
