"""Legal forms that are run together, broken or misspelled are put right by the words around."""

from __future__ import annotations

import pytest

from sanctionscreen.names.broken_forms import BrokenForms
from sanctionscreen.names.folding import fold
from sanctionscreen.names.frequencies import load_frequencies
from sanctionscreen.names.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def forms() -> BrokenForms:
    """The shipped vocabulary."""
    return BrokenForms(load_vocabulary(), load_frequencies())


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Limited Liability Companyrimera", "limited liability company rimera"),
        ("Fawarislimited Liability Company", "fawaris limited liability company"),
        ("LIMITEDliability COMPANY Arko", "limited liability company arko"),
        ("Limited Liabi lity Company Arko", "limited liability company arko"),
        ("Joint sock Company Aktiv", "joint stock company aktiv"),
        ("Joint stck Company Aktiv", "joint stock company aktiv"),
    ],
)
def test_a_broken_form_is_mended(forms: BrokenForms, broken: str, whole: str) -> None:
    """Run together with a neighbour, cut apart, or with one word misspelled."""
    assert " ".join(forms.mend(fold(broken))) == whole


@pytest.mark.parametrize(
    "name",
    [
        "Flytechgroup Limited Liability Company",  # its form lacks no word
        "Institute of Computing Systems Company",
        "Tab Corporation Thailand Co Ltd",
        "Canales Venecia Ltda",
        "Sensetime",
    ],
)
def test_what_is_whole_stays(forms: BrokenForms, name: str) -> None:
    """Words that only look like a form's are left alone."""
    assert forms.mend(fold(name)) == fold(name)


def test_mending_twice_changes_nothing_more(forms: BrokenForms) -> None:
    """A mended name is whole."""
    once = forms.mend(fold("Obshchestvo s Ogranichenn oi Otvetstvennostyu Arko"))
    assert forms.mend(once) == once
