"""Reading what publishers pack into one text: several names, numbered values, references."""

from __future__ import annotations

import re
from datetime import date, datetime

from sanctionscreen.sources.scripts import script_of

_NOTHING = frozenset(
    ("", "-", "--", "n/a", "na", "n.a.", "nil", "none", "null", "unknown", "n/k", "nan", "不明")
)
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARK = re.compile(
    r"(?:(?<=[\s,;.:])|^|(?=\())\(?(?P<from>\d{1,2}|[A-Za-z]{1,2})(?:-(?P<to>\d{1,2}))?\)\s*"
)
_SPELLED_RANGE = re.compile(r"\((\d{1,2})\)\s*to\s*\((\d{1,2})\)")
_LABELLED_NUMBER = re.compile(
    r"^(?P<words>.*[^\W\d_]{4,}.*?(?:\bno\.?|\bnumber|:))\s*(?P<number>\S*\d\S*)[.,;]?$",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{1,2} [^\W\d_]{3,9}\.? \d{4}|\b\d{4}\b")
_DATE_NOTE = re.compile(
    r"\([^()]*[^\W\d_]{4,}[^()]*\)?|\balt\.? DOB:?|\bDOB:|\.?\s*\bfor this aka only", re.IGNORECASE
)
_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_SCRIPT_LABEL = re.compile(
    r"^\s*(?:in )?(?:original|arabic|cyrillic|chinese|persian|russian)(?: script)?\s*[:：]\s*"
    r"|\s*[:：]\s*original script\s*$",
    re.IGNORECASE,
)
_KNOWN_AS = re.compile(
    r"^\s*(?:[af]\.?\s?k\.?\s?a\b\s?\.?|also known as|formerly known as)\s*[:,]?\s*(?=\w)",
    re.IGNORECASE,
)
_BORN = re.compile(r",?\s+born\b.*\d{4}.*$", re.IGNORECASE)
# A bracket of that many words behind a person's name tells a story.
_NOTE_WORDS = 7
# Japanese mixes these in one name; a note in the one is no form of a name in the other.
_JAPANESE = frozenset(("Hani", "Hira", "Kana", "Jpan"))
# The committees' two letters, then individual or entity; some copies write "IRI.038". A number
# of fewer than three digits is cut short (the EU file has "QDi.43" twice, for two parties).
_UN_REFERENCE = re.compile(
    r"\b(CD|CF|CI|GB|HT|IQ|IR|KP|LB|LY|ML|QD|SD|SO|SS|TA|YE)([ieIE])[.\s]{0,2}(\d{3})(?!\d)"
)
_EDGES = " \t\n,;:，；、"


def squeeze(text: str | None) -> str:
    """The text with single blanks and none at its ends, without marks of writing direction."""
    return " ".join(_INVISIBLE.sub("", text or "").split())


def clean(text: str | None) -> str:
    """The text with single blanks; empty where it only says that there is nothing ("N/A")."""
    text = squeeze(text)
    return "" if text.rstrip(".").casefold() in _NOTHING else text


def cell_text(value: object) -> str:
    """The text of a spreadsheet cell: dates as ISO dates, whole floats as integers."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def numbered(text: str) -> tuple[str, ...]:
    """The values of "(1) x (2) y", "a) x b) y" or "(1-3) x (4) y"; else the text as one value.

    A mark only counts where the marks run on from the first ("(1)", "(2)", ...), so that
    "Unit (3) Street" stays whole.
    """
    text = _SPELLED_RANGE.sub(r"(\1-\2)", squeeze(text))
    marks = _running_marks(text)
    if not marks:
        value = clean(text)
        return (value,) if value else ()
    ends = [start for start, _ in marks[1:]] + [len(text)]
    parts = [text[: marks[0][0]]]
    parts += [text[begin:end] for (_, begin), end in zip(marks, ends, strict=True)]
    values = (clean(part.strip(_EDGES)) for part in parts)
    return tuple(value for value in values if value)


def _running_marks(text: str) -> list[tuple[int, int]]:
    """Where each mark begins and ends, from the first of its series on."""
    marks: list[tuple[int, int]] = []
    expected: tuple[str, ...] = ("1", "a")
    for found in _MARK.finditer(text):
        if found["from"].casefold() not in expected:
            continue
        marks.append(found.span())
        last = found["to"] or found["from"]
        expected = (str(int(last) + 1),) if last.isdigit() else (_next_letter(last.casefold()),)
    return marks


def _next_letter(letters: str) -> str:
    """What follows in "a", ..., "z", "aa", "ab"."""
    if letters == "z":
        return "aa"
    return letters[:-1] + chr(ord(letters[-1]) + 1)


def names_in(text: str) -> tuple[str, ...]:
    """The names in one published field: "A; B", "A (الف)", "A (original script: ...)".

    A bracket in the name's own script stays with it: "(LRA)" may be an acronym, a birth name or
    part of the name.
    """
    names: list[str] = []
    for part in re.split(r"[;；]", _protected(text)):
        rest, others = _other_scripts(part.replace("\x00", ";"))
        names += [rest, *others]
    return tuple(name for name in dict.fromkeys(names) if clean(name) and _has_letters(name))


def _has_letters(name: str) -> bool:
    """Whether anything is left of a name that went through a wrong encoding ("?????")."""
    return sum(character.isalnum() for character in name) > name.count("?")


def without_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """A person's name apart from long notes in brackets ("(false identity related to ...)")."""
    outside = script_of(_BRACKET.sub("", text))
    if not _has_letters(_BRACKET.sub("", text)):
        return squeeze(text), ()
    # A long bracket with another script in it holds the name in that script.
    notes = [
        inside[1]
        for inside in _BRACKET.finditer(text)
        if len(inside[1].split()) >= _NOTE_WORDS
        and all(script_of(word) == outside for word in inside[1].split())
    ]
    bare = _BRACKET.sub(lambda found: " " if found[1] in notes else found[0], text)
    if born := _BORN.search(bare):
        notes.append(born[0].strip(" ,"))
        bare = bare[: born.start()]
    return squeeze(bare), tuple(notes)


def _protected(text: str) -> str:
    """The text with semicolons inside brackets hidden: they do not divide the whole field."""
    return _BRACKET.sub(lambda found: found[0].replace(";", "\x00"), text)


def _other_scripts(text: str) -> tuple[str, list[str]]:
    outside = script_of(_BRACKET.sub("", text))
    others: list[str] = []

    def lift(found: re.Match[str]) -> str:
        if known_as := _KNOWN_AS.match(found[1]):
            others.append(found[1][known_as.end() :])
            return " "
        inner = _SCRIPT_LABEL.sub("", found[1])
        if inner == found[1] and _is_one_script(script_of(inner), outside):
            return found[0]
        if not any(character.isalpha() for character in inner):
            return found[0]
        others.extend(inner.split(";"))
        return " "

    rest = clean(_BRACKET.sub(lift, text)).strip(_EDGES)
    if rest.count("(") != rest.count(")"):
        rest = rest.strip("() ")
    return rest, [clean(other).strip(_EDGES) for other in others]


def dates_in(text: str) -> tuple[str, ...]:
    """The dates of "a) 1966 b) 1958 or 1959" or "1960 9/09/1966"; what is no list stays whole.

    Words around a date ("alt DOB", "this aka only") are left out; "approximately" and "between"
    stay with it.
    """
    dates: list[str] = []
    for value in numbered(text.replace("_x000D_", " ")):
        for piece in re.split(r"\s*(?:[,;]|\bor\b|>>)\s*", value):
            piece = squeeze(_DATE_NOTE.sub(" ", piece)).strip(" :()")
            found = [match[0] for match in _DATE.finditer(piece)]
            is_list = len(found) > 1 and not _DATE.sub("", piece).strip(" .")
            dates += found if is_list else [piece]
    return tuple(date for date in dict.fromkeys(dates) if clean(date))


def _is_one_script(first: str, second: str) -> bool:
    return first == second or {first, second} <= _JAPANESE


def un_references(text: str) -> tuple[str, ...]:
    """Permanent reference numbers of the UN Security Council, in its form ("QDi.043")."""
    found = _UN_REFERENCE.finditer(text)
    return tuple(dict.fromkeys(f"{m[1]}{m[2].casefold()}.{m[3]}" for m in found))


def labelled_number(text: str) -> tuple[str, str]:
    """A number apart from the words before it: "CAR diplomatic passport no. D00000898".

    Returns:
        The words (empty where there are none) and the number.
    """
    found = _LABELLED_NUMBER.match(squeeze(text))
    return (found["words"], found["number"]) if found else ("", squeeze(text))
