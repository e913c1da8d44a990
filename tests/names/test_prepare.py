"""Tokens with roles and weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.model import Kind
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import PreparedName, Preparer, Role
from sanctionscreen.names.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def preparer() -> Preparer:
    """The shipped vocabulary and tables."""
    return Preparer(load_vocabulary(), load_frequencies())


def roles(name: PreparedName | None) -> dict[str, Role]:
    """Token to role."""
    assert name is not None
    return {token.text: token.role for token in name.tokens}


def test_organisation_words_have_their_roles(preparer: Preparer) -> None:
    """Legal forms, generic words, places and numbers are told from distinctive words."""
    found = roles(preparer.prepare("Zarooni Trading Company of Iran 12 LLC", is_person=False))
    assert found["zarooni"] is Role.NAME
    assert found["trading"] is Role.GENERIC
    assert found["iran"] is Role.PLACE
    assert found["12"] is Role.NUMBER
    assert found["llc"] is Role.LEGAL_FORM
    assert found["of"] is Role.PARTICLE


def test_person_words_have_their_roles(preparer: Preparer) -> None:
    """Titles, particles, initials and patronymics are told from names."""
    found = roles(preparer.prepare("Dr. Ivan P. bin Petrovich Khalid", is_person=True))
    assert found["dr"] is Role.TITLE
    assert found["p"] is Role.INITIAL
    assert found["bin"] is Role.PARTICLE
    assert found["petrovich"] is Role.PATRONYMIC
    assert found["khalid"] is Role.NAME


def test_forms_and_places_of_several_words_are_one_token(preparer: Preparer) -> None:
    """The longest legal form counts as one, however long, and so does a place."""
    text = (
        "Federal State Budgetary Educational Institution of Higher Professional Education "
        "Vympel Hong Kong Limited"
    )
    name = preparer.prepare(text, is_person=False)
    assert name is not None
    assert [token.role for token in name.tokens] == [
        Role.LEGAL_FORM, Role.NAME, Role.PLACE, Role.LEGAL_FORM, Role.BEGINNING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Marina Sokolova", True),
        ("Islam Khalilov", True),
        ("Marina Trading", False),
        ("Marina Islam Gold", False),
        ("Vympel LLC", False),
    ],
)
def test_one_word_that_is_a_name_too_tells_no_organisation(
    preparer: Preparer, text: str, is_person: bool
) -> None:
    """Of a party of unknown kind, a business word that people are called tells with a second."""
    assert preparer.is_person(Kind.UNKNOWN, text) is is_person


@pytest.mark.parametrize("text", ["A-B-C Company", "11420 Corp", "U Ko", "Bin Al", "LLC", "Dr."])
def test_preparation_never_empties_a_name(preparer: Preparer, text: str) -> None:
    """A name of nothing but generic words, titles or particles keeps something to compare."""
    for is_person in (True, False):
        name = preparer.prepare(text, is_person=is_person)
        assert name is not None
        assert any(token.role in {Role.NAME, Role.NUMBER, Role.GENERIC, Role.SOFT_TITLE}
                   for token in name.tokens)  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "---", "???", "…"])
def test_nothing_left_is_none(preparer: Preparer, text: str) -> None:
    """A text without a letter or digit gives None, never an empty name."""
    assert preparer.prepare(text, is_person=True) is None


def test_numbers_and_legal_forms_get_one_spelling(preparer: Preparer) -> None:
    """ "Twelfth" is 12, and a spelled-out legal form is its abbreviation."""
    one = preparer.prepare("Twelfth Fleet limited liability company", is_person=False)
    other = preparer.prepare("12 Fleet L.L.C.", is_person=False)
    assert one is not None
    assert other is not None
    words = [t.text for t in one.tokens if t.role is not Role.BEGINNING]
    assert words == [t.text for t in other.tokens]


def test_a_long_organisations_name_keeps_its_first_letters(preparer: Preparer) -> None:
    """A name cut at the width of a field has a token in common with the whole one."""
    whole = preparer.prepare("Obshchestvo Severnaya Verf Peterburg", is_person=False)
    cut = preparer.prepare("Obshchestvo Severnaya Verf Pete", is_person=False)
    person = preparer.prepare("Obshchestvo Severnaya Verf Peterburg", is_person=True)
    assert whole is not None
    assert cut is not None
    assert person is not None
    assert whole.tokens[-1].role is Role.BEGINNING
    assert whole.tokens[-1].form == cut.tokens[-1].form
    assert person.tokens[-1].role is Role.NAME


def test_rare_tokens_weigh_more_than_common_ones(preparer: Preparer) -> None:
    """Agreement on a rare name says more than on a common one."""
    rare, common = preparer.form("hettiarachchi"), preparer.form("mohammed")
    assert rare.weight > common.weight + 64


def test_unknown_kind_is_read_by_its_words(preparer: Preparer) -> None:
    """A party of unknown kind is a person unless its name holds a company's words."""
    assert preparer.is_person(Kind.UNKNOWN, "Ivan Petrov")
    assert not preparer.is_person(Kind.UNKNOWN, "Petrov Trading LLC")
    assert not preparer.is_person(Kind.VESSEL, "Ivan Petrov")


def test_chinese_words_are_cut_out_of_unspaced_text(preparer: Preparer) -> None:
    """A legal form inside a Chinese name is recognised, so that only the name is left."""
    name = preparer.prepare("上海弘漫有限公司", is_person=False)
    assert name is not None
    assert Role.LEGAL_FORM in {token.role for token in name.tokens}
    assert Role.PLACE in {token.role for token in name.tokens}


def test_vocabulary_survives_its_compiled_form() -> None:
    """What an index carries is the vocabulary it was made with."""
    vocabulary = load_vocabulary()
    assert Vocabulary.from_json(vocabulary.to_json()) == vocabulary


@given(st.text(min_size=1))
def test_weights_are_never_negative(text: str) -> None:
    """No token of any name weighs less than nothing: the bound rests on it."""
    preparer = Preparer(load_vocabulary(), load_frequencies())
    for is_person in (True, False):
        name = preparer.prepare(text, is_person=is_person)
        assert name is None or all(token.weight >= 0 for token in name.tokens)


def test_names_foreseen_are_prepared_as_one_by_one(preparer: Preparer) -> None:
    """Many names at once are what each is by itself, in every script and in both readings."""
    texts = (
        "Ivan Petrovich Sidorov", "Dr. y al Khalid", "A-B-C Trading Co. Ltd", "Ünal Straße 12",
        "上海弘漫有限公司", "ﾀｲﾏｰ・ﾊﾞﾝｸ有限会社", "김정은", "محمد علي", "Luanda I", "ref 4471",
        "Federal State Budgetary Educational Institution Vympel", "Limited Liability Companyrimera",
    )  # fmt: skip
    alone = Preparer(load_vocabulary(), load_frequencies())
    preparer.foresee(texts)
    for text in texts:
        for is_person in (True, False):
            foreseen = preparer.prepare(text, is_person=is_person)
            single = alone.prepare(text, is_person=is_person)
            assert foreseen is not None
            assert single is not None
            assert foreseen.tokens == single.tokens
            assert foreseen.may_be_person == single.may_be_person
