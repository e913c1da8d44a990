"""Reads YAML strictly: every value keeps its line, and everything that is wrong is collected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

from sanctionscreen.errors import ListFormatError, SanctionscreenError

_Choice = TypeVar("_Choice", bound=StrEnum)

# libyaml where the wheel carries it; the pure-Python loader gives the same nodes, slower.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("bool", "float", "int", "map", "null", "seq", "str", "timestamp", "value")
)
_CLOSE = 0.6
"""How alike two words are (0-1) for one to be a misspelling of the other."""
_NULL = "tag:yaml.org,2002:null"
_DEPTH_LIMIT = 32
"""Levels of nesting read; our own files have at most 7."""
_EVENT_LIMIT = 1_000_000
"""Values, sections and their ends read; the largest file shipped has 50,000."""
_TEXT_LIMIT = 1_000_000
"""Characters of one value read."""
_ALIAS_HINT = "Write the value out in full; aliases (&, *) are refused"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file: where, in which field, and what to do next."""

    line: int | None
    field: str | None
    message: str
    hint: str | None = None

    def error(
        self, path: Path, kind: type[SanctionscreenError] = ListFormatError
    ) -> SanctionscreenError:
        """The same, as the error that stops a load."""
        return kind(self.message, path=path, line=self.line, field=self.field, hint=self.hint)


@dataclass(frozen=True, slots=True)
class Faults:
    """Collects the faults of one file, in the order in which they are met."""

    path: Path
    found: list[Fault] = field(default_factory=list)

    def add(
        self, line: int | None, field_name: str | None, message: str, hint: str | None = None
    ) -> None:
        """Notes one fault."""
        self.found.append(Fault(line, field_name, message, hint))

    def raise_first(self, kind: type[SanctionscreenError] = ListFormatError) -> None:
        """Stops at the fault nearest to the file's head, saying how many more there are.

        Raises:
            SanctionscreenError: of that kind; there is at least one fault.
        """
        if not self.found:
            return
        first = min(self.found, key=lambda fault: fault.line or 0)
        more = len(self.found) - 1
        error = first.error(self.path, kind)
        if more:
            error.add_note(f"{more} more problems in this file")
        raise error


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML node with its place."""

    node: yaml.Node
    field: str
    faults: Faults

    @property
    def line(self) -> int:
        """1-based line at which the value begins."""
        return int(self.node.start_mark.line) + 1

    def fault(self, message: str, hint: str | None = None) -> None:
        """Notes that this value is wrong."""
        self.faults.add(self.line, self.field, message, hint)

    def text(self) -> str:
        """The scalar as written ("NO" stays "NO"); "" after a fault."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.fault("one value is expected here, not a list or a section")
            return ""
        text = str(self.node.value)
        if self.node.tag == _NULL or not text.strip():
            self.fault("the value is empty", "Leave the key out, or quote the word null")
            return ""
        if text != text.strip():
            self.fault("the value has blanks at its ends", "Take them out")
        return text

    def items(self) -> tuple[Value, ...]:
        """The members of a list, which may not be empty."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fault("a list is expected here", "Begin each of its lines with '- '")
            return ()
        if not self.node.value:
            self.fault("the list is empty", "Leave the key out, or add to the list")
        return tuple(
            Value(node, f"{self.field}[{number}]", self.faults)
            for number, node in enumerate(self.node.value)
        )

    def section(self, known: tuple[str, ...], required: tuple[str, ...] = ()) -> Section:
        """The members of a mapping, its unknown, doubled and missing keys reported."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fault("a section of 'key: value' lines is expected here")
            return Section(self, ())
        members: dict[str, Value] = {}
        misspelt: list[str] = []
        for key, node in self.node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            place = Value(key, f"{self.field}.{name}" if self.field else name, self.faults)
            if name not in known:
                misspelt += get_close_matches(name, known, n=1, cutoff=_CLOSE)
                place.fault(f"unknown key '{name}'", nearest(name, known))
            elif name in members:
                place.fault(f"the key '{name}' stands twice", "Keep one of the two")
            else:
                members[name] = Value(node, place.field, self.faults)
        for name in required:
            # A misspelt key is one fault, not two.
            if name not in members and name not in misspelt:
                self.fault(f"the key '{name}' is missing", "Add it")
        return Section(self, tuple(members.items()))


