"""What OFAC's legacy CSV hides in its remarks text: weak aliases, dates, numbers, ties."""

from __future__ import annotations

import re

from sanctionscreen.fields.countries import country_code
from sanctionscreen.model import Kind, ListedName, NameType
from sanctionscreen.sources.identifier_labels import identifier_type
from sanctionscreen.sources.ofac_dates import span_from_text
from sanctionscreen.sources.ofac_labels import DOCUMENT_LABELS, FEATURE_LABELS
from sanctionscreen.sources.ofac_names import person_from_display
from sanctionscreen.sources.ofac_record import OfacRecord

_ALTERNATIVE = re.compile(r"^alt\. ", re.IGNORECASE)
_ALIAS = re.compile(r"^[afn]\.k\.a\. '(?P<name>.+)'$")
_SEPARATOR = re.compile(r";\s*")
_PREFIXES = (
    ("DOB ", "Birthdate"),
    ("POB ", "Place of Birth"),
    ("nationality ", "Nationality Country"),
    ("citizen ", "Citizenship Country"),
    ("Gender ", "Gender"),
)
_LINKED = "Linked To: "
_STATEMENTS = (
    re.compile(
        r"^(?P<label>(?:Listing|Effective|Purchase/Sales For Divestment) Date \([^)]*\)):?\s+"
        r"(?P<value>.+)$"
    ),
    re.compile(
        r"^(?P<label>(?:CAATSA|Executive Order|IFCA|PEESA|Transactions Prohibited For)\b.*?"
        r"(?:Information|Determination|Institutions))\s*[:-]?\s+(?P<value>.+)$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<label>Digital Currency Address - \w+)\s+(?P<value>\S+)$"),
)
_LABELS = tuple(
    sorted(
        [(label.casefold(), False) for label in DOCUMENT_LABELS]
        + [(label, True) for label in FEATURE_LABELS],
        key=lambda item: -len(item[0]),
    )
)
"""Labels, case-folded, the longest first, and whether each is a feature's."""

_DATES = re.compile(
    r"(?: issued (?P<issued>\d[^()]*?|[A-Z][a-z]{2} \d{4}))?"
    r"(?: expires (?P<expires>\d[^()]*?|[A-Z][a-z]{2} \d{4}))?$"
)
_COUNTRY = re.compile(r"^(?P<rest>.*\S) \((?P<country>[^()]+)\)$")
_UNKNOWN_LABEL = re.compile(r"^(?P<label>[^\d:;]*[^\W\d_][^\d:;]*?) (?P<rest>\S*\d.*)$")


def add_remarks(record: OfacRecord, remarks: str, title: str = "", *, is_cut: bool = False) -> None:
    """Reads a remarks text, ";" between its statements; what is no known one is kept as it is.

    Args:
        record: Takes the statements.
        remarks: The text with its continuation, with or without its final full stop.
        title: The title of the same row; OFAC repeats it in the remarks.
        is_cut: The text ends in the middle; its last statement is then kept unread.
    """
    titles = frozenset(_SEPARATOR.split(title.strip()))
    statements = _SEPARATOR.split(remarks.strip().removesuffix("."))
    cut = statements.pop() if is_cut else ""
    for statement in map(str.strip, statements):
        if statement and statement not in titles:
            _add(record, _ALTERNATIVE.sub("", statement))
    record.add_comment(f"{cut} [cut off]" if cut else "")


def _add(record: OfacRecord, statement: str) -> None:
    if found := _ALIAS.match(statement):
        _add_alias(record, found["name"])
        return
    if statement.startswith(_LINKED):
        record.draft.add_link("Linked To", statement.removeprefix(_LINKED))
        return
    for prefix, label in _PREFIXES:
        if statement.startswith(prefix):
            record.add_feature(label, statement.removeprefix(prefix))
            return
    for pattern in _STATEMENTS:
        if found := pattern.match(statement):
            record.add_feature(found["label"], found["value"])
            return
    if not (_add_labelled(record, statement) or _add_number_with_country(record, statement)):
        record.add_comment(statement)


def _add_alias(record: OfacRecord, text: str) -> None:
    """Aliases in the remarks are OFAC's weak ones; the strong ones are in the alt file."""
    is_person = record.draft.kind is Kind.PERSON
    name = person_from_display(text, NameType.WEAK) if is_person else None
    record.draft.names.append(name or ListedName(text, NameType.WEAK))


def _add_labelled(record: OfacRecord, statement: str) -> bool:
    folded = statement.casefold().replace("’", "'")
    for label, is_feature in _LABELS:
        if not folded.startswith(label) or folded[len(label) : len(label) + 1] not in (" ", ":"):
            continue
        rest = statement[len(label) :].lstrip(" :").removeprefix("- ")
        if not rest:
            return False
        shown = statement[: len(label)]
        if is_feature:
            record.add_feature(shown, rest)
            return True
        return _add_document(record, shown, rest)
    return False


def _add_document(record: OfacRecord, label: str, text: str) -> bool:
    """A number with its country and dates: "B00002095 (Bangladesh) issued 04 Mar 2020"."""
    dates = _DATES.search(text)
    number = text[: dates.start()] if dates else text
    if not any(character.isdigit() for character in number) and not number.endswith(")"):
        # "License revoked", "Passport of convenience": a statement, not a number.
        return False
    record.add_document(
        label,
        number,
        issued=span_from_text(dates["issued"] or "") if dates else None,
        expires=span_from_text(dates["expires"] or "") if dates else None,
    )
    return True


def _add_number_with_country(record: OfacRecord, statement: str) -> bool:
    """A number under a label that is not in the list, told by its form and its country."""
    found = _UNKNOWN_LABEL.match(statement)
    dates = _DATES.search(statement)
    country = _COUNTRY.match(statement[: dates.start()] if dates else statement)
    if not found or not country or not country_code(country["country"]):
        return False
    if identifier_type(found["label"]).value == "other":
        return False
    record.draft.gathering.unknown(f"document label: {found['label']}")
    return _add_document(record, found["label"], found["rest"])
