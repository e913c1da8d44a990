"""Misspelled words of legal forms are put right, and names are left alone."""

from __future__ import annotations

import pytest

from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.misspelled import Misspelled
from sanctionscreen.names.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def misspelled() -> Misspelled:
    """Over the shipped vocabulary."""
    return Misspelled(load_vocabulary(), load_frequencies())


@pytest.mark.parametrize("word", ["limiuted", "liabiltiy", "limiteed", "copmany", "obshcestvo"])
def test_one_edit_is_put_right(misspelled: Misspelled, word: str) -> None:
    """A letter wrong, missing, too many, or exchanged with its neighbour."""
    assert misspelled.put_right(word) != word
    assert misspelled.put_right(misspelled.put_right(word)) == misspelled.put_right(word)


@pytest.mark.parametrize("word", ["limited", "united", "fraxin", "kompanion", "lim", "gazprom"])
def test_other_words_stay(misspelled: Misspelled, word: str) -> None:
    """A word of a form itself, a known word, a name two edits away or a short one."""
    assert misspelled.put_right(word) == word
