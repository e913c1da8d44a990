"""The decisions file: strict YAML to decisions, every fault with its line and field."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from sanctionscreen.decisions.decision import Decision, JudgedEntry, Judgement, Licence
from sanctionscreen.decisions.fingerprints import (
    DIGEST_LENGTH,
    ENTRY_FIELDS,
    ROW_FIELDS,
    Fingerprint,
)
from sanctionscreen.errors import UsageError
from sanctionscreen.strict_yaml import Faults, Section, Value, open_yaml

_FORM = "docs/decisions.schema.json"
_KEYS = (
    "id", "counterparty", "listed", "judgement", "reason", "reviewer", "date", "expires",
    "second_reviewer", "licence",
)  # fmt: skip
_REQUIRED = _KEYS[:8]
LONGEST = timedelta(days=5 * 366)
"""From date to expiry: a mistyped century would make a decision for ever."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIGEST = re.compile(rf"[0-9a-f]{{{DIGEST_LENGTH}}}")
_LISTED_ID = re.compile(r"[^:\s]+:\S.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of a file, in its order, and the sha256 of its bytes.

    Attributes:
        text: Those bytes, which are UTF-8.
    """

    path: str
    sha256: str
    all: tuple[Decision, ...]
    text: str


def load_decisions(path: Path) -> Decisions:
    """Reads a decisions file.

    Raises:
        UsageError: it is missing or unreadable, or anything in it is not understood: a decision
            that is read wrongly could hide a hit.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the decisions file cannot be read ({error.strerror})",
            path=path,
            hint="Check the path and its permissions",
        ) from error
    return decisions_of(data, str(path))


def decisions_of(data: bytes, name: str) -> Decisions:
    """Reads the bytes of a decisions file.

    Raises:
        UsageError: anything in it is not understood.
    """
    faults = Faults(Path(name))
    found = read_decisions(data, faults)
    faults.raise_first(UsageError)
    return Decisions(name, hashlib.sha256(data).hexdigest(), found, data.decode())


def read_decisions(data: bytes, faults: Faults) -> tuple[Decision, ...]:
    """The decisions that are understood; everything else is a fault, at its line."""
    root = open_yaml(data, faults, _FORM)
    value = None if root is None else root.section(("decisions",), ("decisions",)).get("decisions")
    if value is None or is_empty(value.node):
        return ()
    read = (_decision(item) for item in value.items())
    found = tuple(decision for decision in read if decision is not None)
    lines: dict[str, int] = {}
    for decision in found:
        if decision.id in lines:
            message = f"the id '{decision.id}' stands at line {lines[decision.id]} too"
            faults.add(decision.line, "id", message, "Give each decision an id of its own")
        lines.setdefault(decision.id, decision.line)
    return found


def is_empty(node: yaml.Node) -> bool:
    """Whether a list holds no decision yet: ``decisions:`` alone, or ``decisions: []``."""
    is_nothing = isinstance(node, yaml.ScalarNode) and node.value == ""
    return is_nothing or (isinstance(node, yaml.SequenceNode) and not node.value)


def _decision(value: Value) -> Decision | None:
    before = len(value.faults.found)
    section = value.section(_KEYS, _REQUIRED)
    counterparty = _inner(section, "counterparty", ("id", "name", "fingerprint"))
    listed = _inner(section, "listed", ("name", "entries"))
    dates = {key: _day(section, key) for key in ("date", "expires")}
    judgement = section.choice("judgement", Judgement)
    licence = _licence(section, judgement)
    texts = {key: section.text(key) or "" for key in ("id", "reason", "reviewer")}
    second = section.text("second_reviewer")
    if second and second.casefold() == texts["reviewer"].casefold():
        section.fault_at("second_reviewer", f"'{second}' is the reviewer too", "Ask another person")
    written, expires = dates["date"], dates["expires"]
    if written and expires and not written <= expires <= written + LONGEST:
        years = LONGEST.days // 366
        section.fault_at(
            "expires",
            f"{expires} is not within {years} years after {written}",
            "Correct the date of expiry",
        )
    judged = _fingerprint(counterparty, ROW_FIELDS)
    entries = tuple(entry for item in listed.items("entries") if (entry := _entry(item)))
    names = (counterparty.text("id"), counterparty.text("name"), listed.text("name"))
    if len(value.faults.found) > before or None in (judgement, written, expires):
        return None
    assert judgement is not None
    assert written is not None
    assert expires is not None
    return Decision(
        texts["id"], names[0], names[1] or "", judged, names[2] or "", entries, judgement,
        texts["reason"], texts["reviewer"], written, expires, second, licence, value.line,
    )  # fmt: skip


def _inner(section: Section, key: str, known: tuple[str, ...]) -> Section:
    value = section.get(key)
    # Of a missing section, the section itself says so already.
    if value is None:
        return Section(section.place, ())
    return value.section(known, tuple(name for name in known if name != "id"))


def _entry(value: Value) -> JudgedEntry | None:
    section = value.section(("id", "fingerprint"), ("id", "fingerprint"))
    listed_id = section.text("id")
    fingerprint = _fingerprint(section, ENTRY_FIELDS)
    if listed_id and not _LISTED_ID.fullmatch(listed_id):
        section.fault_at("id", f"'{listed_id}' is no id of a list's entry", "Write LIST:ID")
    return JudgedEntry(listed_id, fingerprint) if listed_id else None


def _fingerprint(section: Section, known: tuple[str, ...]) -> Fingerprint:
    value = section.get("fingerprint")
    if value is None:
        return ()
    inner = value.section(known)
    if not inner.members:
        value.fault("the fingerprint is empty", "Make the decision with `decisions add`")
    for _, item in inner.members:
        text = item.text()
        if text and not _DIGEST.fullmatch(text):
            item.fault(f"'{text}' is no fingerprint", f"It has {DIGEST_LENGTH} hexadecimal digits")
    return tuple((name, item.text()) for name, item in inner.members)


def _licence(section: Section, judgement: Judgement | None) -> Licence | None:
    value = section.get("licence")
    if value is None:
        if judgement is Judgement.LICENSED:
            section.fault_at("judgement", "the licence is missing", "Add its number and expiry")
        return None
    if judgement is not Judgement.LICENSED:
        value.fault("a licence goes with the judgement 'licensed' only", "Take one of them out")
    inner = value.section(("number", "expires"), ("number", "expires"))
    number, expires = inner.text("number"), _day(inner, "expires")
    return Licence(number, expires) if number and expires else None


def _day(section: Section, key: str) -> date | None:
    text = section.text(key)
    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError:
        section.fault_at(key, f"'{text}' is not a day", "Write it as YYYY-MM-DD")
        return None


def parse_day(text: str) -> date:
    """A day written as YYYY-MM-DD, and in no other form.

    Raises:
        ValueError: it is not, or the calendar has no such day.
    """
    if not _DATE.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    return date.fromisoformat(text)
