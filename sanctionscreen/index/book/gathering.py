"""Sketches of a whole book to the arrays that are kept of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sanctionscreen.index.agreeing import MOST_EDITS
from sanctionscreen.index.book.joined import MOST_TOKENS, distinct_rows, joined, spans_of
from sanctionscreen.index.book.sketch import Sketch, TokenKey
from sanctionscreen.index.build import blob, distinct
from sanctionscreen.index.keys import keys_of
from sanctionscreen.index.layout import Array, save
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.alignment import LONGEST_PARTICLE
from sanctionscreen.names.prepare import Role
from sanctionscreen.names.spellings import spellings
from sanctionscreen.names.vocabulary import Vocabulary

_TEXTS_AT_ONCE = 20_000
_INITIAL = ROLES.index(Role.INITIAL)
_NAMES = (ROLES.index(Role.NAME), ROLES.index(Role.PATRONYMIC))


class Gatherer:
    """Takes the sketches of a book, in the order of its rows."""

    def __init__(self) -> None:
        self._numbers: dict[TokenKey, int] = {}
        self._fields: list[Array] = []
        self._rows: list[Array] = []
        self._counts: list[Array] = []
        self._tokens: list[Array] = []
        self._identifiers: list[tuple[int, int]] = []
        self.rows = 0

    def add(self, sketch: Sketch) -> None:
        """The rows that come next."""
        numbers = self._numbers
        new = np.array([numbers.setdefault(key, len(numbers)) for key in sketch.keys], np.int32)
        self._tokens.append(new[sketch.tokens] if len(new) else sketch.tokens)
        self._counts.append(np.diff(sketch.starts))
        self._rows.append(sketch.rows + np.int32(self.rows))
        self._fields.append(sketch.fields)
        self._identifiers += ((row + self.rows, value) for row, value in sketch.identifiers)
        self.rows += len(sketch.fields)

    @property
    def is_full(self) -> bool:
        """Whether there are more distinct tokens than can be told apart."""
        return len(self._numbers) >= MOST_TOKENS

    def save(self, path: Path, vocabulary: Vocabulary, facts: Mapping[str, object]) -> None:
        """Keeps the book.

        Args:
            facts: What else is to be known of it, as JSON can say it.

        Raises:
            OSError: the file cannot be written.
        """
        save(path, self._arrays(vocabulary, facts))

    def _arrays(self, vocabulary: Vocabulary, facts: Mapping[str, object]) -> dict[str, Array]:
        keys = tuple(self._numbers)
        texts: dict[str, int] = {}
        surfaces: dict[str, int] = {}
        surface_of = np.array([surfaces.setdefault(k[4], len(surfaces)) for k in keys], np.int64)
        text_of = [texts.setdefault(key[1], len(texts)) for key in keys]
        roles = np.array([key[2] for key in keys], np.uint8)
        counts = np.concatenate([np.zeros(0, np.int32), *self._counts])
        tokens = np.concatenate([np.zeros(0, np.int32), *self._tokens])
        starts = np.append(0, np.cumsum(counts)).astype(np.int64)
        owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        lengths = np.array([len(key[1]) for key in keys], np.int64)
        is_person = np.array([key[0] for key in keys], np.uint8)
        spans, holders = spans_of(starts, tokens, roles, lengths, is_person)
        # The same letters are read in several ways, and tell the same whichever it is.
        rows, join_of = distinct_rows(np.where(spans >= 0, surface_of[spans], -1))
        joins = joined(tuple(surfaces), rows)
        identifiers = np.array(sorted((v, r) for r, v in self._identifiers), np.uint32)
        identifiers = identifiers.reshape(-1, 2)
        left = np.isin(roles, _NAMES) & (lengths != LONGEST_PARTICLE)
        facts = {**facts, "rows": self.rows}
        return {
            "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8),
            "row_fields": np.concatenate([np.zeros(0, np.uint8), *self._fields]),
            "name_row": np.concatenate([np.zeros(0, np.int32), *self._rows]),
            "name_size": np.minimum(counts, 255).astype(np.uint8),
            "name_initials": _summed(roles == _INITIAL, tokens, owners, len(counts)),
            "name_names": _summed(left, tokens, owners, len(counts)),
            "token_text": np.array(text_of, np.int32),
            "token_role": roles,
            "token_weight": np.array([key[3] for key in keys], np.int32),
            "token_is_person": is_person,
            "token_is_name": left.astype(np.uint8),
            **_posted("token", tokens, owners, len(keys)),
            **blob("surface", [text.encode("utf-8", "surrogatepass") for text in surfaces]),
            **blob("text", [text.encode("utf-8", "surrogatepass") for text in texts]),
            **_keys(tuple(texts), vocabulary),
            **{f"join_{name}": column for name, column in joins._asdict().items()},
            "join_surfaces": rows.astype(np.int32).ravel(),
            **_posted("join", join_of, np.arange(len(spans)), len(rows)),
            "span_tokens": spans.astype(np.int32).ravel(),
            **_posted("span", holders[:, 0], holders[:, 1], len(spans)),
            "id_hash": identifiers[:, 0].copy(),
            "id_row": identifiers[:, 1].copy(),
        }


def _summed(chosen: Array, tokens: Array, owners: Array, names: int) -> Array:
    """How many of the chosen tokens each name has."""
    counted = np.bincount(owners, chosen[tokens], names)
    return np.minimum(counted, 255).astype(np.uint8)


def _posted(what: str, items: Array, owners: Array, count: int) -> dict[str, Array]:
    """By item the names that hold it, once for each time."""
    order = np.argsort(items, kind="stable")
    starts = np.searchsorted(items[order], np.arange(count + 1))
    return {
        f"{what}_posting_start": starts.astype(np.int64),
        f"{what}_posting_name": owners[order].astype(np.int32),
    }


def _keys(texts: Sequence[str], vocabulary: Vocabulary) -> dict[str, Array]:
    """The hashed keys by which a listed token may agree with each text, in order."""
    parts = [np.zeros(0, np.uint64)]
    for at in range(0, len(texts), _TEXTS_AT_ONCE):
        words = spellings(texts[at : at + _TEXTS_AT_ONCE], vocabulary)
        keys = keys_of(words, [MOST_EDITS] * len(words), is_query=True)
        owners = keys.owners.astype(np.uint64) + np.uint64(at)
        parts.append(distinct(keys.hashes.astype(np.uint64) << np.uint64(32) | owners))
    packed = np.sort(np.concatenate(parts))
    return {
        "key_hash": (packed >> np.uint64(32)).astype(np.uint32),
        "key_text": packed.astype(np.uint32),
    }
