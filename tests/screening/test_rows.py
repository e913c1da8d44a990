"""Rows to outcomes: hits, discounted hits, linked entries, weak aliases, days."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from sanctionscreen import ScreenSettings, explain, lookup, open_index
from sanctionscreen.errors import UsageError
from sanctionscreen.fields.dates import parse_date
from sanctionscreen.index import ListIndex
from sanctionscreen.model import (
    Band,
    Counterparty,
    DateSpan,
    Kind,
    NameType,
    Outcome,
    PartialDate,
    QueryName,
    RejectedRow,
)
from sanctionscreen.screening import as_of_notes, iter_outcomes
from sanctionscreen.settings import WeakAliasPolicy

SETTINGS = ScreenSettings()


@pytest.fixture(scope="module")
def index() -> ListIndex:
    """The shipped lists, compiled."""
    return open_index()


def born(text: str) -> DateSpan:
    """A birth date."""
    parsed = parse_date(text)
    assert parsed is not None
    return parsed.span


def test_every_listed_name_finds_its_party_first(index: ListIndex) -> None:
    """Each shipped strong name, in another case and order, finds its party among the best."""
    missed = []
    for party in index.parties():
        for name in party.names:
            if name.type is NameType.WEAK:
                continue
            words = name.text.replace(",", " ").split()
            query = " ".join(words[1:] + words[:1]).lower()
            hits = lookup(query, index=index, settings=SETTINGS).hits
            best = [h for h in hits if h.score >= hits[0].score - 10]
            if not any(entry.listed_id == party.listed_id for h in best for entry in h.entries):
                missed.append((query, party.listed_id))
    assert missed == []


def test_rows_in_are_outcomes_out(index: ListIndex) -> None:
    """Each row, screened or rejected, has one outcome, in the order of the rows."""
    rows = [
        Counterparty(1, 2, "a", (QueryName("Sensetime"),)),
        RejectedRow(2, 3, "b", "", "the name is empty"),
        Counterparty(3, 4, "c", (QueryName("???"),)),
        Counterparty(4, 5, "d", (QueryName("Hettie Poppleton"),)),
    ]
    outcomes = list(iter_outcomes(rows, index, SETTINGS))
    assert [(o.row, o.outcome) for o in outcomes] == [
        (1, Outcome.HIT),
        (2, Outcome.NOT_SCREENED),
        (3, Outcome.NOT_SCREENED),
        (4, Outcome.CLEAR),
    ]
    assert all(o.reason for o in outcomes if o.outcome is Outcome.NOT_SCREENED)


def test_conflicting_birth_date_discounts_and_says_so(index: ListIndex) -> None:
    """Another birth date and country take the hit away but keep it visible, with the reasons."""
    same, other = (
        lookup(
            "Maung Ko",
            index=index,
            settings=SETTINGS,
            birth_date=born(day),
            country=country,
            kind=Kind.PERSON,
        )
        for day, country in (("1950-06-17", "MM"), ("1980-03-02", "BR"))
    )
    assert same.hits[0].listed_id.endswith(":34017")
    assert other.outcome is Outcome.CLEAR
    assert other.discounted[0].listed_id.endswith(":34017")
    assert "another birth date" in [e.reason for e in other.discounted[0].evidence]


def test_agreeing_fields_raise_and_never_make_a_hit_of_a_weak_name(index: ListIndex) -> None:
    """A shared birth date raises a hit, and does nothing for a name that does not match."""
    date = born("1964-01-12")
    plain = lookup("Chowdhury Mamun", index=index, settings=SETTINGS)
    dated = lookup("Chowdhury Mamun", index=index, settings=SETTINGS, birth_date=date)
    assert dated.hits[0].match_weight > plain.hits[0].match_weight
    other = lookup("Poppleton Hettie", index=index, settings=SETTINGS, birth_date=date)
    assert other.outcome is Outcome.CLEAR


def test_identifier_stands_without_a_name(index: ListIndex) -> None:
    """A listed passport number is a hit under any name, and without one."""
    for name in ("", "Hettie Poppleton"):
        outcome = lookup(name, index=index, settings=SETTINGS, identifier="DM 005096")
        assert outcome.hits[0].listed_id.endswith(":33973")
        assert outcome.hits[0].evidence[0].reason == "same identifier"


def test_linked_entries_are_one_hit_and_namesakes_two(index: ListIndex) -> None:
    """A publisher's reference joins two entries in one hit; an equal name alone does not."""
    zakir = lookup("Shohrat Zakir", index=index, settings=SETTINGS).hits
    assert {m.label for d in zakir[0].designations for m in d.measures} == {
        "asset freeze (blocking)",
        "entry ban",
    }
    assert [h.listed_id for h in zakir].count(zakir[0].listed_id) == 1
    office = lookup("Quartermaster General Office", index=index, settings=SETTINGS).hits
    assert {h.list for h in office[:3]} == {
        "curated-us-2021-12-10",
        "curated-uk-2021-12-10",
        "curated-ca-2021-12-10",
    }


