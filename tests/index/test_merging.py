"""Pieces of lists joined: the same index as compiling all parties at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sanctionscreen.index.build import build
from sanctionscreen.index.listindex import ListIndex
from sanctionscreen.index.merging import merge
from sanctionscreen.index.pieces import Piece, compile_piece, piece_of
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.prepare import Preparer
from sanctionscreen.names.vocabulary import load_vocabulary
from sanctionscreen.sources.base import ParsedList
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.store import ListLocation, load_list, shipped_lists, shipped_register_path

LISTS = ("curated-us-2021-12-10", "curated-uk-2021-12-10", "curated-myanmar")
QUERIES = ("Ri Yong Gil", "Myanma Economic Holdings", "RAB", "Min Aung Hlaing", "Bank Guard")


@pytest.fixture(scope="module")
def preparer() -> Preparer:
    """Prepares names with the shipped tables."""
    return Preparer(load_vocabulary(), load_frequencies())


@pytest.fixture(scope="module")
def parsed() -> list[ParsedList]:
    """Three shipped lists that share names and parties."""
    register = load_register(shipped_register_path())
    paths = {path.stem: path for path in shipped_lists()}
    return [load_list(ListLocation(Path(paths[name]), name), register) for name in LISTS]


@pytest.fixture(scope="module")
def pieces(parsed: list[ParsedList], preparer: Preparer) -> list[Piece]:
    """Each list compiled alone."""
    return [piece_of(compile_piece(each, preparer)) for each in parsed]


def test_all_parties_make_the_same_arrays(
    parsed: list[ParsedList], pieces: Sequence[Piece], preparer: Preparer
) -> None:
    """Where nothing gives way, every array is the same to the byte."""
    refs = [each.ref for each in parsed]
    wanted = build([party for each in parsed for party in each.parties], refs, preparer)
    kept = [np.ones(len(piece.entries), bool) for piece in pieces]
    found = merge(pieces, kept, refs)
    assert set(found) == set(wanted)
    for name, array in wanted.items():
        assert found[name].dtype == array.dtype, name
        assert np.array_equal(found[name], array), name


def test_parties_that_give_way_leave_nothing(
    parsed: list[ParsedList], pieces: Sequence[Piece], preparer: Preparer
) -> None:
    """With every third party left out, parties, names, groups and candidates are those of an
    index of the others."""
    refs = [each.ref for each in parsed]
    kept = [np.arange(len(piece.entries)) % 3 != 1 for piece in pieces]
    left = [
        party
        for each, mask in zip(parsed, kept, strict=True)
        for party, is_kept in zip(each.parties, mask.tolist(), strict=True)
        if is_kept
    ]
    assert len(left) < sum(len(each.parties) for each in parsed)
    wanted = ListIndex(build(left, refs, preparer))
    found = ListIndex(merge(pieces, kept, refs))
    assert list(found.parties()) == left
    assert found.name_texts() == wanted.name_texts()
    assert [found.group_of(n) for n in range(len(left))] == [
        wanted.group_of(n) for n in range(len(left))
    ]
    for number in range(wanted.name_count):
        ours, theirs = found.prepared(number), wanted.prepared(number)
        assert (ours.text, ours.tokens) == (theirs.text, theirs.tokens)
        assert (ours.is_person, ours.is_latin) == (theirs.is_person, theirs.is_latin)
        assert found.listed_name(number) == wanted.listed_name(number)
    some = 0
    for text in QUERIES:
        for is_person in (True, False):
            query = preparer.prepare(text, is_person=is_person)
            assert query is not None
            candidates = sorted(wanted.candidates(query, 0))
            assert sorted(found.candidates(query, 0)) == candidates
            some += len(candidates)
    assert some
    for party in left:
        for item in party.identifiers:
            assert found.with_identifier(item.value) == wanted.with_identifier(item.value)
