"""A name as text to a prepared name: tokens with roles and weights, never none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from sanctionscreen.model import Kind
from sanctionscreen.names.broken_forms import BrokenForms
from sanctionscreen.names.folding import fold
from sanctionscreen.names.forms import Form as Form
from sanctionscreen.names.frequencies import UNIT, UNSEEN, Frequencies
from sanctionscreen.names.kana import is_kana
from sanctionscreen.names.keys import romanisation_key
from sanctionscreen.names.misspelled import Misspelled
from sanctionscreen.names.roles import CEILINGS, initials_at_ends, organisation_role, person_role
from sanctionscreen.names.roles import IDENTIFYING as IDENTIFYING
from sanctionscreen.names.roles import Role as Role
from sanctionscreen.names.scripts import is_syllabic
from sanctionscreen.names.vocabulary import Vocabulary

_NAMING = frozenset({Role.NAME, Role.PATRONYMIC, Role.SOFT_TITLE})
_ELSEWHERE = frozenset({Role.TITLE, Role.SOFT_TITLE, Role.PARTICLE, Role.SUFFIX})
_SET_ASIDE = frozenset({Role.TITLE, Role.PARTICLE, Role.SUFFIX})

_DISTINCTIVE = (5, 4)
"""A word of an organisation's own is rarer than the same word as a person's name."""
_SYLLABLE = 5 * UNIT + UNIT // 2
"""The most that one Hangul or Chinese syllable weighs: a few hundred make nearly all names; two
that agree are a possible match, no more."""
_NO_CEILING = 1 << 20
_VOWELS = re.compile("[aeiou]+")
_ROMAN = {"i": "1", "v": "5", "x": "10"}  # at the end of a name ("Luanda I")


_NAMES_KEPT = 20_000
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


class Preparer:
    """Prepares names with one vocabulary and one table of frequencies."""

    def __init__(self, vocabulary: Vocabulary, frequencies: Frequencies) -> None:
        self.vocabulary = vocabulary
        self.frequencies = frequencies
        longest_first = sorted(vocabulary.han_words, key=lambda word: (-len(word), word))
        self._han_pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._forms = _longest(vocabulary.legal_forms)
        self._places = _longest(vocabulary.place_phrases)
        self._mend = BrokenForms(vocabulary, frequencies).mend
        self._put_right = lru_cache(maxsize=200_000)(Misspelled(vocabulary, frequencies).put_right)
        self._fold = lru_cache(maxsize=16)(fold)  # a name is read as a person's and as another's
        self._whole = lru_cache(maxsize=_NAMES_KEPT)(self._prepare)
        self.form = lru_cache(maxsize=500_000)(self._form)
        self._token = lru_cache(maxsize=200_000)(self._new_token)
        self._person_role = lru_cache(maxsize=200_000)(partial(person_role, words=vocabulary))
        self._other_role = lru_cache(maxsize=200_000)(partial(organisation_role, words=vocabulary))

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
            for token, surface in self._words(fold(self._han_words_apart(text)), is_person=False)
            if token in words.generic
            or token in words.legal_form_keys
            or token in words.places
            or (token.isdigit() and surface not in _ROMAN)
        ]
        return len(found) < 2 and all(surface in words.names_too for surface in found)

    def prepare(self, text: str, *, is_person: bool) -> PreparedName | None:
        """Prepares a name; None where it holds no letter and no digit in any script."""
        return self._whole(text, is_person)

    def _prepare(self, text: str, is_person: bool) -> PreparedName | None:
        folded = self._fold(text if is_person else self._han_words_apart(text))
        if not folded:
            return None
        words = self._words(folded, is_person)
        roles = self._roles(tuple(word for word, _ in words), is_person)
        is_by_syllables = is_syllabic(text)
        if is_by_syllables:
            # "Ma" and "Na" are a title and a particle elsewhere; as a character each is a name.
            roles = tuple(Role.NAME if role in _ELSEWHERE else role for role in roles)
        tokens = tuple(
            self._token(
                word,
                role,
                is_person,
                _SYLLABLE * _syllables(word) if is_by_syllables else _NO_CEILING,
                surface,
            )
            for (word, surface), role in zip(words, roles, strict=True)
        )
        is_latin = text.isascii() or all(ord(char) < 0x370 for char in text if char.isalpha())
        may_be_person = not is_person and all(map(self._may_be_persons, tokens))
        letters = "".join(folded)
        if not is_person and len(letters) > BEGINNING:
            form = self.form(letters[:BEGINNING])
            tokens = (*tokens, Token(form, Role.BEGINNING, min(form.weight, UNSEEN), form.text))
        return PreparedName(text, tokens, is_person, is_latin, may_be_person)

    def _may_be_persons(self, token: Token) -> bool:
        words = self.vocabulary
        if token.role is Role.PARTICLE and token.text in words.particles:
            return True
        if token.role is Role.NAME or token.surface in _ROMAN:
            return True
        if token.text in words.legal_form_keys:
            return False
        return token.surface in words.names_too or token.surface in words.peoples_names

    def _form(self, text: str) -> Form:
        key = romanisation_key(text)
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

    def _new_token(self, text: str, role: Role, is_person: bool, most: int, surface: str) -> Token:
        form = self.form(text)
        ceiling = min(CEILINGS.get(role, form.weight), most)
        if role is Role.INITIAL and not is_person:
            ceiling = form.weight
        weight = min(form.weight, ceiling)
        if role is Role.NAME and not is_person:
            weight = min(weight, UNSEEN) * _DISTINCTIVE[0] // _DISTINCTIVE[1]
        return Token(form, role, weight, surface)

    def _han_words_apart(self, text: str) -> str:
        """Chinese without blanks: known words (the longest first) set apart as one token each."""
        if text.isascii():
            return text
        text = unicodedata.normalize("NFKC", text)
        if not is_syllabic(text):
            return text
        words = self.vocabulary.han_words
        return self._han_pattern.sub(lambda found: f" {words[found.group()]} ", text)

    def _words(self, tokens: tuple[str, ...], is_person: bool) -> tuple[tuple[str, str], ...]:
        """(canonical spelling, what stood there): numbers and legal forms get one spelling."""
        if is_person:
            return tuple((_numeral(token), token) for token in tokens)
        numbers = self.vocabulary.numbers
        tokens = self._mend(tokens)
        right = tuple(map(self._put_right, tokens))
        words = []
        at = 0
        while at < len(tokens):
            size, form = self._legal_form(right, at)
            if form is None:
                size = self._place_phrase(tokens, at) or _letters_in_row(tokens, at)
            surface = "".join(tokens[at : at + size])
            if size == 1 and form is None and right[at] != tokens[at]:
                form = right[at]
            is_last = at > 0 and at + size == len(tokens)
            number = numbers.get(surface) or (_ROMAN.get(surface) if is_last else None)
            words.append((form or number or _numeral(surface), surface))
            at += size
        return tuple(words)

    def _legal_form(self, tokens: tuple[str, ...], at: int) -> tuple[int, str | None]:
        """The longest legal form that begins here, with its number of tokens."""
        forms, edge = self.vocabulary.legal_forms, self.vocabulary.edge_forms
        longest = self._forms.get(tokens[at], 0)
        for size in range(min(longest, len(tokens) - at, len(tokens) - 1), 0, -1):
            spelling = " ".join(tokens[at : at + size])
            # A name of short syllables alone ("Ka Pa Sa") has no abbreviated form at its edge.
            is_edge = (at == 0 or at + size == len(tokens)) and max(map(len, tokens)) > 2
            if spelling in forms and (is_edge or spelling not in edge):
                return size, forms[spelling]
        return 1, None

    def _place_phrase(self, tokens: tuple[str, ...], at: int) -> int:
        """How many tokens the longest place of several words that begins here has; 0 for none."""
        longest = self._places.get(tokens[at], 0)
        if longest < 2:
            return 0
        phrases = self.vocabulary.place_phrases
        sizes = range(min(longest, len(tokens) - at), 1, -1)
        return next((size for size in sizes if " ".join(tokens[at : at + size]) in phrases), 0)

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
            roles = tuple(
                Role.NAME if text in self.vocabulary.ambiguous and role in _SET_ASIDE else role
                for text, role in zip(texts, roles, strict=True)
            )
        if not any(r in IDENTIFYING for r in roles):
            return tuple(Role.NAME for _ in texts)
        return roles


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """For each first word the words of the longest phrase that begins with it."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


def _syllables(word: str) -> int:
    return len(_VOWELS.findall(word)) or 1


def _numeral(token: str) -> str:
    return (token.lstrip("0") or "0") if token.isdigit() else token


def _letters_in_row(tokens: tuple[str, ...], at: int) -> int:
    """How many single letters stand in a row from here ("A-B-C" is one word); at least 1."""
    end = at
    while end < len(tokens) and len(tokens[end]) == 1 and tokens[end].isalpha():
        end += 1
    return max(end - at, 1)
