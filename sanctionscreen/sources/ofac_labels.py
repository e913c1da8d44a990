"""OFAC's labels: of identity documents and of features, and what each label means here."""

from __future__ import annotations

import re

DOCUMENT_LABELS = (
    "Afghan Money Service Provider License Number",
    "Aircraft Serial Identification",
    "Birth Certificate Number",
    "Bosnian Personal ID No.",
    "Branch Unit Number",
    "British National Overseas Passport",
    "Business Number",
    "Business Registration Document #",
    "Business Registration Number",
    "C.I.F.",
    "C.I.N.",
    "C.R. No.",
    "C.U.I.",
    "C.U.I.P.",
    "C.U.I.T.",
    "C.U.R.P.",
    "CNP (Personal Numerical Code)",
    "Cartilla de Servicio Militar Nacional",
    "Cedula No.",
    "Central Registration System Number",
    "Certificate of Incorporation Number",
    "Chamber of Commerce Number",
    "Chinese Commercial Code",
    "Citizen's Card Number",
    "Commercial Registry Number",
    "Company Number",
    "Credencial electoral",
    "D.N.I.",
    "Diplomatic Passport",
    "Driver's License No.",
    "Dubai Chamber of Commerce Membership No.",
    "Economic Register Number (CBLS)",
    "Electoral Registry No.",
    "Enterprise Number",
    "Federal ID Card",
    "File Number",
    "Fiscal Code",
    "Folio Mercantil No.",
    "Global Intermediary Identification Number",
    "Government Gazette Number",
    "I.F.E.",
    "Identification Number",
    "Immigration No.",
    "Istanbul Chamber of Comm. No.",
    "Italian Fiscal Code",
    "Kenyan ID No.",
    "LE Number",
    "Legal Entity Number",
    "License",
    "MMSI",
    "MSB Registration Number",
    "Matricula Mercantil No",
    "Military Registration Number",
    "Moroccan Personal ID No.",
    "N.I.E.",
    "N.I.F.",
    "NIT #",
    "National Foreign ID Number",
    "National ID No.",
    "Numero Unico de Identificacao Tributaria (NUIT)",
    "Numero de Identidad",
    "Organization Code",
    "Paraguayan tax identification number",
    "Passport",
    "Permit Number",
    "Personal ID Card",
    "Pilot License Number",
    "Public Registration Number",
    "Public Security and Immigration No.",
    "R.F.C.",
    "RFC",
    "RIF #",
    "RSIN",
    "RTN",
    "RUC #",
    "Refugee ID Card",
    "Registered Charity No.",
    "Registration Certificate Number (Dubai)",
    "Registration ID",
    "Registration Number",
    "Residency Number",
    "Romanian C.R.",
    "Romanian Permanent Resident",
    "Romanian Tax Registration",
    "Russian State Individual Business Registration Number Pattern (OGRNIP)",
    "SRE Permit No.",
    "SSN",
    "Seafarer's Identification Document",
    "Serial No.",
    "Stateless Person ID Card",
    "Stateless Person Passport",
    "Tarjeta de Identidad",
    "Tax ID No.",
    "Tazkira National ID Card",
    "Tourism License No.",
    "Trade License No.",
    "Trademark number",
    "Travel Document Number",
    "Turkish Identification Number",
    "UAE Identification",
    "UK Company Number",
    "US FEIN",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "V.A.T. Number",
    "Vessel Registration Identification",
    "VisaNumberID",
)
"""Of identity documents, from OFAC's reference values of May 2024 to November 2025.

The XML formats state the label apart from the number. In the CSV both run together in the remarks
text, and only the list of labels tells where the number begins.
"""

COUNTRY_LABELS = frozenset(
    (
        "nationality country",
        "citizenship country",
        "nationality of registration",
        "registration country",
        "vessel flag",
        "other vessel flag",
    )
)
"""Features, case-folded, whose value is a country of the party."""

NUMBER_LABELS = frozenset(
    (
        "aircraft construction number (also called l/n or s/n or f/n)",
        "aircraft manufacturer's serial number (msn)",
        "aircraft mode s transponder code",
        "aircraft tail number",
        "previous aircraft tail number",
        "bik (ru)",
        "cusip",
        "d-u-n-s number",
        "email address",
        "equity ticker",
        "isin",
        "micex code",
        "other vessel call sign",
        "phone number",
        "swift/bic",
        "un/locode",
        "vessel call sign",
        "website",
    )
)
"""Features, case-folded, whose value is a number or contact of the party."""

_REMARK_LABELS = frozenset(
    (
        "additional sanctions information",
        "aircraft manufacture date",
        "aircraft model",
        "aircraft operator",
        "former vessel flag",
        "issuer name",
        "organization established date",
        "organization type",
        "other vessel type",
        "secondary sanctions risk",
        "target type",
        "vessel gross registered tonnage",
        "vessel gross tonnage",
        "vessel owner",
        "vessel tonnage",
        "vessel type",
        "vessel year of build",
    )
)
_REMARK_BEGINNINGS = (
    "caatsa ",
    "executive order ",
    "ifca ",
    "peesa ",
    "transactions prohibited for ",
)
CURRENCY = "digital currency address"
"""Beginning of the features, case-folded, whose value is a crypto address."""

LIST_DATE = re.compile(
    r"(?P<what>listing|effective|purchase/sales for divestment) date \((?P<of>.+)\)"
)
"""Features, case-folded, that date a listing on one of the non-SDN lists."""

_ORDER = re.compile(r"\b(?:EO|Executive Order) (\d{5})\b", re.IGNORECASE)
FEATURE_LABELS = tuple(sorted(COUNTRY_LABELS | NUMBER_LABELS | _REMARK_LABELS))
"""Features, case-folded, that have one fixed label."""


def plain_label(label: str) -> str:
    """OFAC's label without the colon or hyphen that it ends in, with a straight apostrophe."""
    return " ".join(label.split()).rstrip(" :-–").replace("’", "'")


def is_known_statement(key: str) -> bool:
    """Whether a label (case-folded) is one of those that are kept in the remarks."""
    return (
        key in _REMARK_LABELS
        or key.startswith(_REMARK_BEGINNINGS)
        or LIST_DATE.fullmatch(key) is not None
    )


def is_feature(label: str) -> bool:
    """Whether a label of a mixed list of ids and features is a feature's."""
    key = plain_label(label).casefold()
    return (
        key in COUNTRY_LABELS
        or key in NUMBER_LABELS
        or key.startswith(CURRENCY)
        or key in ("gender", "title", "place of birth", "birthdate")
        or is_known_statement(key)
    )


def orders_in(label: str) -> list[str]:
    """Numbers of the executive orders that a label or value speaks of; "CAATSA" counts as one."""
    orders = [found[1] for found in _ORDER.finditer(label)]
    return [*orders, "CAATSA"] if label.casefold().startswith("caatsa") else orders
