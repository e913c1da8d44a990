"""OFAC's name parts: their meaning, and the form in which OFAC itself shows a name."""

from __future__ import annotations

from collections.abc import Sequence

from sanctionscreen.model import ListedName, NamePart, NameType
from sanctionscreen.sources.scripts import script_of

_FAMILY = {"Last Name": NamePart.FAMILY, "Matronymic": NamePart.MATRONYMIC}
_GIVEN = {
    "First Name": NamePart.GIVEN,
    "Middle Name": NamePart.MIDDLE,
    "Maiden Name": NamePart.MAIDEN,
    "Nickname": NamePart.GIVEN,
}
_WHOLE = ("Entity Name", "Vessel Name", "Aircraft Name")
_FAMILY_ORDER = (NamePart.FAMILY, NamePart.MATRONYMIC)
_GIVEN_ORDER = (NamePart.GIVEN, NamePart.MIDDLE, NamePart.PATRONYMIC, NamePart.MAIDEN)
_FAMILY_FIRST_SCRIPTS = frozenset(("Hans", "Hant", "Hani", "Jpan", "Hang", "Kore"))
_SCRIPTS = {
    "arabic": "Arab",
    "armenian": "Armn",
    "chinese simplified": "Hans",
    "chinese traditional": "Hant",
    "cyrillic": "Cyrl",
    "georgian": "Geor",
    "greek": "Grek",
    "hangul": "Hang",
    "hebrew": "Hebr",
    "japanese": "Jpan",
    "korean": "Kore",
    "latin": "Latn",
}
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of writing direction around OFAC's Arabic names; they say nothing about the name."""

PART_LABELS = frozenset((*_FAMILY, *_GIVEN, *_WHOLE, "Patronymic"))
"""OFAC's name parts that are understood here."""

Labelled = tuple[str, str]
Part = tuple[NamePart, str]


def script_code(label: str, text: str) -> str:
    """The ISO 15924 code of OFAC's word for a script; told from the text where it is unknown."""
    return _SCRIPTS.get(label.casefold()) or script_of(text)


def name_type(*, is_primary: bool, is_weak: bool, alias_type: str) -> NameType:
    """OFAC's rank of a name: a low-quality one is weak whatever else it is (FAQ 122)."""
    if is_primary:
        return NameType.PRIMARY
    if is_weak:
        return NameType.WEAK
    former = alias_type.casefold().replace(".", "") == "fka"
    return NameType.FORMER if former else NameType.STRONG


def visible(text: str | None) -> str:
    """The text with single blanks and without marks of writing direction at its ends."""
    return " ".join((text or "").split()).strip(_INVISIBLE).strip()


def listed_name(parts: Sequence[Labelled], kind: NameType, script: str) -> ListedName | None:
    """A name from its parts, in the form that OFAC shows.

    A person in Latin script is "FAMILY, Given" (in OFAC's own lists and search the family name is
    in capitals); in other scripts the parts stand in the order of the language. Anything else,
    and a name of one part, stands as it is.

    Args:
        parts: OFAC's label and the text of each part, in the file's order.
        kind: Its rank.
        script: ISO 15924.

    Returns:
        The name, or None where no part has a text.
    """
    parts = [(label, text) for label, text in ((a, visible(b)) for a, b in parts) if text]
    if not parts:
        return None
    family, given = _split(parts)
    if len(parts) == 1 or any(label in _WHOLE for label, _ in parts) or not family:
        return ListedName(_joined_once(parts), kind, script)
    return ListedName(_shown(family, given, script), kind, script, (*family, *given))


def person_name(family: str, given: str, kind: NameType, script: str = "Latn") -> ListedName | None:
    """A person's name from the two fields of OFAC's simple formats."""
    return listed_name((("Last Name", family), ("First Name", given)), kind, script)


def person_from_display(text: str, kind: NameType) -> ListedName | None:
    """A person's name from OFAC's own display form ("RI, Yong Gil")."""
    family, _, given = text.partition(",")
    return person_name(family, given, kind)


def _split(parts: Sequence[Labelled]) -> tuple[list[Part], list[Part]]:
    """The family block and the rest, each in the order in which OFAC shows them.

    Spanish double surnames are "Patronymic" and "Matronymic" in OFAC's data; beside a "Last Name"
    a patronymic is one. Over the 14,699 Latin names of the May 2024 file this gives the text of
    the January 2024 CSV in all but 25 cases, half of them changed by OFAC between the two.
    """
    has_family_name = any(label == "Last Name" for label, _ in parts)
    family: list[Part] = []
    given: list[Part] = []
    for label, text in parts:
        if label == "Patronymic":
            part = NamePart.PATRONYMIC if has_family_name else NamePart.FAMILY
            (given if has_family_name else family).append((part, text))
        elif label in _FAMILY:
            family.append((_FAMILY[label], text))
        else:
            given.append((_GIVEN.get(label, NamePart.GIVEN), text))
    family.sort(key=lambda part: _FAMILY_ORDER.index(part[0]))
    given.sort(key=lambda part: _GIVEN_ORDER.index(part[0]))
    return family, given


def _shown(family: Sequence[Part], given: Sequence[Part], script: str) -> str:
    first = " ".join(text for _, text in family)
    rest = " ".join(text for _, text in given)
    if script == "Latn":
        return f"{first.upper()}, {rest}" if rest else first.upper()
    order = (first, rest) if script in _FAMILY_FIRST_SCRIPTS else (rest, first)
    return " ".join(text for text in order if text)


def _joined_once(parts: Sequence[Labelled]) -> str:
    """The texts in their order; OFAC has names entered twice over as two parts of one name."""
    return " ".join(dict.fromkeys(text for _, text in parts))
