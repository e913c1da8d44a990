"""The reference values of OFAC's advanced XML: the texts behind its numbers."""

from __future__ import annotations

from xml.etree.ElementTree import Element


class UnreadableRecordError(Exception):
    """A record states something that its file does not explain; its text says what."""


class ReferenceValues:
    """The values of every reference set of a file, by set and id."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], Element] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def add(self, values: Element) -> None:
        """Takes one set ("CountryValues") whole."""
        for value in values:
            key = (value.tag, value.get("ID", ""))
            self._values[key] = value
            self._texts[key] = (value.text or "").strip()

    def element(self, kind: str, number: str | None) -> Element:
        """A value with its attributes.

        Args:
            kind: The set's singular ("Country").
            number: Its id.

        Raises:
            UnreadableRecordError: there is none.
        """
        found = self._values.get((kind, number or ""))
        if found is None:
            raise _missing(kind, number)
        return found

    def text(self, kind: str, number: str | None) -> str:
        """The text of a value; see ``element``."""
        found = self._texts.get((kind, number or ""))
        if found is None:
            raise _missing(kind, number)
        return found


def _missing(kind: str, number: str | None) -> UnreadableRecordError:
    return UnreadableRecordError(f"there is no {kind} with the id {number}")
