"""What a word does in a name, by the vocabulary."""

from __future__ import annotations

from enum import StrEnum

from sanctionscreen.names.frequencies import UNIT
from sanctionscreen.names.vocabulary import Vocabulary


class Role(StrEnum):
    """What a token does in its name.

    BEGINNING is that of one token more, at the end of a long name that is no person's: its first
    letters, by which a name cut at a fixed width is found.
    """

    NAME = "name"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    SOFT_TITLE = "soft title"
    TITLE = "title"
    SUFFIX = "suffix"
    PARTICLE = "particle"
    GENERIC = "generic word"
    PLACE = "place"
    LEGAL_FORM = "legal form"
    NUMBER = "number"
    BEGINNING = "beginning"


IDENTIFYING = frozenset(
    {Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE, Role.GENERIC, Role.PLACE, Role.NUMBER}
)
"""Roles whose tokens say who somebody is, so that a name is complete only with them."""

CEILINGS = {
    Role.INITIAL: 0,
    Role.TITLE: UNIT,
    Role.SUFFIX: UNIT // 2,
    Role.PARTICLE: UNIT // 2,
    Role.LEGAL_FORM: UNIT,
    Role.SOFT_TITLE: 6 * UNIT,
    Role.GENERIC: 4 * UNIT + UNIT // 2,
    Role.PLACE: 6 * UNIT,
    Role.NUMBER: 6 * UNIT + UNIT // 2,
}

# East Slavic patronymics (-ovich, -evna, Belarusian -avich, Ukrainian -ivna) by their ending.
_PATRONYMIC_ENDINGS = (
    "ovich", "evich", "ovych", "avich", "yevich", "ovna", "evna", "ivna", "auna", "ovic",
    "ovitch", "evitch", "owitsch", "ewitsch", "owna", "ewna", "ichna", "ovitsj", "ogly", "oglu",
    "kyzy", "qizi",
)  # fmt: skip
_SHORTEST_PATRONYMIC = 7


def is_patronymic(text: str) -> bool:
    """Whether a word has the ending of a patronymic."""
    return len(text) >= _SHORTEST_PATRONYMIC and text.endswith(_PATRONYMIC_ENDINGS)


def person_role(text: str, words: Vocabulary) -> Role:
    """The role of a word in a person's name."""
    if text.isdigit():
        return Role.NUMBER
    if text in words.soft_titles:
        return Role.SOFT_TITLE
    if text in words.titles or text in words.context:
        return Role.TITLE
    if text in words.particles:
        return Role.PARTICLE
    if text in words.suffixes:
        return Role.SUFFIX
    if len(text) == 1 and text.isascii():  # one kana is a name ("リ")
        return Role.INITIAL
    if is_patronymic(text):
        return Role.PATRONYMIC
    return Role.NAME


def organisation_role(text: str, words: Vocabulary) -> Role:
    """The role of a word in another name."""
    if text.isdigit():
        return Role.NUMBER
    if text in words.organisation_particles:
        return Role.PARTICLE
    if text in words.legal_form_keys:
        return Role.LEGAL_FORM
    if text in words.places:
        return Role.PLACE
    if text in words.generic:
        return Role.GENERIC
    if text in words.legal_words:
        return Role.LEGAL_FORM
    if text in words.context:
        return Role.TITLE
    return Role.NAME


def initials_at_ends(texts: tuple[str, ...], roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Single letters at either end of a person's name: "y" joins two names, and none there."""
    ends = {0, len(texts) - 1}
    return tuple(
        Role.INITIAL
        if role is Role.PARTICLE and at in ends and len(text) == 1 and text.isascii()
        else role
        for at, (text, role) in enumerate(zip(texts, roles, strict=True))
    )
