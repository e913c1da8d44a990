"""What is wrong with a name field: nothing to compare, or more in it than one name."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sanctionscreen.counterparties.mojibake import repaired
from sanctionscreen.counterparties.parties import holds_name, parts_of
from sanctionscreen.fields.dates import DateOrder, locate_embedded_date, parse_date
from sanctionscreen.model import DateSpan, Kind, RowWarning

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SHOWN = 80
_DATE_HINT = re.compile(r"\d{4}")
_LOST = re.compile(rf"{REPLACEMENT}|\w\?+\w|\?{{2,}}")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_PLACEHOLDER = 40


class Linted(NamedTuple):
    """A name field as it is screened (a named tuple: one is made for every name).

    Attributes:
        text: The whole field, blanks tidied; empty where there is nothing to compare.
        parts: Further names to screen: parts of the field, or what it was before it was mangled.
        birth_dates: Dates of birth typed into the field.
        rejection: Why there is nothing to compare.
    """

    text: str
    parts: tuple[str, ...] = ()
    birth_dates: tuple[DateSpan, ...] = ()
    warnings: tuple[RowWarning, ...] = ()
    rejection: str | None = None


def lint_name(raw: str, kind: Kind, order: DateOrder | None) -> Linted:
    """Looks at one name field; the whole of it always stays the first name."""
    text = tidy(raw)
    rejection = _rejection(text)
    if rejection is not None:
        return Linted("", rejection=rejection)
    parts: list[str] = []
    birth_dates: list[DateSpan] = []
    warnings: list[RowWarning] = []
    if not text.isascii():
        _look_for_mojibake(raw, parts, warnings)
    if (REPLACEMENT in text or "?" in text) and _LOST.search(text):
        warnings.append(RowWarning("lost-characters", f"characters were lost in {_shown(text)}"))
    if not _LETTER.search(text):
        warnings.append(RowWarning("no-letters", f"there is no letter in the name {_shown(text)}"))
    name = raw
    if _DATE_HINT.search(text):
        name = _look_for_date(raw, kind, order, parts, birth_dates, warnings)
    found = parts_of(name, kind)
    if found:
        parts.extend(found)
        listed = ", ".join(_shown(part) for part in found)
        message = f"there may be more than one name in {_shown(text)}: also screened as {listed}"
        warnings.append(RowWarning("several-names", message))
    further = tuple(part for part in dict.fromkeys(parts) if part != text)
    return Linted(text, further, tuple(birth_dates), tuple(warnings))


def tidy(text: str) -> str:
    """Text without control characters and with single blanks."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(
        "".join(
            " " if char.isspace() else char for char in text if char.isspace() or _is_visible(char)
        ).split()
    )


def is_placeholder(text: str) -> bool:
    """Whether a text stands for "nothing" ("N/A", "TEST", "unknown", "test 2")."""
    if len(text) > _LONGEST_PLACEHOLDER:
        return False
    key = " ".join(_WORDS.findall(text.casefold()))
    return key in placeholders() or key.rstrip("0123456789 ") in placeholders()


@cache
def placeholders() -> frozenset[str]:
    """The words that stand for "no value", folded."""
    path = Path(__file__).with_name("data") / "values.json"
    return frozenset(json.loads(path.read_text(encoding="utf-8"))["placeholder"])


def _rejection(text: str) -> str | None:
    if not text:
        return "the name is empty"
    if is_placeholder(text):
        return f"the name is a placeholder: {_shown(text)}"
    if _LETTER.search(text):
        return None
    if not any(char.isalnum() for char in text):
        if "?" in text or REPLACEMENT in text:
            return f"the name was lost when its characters were converted: {_shown(text)}"
        return f"there is nothing to compare in the name {_shown(text)}"
    parsed = parse_date(text)
    if parsed is not None and parsed.span.earliest.day is not None:
        return f"the name is only a date: {_shown(text)}"
    return None


def _look_for_mojibake(raw: str, parts: list[str], warnings: list[RowWarning]) -> None:
    mended = repaired(raw)
    if mended is None:
        return
    name = tidy(mended)
    parts.append(name)
    message = f"{_shown(tidy(raw))} looks wrongly decoded: also screened as {_shown(name)}"
    warnings.append(RowWarning("mojibake", message))


def _look_for_date(
    raw: str,
    kind: Kind,
    order: DateOrder | None,
    parts: list[str],
    birth_dates: list[DateSpan],
    warnings: list[RowWarning],
) -> str:
    """Takes a date of birth out of a name; returns what is left of the name."""
    found = locate_embedded_date(raw, order)
    if found is None or not holds_name(found.rest):
        return raw
    parts.append(tidy(found.rest))
    if kind in (Kind.PERSON, Kind.UNKNOWN):
        birth_dates.append(found.parsed.span)
    message = f"there is a date in the name: also screened as {_shown(tidy(found.rest))}"
    if kind in (Kind.PERSON, Kind.UNKNOWN):
        message += f", born {found.parsed.span}"
    warnings.append(RowWarning("date-in-name", message))
    if found.parsed.is_ambiguous:
        warnings.append(ambiguous_date(str(found.parsed.span)))
    return found.rest


def ambiguous_date(read_as: str) -> RowWarning:
    """The warning about a date whose day and month could be the other way round."""
    return RowWarning(
        "ambiguous-date",
        f"day and month of a date could be the other way round; read as {read_as} "
        "(say which with --date-order)",
    )


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
