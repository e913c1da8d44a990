"""A name as text to a prepared name: tokens with roles and weights, never none of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sanctionscreen.model import Kind
from sanctionscreen.names.folding import fold
from sanctionscreen.names.frequencies import UNIT, Frequencies
from sanctionscreen.names.keys import romanisation_key, skeleton
from sanctionscreen.names.vocabulary import Vocabulary


class Role(StrEnum):
    """What a token does in its name."""

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


IDENTIFYING = frozenset(
    {Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE, Role.GENERIC, Role.PLACE, Role.NUMBER}
)
"""Roles whose tokens say who somebody is, so that a name is complete only with them."""

_NAMING = frozenset({Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE})
_SET_ASIDE = frozenset({Role.TITLE, Role.PARTICLE, Role.SUFFIX})

_CEILINGS = {
    Role.INITIAL: 0,
    Role.TITLE: UNIT,
    Role.SUFFIX: UNIT // 2,
    Role.PARTICLE: UNIT // 2,
    Role.LEGAL_FORM: UNIT,
    Role.SOFT_TITLE: 6 * UNIT,
    Role.GENERIC: 7 * UNIT,
    Role.PLACE: 7 * UNIT,
    Role.NUMBER: 7 * UNIT,
}

# East Slavic patronymics (-ovich, -evna, Belarusian -avich, Ukrainian -ivna) by their ending.
_PATRONYMIC_ENDINGS = (
    "ovich", "evich", "ovych", "avich", "yevich", "ovna", "evna", "ivna", "auna", "ovic",
    "ovitch", "evitch", "owitsch", "ewitsch", "owna", "ewna", "ichna", "ovitsj", "ogly", "oglu",
    "kyzy", "qizi",
)  # fmt: skip
_SHORTEST_PATRONYMIC = 7
_LONGEST_PHRASE = 6
"""Tokens in the longest legal form ("limited liability company" and its translations)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A token's spelling with all that depends on it alone."""

    text: str
    weight: int
    key: str
    skeleton: str | None
    senses: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Token:
    """A form in its place; ``weight`` (1/64 bit) is the form's, under its role's ceiling."""

    form: Form
    role: Role
    weight: int

    @property
    def text(self) -> str:
        return self.form.text


@dataclass(frozen=True, slots=True)
class PreparedName:
    """A name ready to compare; at least one token."""

    text: str
    tokens: tuple[Token, ...]
    is_person: bool
    is_latin: bool


class Preparer:
    """Prepares names with one vocabulary and one table of frequencies."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self.vocabulary = vocabulary
        self.frequencies = frequencies
        self.form = lru_cache(maxsize=500_000)(self._form)

    def is_person(self, kind: Kind, text: str) -> bool:
        """How to read a name: as a person's, or as that of an organisation, vessel, aircraft.

        A party of unknown kind is a person unless its name holds a legal form, a business word,
        a place or a number.
        """
        if kind is not Kind.UNKNOWN:
            return kind is Kind.PERSON
        words = self.vocabulary
        return not any(
            token in words.generic
            or token in words.legal_forms
            or token in words.places
            or token.isdigit()
            for token in self._organisation_tokens(fold(text))
        )

    def prepare(self, text: str, *, is_person: bool) -> PreparedName | None:
        """Prepares a name; None where it holds no letter and no digit in any script."""
        folded = fold(text)
        if not folded:
            return None
        texts = folded if is_person else self._organisation_tokens(folded)
        texts = tuple(self._numeral(token, is_person) for token in texts)
        roles = self._roles(texts, is_person)
        tokens = tuple(
            self._token(token, role, is_person) for token, role in zip(texts, roles, strict=True)
        )
        is_latin = all(ord(char) < 0x370 for char in text if char.isalpha())
        return PreparedName(text, tokens, is_person, is_latin)

    def _form(self, text: str) -> Form:
        key = romanisation_key(text)
        return Form(
            text,
            self.frequencies.token(text),
            key,
            skeleton(text),
            self.vocabulary.senses.get(text, ()),
            self.frequencies.is_known(text),
        )

    def _token(self, text: str, role: Role, is_person: bool) -> Token:
        form = self.form(text)
        ceiling = _CEILINGS.get(role, form.weight)
        if role is Role.INITIAL and not is_person:
            ceiling = form.weight
        return Token(form, role, min(form.weight, ceiling))

    def _numeral(self, token: str, is_person: bool) -> str:
        if token.isdigit():
            return token.lstrip("0") or "0"
        return token if is_person else self.vocabulary.numbers.get(token, token)

    def _organisation_tokens(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """Legal-form phrases to one token; single letters in a row ("A-B-C") to one token."""
        forms, edge = self.vocabulary.legal_forms, self.vocabulary.edge_forms
        out: list[str] = []
        at = 0
        while at < len(tokens):
            for size in range(min(_LONGEST_PHRASE, len(tokens) - at), 0, -1):
                spelling = " ".join(tokens[at : at + size])
                key = forms.get(spelling)
                is_edge = at == 0 or at + size == len(tokens)
                if key is not None and size < len(tokens) and (is_edge or spelling not in edge):
                    out.append(key)
                    at += size
                    break
            else:
                if len(tokens[at]) == 1 and tokens[at].isalpha():
                    end = at
                    while end < len(tokens) and len(tokens[end]) == 1 and tokens[end].isalpha():
                        end += 1
                    out.append("".join(tokens[at:end]))
                    at = end
                else:
                    out.append(tokens[at])
                    at += 1
        return tuple(out)

    def _roles(self, texts: tuple[str, ...], is_person: bool) -> tuple[Role, ...]:
        """Roles by word; where they would leave no name at all, every word is a name."""
        role_of = self._person_role if is_person else self._organisation_role
        roles = tuple(role_of(text) for text in texts)
        if sum(r in _NAMING for r in roles) < 2 and is_person:
            roles = tuple(
                Role.NAME if text in self.vocabulary.ambiguous and role in _SET_ASIDE else role
                for text, role in zip(texts, roles, strict=True)
            )
        if not any(r in IDENTIFYING for r in roles):
            return tuple(Role.NAME for _ in texts)
        return roles

    def _person_role(self, text: str) -> Role:
        words = self.vocabulary
        if text.isdigit():
            return Role.NUMBER
        if text in words.soft_titles:
            return Role.SOFT_TITLE
        if text in words.titles:
            return Role.TITLE
        if text in words.particles:
            return Role.PARTICLE
        if text in words.suffixes:
            return Role.SUFFIX
        if len(text) == 1:
            return Role.INITIAL
        if len(text) >= _SHORTEST_PATRONYMIC and text.endswith(_PATRONYMIC_ENDINGS):
            return Role.PATRONYMIC
        return Role.NAME

    def _organisation_role(self, text: str) -> Role:
        words = self.vocabulary
        if text.isdigit():
            return Role.NUMBER
        if text in words.particles:
            return Role.PARTICLE
        if text in words.legal_form_keys:
            return Role.LEGAL_FORM
        if text in words.places:
            return Role.PLACE
        if text in words.generic:
            return Role.GENERIC
        return Role.NAME
