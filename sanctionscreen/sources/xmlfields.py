"""Texts of an XML record by path, and the elements and attributes that no rule covers."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element

from sanctionscreen.sources.gathering import Gathering
from sanctionscreen.sources.published_text import squeeze


def text_at(element: Element, path: str) -> str:
    """The text of the first element on this path, with single blanks; empty where there is none."""
    return squeeze(element.findtext(path))


def texts_at(element: Element, path: str) -> tuple[str, ...]:
    """The texts of all elements on this path that have one."""
    return tuple(text for text in (squeeze(e.text) for e in element.iterfind(path)) if text)


def attribute(element: Element | None, name: str) -> str:
    """An attribute with single blanks; empty where there is none."""
    return "" if element is None else squeeze(element.get(name))


def count_unknown(gathering: Gathering, record: Element, known: Collection[str]) -> None:
    """Counts elements ("record/child") and attributes ("record@name") that are not known.

    Below an unknown element nothing more is counted: it is unknown whole.
    """
    _count(gathering, record, record.tag, known)


def _count(gathering: Gathering, element: Element, path: str, known: Collection[str]) -> None:
    for name in element.attrib:
        if f"{path}@{name}" not in known:
            gathering.unknown(f"attribute: {path}@{name}")
    for child in element:
        below = f"{path}/{child.tag}"
        if below in known:
            _count(gathering, child, below, known)
        else:
            gathering.unknown(f"element: {below}")
