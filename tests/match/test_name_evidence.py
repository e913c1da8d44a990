"""What agrees, what is left out, what contradicts: sides of the threshold and order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen import compare
from sanctionscreen.match.score import score_of, weight_for


def reasons(query: str, listed: str, kind: str) -> list[str]:
    """The reasons of a comparison."""
    return [item.reason for item in compare(query, listed, kind=kind).evidence]


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Tofail Mustafa Sarwar", "SORWAR, Tofayel Mustafa", "person"),
        ("Anwar L Khan", "KHAN, Mohammad Anwar Latif", "person"),
        ("Hu Lianhe", "HU LIANHE", "person"),
        ("胡联合", "HU, Lianhe", "person"),
        ("Kang Kwanil", "KANG, Kwan Il", "person"),
        ("Defence Procurement Office", "Office of Defence Procurement", "organisation"),
        ("Huawei Technologies", "HUAWEI TECHNOLOGIES CO., LTD.", "organisation"),
        ("Shanghai Hongman Animation", "SHANGHAI HONGMAN ANIMATION DESIGN STUDIO", "organisation"),
    ],
)  # fmt: skip
def test_plausible_spellings_hit(query: str, listed: str, kind: str) -> None:
    """Spellings, omissions and abbreviations of one name are possible matches."""
    result = compare(query, listed, kind=kind)
    assert result.is_hit, result.evidence


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Carlos Garcia", "GARCIA, Maria", "person"),
        ("Benazir Bhutto", "AHMED, Benazir", "person"),
        ("Kim Min Su", "KIM, Jong Un", "person"),
        ("Shanghai Trading Company", "SHANGHAI HONGMAN ANIMATION DESIGN STUDIO", "organisation"),
        ("Ministry of Finance", "MINISTRY OF DEFENCE", "organisation"),
        ("P-671", "P-672", "aircraft"),
    ],
)
def test_other_parties_stay_clear(query: str, listed: str, kind: str) -> None:
    """Sharing a common word or one name of two does not make a hit."""
    result = compare(query, listed, kind=kind)
    assert not result.is_hit, result.evidence


@pytest.mark.parametrize(
    ("better", "worse", "listed"),
    [
        ("Vladimir Sidorov", "Vladimir Petrovich Sidorov", "SIDOROV, Vladimir Ivanovich"),
        ("Dmitri Ovsyannikov", "Dmitri Ovsynikov", "OVSYANNIKOV, Dmitry Vladimirovich"),
        ("Anwar Latif Khan", "Anwar Rashid Khan", "KHAN, Mohammad Anwar Latif"),
        ("J. Alam", "K. Alam", "ALAM, Jahangir"),
    ],
)
def test_omission_is_cheap_and_contradiction_dear(better: str, worse: str, listed: str) -> None:
    """A part left out scores above one that contradicts, a variant above a misspelling."""
    assert compare(better, listed, "person").score > compare(worse, listed, "person").score


def test_evidence_adds_up() -> None:
    """The weights shown are the match weight, to the last unit."""
    result = compare("Defence Industries Directorate", "DIRECTORATE OF DEFENSE INDUSTRIES")
    assert sum(item.weight for item in result.evidence) == result.match_weight
    assert result.score == score_of(result.match_weight)


def test_reasons_are_named() -> None:
    """Each class of agreement says what it is."""
    assert "romanisation" in reasons("Rywkin Oleg", "RYVKIN, Oleg", "person")
    assert "spelling variant" in reasons("Muhammad Atta", "ATTA, Mohammed", "person")
    assert "another patronymic" in reasons(
        "Vladimir Petrovich Sidorov", "SIDOROV, Vladimir Ivanovich", "person"
    )
    assert "another number" in reasons("Ocean Star 3", "OCEAN STAR 4", "vessel")
    assert "initial" in reasons("V. Putin", "PUTIN, Vladimir", "person")
    assert any(r.startswith("split tokens") for r in reasons("Sense Time", "SENSETIME", "unknown"))


names = st.lists(
    st.sampled_from("ri yong gil shohrat zakir ahmed defense trading llc of 12 maria".split()),
    min_size=1,
    max_size=5,
)  # fmt: skip


@given(names, names, st.sampled_from(["person", "organisation"]))
def test_order_case_and_accents_change_nothing(
    query: list[str], listed: list[str], kind: str
) -> None:
    """A query's score does not depend on case or accents, and a score is within 0-100."""
    plain = compare(" ".join(query), " ".join(listed), kind)
    dressed = compare(" ".join(query).upper().replace("A", "Á"), " ".join(listed), kind)
    assert plain.score == dressed.score
    assert 0 <= plain.score <= 100


@given(st.lists(st.sampled_from(["ri", "yong", "gil", "shohrat", "zakir", "hettiarachchi"]),
                min_size=1, max_size=4, unique=True), st.randoms())  # fmt: skip
def test_an_exact_name_hits_in_any_order(tokens: list[str], random: object) -> None:
    """A listed name, however reordered, is a possible match of itself."""
    shuffled = tokens.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert compare(" ".join(shuffled), " ".join(tokens), "person").is_hit


def test_score_table_is_monotone_and_its_inverse_tight() -> None:
    """More weight never scores less, and the inverse gives the least weight of a score."""
    scores = [score_of(weight) for weight in range(-1000, 2000)]
    assert scores == sorted(scores)
    for score in (50.0, 70.0, 85.0, 97.0, 100.0):
        weight = weight_for(score)
        assert score_of(weight) >= score > score_of(weight - 1)