@dataclass(frozen=True, slots=True)
class Section:
    """The known members of a mapping."""

    place: Value
    members: tuple[tuple[str, Value], ...]

    def get(self, key: str) -> Value | None:
        """The value at ``key``, or None where the key is absent."""
        return next((value for name, value in self.members if name == key), None)

    def fault_at(self, key: str, message: str, hint: str | None = None) -> None:
        """A fault of the value at ``key``, or of the section where the key is absent."""
        (self.get(key) or self.place).fault(message, hint)

    def text(self, key: str) -> str | None:
        """The scalar at ``key``, or None where the key is absent (or faulty)."""
        value = self.get(key)
        return (value.text() or None) if value is not None else None

    def items(self, key: str) -> tuple[Value, ...]:
        """The members of the list at ``key``; none where the key is absent."""
        value = self.get(key)
        return value.items() if value is not None else ()

    def texts(self, key: str) -> tuple[str, ...]:
        """The scalars of the list at ``key``; the same value twice is a fault."""
        found: list[str] = []
        for item in self.items(key):
            text = item.text()
            if text in found:
                item.fault(f"'{text}' stands twice", "Keep one of the two")
            elif text:
                found.append(text)
        return tuple(found)

    def choice(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """The member of an enum at ``key``, or None where the key is absent (or faulty)."""
        value = self.get(key)
        return as_choice(value, choices) if value is not None else None

    def choices(self, key: str, choices: type[_Choice]) -> tuple[_Choice, ...]:
        """The members of an enum that the list at ``key`` names."""
        found = (as_choice(item, choices) for item in self.items(key))
        return tuple(member for member in found if member is not None)


def as_choice(value: Value, choices: type[_Choice]) -> _Choice | None:
    """The member of an enum that a scalar names, or None after a fault."""
    text = value.text()
    for member in choices:
        if member.value == text:
            return member
    if text:
        known = tuple(member.value for member in choices)
        value.fault(f"'{text}' is not one of the known values", nearest(text, known))
    return None


def nearest(word: str, known: tuple[str, ...]) -> str:
    """A hint that names the nearest known word, or all of them where none is near."""
    close = get_close_matches(word, known, n=1, cutoff=_CLOSE)
    if close:
        return f"Did you mean '{close[0]}'"
    return f"Known are: {', '.join(known)}"


def open_yaml(
    data: bytes, faults: Faults, form: str = "docs/curated-list.schema.json"
) -> Value | None:
    """Reads one YAML document into nodes, or None after a fault; ``form`` is where it is told.

    Aliases and tags are refused: the first make small files huge, the second run code.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(line, None, "the file is not UTF-8", "Save it as UTF-8")
        return None
    try:
        if (beyond := _beyond_bounds(text)) is not None:
            faults.add(beyond, None, "the file is nested too deep, or holds too much")
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        faults.add(_broken_line(error), None, f"not valid YAML: {error.problem}", error.context)
        return None
    except yaml.reader.ReaderError as error:
        faults.add(_line_of(error, text), None, f"not valid YAML: {error.reason}")
        return None
    if node is None:
        faults.add(1, None, "the file is empty", f"See {form} for its form")
        return None
    before = len(faults.found)
    for line, message, hint in _refused(node):
        faults.add(line, None, message, hint)
    return Value(node, "", faults) if len(faults.found) == before else None


def _beyond_bounds(text: str) -> int | None:
    """The line from which on the file is beyond any list's bounds; None where all is within.

    libyaml composes by recursion: at some 100,000 levels, which are 200 KB of "- ", the process
    would crash.
    """
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        is_long = isinstance(event, yaml.ScalarEvent) and len(event.value) > _TEXT_LIMIT
        if depth > _DEPTH_LIMIT or number > _EVENT_LIMIT or is_long:
            return int(event.start_mark.line) + 1 if event.start_mark else 1
    return None


def _broken_line(error: yaml.MarkedYAMLError) -> int | None:
    """Where to look: a quote that is never closed shows at the file's end, and began before."""
    is_at_end = "end of stream" in (error.problem or "")
    marks = (error.problem_mark, error.context_mark)
    mark = next((mark for mark in (marks[::-1] if is_at_end else marks) if mark), None)
    return int(mark.line) + 1 if mark else None


def _line_of(error: yaml.reader.ReaderError, text: str) -> int | None:
    code = error.character
    at = text.find(chr(code)) if isinstance(code, int) else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def _refused(root: yaml.Node) -> Iterator[tuple[int, str, str]]:
    """The aliases and tags below a node; an alias shows as one node standing in two places."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        line = int(node.start_mark.line) + 1
        if id(node) in seen:
            yield line, "the value is used again by an alias", _ALIAS_HINT
            continue
        seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            yield line, f"the tag or key {node.tag} is refused", "Write plain values only"
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in reversed(node.value) for part in reversed(pair))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
