"""Values that publishers pack into one text."""

from __future__ import annotations

import pytest

from sanctionscreen.sources.published_text import (
    clean,
    dates_in,
    labelled_number,
    names_in,
    numbered,
    un_references,
    without_notes,
)


@pytest.mark.parametrize("text", ["N/A", "na", " - ", "Unknown", "不明", "none.", "", None])
def test_words_for_nothing_are_nothing(text: str | None) -> None:
    """A publisher's "not available" never becomes a value."""
    assert clean(text) == ""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(1) A-333602 (2) M110522", ("A-333602", "M110522")),
        ("a) Approximately 1955 b) 1945", ("Approximately 1955", "1945")),
        ("(a)Pul-e-Khumri (b)Maiwand", ("Pul-e-Khumri", "Maiwand")),
        ("(1) to (6) Algeria (7) Morocco", ("Algeria", "Morocco")),
        ("(1-3) Libya (4) Morocco", ("Libya", "Morocco")),
        ("(1) 20645897 (2) -", ("20645897",)),
        ("Unit (3) Street", ("Unit (3) Street",)),
        ("Congo (Democratic Republic)", ("Congo (Democratic Republic)",)),
        ("-", ()),
    ],
)
def test_numbered_values(text: str, values: tuple[str, ...]) -> None:
    """Marks that run on from the first divide; a lone number in brackets does not."""
    assert numbered(text) == values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("GREAT LAKES (CAGL) ; BUSINESS CO", ("GREAT LAKES (CAGL)", "BUSINESS CO")),
        ("أبو بكر (Abu Bakr al-Q; Abu Bakr)", ("أبو بكر", "Abu Bakr al-Q", "Abu Bakr")),
        ("Amir Khazmat (original script: Амир)", ("Amir Khazmat", "Амир")),
        ("GIDAR GROUP (TGG) \u202b (گروپ:original script)", ("GIDAR GROUP (TGG)", "گروپ")),
        ("(Sheikh) Musa Hilal", ("(Sheikh) Musa Hilal",)),
        (") Abdelrahman", ("Abdelrahman",)),
        ("Jin Tiesan (金铁三)", ("Jin Tiesan", "金铁三")),
        ("援助組織（パキスタン）", ("援助組織（パキスタン）",)),
        ("FOO (2) Ltd", ("FOO (2) Ltd",)),
        ("Tatyana Moskalkova (f.k.a . Nosenko)", ("Tatyana Moskalkova", "Nosenko")),
        ("?????", ()),
        ("N/A", ()),
    ],
)
def test_names_of_one_field(text: str, names: tuple[str, ...]) -> None:
    """Forms in another script are names of their own; a bracket in the same script stays."""
    assert names_in(text) == names


def test_long_notes_leave_a_name() -> None:
    """A story in brackets is no part of a name; a short bracket may be."""
    note = "false identity related to a South African passport"
    assert without_notes(f"Ilah Sabri ({note})") == ("Ilah Sabri", (note,))
    assert without_notes("Encep Nurjaman (birth name)") == ("Encep Nurjaman (birth name)", ())
    assert without_notes("Safia Farkash, born 1 Jan. 1953") == (
        "Safia Farkash",
        ("born 1 Jan. 1953",),
    )


def test_names_in_a_long_bracket_stay() -> None:
    """A long bracket in another script is the name there, or several names."""
    text = "حاجى مالك نورزى (Hajji Malik Noorzai; Hajji Malak Noorzai; Haji Malek Noorzai)"
    assert without_notes(text) == (text, ())
    assert "Hajji Malak Noorzai" in names_in(text)
    mixed = "Ri’ad Hijazi (Previously listed as one more. In Arabic: رياض محمد)"
    assert without_notes(mixed) == (mixed, ())
    whole = "(Ibrahim Saeed Salem Awad Aissa Hamed Dawoud)"
    assert without_notes(whole) == (whole, ())


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1945, 1946", ("1945", "1946")),
        ("a) 1 Jan. 1966   b) Between 1958 and 1964", ("1 Jan. 1966", "Between 1958 and 1964")),
        ("1960 9/09/1966", ("1960", "9/09/1966")),
        ("1937 or 1938", ("1937", "1938")),
        ("5 Feb. 1970 (this aka only", ("5 Feb. 1970",)),
        ("N/A", ()),
    ],
)
def test_dates_of_one_cell(text: str, dates: tuple[str, ...]) -> None:
    """Lists of dates are divided, ranges stay whole, notes fall away."""
    assert dates_in(text) == dates


def test_un_references_are_whole() -> None:
    """Old numbers and numbers cut short are no references; the case is the UN's."""
    text = "TI.O.4.01 TAi.004, (QDi.43) IRI.038 KPe 053"
    assert un_references(text) == ("TAi.004", "IRi.038", "KPe.053")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("CAR diplomatic passport no. D00000898", ("CAR diplomatic passport no.", "D00000898")),
        ("Diplomatic Passport: Z30321794", ("Diplomatic Passport:", "Z30321794")),
        ("1-78-09-44621-80", ("", "1-78-09-44621-80")),
        ("AB 123 456", ("", "AB 123 456")),
    ],
)
def test_number_behind_words(text: str, parts: tuple[str, str]) -> None:
    """The number is comparable; the words before it are its label."""
    assert labelled_number(text) == parts
