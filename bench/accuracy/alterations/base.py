"""The shape of an alteration, and the helpers that several of them use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sanctionscreen.model import Kind, ListedName, ListedParty, NamePart

VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Subject:
    """A listed name to alter: its party, and the name in the order in which it is spoken."""

    party: ListedParty
    name: ListedName
    given: tuple[str, ...]
    family: tuple[str, ...]

    @property
    def is_person(self) -> bool:
        return self.party.kind is Kind.PERSON

    @property
    def tokens(self) -> list[str]:
        return [*self.given, *self.family]

    @property
    def text(self) -> str:
        return " ".join(self.tokens)


Make = Callable[[Subject, Random], str | None]
"""Alters a name; None where the alteration does not apply to it."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """One class of alterations.

    Attributes:
        scripts: The listed names it takes, by ISO 15924 code.
        is_person: Persons only, others only, or both where None.
        is_same: Whether the altered name still names the party.
    """

    title: str
    make: Make
    scripts: tuple[str, ...] = ("Latn",)
    is_person: bool | None = None
    is_same: bool = True


def subject(party: ListedParty, name: ListedName) -> Subject:
    """Given names before the family name, where the publisher sets them apart."""
    parts = dict(name.parts)
    family = parts.get(NamePart.FAMILY, "").split()
    given = [
        token
        for part, text in name.parts
        if part not in (NamePart.FAMILY, NamePart.WHOLE, NamePart.MAIDEN)
        for token in text.split()
    ]
    if not family or not given:
        before, comma, after = name.text.partition(",")
        is_tagged = party.kind is Kind.PERSON and comma and after.strip()
        given, family = (after.split(), before.split()) if is_tagged else ([], name.text.split())
    return Subject(party, name, tuple(given), tuple(family))


def in_token(
    item: Subject, rng: Random, change: Callable[[str, Random], str | None], *, shortest: int = 4
) -> str | None:
    """The name with one word of enough letters changed; None where no word can be."""
    tokens = item.tokens
    places = [
        i for i, t in enumerate(tokens) if sum(map(str.isalpha, t)) >= shortest and t.isascii()
    ]
    rng.shuffle(places)
    for place in places:
        changed = change(tokens[place].lower(), rng)
        if changed is not None and changed != tokens[place].lower():
            tokens[place] = changed
            return " ".join(tokens)
    return None
