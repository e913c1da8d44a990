"""What a screening hands on: evidence, hits, row outcomes, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sanctionscreen.model.listed import Designation, Kind, ListedParty, ListRef, NameType
from sanctionscreen.model.ownership import Ownership


class Band(StrEnum):
    """Ranges of the score, by the settings' limits; ``rank`` orders them, highest first."""

    EXACT = "exact"
    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class Outcome(StrEnum):
    HIT = "hit"
    CLEAR = "clear"
    CLEAR_BY_DECISION = "clear-by-decision"
    NOT_SCREENED = "not-screened"


class HitStatus(StrEnum):
    """OPEN waits for a reviewer; DISCOUNTED fell under the threshold by other fields alone;
    DECIDED is suppressed by a reviewer's decision in force."""

    OPEN = "open"
    DISCOUNTED = "discounted"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against a hit, with the two values compared.

    ``weight`` is in units of 1/64 bit; the weights of a comparison add up to its match weight.
    """

    reason: str
    query_value: str
    listed_value: str
    weight: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A possible match of a counterparty with a listed party.

    Attributes:
        score: 0-100, one decimal; a monotone table of ``match_weight``.
        matched_name: The listed name that the score belongs to, as published.
        entries: The linked entries of the party, best first; the hit speaks of the first.
        decision: What decisions say of it, in words: also one that has lapsed.
        judgement: Of the decision in force; None where there is none.
    """

    row: int
    line: int
    counterparty_id: str | None
    query: str
    score: float
    match_weight: int
    band: Band
    matched_name: str
    matched_name_type: NameType
    entries: tuple[ListedParty, ...]
    evidence: tuple[Evidence, ...]
    ofac_score: int | None = None
    status: HitStatus = HitStatus.OPEN
    decision: str | None = None
    judgement: str | None = None

    @property
    def party(self) -> ListedParty:
        return self.entries[0]

    @property
    def listed_id(self) -> str:
        return self.party.listed_id

    @property
    def list(self) -> str:
        return self.party.list_id

    @property
    def listed_name(self) -> str:
        return self.party.primary_name.text

    @property
    def kind(self) -> Kind:
        return self.party.kind

    @property
    def designations(self) -> tuple[Designation, ...]:
        return tuple(d for entry in self.entries for d in entry.designations)


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row.

    ``reason`` is given for ``not-screened``, and for a row that blocked parties own.

    Attributes:
        decided: Hits that decisions suppress; they are in no other field.
        judged: Field and fingerprint of what a decision on this row judges; given beside hits.
        stated: Field and value of what the row says of itself, for a reviewer; beside hits too.
        ownership: Why blocked parties own it; it is a hit then, with hits of its own or without.
        source: Which of the run's inputs the row is from, counted from 0.
    """

    row: int
    line: int
    counterparty_id: str | None
    query: str
    outcome: Outcome
    reason: str | None = None
    hits: tuple[Hit, ...] = ()
    discounted: tuple[Hit, ...] = ()
    warnings: tuple[str, ...] = ()
    decided: tuple[Hit, ...] = ()
    judged: tuple[tuple[str, str], ...] = ()
    stated: tuple[tuple[str, str], ...] = ()
    ownership: Ownership | None = None
    source: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of evidence between one query name and one listed name.

    ``ofac_note`` says in a sentence why OFAC's own search would answer differently.
    """

    query: str
    listed: str
    score: float
    match_weight: int
    is_hit: bool
    evidence: tuple[Evidence, ...]
    ofac_score: int | None = None
    ofac_note: str | None = None


@dataclass(frozen=True, slots=True)
class ListUse:
    """A list as a run used it.

    Attributes:
        age_days: On the run's day, since it was published or last confirmed.
        confirmed: The day on which it was last found to be its publisher's newest.
    """

    ref: ListRef
    age_days: int | None
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What makes a run repeatable, and (``started``) what may differ between two of them."""

    run_id: str
    tool_version: str
    versions: tuple[tuple[str, str], ...]
    settings_digest: str
    threshold: float
    as_of: str | None
    inputs: tuple[str, ...]
    lists: tuple[ListUse, ...]
    notes: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    started: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a run. ``hits`` counts rows with at least one hit, as the others count rows.

    Attributes:
        known_hits: Rows whose only hits at the gate stand in the baseline.
        decided_hits: Hits (not rows) that decisions suppress.
        gated_discounted: Rows with discounted hits, where the gate fails on those.
        owned: Rows that blocked parties own; each fails the gate.
    """

    rows: int = 0
    hits: int = 0
    clear: int = 0
    clear_by_decision: int = 0
    not_screened: int = 0
    discounted: int = 0
    warnings: int = 0
    gated_hits: int = 0
    known_hits: int = 0
    decided_hits: int = 0
    gated_discounted: int = 0
    owned: int = 0


class VerdictStatus(StrEnum):
    CLEAR = "CLEAR"
    HITS = "HITS"
    INCOMPLETE = "INCOMPLETE"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a run.

    Attributes:
        problems: Why it is not complete.
        notes: What came to light by its end, and changes no exit code.
    """

    status: VerdictStatus
    exit_code: int
    complete: bool
    tally: Tally
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreeningReport:
    """A whole run in memory, as the Python API returns it."""

    run: RunInfo
    outcomes: tuple[RowOutcome, ...]
    verdict: Verdict
