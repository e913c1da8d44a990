"""Names of the Swiss list: parts in order, and the spellings that stand beside a part."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sanctionscreen.model import NamePart, NameType
from sanctionscreen.sources.draft import Draft, Parts
from sanctionscreen.sources.xmlfields import attribute, text_at

_PARTS = {
    "family-name": NamePart.FAMILY,
    "given-name": NamePart.GIVEN,
    "further-given-name": NamePart.MIDDLE,
    "father-name": NamePart.PATRONYMIC,
    "grand-father-name": NamePart.PATRONYMIC,
    "mother-name": NamePart.MATRONYMIC,
    "maiden-name": NamePart.MAIDEN,
    "whole-name": NamePart.WHOLE,
}
# Parts of a name that the model has no word for; they stay in its text.
_UNTAGGED = frozenset(("suffix", "tribal-name", "other"))
_TYPES = {
    "primary-name": NameType.PRIMARY,
    "alias": NameType.STRONG,
    "formerly-known-as": NameType.FORMER,
}

_Part = tuple[NamePart | None, str, Element]


def add_seco_name(draft: Draft, name: Element, *, is_main: bool) -> None:
    """A name, and its forms in which parts are replaced by their published spellings."""
    kind = _name_type(draft, name, is_main=is_main)
    parts = _parts(draft, name)
    _add(draft, [(part, text) for part, text, _ in parts], kind)
    further = NameType.STRONG if kind is NameType.PRIMARY else kind
    for spelling in _spellings(parts):
        _add(draft, spelling, further)


def _name_type(draft: Draft, name: Element, *, is_main: bool) -> NameType:
    text = attribute(name, "name-type")
    kind = _TYPES.get(text)
    if kind is None:
        draft.gathering.unknown(f"name type: {text or '(none)'}")
    if attribute(name, "quality") == "low":
        return NameType.WEAK
    if kind is NameType.PRIMARY and not is_main:
        # Each further identity of a party has a primary name of its own.
        return NameType.STRONG
    return kind or NameType.STRONG


def _parts(draft: Draft, name: Element) -> list[_Part]:
    parts: list[_Part] = []
    for element in sorted(name.iterfind("name-part"), key=_order):
        text, kind = text_at(element, "value"), attribute(element, "name-part-type")
        if kind == "title":
            draft.add_remark(text, "Title")
            continue
        if kind not in _PARTS and kind not in _UNTAGGED:
            draft.gathering.unknown(f"name part: {kind or '(none)'}")
        if text:
            parts.append((_PARTS.get(kind), text, element))
    return parts


def _order(element: Element) -> int:
    order = attribute(element, "order")
    return int(order) if order.isdigit() else 0


def _spellings(parts: list[_Part]) -> list[list[tuple[NamePart | None, str]]]:
    """The name once for each spelling in a language and script; spellings of one go together."""
    groups: dict[tuple[str, str], dict[int, list[str]]] = {}
    for position, (_, _, element) in enumerate(parts):
        for variant in element.iterfind("spelling-variant"):
            text = " ".join((variant.text or "").split())
            if text:
                key = (attribute(variant, "lang"), attribute(variant, "script"))
                groups.setdefault(key, {}).setdefault(position, []).append(text)
    names = []
    for variants in groups.values():
        for number in range(max(len(texts) for texts in variants.values())):
            names.append(
                [
                    (part, _variant(variants.get(position, []), number) or text)
                    for position, (part, text, _) in enumerate(parts)
                ]
            )
    return names


def _variant(texts: list[str], number: int) -> str:
    return texts[min(number, len(texts) - 1)] if texts else ""


def _add(draft: Draft, parts: list[tuple[NamePart | None, str]], kind: NameType) -> None:
    tagged: Parts = tuple((part, text) for part, text in parts if part is not None)
    is_divided = len(tagged) == len(parts) > 1
    draft.add_name(" ".join(text for _, text in parts), kind, tagged if is_divided else ())
