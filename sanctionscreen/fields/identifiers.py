"""Identifiers: one normal form, checksums, and when two of them agree."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from importlib import import_module

from sanctionscreen.fields.countries import is_country_code
from sanctionscreen.model import Identifier, IdentifierType


class IdentifierAgreement(StrEnum):
    """What comparing a query identifier with a listed one shows."""

    EQUAL = "equal"
    TYPE_CONFLICT = "equal, but of another type"
    DIFFERENT = "different"
    NOT_COMPARABLE = "too short or a placeholder"


_LABELS = {
    "IMO": IdentifierType.IMO,
    "MMSI": IdentifierType.MMSI,
    "CALL SIGN": IdentifierType.CALL_SIGN,
    "LEI": IdentifierType.LEI,
    "BIC": IdentifierType.BIC,
    "SWIFT": IdentifierType.BIC,
    "SWIFT/BIC": IdentifierType.BIC,
    "ISIN": IdentifierType.SECURITY,
    "PASSPORT": IdentifierType.PASSPORT,
    "INN": IdentifierType.TAX,
    "ИНН": IdentifierType.TAX,
    "TIN": IdentifierType.TAX,
    "TAX ID": IdentifierType.TAX,
    "VAT": IdentifierType.TAX,
    "OGRN": IdentifierType.REGISTRATION,
    "ОГРН": IdentifierType.REGISTRATION,
    "USCC": IdentifierType.REGISTRATION,
    "IBAN": IdentifierType.OTHER,
    "SSN": IdentifierType.NATIONAL_ID,
    "NATIONAL ID": IdentifierType.NATIONAL_ID,
}
_LABEL = re.compile(
    r"^(?P<label>"
    + "|".join(re.escape(label) for label in sorted(_LABELS, key=len, reverse=True))
    + r")(?:\s*(?:NO|NR|NUMBER|#)\b\.?)?[\s:.#/-]+(?=\S)|^(?P<imo>IMO)(?=\d{7}$)",
    re.IGNORECASE,
)
_HEX_ADDRESS = re.compile(r"^0x[0-9a-f]{40,64}$", re.IGNORECASE)
_BECH32_ADDRESS = re.compile(r"^(?:bc1|tb1|ltc1|addr1|cosmos1)[02-9a-z]{20,110}$", re.IGNORECASE)
_BASE58_ADDRESS = re.compile(r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[1-9A-HJ-NP-Za-km-z]{25,110}$")
_BIC = re.compile(r"^[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
# Letters that look alike: a Belarusian passport is typed "МС" in Cyrillic or "MC" in Latin.
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")
_RUNS = ("0123456789" * 2, "9876543210" * 2)

# python-stdnum module and what a number with its right check digits may be.
_CHECKED = (
    ("imo", (IdentifierType.IMO,)),
    ("lei", (IdentifierType.LEI,)),
    ("isin", (IdentifierType.SECURITY,)),
    ("iban", (IdentifierType.OTHER,)),
    ("cn.uscc", (IdentifierType.REGISTRATION, IdentifierType.TAX)),
    ("cn.ric", (IdentifierType.NATIONAL_ID,)),
    ("ru.inn", (IdentifierType.TAX,)),
    ("ru.ogrn", (IdentifierType.REGISTRATION,)),
    ("ua.edrpou", (IdentifierType.REGISTRATION,)),
    ("ua.rntrc", (IdentifierType.TAX,)),
    ("by.unp", (IdentifierType.TAX,)),
    ("tr.tckimlik", (IdentifierType.NATIONAL_ID,)),
    ("tr.vkn", (IdentifierType.TAX,)),
    ("bitcoin", (IdentifierType.CRYPTO,)),
)
# Types that a file may call each other: a tax number often is the registration number too.
_INTERCHANGEABLE = frozenset(
    {
        IdentifierType.TAX,
        IdentifierType.REGISTRATION,
        IdentifierType.NATIONAL_ID,
        IdentifierType.OTHER,
    }
)


def normalise_identifier(text: str) -> str:
    """The one form in which identifiers are compared and indexed.

    NFKC, upper case, separators and a leading label ("IMO", "INN:", "Passport No.") dropped,
    Cyrillic letters that look Latin made Latin, ``XXX`` of a BIC's head office dropped.
    Crypto addresses keep their case, except hexadecimal and Bech32 ones, in which case carries
    no meaning: these are lower case.

    Returns:
        The normal form; empty where nothing is left.
    """
    cleaned = _cleaned(text)
    label = _LABEL.match(cleaned)
    compact = "".join(c for c in cleaned[label.end() if label else 0 :] if c.isalnum())
    if _HEX_ADDRESS.match(compact) or _BECH32_ADDRESS.match(compact):
        return compact.lower()
    if _BASE58_ADDRESS.match(compact):
        return compact
    upper = compact.upper().translate(_LOOK_ALIKES)
    return upper[:8] if len(upper) == 11 and _is_bic(upper) and upper.endswith("XXX") else upper


def classify(text: str) -> tuple[IdentifierType, ...]:
    """Types an identifier may have: those whose check digits, or exact shape, are right.

    About one in ten random numbers of a right length passes a single check digit, so that this
    is a list of possibilities. Checks are python-stdnum's; a BIC has a shape and a country only.
    """
    value = normalise_identifier(text)
    found: list[IdentifierType] = []
    if _is_crypto(value):
        return (IdentifierType.CRYPTO,)
    if _is_bic(value):
        found.append(IdentifierType.BIC)
    for module, types in _CHECKED:
        if import_module(f"stdnum.{module}").is_valid(value):
            found.extend(types)
    return tuple(dict.fromkeys(found))


def is_comparable(normalised: str) -> bool:
    """Whether a normal form is long and rare enough for equality to mean something.

    At least five characters with at least four digits, not one digit repeated and not a run
    ("00000", "123456"); or a BIC or a crypto address.
    """
    if _is_crypto(normalised) or _is_bic(normalised):
        return True
    digits = [c for c in normalised if c.isdigit()]
    if len(normalised) < 5 or len(digits) < 4 or len(set(digits)) == 1:
        return False
    return not any(normalised in run for run in _RUNS)


def compare_identifiers(query: str, listed: Identifier) -> IdentifierAgreement:
    """Compares a query identifier, with its label where it has one, with a listed one.

    The issuing country is no part of it: a counterparty's country is where it lives, not who
    issued the document, and is evidence of its own.
    """
    value = normalise_identifier(query)
    if value != normalise_identifier(listed.value):
        return IdentifierAgreement.DIFFERENT
    if not is_comparable(value):
        return IdentifierAgreement.NOT_COMPARABLE
    stated = _stated_type(query)
    if stated is None or stated is listed.type or {stated, listed.type} <= _INTERCHANGEABLE:
        return IdentifierAgreement.EQUAL
    if listed.type is IdentifierType.OTHER:
        return IdentifierAgreement.EQUAL
    return IdentifierAgreement.TYPE_CONFLICT


def identifiers_agree(query: str, listed: Identifier) -> bool:
    """Whether the two are the same identifier (`compare_identifiers` tells why not)."""
    return compare_identifiers(query, listed) is IdentifierAgreement.EQUAL


def _cleaned(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.replace("№", " ")).split())


def _stated_type(text: str) -> IdentifierType | None:
    label = _LABEL.match(_cleaned(text))
    return _LABELS[(label["label"] or label["imo"]).upper()] if label else None


def _is_bic(value: str) -> bool:
    shape = _BIC.match(value)
    return shape is not None and is_country_code(shape[1])


def _is_crypto(value: str) -> bool:
    patterns = (_HEX_ADDRESS, _BECH32_ADDRESS, _BASE58_ADDRESS)
    return any(pattern.match(value) for pattern in patterns)