def test_a_linked_entry_without_a_birth_date_hides_no_conflict(index: ListIndex) -> None:
    """The entry ban gives no birth date; the linked OFAC entry's conflicts for both."""
    plain = lookup("Benazir Ahmed", index=index, settings=SETTINGS)
    other = lookup("Benazir Ahmed", index=index, settings=SETTINGS, birth_date=born("1980-05-01"))
    assert len(plain.hits[0].entries) == 2
    reasons = [e.reason for hit in (*other.hits, *other.discounted) for e in hit.evidence]
    assert reasons.count("another birth date") == 1


def test_weak_alias_policy(index: ListIndex) -> None:
    """An exact weak alias is shown in band weak; the policy takes it away or counts it fully."""
    by_policy = {}
    for policy in WeakAliasPolicy:
        hits = lookup(
            "Defense Products Industries", index=index,
            settings=ScreenSettings(weak_aliases=policy),
        ).hits  # fmt: skip
        by_policy[policy] = [
            h for h in hits if h.listed_id.endswith(":33537") and
            h.matched_name_type is NameType.WEAK
        ]  # fmt: skip
    assert by_policy[WeakAliasPolicy.IGNORE] == []
    assert by_policy[WeakAliasPolicy.FULL][0].band in (Band.STRONG, Band.EXACT)


def test_weak_alias_alone_is_shown_in_band_weak(index: ListIndex) -> None:
    """A weak alias that nothing stronger carries is shown, under the threshold, in band weak."""
    hits = lookup("MEHL", index=index, settings=SETTINGS).hits
    weak = [h for h in hits if h.listed_id.endswith(":31517")]
    assert weak
    assert weak[0].band is Band.WEAK
    assert weak[0].score < SETTINGS.threshold


def test_as_of_screens_what_was_in_force(index: ListIndex) -> None:
    """The day before the designation nobody is found, on the day everybody is."""
    before, day = PartialDate(2021, 12, 9), PartialDate(2021, 12, 10)
    for name in ("Sensetime", "Ri Yong Gil", "Rapid Action Battalion", "Abel Kandiho"):
        assert lookup(name, index=index, settings=SETTINGS, as_of=day).hits, name
        assert not [
            h for h in lookup(name, index=index, settings=SETTINGS, as_of=before).hits
            if "2021-12-10" in h.list
        ], name  # fmt: skip
    assert not lookup("Sensetime", index=index, settings=SETTINGS, as_of=before).hits


def test_a_reconstructed_day_is_noted(index: ListIndex) -> None:
    """A day before a list's date is noted for each list without a complete history."""
    notes = as_of_notes(index, PartialDate(2021, 12, 10))
    assert any(note.startswith("curated-north-korea") for note in notes)
    assert as_of_notes(index, None) == ()


def test_raising_the_threshold_only_removes(index: ListIndex) -> None:
    """Hits at a higher threshold are among those at a lower one, with the same scores."""
    for name in ("Kim Yong Chol", "Myanmar Trading", "Khan Mohammad"):
        found = [
            {h.listed_id: h.score for h in lookup(name, index=index, settings=s).hits}
            for s in (ScreenSettings(threshold=t, max_hits=1000) for t in (50, 60, 70, 80, 95))
        ]
        for lower, higher in pairwise(found):
            assert set(higher.items()) <= set(lower.items())
        assert len(found[0]) > len(found[-1])


def test_adding_a_list_removes_no_hit_and_changes_no_score(index: ListIndex) -> None:
    """What one list gives by itself is still there among all, at the same score."""
    alone = open_index(["curated-us-2021-12-10"])
    for name in ("Ri Yong Gil", "Rapid Action Batalion", "Soin Dmitri"):
        some = lookup(name, index=alone, settings=SETTINGS).hits
        every = {h.listed_id: h.score for h in lookup(name, index=index, settings=SETTINGS).hits}
        assert some
        assert all(every[h.listed_id] == h.score for h in some)


def test_explain_tells_hit_and_non_hit(index: ListIndex) -> None:
    """The sum of evidence is there for any listed party, and an unknown id is a usage error."""
    listed_id = "curated-us-2021-12-10:33936"
    assert explain("Ri Yong Gil", listed_id, index=index, settings=SETTINGS).is_hit
    assert not explain("Hettie Poppleton", listed_id, index=index, settings=SETTINGS).is_hit
    with pytest.raises(UsageError):
        explain("Ri Yong Gil", "curated-us-2021-12-10:1", index=index, settings=SETTINGS)


def test_hits_are_totally_ordered(index: ListIndex) -> None:
    """Equal scores are ordered by match weight and id: the same every time."""
    hits = lookup("Kim Yong", index=index, settings=ScreenSettings(threshold=50)).hits
    order = [(h.band is Band.WEAK, -h.match_weight) for h in hits]
    assert order == sorted(order)
    assert replace(hits[0]) == hits[0]
