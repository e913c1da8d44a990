"""Names that publishers write as one string divided by commas."""

from __future__ import annotations

import re

from anyascii import anyascii

from sanctionscreen.sources.published_text import squeeze

# What stands alone behind a comma and belongs to the name before it ("Izhbs, LLC").
_LEGAL_FORMS = frozenset(
    "ag ao cjsc co corp gmbh inc jsc limited llc llp ltd ojsc ooo oao oy oyj pao plc pjsc pte pty"
    " sa sarl sas srl spa zao ао ооо оао пао зао ип тоо одо чуп уп".split()
)
_LANGUAGE = re.compile(
    r"^(?:arabic|belarusian|burmese|chinese|farsi|french|hebrew|persian|russian|spanish"
    r"|ukrainian)\s*:\s*",
    re.IGNORECASE,
)
_ARTICLES = ("the ", "l'", "l’", "la ", "le ", "les ", "el ", "al ", "al-", "an ")


def comma_names(text: str, family_name: str | None = None) -> tuple[str, ...]:
    """Divides "A, B; C" into names; without a family name also "C or D".

    A comma does not divide where a legal form or a word in small letters follows it, nor between
    the family and the given name ("Баранов, Олег Анатольевич").

    Args:
        text: The field as published.
        family_name: Of a person; None for an organisation or a ship.
    """
    names: list[str] = []
    for field in re.split(r"[;\n]", text):
        pieces = _pieces(field)
        if family_name and len(pieces) == 2 and _is_same(pieces[0], family_name):
            pieces = [", ".join(pieces)]
        if family_name is None:
            # For people "or" stands between spellings of one word: "Katsiaryna or Katerina ...".
            pieces = [name for piece in pieces for name in piece.split(" or ")]
        names += pieces
    cleaned = (_LANGUAGE.sub("", squeeze(name)).strip(" ,") for name in names)
    return tuple(name for name in dict.fromkeys(cleaned) if name)


def _pieces(field: str) -> list[str]:
    pieces: list[str] = []
    for piece in field.split(","):
        piece = squeeze(piece)
        if not piece:
            continue
        if pieces and _continues(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def _continues(piece: str) -> bool:
    """Whether a piece goes on with the name before the comma."""
    if _plain(piece) in _LEGAL_FORMS:
        return True
    return piece[0].islower() and not piece.casefold().startswith(_ARTICLES)


def _is_same(piece: str, family_name: str) -> bool:
    return _plain(anyascii(piece)) == _plain(anyascii(family_name))


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
