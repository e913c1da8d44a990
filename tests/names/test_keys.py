"""Keys under which spellings fall together."""

from __future__ import annotations

import pytest

from sanctionscreen.names.keys import romanisation_key, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wjatscheslaw", "vyacheslav"),
        ("wolodin", "volodin"),
        ("ovsiannikov", "ovsyannikov"),
        ("dmitrii", "dmitry"),
        ("yuryevich", "iurevich"),
        ("iusto", "yusto"),
        ("jirinovski", "zhirinovsky"),
        ("djahangir", "jahangir"),
        ("yeong", "yong"),
        ("khodorkovsky", "hodorkovskii"),
        ("aleksei", "alexey"),
        ("skotj", "skoch"),
        ("szaha", "shaha"),
        ("mielniczenko", "mielnichenko"),
        ("nazarau", "nazarov"),
        ("mixajlovich", "mikhaylovich"),
        ("xotimskij", "khotimskiy"),
        ("chubesow", "khubesov"),
    ],
)
def test_romanisation_schemes_share_a_key(one: str, other: str) -> None:
    """Spellings of one name under different romanisation schemes have one key."""
    assert romanisation_key(one) == romanisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ivanov", "ivanova"), ("mario", "maria"), ("vorontsov", "voronkov"), ("alexej", "alehej")],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    """The key undoes spelling, not the name."""
    assert romanisation_key(one) != romanisation_key(other)


def test_unvowelled_spelling_has_the_skeleton_of_the_vowelled() -> None:
    """What Arabic script writes without short vowels can be compared by its consonants."""
    assert skeleton("mhmd") == skeleton("mohammed")
    assert skeleton("hsyn") == skeleton("hussein")
    assert skeleton("ali") is None


@pytest.mark.parametrize(
    ("german", "english"),
    [("subkow", "zubkov"), ("pewzow", "pevtsov"), ("poschidaew", "pozhidaev")],
)
def test_german_sibilants_share_a_skeleton(german: str, english: str) -> None:
    """German writes s for two Russian letters, sch for two more, and z for a fifth."""
    assert skeleton(german) == skeleton(english)
