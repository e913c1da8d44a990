"""A date of birth typed into a name field, told apart from numbers that belong to the name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sanctionscreen.fields.dates.text import DateOrder, ParsedDate, parse_date
from sanctionscreen.model import DateSpan

_LABEL = (
    r"(?:d\.?\s?o\.?\s?b\.?|date of birth|birth ?date|born(?: on| in)?|(?-i:b\.)|(?<=\()b\."
    r"|geb\.?|geboren(?: am)?"
    r"|née? (?:le|en)|nacid[oa] el|fecha de nacimiento|date de naissance|geburtsdatum"
    r"|род\.?|дата рождения|д\.\s?р\.|г\.\s?р\.)"
)
_NUMBERS = r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4}"
_DAY_MONTH_YEAR = (
    r"\d{1,2}(?:st|nd|rd|th|er|\.)?[\s-]*(?:of |de )?[^\W\d_]{3,10}\.?,?[\s-]*(?:de )?\d{4}"
)
_MONTH_DAY_YEAR = r"[^\W\d_]{3,10}\.?\s*\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
_FULL_DATE = re.compile(
    rf"(?<!\d)(?<!\d[-/.])(?:{_NUMBERS}|{_DAY_MONTH_YEAR}|{_MONTH_DAY_YEAR})(?![\w/-])",
    re.IGNORECASE,
)
# A label makes a bare year, a month or eight digits a date; without one they may be a name's.
_LABELLED = re.compile(
    rf"(?<!\w){_LABEL}\s*[:=-]?\s*"
    rf"(?P<date>(?:circa |c\.\s?)?(?:{_DAY_MONTH_YEAR}|{_MONTH_DAY_YEAR}"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}|\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{2}"
    r"|[^\W\d_]{3,10}\.?\s+\d{4}|\d{4}))(?![\w/-])",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(rf"(?<!\w){_LABEL}\s*[:=-]?\s*$", re.IGNORECASE)
_WORDS_AFTER = re.compile(r"^\s*(?:г\.?\s?р\.?|года(?: рождения)?|г\.)(?!\w)", re.IGNORECASE)
_EMPTY_BRACKETS = re.compile(r"[(\[{]\s*[)\]}]")
_EDGES = " \t,;:-–—/|"


@dataclass(frozen=True, slots=True)
class EmbeddedDate:
    """The text around an embedded date, and the date as read."""

    rest: str
    parsed: ParsedDate


def find_embedded_date(text: str, order: DateOrder | None = None) -> tuple[str, DateSpan] | None:
    """The rest of a name and the date of birth typed into it, or None.

    See `locate_embedded_date`, which also tells whether the date is ambiguous.
    """
    found = locate_embedded_date(text, order)
    return None if found is None else (found.rest, found.parsed.span)


def locate_embedded_date(text: str, order: DateOrder | None = None) -> EmbeddedDate | None:
    """Finds a date of birth typed into a name field ("PUTIN 07OCT1952", "Petrov (b. 1970)").

    Without a label only a full date counts (day, month and year of four digits), so that
    numbers of company names ("Fleet 12", "Studio 1954", "26 March Company") stay where they
    are. A label (DOB, born, b., geb., род., ...) is needed for a year, a month or eight digits.
    A labelled date goes before an unlabelled one, then the first in the text.

    Returns:
        The rest and the date; None where there is no date or nothing but the date.
    """
    # NFKC may change the text's length, so that positions are those of the normalised text.
    text = unicodedata.normalize("NFKC", text)
    for pattern in (_LABELLED, _FULL_DATE):
        for found in pattern.finditer(text):
            start, end = found.span()
            written = found["date"] if pattern is _LABELLED else found[0]
            parsed = parse_date(written, order)
            if parsed is None:
                continue
            before = _LABEL_BEFORE.sub("", text[:start])
            after = _WORDS_AFTER.sub("", text[end:])
            rest = _tidied(f"{before} {after}")
            if any(c.isalpha() for c in rest):
                return EmbeddedDate(rest, parsed)
    return None


def _tidied(rest: str) -> str:
    rest = _EMPTY_BRACKETS.sub(" ", rest)
    rest = " ".join(rest.split())
    # A bracket that lost its partner with the date is no part of the name.
    for opening, closing in ("()", "[]", "{}"):
        if rest.count(opening) != rest.count(closing):
            rest = rest.replace(opening, " ").replace(closing, " ")
    return " ".join(rest.split()).strip(_EDGES)
