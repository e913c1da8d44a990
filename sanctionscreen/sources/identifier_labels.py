"""What kind of number a publisher's own label means ("Tax ID No.", "Cedula No.", "SWIFT/BIC")."""

from __future__ import annotations

import re

from sanctionscreen.model import IdentifierType

# The first pattern found in the casefolded label decides. "Personal" and "identification" come
# late: most labels with those words say more before.
_PATTERNS = (
    (r"digital currency|crypto|wallet", IdentifierType.CRYPTO),
    (r"driver|pilot", IdentifierType.OTHER),
    (r"passport|passeport|pasaporte|旅券", IdentifierType.PASSPORT),
    (r"vessel registration|\bimo\b", IdentifierType.IMO),
    (r"\bmmsi\b|maritime mobile", IdentifierType.MMSI),
    (r"call ?sign", IdentifierType.CALL_SIGN),
    (r"swift|\bbic\b", IdentifierType.BIC),
    (r"\blei\b|legal entity (?:number|identifier)", IdentifierType.LEI),
    (r"\bisin\b|equity ticker|cusip|security", IdentifierType.SECURITY),
    (r"aircraft", IdentifierType.AIRCRAFT),
    (r"web ?site|e-?mail|phone|\bfax|\btel\b", IdentifierType.CONTACT),
    (
        r"\btax|fiscal|v\.?a\.?t\.?\b|\bnit\b|r\.?f\.?c\.?\b|\bruc\b|\brif\b|\brtn\b|\bssn\b"
        r"|social security|fein|c\.?u\.?i\.?t\.?\b|nuit\b|\binn\b|c\.i\.f|taxpayer|\btin\b",
        IdentifierType.TAX,
    ),
    (
        r"regist|company|c\.?r\.? no|commercial|trade licen[cs]e|enterprise|social credit|uscc"
        r"|incorporation|mercantil|chamber of commerce|business|gazette|ogrn|okpo|licen[cs]e"
        r"|charity|\ble number|duns|d-u-n-s|branch unit|file number",
        IdentifierType.REGISTRATION,
    ),
    (
        r"national|identi|c[eé]dula|c\.?u\.?r\.?p\.?\b|d\.?n\.?i\.?\b|\bid\b|tazkira|electoral"
        r"|elector|cartilla|citizen|residen|c\.u\.i\.?p?\b|i\.f\.e|personal|cnp|ration card|civil",
        IdentifierType.NATIONAL_ID,
    ),
)
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PATTERNS)


def identifier_type(label: str) -> IdentifierType:
    """The type that a label means; OTHER where no rule knows its words."""
    folded = label.casefold()
    for pattern, kind in _COMPILED:
        if pattern.search(folded):
            return kind
    return IdentifierType.OTHER
