"""A decision as text: appended to a decisions file, of which every byte stays as it was."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from sanctionscreen.decisions.decision import Decision
from sanctionscreen.decisions.fingerprints import Fingerprint
from sanctionscreen.decisions.reading import decisions_of, is_empty
from sanctionscreen.errors import UsageError
from sanctionscreen.strict_yaml import Faults, open_yaml

NEW_FILE = b"""\
# Reviewed judgements on hits; see docs/gate.md. Add to them with `sanctionscreen decisions add`.
decisions:
"""
_INDENT = 2
_OWN_ID = re.compile(rb"^( *)- id: d-", re.MULTILINE)
"""Of a decision that ``with_id`` named; an entry's id is quoted."""


def appended(data: bytes, decision: Decision, name: str) -> bytes:
    """A decisions file with one more decision at its end.

    Args:
        data: The file as it is; nothing for a new one.
        name: Of the file, for errors.

    Raises:
        UsageError: the file is not understood, or its form leaves no place at its end.
    """
    data = data or NEW_FILE
    before = decisions_of(data, name).all
    newline = "\r\n" if b"\r\n" in data else "\n"
    text = _text(decision, " " * _indentation(data, name), newline)
    gap = b"" if data.endswith((b"\n", b"\r")) else newline.encode()
    result = data + gap + text.encode()
    # What was written is read again: it must be what was meant, and the rest what it was.
    if decisions_of(result, name).all != (*before, decision):
        raise _no_place(name)
    return result


def appended_next(data: bytes, decision: Decision, name: str) -> bytes:
    """As ``appended``, to a file that it has just written: reads back the new decision only.

    A session of some thousand decisions would else read all of them again at each.

    Raises:
        UsageError: what was written is not what was meant.
    """
    newline = "\r\n" if b"\r\n" in data else "\n"
    margin = _OWN_ID.findall(data)[-1].decode()
    text = _text(decision, margin, newline).encode()
    if decisions_of(b"decisions:\n" + text, name).all != (decision,):
        raise _no_place(name)
    return data + text


def with_id(decision: Decision, taken: tuple[str, ...]) -> Decision:
    """The decision with an id made of what it says, other than those that are taken."""
    text = repr(replace(decision, id="", line=0))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    lengths = (8, 16, 32, 64)
    free = (f"d-{digest[:length]}" for length in lengths if f"d-{digest[:length]}" not in taken)
    return replace(decision, id=next(free))


def _indentation(data: bytes, name: str) -> int:
    """How far the list is indented; ``_INDENT`` where it has no member yet."""
    root = open_yaml(data, Faults(Path(name)))
    if root is None or not isinstance(root.node, yaml.MappingNode):
        raise _no_place(name)
    _, node = root.node.value[-1]
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return int(node.start_mark.column)
    if isinstance(node, yaml.ScalarNode) and is_empty(node):
        return _INDENT
    raise _no_place(name)


def _no_place(name: str) -> UsageError:
    return UsageError(
        "nothing can be appended to this file as it is written",
        path=name,
        field="decisions",
        hint="Let it end with the list under 'decisions:', each member on lines of its own",
    )


def _text(decision: Decision, margin: str, newline: str) -> str:
    return newline.join(margin + line for line in _lines(decision)) + newline


def _lines(decision: Decision) -> Iterator[str]:
    yield f"- id: {decision.id}"
    yield "  counterparty:"
    if decision.counterparty_id is not None:
        yield f"    id: {_quoted(decision.counterparty_id)}"
    yield f"    name: {_quoted(decision.query)}"
    yield from _fingerprint_lines(decision.counterparty, 4)
    yield "  listed:"
    yield f"    name: {_quoted(decision.listed_name)}"
    yield "    entries:"
    for entry in decision.entries:
        yield f"      - id: {_quoted(entry.listed_id)}"
        yield from _fingerprint_lines(entry.fingerprint, 8)
    yield f"  judgement: {decision.judgement}"
    yield f"  reason: {_quoted(decision.reason)}"
    yield f"  reviewer: {_quoted(decision.reviewer)}"
    if decision.second_reviewer is not None:
        yield f"  second_reviewer: {_quoted(decision.second_reviewer)}"
    yield f"  date: {decision.decided_on}"
    yield f"  expires: {decision.expires}"
    if decision.licence is not None:
        yield "  licence:"
        yield f"    number: {_quoted(decision.licence.number)}"
        yield f"    expires: {decision.licence.expires}"


def _fingerprint_lines(fingerprint: Fingerprint, indent: int) -> Iterator[str]:
    yield f"{' ' * indent}fingerprint:"
    for field, digest in fingerprint:
        yield f'{" " * (indent + 2)}{field}: "{digest}"'


def _quoted(text: str) -> str:
    """A double-quoted scalar; what does not show on a screen is escaped."""
    shown = (c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))
    return "".join(shown)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
