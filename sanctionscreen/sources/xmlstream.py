"""Hardened streaming XML: records one at a time, whole documents only, no DTD, no network."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.base import SourceFile
from sanctionscreen.sources.opening import TEXT_LIMIT, open_bytes

DEPTH_LIMIT = 100
"""Levels of nesting read; the deepest list known (OFAC advanced XML) has 10."""

RECORD_LIMIT = 32 * 1024**2
"""Bytes of one record, and of one tag or comment; the largest record known has 2 MB."""

_CHUNK = 256 * 1024
# What expat raises: the last two where the declared encoding is none that it can read.
_PARSE_ERRORS = (expat.ExpatError, LookupError, ValueError)


@dataclass(frozen=True, slots=True)
class XmlRecord:
    """One record of a document, detached from the rest.

    Attributes:
        element: With local names as tags and attribute names, namespaces dropped
            (publishers change them).
        parents: Local names of the elements around it, root first.
        line: 1-based line at which it begins.
    """

    element: Element
    parents: tuple[str, ...]
    line: int


def root_of(file: SourceFile) -> Element | None:
    """The root element with its attributes, without children; None where this is not XML."""
    found: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append(Element(_local(tag), _local_keys(attributes)))
        # What is behind the root's tag is not expanded, whatever a declaration says.
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    # The head may end anywhere in the document, so an error only counts before the root.
    with suppress(StopIteration, *_PARSE_ERRORS):
        parser.Parse(file.head, False)
    return found[0] if found else None


def stream_records(file: SourceFile, containers: Collection[str]) -> Iterator[XmlRecord]:
    """Reads an XML document record by record, in memory that does not grow with the document.

    A record is every element that is not a container (and not inside a record): nothing in the
    document is passed over, a reader counts the records it does not know.

    Args:
        file: The document, compressed or not.
        containers: Local names of the elements that hold records, the root among them.

    Raises:
        ListFormatError: the document is not well-formed or not whole; its root is no container;
            it has a document type declaration (the way to entity bombs and to files elsewhere),
            is nested deeper than ``DEPTH_LIMIT``, has a record beyond ``RECORD_LIMIT``, or text
            where only records may stand.
    """
    reader = _Reader(file, frozenset(containers))
    with open_bytes(file.path) as stream:
        while block := stream.read(_CHUNK):
            reader.feed(block, last=False)
            yield from reader.take()
        reader.feed(b"", last=True)
        yield from reader.take()


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _local_keys(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(key): value for key, value in attributes.items()}


class _Reader:
    """Turns expat's events into records."""

    def __init__(self, file: SourceFile, containers: frozenset[str]) -> None:
        self._file = file
        self._containers = containers
        self._parents: list[str] = []
        self._depth = 0  # levels inside the current record; 0 outside records
        self._room = DEPTH_LIMIT  # levels that a record may have here
        self._line = 0
        self._begin = 0  # the byte at which the current record begins
        self._fed = 0
        self._builder = TreeBuilder()
        self._done: list[XmlRecord] = []
        self._parser = self._new_parser()

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def feed(self, block: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            what = expat.ErrorString(error.code)
            self._refuse(f"the XML is damaged or cut short ({what})", error.lineno)
        except (LookupError, ValueError) as error:
            self._refuse(f"the XML is in an encoding that is not read ({error})", 1)
        self._fed += len(block)
        open_since = self._begin if self._depth else self._parser.CurrentByteIndex
        if not last and self._fed - open_since > RECORD_LIMIT:
            self._refuse(
                f"a record, tag or comment has more than {RECORD_LIMIT} bytes",
                self._parser.CurrentLineNumber,
            )

    def take(self) -> Iterator[XmlRecord]:
        done, self._done = self._done, []
        return iter(done)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = _local(tag)
        for key in attributes:
            if ":" in key:
                attributes = _local_keys(attributes)
                break
        if self._depth == 0:
            if tag in self._containers:
                self._parents.append(tag)
                self._room = DEPTH_LIMIT - len(self._parents)
                if self._room < 0:
                    self._refuse_depth()
                return
            if not self._parents:
                self._refuse(f"the document is a <{tag}>", self._parser.CurrentLineNumber)
            self._open_record()
        self._depth += 1
        if self._depth > self._room:
            self._refuse_depth()
        self._builder.start(tag, attributes)

    def _open_record(self) -> None:
        self._builder = TreeBuilder()
        self._line = self._parser.CurrentLineNumber
        self._begin = self._parser.CurrentByteIndex
        # Straight into the builder: half of a document's events are blanks between elements.
        self._parser.CharacterDataHandler = self._builder.data

    def _end(self, tag: str) -> None:
        if self._depth == 0:
            self._parents.pop()
            self._room += 1
            return
        self._builder.end(_local(tag) if ":" in tag else tag)
        self._depth -= 1
        if self._depth == 0:
            element = self._builder.close()
            if self._parser.CurrentByteIndex - self._begin > TEXT_LIMIT:
                self._check_texts(element)
            self._done.append(XmlRecord(element, tuple(self._parents), self._line))
            self._parser.CharacterDataHandler = self._text

    def _check_texts(self, record: Element) -> None:
        for element in record.iter():
            texts = (element.text or "", element.tail or "", *element.attrib.values())
            if max(map(len, texts)) > TEXT_LIMIT:
                self._refuse(f"<{element.tag}> holds more than {TEXT_LIMIT} characters", self._line)

    def _text(self, text: str) -> None:
        if text.strip():
            self._refuse(
                f"text stands where only records may stand ({text.strip()[:40]!r})",
                self._parser.CurrentLineNumber,
            )

    def _doctype(self, *_declaration: object) -> None:
        self._refuse(
            "the XML has a document type declaration, which may hide or expand content",
            self._parser.CurrentLineNumber,
        )

    def _refuse_depth(self) -> NoReturn:
        self._refuse(
            f"the XML is nested more than {DEPTH_LIMIT} levels deep",
            self._parser.CurrentLineNumber,
        )

    def _refuse(self, message: str, line: int) -> NoReturn:
        raise ListFormatError(
            message,
            path=self._file.path,
            line=line,
            hint="Fetch the file again from its publisher; nothing of it was used",
        )
