"""Scripts without a module of their own, and those that carry vowels, to Latin letters."""

from __future__ import annotations

import pytest

from sanctionscreen.names.folding import fold


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("မင်းအောင်လှိုင်", "min aung hlaing"),
        ("စိုးဝင်း", "soe win"),
        ("အောင်ဆန်းစုကြည်", "aung san su kyi"),
        ("မျိုးဆွေဝင်း", "myo swe win"),
        ("ထွန်းထွန်းနောင်", "htun htun naung"),
        ("ရွှေမန်း", "shwe man"),
        ("तरुण शर्मा", "tarun sharma"),
        ("मोहम्मद अली", "mohammad ali"),
        ("চৌধুরী", "chaudhuri"),
        ("אברהים", "abrahim"),
        ("Γιώργος Παπαδόπουλος", "giorgos papadopoulos"),
        ("გიორგი", "giorgi"),
        ("Հայկ", "hayk"),
        ("ประยุทธ์", "prayuth"),
    ],
)
def test_scripts_are_romanised_as_their_names_are(text: str, latin: str) -> None:
    """Vowels that a script implies or puts elsewhere are where a Latin spelling has them."""
    assert " ".join(fold(text)) == latin
