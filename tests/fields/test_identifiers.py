"""Identifiers: normal form, checksums, agreement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.fields.identifiers import (
    IdentifierAgreement,
    classify,
    compare_identifiers,
    identifiers_agree,
    is_comparable,
    normalise_identifier,
)
from sanctionscreen.model import Identifier, IdentifierType

BITCOIN = "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"
ETHEREUM = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ab-123 456/7", "AB1234567"),
        ("IMO 9187629", "9187629"),
        ("IMO9187629", "9187629"),
        ("IMO No. 9187629", "9187629"),
        ("ИНН: 7707083893", "7707083893"),
        ("Passport No. AB1234567", "AB1234567"),
        ("№ 123456", "123456"),
        ("МС1234567", "MC1234567"),
        ("１２３４５６", "123456"),
        ("SABRRUMMXXX", "SABRRUMM"),
        (BITCOIN, BITCOIN),
        (ETHEREUM, ETHEREUM.lower()),
        ("--", ""),
    ],
)
def test_spellings_of_one_identifier_have_one_form(text: str, normal: str) -> None:
    """Case, separators, labels and look-alike letters fall away; crypto addresses keep case."""
    assert normalise_identifier(text) == normal


@pytest.mark.parametrize(
    ("right", "wrong", "type_"),
    [
        ("9187629", "9187628", IdentifierType.IMO),
        ("529900T8BM49AURSDO55", "529900T8BM49AURSDO56", IdentifierType.LEI),
        ("7707083893", "7707083894", IdentifierType.TAX),
        ("1027700132195", "1027700132196", IdentifierType.REGISTRATION),
        ("91110000600037341L", "91110000600037342L", IdentifierType.REGISTRATION),
        ("DE89 3704 0044 0532 0130 00", "DE88 3704 0044 0532 0130 00", IdentifierType.OTHER),
        ("US0378331005", "US0378331006", IdentifierType.SECURITY),
        ("SABRRUMM", "SABRZZMM", IdentifierType.BIC),
        (BITCOIN, BITCOIN[:20], IdentifierType.CRYPTO),
    ],
)
def test_a_type_is_possible_only_with_its_check_digits(
    right: str, wrong: str, type_: IdentifierType
) -> None:
    """A right number is given the type, and one digit off takes it away."""
    assert type_ in classify(right)
    assert type_ not in classify(wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AB1234567", True),
        ("9187629", True),
        ("SABRRUMM", True),
        (BITCOIN, True),
        ("000000", False),
        ("123456", False),
        ("987654321", False),
        ("N/A", False),
        ("1234", False),
        ("ABCDEFG1", False),
        ("", False),
    ],
)
def test_only_rare_enough_identifiers_are_compared(text: str, expected: bool) -> None:
    """Placeholders and short numbers would agree by chance."""
    assert is_comparable(normalise_identifier(text)) is expected


def test_agreement_needs_equal_values_and_no_type_conflict() -> None:
    """The same number is the same identifier, unless the query says that it is another type."""
    ship = Identifier(IdentifierType.IMO, "IMO 9187629")
    passport = Identifier(IdentifierType.PASSPORT, "9187629")
    assert identifiers_agree("9187629", ship)
    assert identifiers_agree("imo: 9187629", ship)
    assert compare_identifiers("IMO 9187629", passport) is IdentifierAgreement.TYPE_CONFLICT
    assert compare_identifiers("9187630", ship) is IdentifierAgreement.DIFFERENT


def test_tax_and_registration_numbers_may_be_called_either() -> None:
    """Registers use one number for both, so that the label alone is no conflict."""
    listed = Identifier(IdentifierType.REGISTRATION, "7707083893")
    assert identifiers_agree("INN 7707083893", listed)


def test_placeholders_never_agree() -> None:
    """Equal placeholders prove nothing."""
    listed = Identifier(IdentifierType.PASSPORT, "000000")
    assert compare_identifiers("000000", listed) is IdentifierAgreement.NOT_COMPARABLE


@given(st.text(max_size=40))
def test_any_text_has_a_normal_form_without_separators(text: str) -> None:
    """No text makes the functions raise; only letters and digits are left."""
    normal = normalise_identifier(text)
    assert all(char.isalnum() for char in normal)
    classify(text)
    is_comparable(normal)
