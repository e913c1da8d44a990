"""A name as text to a prepared name: tokens with roles and weights, never none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from sanctionscreen.model import Kind
from sanctionscreen.names.folding import fold
from sanctionscreen.names.forms import Form as Form
from sanctionscreen.names.frequencies import UNIT, UNSEEN, Frequencies
from sanctionscreen.names.initials import initials_apart, one_letter_each
from sanctionscreen.names.kana import is_kana
from sanctionscreen.names.keys import romanisation_key, romanisation_keys
from sanctionscreen.names.roles import CEILINGS, initials_at_ends, organisation_role, person_role
from sanctionscreen.names.roles import IDENTIFYING as IDENTIFYING
from sanctionscreen.names.roles import Role as Role
from sanctionscreen.names.scripts import is_syllabic
from sanctionscreen.names.vocabulary import Vocabulary
from sanctionscreen.names.wording import ROMAN, Wording, numeral

_NAMING = frozenset({Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE})
_ELSEWHERE = frozenset({Role.TITLE, Role.SOFT_TITLE, Role.PARTICLE, Role.SUFFIX, Role.INITIAL})
_SET_ASIDE = frozenset({Role.TITLE, Role.PARTICLE, Role.SUFFIX})

_DISTINCTIVE = (5, 4)
"""A word of an organisation's own is rarer than the same word as a person's name."""
_SYLLABLE = 5 * UNIT + UNIT // 2
"""The most that one Hangul or Chinese syllable weighs: a few hundred make nearly all names; two
that agree are a possible match, no more."""
_NO_CEILING = 1 << 20
_VOWELS = re.compile("[aeiou]+")
_KEPT = 65_536
"""Forms, and tokens in a role, that are kept; the common ones come back soon."""
_NAMES_KEPT = 8_000
"""Those of the rows that are screened at once, in both readings: what is kept of a book asks for
them once more."""

BEGINNING = 26
"""Letters at the beginning of a name by which it is found where its end is cut off: fields of
fixed width hold 30 characters and more (35 in a SWIFT MT message), some of them blanks."""


@dataclass(frozen=True, slots=True)
class Token:
    """A form in its place; ``weight`` (1/64 bit) is the form's, under its role's ceiling.

    ``surface`` is what stood there before legal forms and numbers became one spelling each.
    """

    form: Form
    role: Role
    weight: int
    surface: str

    @property
    def text(self) -> str:
        return self.form.text


@dataclass(frozen=True, slots=True, eq=False)
class PreparedName:
    """A name ready to compare; at least one token. Two are equal only if they are one object.

    Attributes:
        may_be_person: Of a query's name read as an organisation's: whether nothing tells it for
            one, no legal form, number, place or business word that is nobody's name.
    """

    text: str
    tokens: tuple[Token, ...]
    is_person: bool
    is_latin: bool
    may_be_person: bool = False


class _Known(NamedTuple):
    """A token, and whether it may be a person's where the name is read as another's."""

    token: Token
    may_be_persons: bool


class Preparer:
    """Prepares names with one vocabulary and one table of frequencies."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self.vocabulary = vocabulary
        self.frequencies = frequencies
        self._wording = Wording(vocabulary, frequencies)
        self._fold = lru_cache(maxsize=16)(fold)  # a name is read as a person's and as another's
        self._whole = lru_cache(_NAMES_KEPT)(self._prepare)
        self._folded: dict[str, tuple[str, ...]] = {}
        self._forms = _Forms(self._form)
        self.form = self._forms.__getitem__
        self._token = lru_cache(_KEPT)(self._new_token)
        self._person_role = lru_cache(_KEPT)(partial(person_role, words=vocabulary))
        self._other_role = lru_cache(_KEPT)(partial(organisation_role, words=vocabulary))
        self._persons_alone = lru_cache(_KEPT)(self._person_token)
        self._others_alone = lru_cache(_KEPT)(self._other_token)

    def foresee(self, texts: Iterable[str]) -> None:
        """Gets ready for many names that are prepared next: at once it takes less time."""
        self._folded = {
            text: fold(text)
            for text in texts
            if text.isascii() or not is_syllabic(unicodedata.normalize("NFKC", text))
        }  # Chinese is folded in two ways, by the reading
        words = {word for folded in self._folded.values() for word in folded}
        words.update(
            letters[:BEGINNING]
            for folded in self._folded.values()
            if len(letters := "".join(folded)) > BEGINNING
        )
        self._forms.foresee(words)

    def is_person(self, kind: Kind, text: str) -> bool:
        """How to read a name: as a person's, or as that of an organisation, vessel, aircraft.

        A party of unknown kind is a person unless its name holds a legal form, a business word,
        a place or a number; two of them where they are names of people too ("Marina").
        """
        if kind is not Kind.UNKNOWN:
            return kind is Kind.PERSON
        words = self.vocabulary
        found = [
            surface
            for token, surface in self._wording.words(fold(self._wording.han_words_apart(text)))
            if token in words.generic
            or token in words.legal_form_keys
            or token in words.places
            or (token.isdigit() and surface not in ROMAN)
        ]
        return len(found) < 2 and all(surface in words.names_too for surface in found)

    def prepare(self, text: str, *, is_person: bool) -> PreparedName | None:
        """Prepares a name; None where it holds no letter and no digit in any script."""
        return self._whole(text, is_person)

    def _prepare(self, text: str, is_person: bool) -> PreparedName | None:
        folded = self._folded_text(text, is_person=is_person)
        if not folded:
            return None
        is_by_syllables = not text.isascii() and is_syllabic(text)
        known = None if is_by_syllables else self._each_alone(folded, is_person)
        if known is None:
            known = self._together(folded, is_person, is_by_syllables=is_by_syllables)
        tokens = tuple(each.token for each in known)
        is_latin = text.isascii() or all(ord(char) < 0x370 for char in text if char.isalpha())
        if is_person:
            return PreparedName(text, tokens, True, is_latin)
        may_be_person = all(each.may_be_persons for each in known)
        letters = "".join(folded)
        if len(letters) > BEGINNING:
            form = self.form(letters[:BEGINNING])
            tokens = (*tokens, Token(form, Role.BEGINNING, min(form.weight, UNSEEN), form.text))
        return PreparedName(text, tokens, False, is_latin, may_be_person)

    def _folded_text(self, text: str, *, is_person: bool) -> tuple[str, ...]:
        apart = initials_apart(text, self.vocabulary) if is_person else text
        folded = self._folded.get(apart)
        if folded is None:
            folded = self._fold(apart if is_person else self._wording.han_words_apart(apart))
        return one_letter_each(folded, text) if is_person else folded

    def _each_alone(self, folded: tuple[str, ...], is_person: bool) -> list[_Known] | None:
        """The tokens of a name if what each is does not hang on the others; else None."""
        alone = self._persons_alone if is_person else self._others_alone
        known = [each for word in folded if (each := alone(word)) is not None]
        if len(known) < len(folded):
            return None
        is_told = any(each.token.role in IDENTIFYING for each in known)
        return known if is_told else None

    def _person_token(self, word: str) -> _Known | None:
        """A person's token by its word alone; None where its role hangs on the words beside it."""
        role = self._person_role(word)
        is_at_ends = role is Role.PARTICLE and len(word) == 1
        is_ambiguous = role in _SET_ASIDE and word in self.vocabulary.ambiguous
        if role is Role.NUMBER or is_at_ends or is_ambiguous:
            return None
        return self._token(word, role, True, _NO_CEILING, word)

    def _other_token(self, word: str) -> _Known | None:
        """Another's token by its word alone; None where it hangs on the words beside it."""
        if not self._wording.is_plain(word):
            return None
        return self._token(word, self._other_role(word), False, _NO_CEILING, word)

    def _together(
        self, folded: tuple[str, ...], is_person: bool, *, is_by_syllables: bool
    ) -> list[_Known]:
        """The tokens of a name by all of its words."""
        if is_person:
            words = tuple((numeral(token), token) for token in folded)
        else:
            words = self._wording.words(folded)
        roles = self._roles(tuple(word for word, _ in words), is_person)
        if is_by_syllables:
            # "Ma" and "Na" are a title and a particle elsewhere; as a character each is a name.
            roles = tuple(Role.NAME if role in _ELSEWHERE else role for role in roles)
        return [
            self._token(
                word,
                role,
                is_person,
                _SYLLABLE * _syllables(word) if is_by_syllables else _NO_CEILING,
                surface,
            )
            for (word, surface), role in zip(words, roles, strict=True)
        ]

    def _may_be_persons(self, token: Token) -> bool:
        words = self.vocabulary
        if token.role is Role.PARTICLE and token.text in words.particles:
            return True
        if token.role is Role.NAME or token.surface in ROMAN:
            return True
        if token.text in words.legal_form_keys:
            return False
        return token.surface in words.names_too or token.surface in words.peoples_names

    def _form(self, text: str, key: str) -> Form:
        # A rare spelling of a common name is hardly rarer than the name.
        weight = min(self.frequencies.token(text), self.frequencies.key(key) + UNIT)
        return Form(
            text,
            weight,
            key,
            self.vocabulary.senses.get(text, ()),
            self.frequencies.is_known(text),
            any(char.isdigit() for char in text),
            is_kana(text),
        )

    def _new_token(self, text: str, role: Role, is_person: bool, most: int, surface: str) -> _Known:
        form = self.form(text)
        ceiling = min(CEILINGS.get(role, form.weight), most)
        if role is Role.INITIAL and not is_person:
            ceiling = form.weight
        weight = min(form.weight, ceiling)
        if role is Role.NAME and not is_person:
            weight = min(weight, UNSEEN) * _DISTINCTIVE[0] // _DISTINCTIVE[1]
        token = Token(form, role, weight, surface)
        return _Known(token, not is_person and self._may_be_persons(token))

    def _roles(self, texts: tuple[str, ...], is_person: bool) -> tuple[Role, ...]:
        """Roles by word; where they would leave no name at all, every word is a name."""
        roles = tuple(map(self._person_role if is_person else self._other_role, texts))
        if Role.NUMBER in roles:
            roles = tuple(
                Role.TITLE if role is Role.NUMBER and before in self.vocabulary.context else role
                for role, before in zip(roles, ("", *texts), strict=False)
            )  # "ref 4471" is nobody's number
        if is_person:
            roles = initials_at_ends(texts, roles)
        if is_person and sum(r in _NAMING for r in roles) < 2:
            # "Haji Gurg" is Gurg with a title still.
            roles = tuple(
                (Role.SOFT_TITLE if role is Role.TITLE else Role.NAME)
                if text in self.vocabulary.ambiguous and role in _SET_ASIDE and len(text) > 1
                else role
                for text, role in zip(texts, roles, strict=True)
            )
        if not any(r in IDENTIFYING for r in roles):
            return tuple(Role.NAME for _ in texts)
        return roles


class _Forms(dict[str, Form]):
    """Forms by their text, made when asked for; all are forgotten when there are many."""

    def __init__(self, make: Callable[[str, str], Form]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Form:
        if len(self) >= _KEPT:
            self.clear()
        form = self[text] = self._make(text, romanisation_key(text))
        return form

    def foresee(self, texts: Iterable[str]) -> None:
        """Makes the forms of many texts."""
        new = sorted(text for text in texts if text not in self)
        if len(self) + len(new) > _KEPT:
            self.clear()
        self.update(zip(new, map(self._make, new, romanisation_keys(new)), strict=True))


def _syllables(word: str) -> int:
    return len(_VOWELS.findall(word)) or 1
