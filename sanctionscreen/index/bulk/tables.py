"""What the loops read of an index, as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sanctionscreen.index.agreeing import runs
from sanctionscreen.index.layout import Array
from sanctionscreen.index.roles import ROLES
from sanctionscreen.match.alignment import LONGEST_SOUNDING
from sanctionscreen.match.name import NAMES
from sanctionscreen.names.prepare import Preparer, Role
from sanctionscreen.names.spellings import spellings

Ints = npt.NDArray[np.int64]

BEGINNING = ROLES.index(Role.BEGINNING)
NAME_ROLES = frozenset(ROLES.index(role) for role in NAMES)


class Postings(NamedTuple):
    """Where each form occurs among the names of one reading: the names' units that have it.

    Attributes:
        start: Where the rows of each form begin.
        rows: Name, weight, share of the whole name, tokens: together in memory, for forms are
            looked up here and there.
    """

    start: Array
    rows: Array


class Units(NamedTuple):
    """The units of each name, name by name: form, tokens, weight, share of the whole name.

    ``is_begun`` tells the first letters of a long name from its words; ``may_sound`` units that
    may agree with another by their sound although one of the two is several tokens.
    """

    start: Array
    form: Array
    mask: Array
    weight: Array
    share: Array
    size: Array
    is_name: Array
    is_begun: Array
    may_sound: Array


class Listed(NamedTuple):
    """Listed names and their tokens.

    Attributes:
        start, form, role, left, acronym, is_brief, bytes: Of each name's tokens: where they begin,
            and of each its form, role, what it costs left over (1/64 bit), the pairs of letters of
            an acronym, whether it may be a mistyped particle, its bytes in ``text``.
        initials, particles, short, spelled, is_latin, is_long: Facts of each name.
        text_start, text: The bytes of each name's tokens as they stand there, end to end.
        length: Bytes of each form, at least as many as its letters.
    """

    start: Array
    form: Array
    role: Array
    left: Array
    acronym: Array
    is_brief: Array
    bytes: Array
    initials: Array
    particles: Array
    short: Array
    spelled: Array
    is_latin: Array
    is_long: Array
    text_start: Array
    text: Array
    length: Array


class Spelt(NamedTuple):
    """How forms are spelt: letters of the text and of its key, and whether it is a known name."""

    text_start: Array
    text: Array
    key_start: Array
    key: Array
    is_known: Array


LONGEST = 62
"""Tokens of a name that a mask of 64 bits holds; longer names are always candidates."""


def postings(arrays: Mapping[str, Array], *, is_person: bool) -> tuple[Postings, Units]:
    """The postings of one reading, by form and by name."""
    starts = np.asarray(arrays["posting_start"]).astype(np.int64)
    names = np.asarray(arrays["posting_name"])
    chosen = np.flatnonzero(np.asarray(arrays["name_is_person"])[names] == int(is_person))
    columns = {
        column: np.ascontiguousarray(np.asarray(arrays[f"posting_{column}"])[chosen])
        for column in ("name", "weight", "share", "size", "mask", "is_name")
    }
    forms = np.repeat(np.arange(len(starts) - 1), np.diff(starts))[chosen].astype(np.int32)
    by_form = Postings(
        np.searchsorted(chosen, starts),
        rows_of(columns[each] for each in ("name", "weight", "share", "size")),
    )
    order = np.argsort(columns["name"], kind="stable")
    place = np.log2(np.maximum(columns["mask"], 1)).astype(np.int64)
    token = np.asarray(arrays["name_start"]).astype(np.int64)[columns["name"]] + place
    is_begun = np.asarray(arrays["token_role"])[np.minimum(token, len(arrays["token_role"]) - 1)]
    is_begun = (is_begun == BEGINNING) & (columns["size"] == 1)
    counts = np.bincount(columns["name"], minlength=len(arrays["name_party"]))
    by_name = Units(
        start=np.append(0, np.cumsum(counts)).astype(np.int64),
        form=forms[order],
        is_begun=is_begun[order],
        may_sound=_shortest(arrays, columns)[order] <= LONGEST_SOUNDING,
        **{
            column: columns[column][order]
            for column in ("mask", "weight", "share", "size", "is_name")
        },
    )
    return by_form, by_name


def _shortest(arrays: Mapping[str, Array], units: Mapping[str, Array]) -> Ints:
    """Letters of the shortest token of each unit of several; 0 of one."""
    starts = np.asarray(arrays["surface_start"]).astype(np.int64)
    is_letter = (np.asarray(arrays["surface_bytes"]) & 0xC0) != 0x80
    ends = np.append(0, np.cumsum(is_letter))
    letters_of = np.diff(ends[starts])[np.asarray(arrays["token_surface"])]
    first = np.asarray(arrays["name_start"]).astype(np.int64)[units["name"]]
    mask = np.maximum(units["mask"], 1)
    low = np.log2(mask & -mask).astype(np.int64)
    high = np.log2(mask).astype(np.int64)
    several = units["size"] > 1
    # Tokens written as one stand in a row, or are the last and the first.
    middle = np.where(units["size"] > 2, low + 1, low)
    found = np.zeros(len(mask), np.int64)
    found[several] = np.minimum.reduce(
        [letters_of[(first + place)[several]] for place in (low, middle, high)]
    )
    return found


def listed(arrays: Mapping[str, Array]) -> Listed:
    """The names of an index and their tokens."""
    start = np.asarray(arrays["name_start"]).astype(np.int64)
    tokens = ("form", "role", "left", "acronym", "is_brief")
    facts = ("initials", "particles", "short", "spelled", "is_latin")
    text_start, text, lengths = _texts(arrays, start)
    return Listed(
        start=start,
        is_long=(np.diff(start) > LONGEST).astype(np.uint8),
        text_start=text_start,
        text=text,
        bytes=lengths,
        length=np.diff(np.asarray(arrays["form_start"]).astype(np.int64)),
        **{column: fixed(arrays[f"token_{column}"]) for column in tokens},
        **{fact: fixed(arrays[f"name_{fact}"]) for fact in facts},
    )


def rows_of(columns: Iterable[Array]) -> Array:
    """Columns side by side, row by row."""
    return np.ascontiguousarray(np.stack([np.asarray(each, np.int32) for each in columns], 1))


def fixed(array: Array) -> Array:
    """An array as one that cannot be written, mapped from a file or not: loops are compiled for
    one of the two."""
    column = np.ascontiguousarray(array).view()
    column.flags.writeable = False
    return column


def _texts(arrays: Mapping[str, Array], start: Ints) -> tuple[Array, Array, Array]:
    """The bytes of each name's tokens end to end, but the token of its first letters: where each
    name's begin, the bytes, and how many are each token's."""
    surface = np.asarray(arrays["token_surface"])
    starts = np.asarray(arrays["surface_start"]).astype(np.int64)
    counts = np.diff(starts)[surface]
    counts[np.asarray(arrays["token_role"]) == BEGINNING] = 0
    ends = np.append(0, np.cumsum(counts))
    found = np.asarray(arrays["surface_bytes"])[runs(starts[surface], counts)]
    return ends[start], found, counts


def spelt(
    arrays: Mapping[str, Array], form_text: Callable[[int], str], preparer: Preparer
) -> Spelt:
    """How the forms are spelt that are names of persons; of the others nothing is asked."""
    count = len(arrays["form_start"]) - 1
    is_asked = np.isin(np.asarray(arrays["token_role"]), list(NAME_ROLES))
    is_asked &= np.repeat(
        np.asarray(arrays["name_is_person"]) == 1,
        np.diff(np.asarray(arrays["name_start"]).astype(np.int64)).astype(np.int64),
    )
    asked = np.unique(np.asarray(arrays["token_form"])[is_asked]).tolist()
    texts, keys = [""] * count, [""] * count
    known = np.zeros(count, np.uint8)
    found = spellings([form_text(number) for number in asked], preparer.vocabulary)
    for number, text, key in zip(asked, found.texts, found.keys, strict=True):
        texts[number], keys[number] = text, key
        known[number] = preparer.frequencies.is_known(text)
    return Spelt(*letters(texts), *letters(keys), known)


def letters(texts: list[str]) -> tuple[Ints, npt.NDArray[np.uint32]]:
    """Texts as code points end to end, and where each begins."""
    starts = np.append(0, np.cumsum([len(text) for text in texts])).astype(np.int64)
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    return starts, np.frombuffer(joined, np.uint32)
