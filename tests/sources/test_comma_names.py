"""Names in one string divided by commas."""

from __future__ import annotations

import pytest

from sanctionscreen.sources.comma_names import comma_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("IRGC, Sepah-e Pasdaran", ("IRGC", "Sepah-e Pasdaran")),
        ("Pishro Company, LLC, ASRC", ("Pishro Company, LLC", "ASRC")),
        ("НПО Ижбс, ООО; NGO Izhbs, LLC", ("НПО Ижбс, ООО", "NGO Izhbs, LLC")),
        ("Министерство культуры, спорта и туризма", ("Министерство культуры, спорта и туризма",)),
        ("Sazman-e Basij, the Basij", ("Sazman-e Basij", "the Basij")),
        ("МинФин or Министерство финансов", ("МинФин", "Министерство финансов")),
        ("Russian: Имя,  Belarusian: Імя", ("Имя", "Імя")),
        ("LAT, LLC Laser Devices", ("LAT", "LLC Laser Devices")),
        (" , ;", ()),
    ],
)
def test_organisations(text: str, names: tuple[str, ...]) -> None:
    """Legal forms and words in small letters stay with the name before the comma."""
    assert comma_names(text) == names


@pytest.mark.parametrize(
    ("text", "family", "names"),
    [
        ("Баранов, Олег Анатольевич", "BARANOV", ("Баранов, Олег Анатольевич",)),
        ("Batya, Kazak", "Baranov", ("Batya", "Kazak")),
        ("Katsiaryna or Katerina Smuschkovich", "Smuschkovich",
         ("Katsiaryna or Katerina Smuschkovich",)),
    ],
)  # fmt: skip
def test_people(text: str, family: str, names: tuple[str, ...]) -> None:
    """A family name in front of a comma belongs to the given name behind it."""
    assert comma_names(text, family) == names
