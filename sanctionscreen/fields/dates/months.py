"""Names of months in English, French, German, Spanish and Russian, and their short forms."""

from __future__ import annotations

import unicodedata
from functools import cache

_NAMES = (
    "january jan janvier janv januar jänner jan enero ene январь января янв",
    "february feb février févr fév februar feber febrero февраль февраля фев февр",
    "march mar mars märz maerz mrz marzo март марта мар",
    "april apr avril avr abril abr апрель апреля апр",
    "may mai mayo май мая",
    "june jun juin juni junio июнь июня июн",
    "july jul juillet juil juli julio июль июля июл",
    "august aug août agosto ago август августа авг",
    "september sept sep septembre septiembre setiembre set сентябрь сентября сен сент",
    "october oct octobre oktober okt octubre октябрь октября окт",
    "november nov novembre noviembre ноябрь ноября ноя нояб",
    "december dec décembre déc dezember dez diciembre dic декабрь декабря дек",
)


def without_accents(text: str) -> str:
    """Case-folded text without combining marks, except the breve that makes й a letter."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(
        c
        for i, c in enumerate(decomposed)
        if not unicodedata.combining(c) or (c == "\u0306" and decomposed[i - 1] == "и")
    )
    return unicodedata.normalize("NFC", kept)


@cache
def month_numbers() -> dict[str, int]:
    """Month word, without accents, to its number 1-12."""
    return {
        without_accents(name): number
        for number, names in enumerate(_NAMES, start=1)
        for name in names.split()
    }
