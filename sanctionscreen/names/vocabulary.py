"""The words that are known: legal forms, titles, particles, business words, variants, numbers."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from sanctionscreen.errors import SettingsError
from sanctionscreen.names.folding import fold
from sanctionscreen.names.scripts import is_han
from sanctionscreen.names.tables import DATA

_FILES = (
    "business_words.yml",
    "honorifics.yml",
    "legal_forms.yml",
    "nicknames.yml",
    "numbers.yml",
    "particles.yml",
    "places.yml",
    "variants.yml",
)

_MINED = "mined_variants.tsv"
"""Pairs of tokens that the lists' own aliases put for each other (``python -m bench.lexicon``)."""

PEOPLE = "names_of_people.tsv"
"""Words of organisations' names that people are called too (``python -m bench.weights``)."""

_SHORTEST_LEGAL_WORD = 4


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known words by their folded spelling.

    Attributes:
        legal_forms: Spelling (tokens joined by blanks) to the form's key.
        legal_form_keys: Those keys: prepared names hold them in place of the spellings.
        legal_words: Words of legal forms of several words: what is left of a form that is
            written in another order, or cut.
        edge_forms: Spellings of legal forms that are words or names too ("as", "ag"): a form
            only at the beginning or the end of a name.
        titles: Honorific phrases and words that are never a name.
        soft_titles: Honorifics that are also names (Maung, Ko, Saw).
        suffixes: Generation suffixes (jr, iii).
        ambiguous: Titles and particles that are names too: read as names where the name would
            keep fewer than two without them.
        particles: Words that cost almost nothing either way in a person's name (al, bin, de).
        organisation_particles: The same in an organisation's name (of, and, for).
        context: Words put around a name by who fills in a field ("payment to", "attn").
        generic: Words common in organisations' names.
        names_too: Business words and places that are somebody's name as well: one alone does not
            tell that a name is an organisation's.
        peoples_names: Words of organisations' names that many people are called as well.
        places: Country names, demonyms and cities to their ISO country.
        place_phrases: Places of several words (tokens joined by blanks), whose joined spelling
            is one of ``places``.
        numbers: Number words to numerals.
        han_words: Known words in Chinese characters to the token that stands for them; Chinese
            is written without blanks, and these are cut out of it first.
        senses: Token to the senses it shares with other spellings: ``variant:3`` (one name,
            many spellings), ``nickname:robert``, ``word:company`` (abbreviation, translation),
            ``place:RU`` (a country's names and demonyms), ``place:moscow``;
            ``mined:12`` (a pair learned from the lists).
    """

    legal_forms: Mapping[str, str]
    legal_form_keys: frozenset[str]
    legal_words: frozenset[str]
    edge_forms: frozenset[str]
    titles: frozenset[str]
    soft_titles: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    organisation_particles: frozenset[str]
    ambiguous: frozenset[str]
    context: frozenset[str]
    generic: frozenset[str]
    names_too: frozenset[str]
    peoples_names: frozenset[str]
    places: Mapping[str, str]
    place_phrases: frozenset[str]
    numbers: Mapping[str, str]
    han_words: Mapping[str, str]
    senses: Mapping[str, tuple[str, ...]]

    def to_json(self) -> str:
        """A canonical text from which :meth:`from_json` makes the same vocabulary, fast."""
        return json.dumps(
            {
                key: sorted(value) if isinstance(value, frozenset) else value
                for key, value in asdict(self).items()
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Vocabulary:
        raw: dict[str, Any] = json.loads(text)
        values: dict[str, Any] = {
            key: frozenset(value) if isinstance(value, list) else value
            for key, value in raw.items()
        }
        values["senses"] = {token: tuple(senses) for token, senses in raw["senses"].items()}
        return cls(**values)


def vocabulary_digest() -> str:
    """sha256 over the shipped vocabulary files, to tell whether a compiled form is current."""
    digest = hashlib.sha256()
    for name in (*_FILES, _MINED, PEOPLE):
        digest.update((DATA / name).read_bytes())
    return digest.hexdigest()


def is_mined(sense: str) -> bool:
    """Whether a sense was learned from the lists, not written by hand."""
    return sense.startswith("mined:")


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Reads the shipped vocabulary files.

    Raises:
        SettingsError: a shipped file is damaged.
    """
    data = {name.removesuffix(".yml"): _read(name) for name in _FILES}
    legal_forms = {
        spelling: "".join(fold(key))
        for spelling, key in _spellings(data["legal_forms"]["forms"]).items()
    }
    honorifics, particles, places = data["honorifics"], data["particles"], data["places"]
    return Vocabulary(
        legal_forms=legal_forms,
        legal_form_keys=frozenset(legal_forms.values()),
        legal_words=_legal_words(legal_forms),
        edge_forms=_folded(data["legal_forms"]["ambiguous"]),
        titles=_folded(honorifics["hard"]) | _folded(honorifics["phrases"]),
        soft_titles=_folded(honorifics["soft"]),
        suffixes=_folded(honorifics["suffixes"]),
        particles=_folded(particles["person"]),
        organisation_particles=_folded(particles["person"]) | _folded(particles["organisation"]),
        ambiguous=_folded(honorifics["ambiguous"]) | _folded(particles["ambiguous"]),
        context=_folded(particles["context"]),
        generic=_generic(data["business_words"]["words"]),
        names_too=frozenset(
            _folded(data["business_words"]["ambiguous"])
            | _folded(places["ambiguous"])
            | _folded(particles["person"])
        ).difference(legal_forms),
        peoples_names=frozenset(word for (word,) in _rows(PEOPLE, 1)),
        places=_spellings(places["countries"]) | _spellings(places["cities"]),
        place_phrases=_folded(places["phrases"]),
        numbers=_spellings(data["numbers"]["numbers"]),
        han_words={word: _spelling(word) for word in _han_words(data)},
        senses=_senses(data),
    )


def _read(name: str) -> Any:
    # Imported here: a compiled index holds the vocabulary, and nothing else on the way needs YAML.
    import yaml

    try:
        return yaml.load((DATA / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise SettingsError(
            f"the shipped vocabulary cannot be read ({error})",
            path=name,
            hint="Install sanctionscreen again",
        ) from error


def _spelling(text: object) -> str:
    """Folded; a Chinese word is one token here, though its syllables are apart in a name."""
    tokens = fold(str(text))
    return ("" if is_han(str(text)) else " ").join(tokens)


def _han_words(data: object) -> Iterator[str]:
    """Every word in Chinese characters alone, of two characters and more, in the files."""
    if isinstance(data, Mapping):
        for item in data.values():
            yield from _han_words(item)
    elif isinstance(data, list):
        for item in data:
            yield from _han_words(item)
    elif isinstance(data, str) and len(data) > 1 and is_han(data):
        yield data


def _folded(items: Iterable[object]) -> frozenset[str]:
    return frozenset(_spelling(item) for item in items) - {""}


def _spellings(groups: Mapping[object, Iterable[object]]) -> dict[str, str]:
    """{key: [spellings]} turned round; the first key in order keeps a shared spelling."""
    found: dict[str, str] = {}
    for key in sorted(groups, key=str):
        for spelling in groups[key]:
            found.setdefault(_spelling(spelling), str(key))
    found.pop("", None)
    return found


def _legal_words(forms: Iterable[str]) -> frozenset[str]:
    phrases = (form.split() for form in forms)
    return frozenset(
        word
        for words in phrases
        if len(words) > 1
        for word in words
        if len(word) >= _SHORTEST_LEGAL_WORD
    )


def _generic(words: Mapping[str, Mapping[str, Iterable[object]]]) -> frozenset[str]:
    return frozenset(
        spelling
        for word, forms in words.items()
        for spelling in _folded([word, *forms.get("variants", ()), *forms.get("translations", ())])
    )


def _senses(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    senses: dict[str, set[str]] = defaultdict(set)
    # A nickname is one of every spelling of the name, not only of the one it stands under.
    spellings_of: dict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(data["variants"]["groups"]):
        for token in _folded(group):
            senses[token].add(f"variant:{number}")
            spellings_of[token] |= _folded(group)
    for section, prefix in (("nicknames", "nickname"), ("equivalents", "equivalent")):
        for name, forms in data["nicknames"].get(section, {}).items():
            for token in _folded([name, *forms]):
                senses[token].add(f"{prefix}:{name}")
                for spelling in spellings_of.get(token, ()):
                    senses[spelling].add(f"{prefix}:{name}")
    for section in ("countries", "exonyms"):
        for place, spellings in data["places"][section].items():
            names = spellings if section == "countries" else [place, *spellings]
            for token in _folded(names):
                senses[token].add(f"place:{place}")
    for word, forms in data["business_words"]["words"].items():
        for token in _folded([word, *forms.get("variants", ())]):
            senses[token].add(f"word:{word}")
        for token in _folded(forms.get("translations", ())):
            senses[token].add(f"word:{word}")
    for one, other, sense in _mined():
        senses[one].add(sense)
        senses[other].add(sense)
    return {token: tuple(sorted(found)) for token, found in sorted(senses.items())}


def _mined() -> Iterator[tuple[str, str, str]]:
    """Each mined pair with a sense of its own: two that share a token are not joined by it."""
    for number, (one, other, _support) in enumerate(_rows(_MINED, 3)):
        yield one, other, f"mined:{number}"


def _rows(name: str, width: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a shipped table, without its comments."""
    try:
        lines = (DATA / name).read_text("ascii").splitlines()
        rows = tuple(tuple(line.split("\t")) for line in lines if not line.startswith("#"))
        if any(len(row) != width for row in rows):
            raise ValueError(f"a row has not {width} columns")
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"the shipped vocabulary cannot be read ({error})",
            path=name,
            hint="Install sanctionscreen again",
        ) from error
    return rows
