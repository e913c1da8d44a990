"""The keys of a settings file to values; whatever is wrong is collected with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from sanctionscreen.errors import SettingsError
from sanctionscreen.model import Band, Measure
from sanctionscreen.settings.gate import GatePolicy, GateRule
from sanctionscreen.settings.screening import LOWEST_THRESHOLD, ScreenSettings, WeakAliasPolicy
from sanctionscreen.settings.whole import (
    COLUMN_FIELDS,
    DATE_ORDERS,
    AgePolicy,
    Settings,
)
from sanctionscreen.strict_yaml import Section, Value, as_choice, nearest

KEYS = (
    "lists", "add_lists", "thresholds", "bands", "max_hits", "weak_aliases", "columns",
    "date_order", "gate", "max_age", "decisions", "outputs", "store", "addresses",
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}(\.\d+)?")
_DAYS = re.compile(r"\d{1,5}")
_WEB = re.compile(r"https?://[^/?#\s]")
_T = TypeVar("_T")
_Pairs = tuple[tuple[str, _T], ...]
_Read = Callable[[Value], _T | None]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one file.

    Attributes:
        folder: Where relative paths start; None keeps paths as written.
        origins: Key to place, filled while reading.
    """

    folder: Path | None
    origins: dict[str, str] = field(default_factory=dict)

    def note(self, key: str, value: Value) -> None:
        self.origins[key] = f"{value.faults.path}:{value.line}"

    def path(self, value: Value) -> str:
        """A path, from the settings file's directory on."""
        text = value.text()
        return str(self.folder / text) if text and self.folder is not None else text

    def list_name(self, value: Value) -> str:
        """A list id, or a file: what has a suffix or a separator is one, as with --lists."""
        text = value.text()
        is_path = bool(Path(text).suffix or "/" in text or "\\" in text)
        return self.path(value) if is_path else text

    def several(self, section: Section, key: str, read: Callable[[Value], str]) -> tuple[str, ...]:
        value = section.get(key)
        if value is None:
            return ()
        self.note(key, value)
        items = value.items()
        found = tuple(dict.fromkeys(text for text in map(read, items) if text))
        if len(found) < len(items):
            value.fault("a value stands twice or is empty", "Keep each once")
        return found

    def split(
        self, section: Section, key: str, read: _Read[_T], *kinds: str
    ) -> tuple[_T | None, dict[str, _Pairs[_T]]]:
        """A value for all, written alone or as ``default``, and those for some names."""
        value = section.get(key)
        if value is None:
            return None, {}
        if isinstance(value.node, yaml.ScalarNode):
            self.note(f"{key}.default", value)
            return read(value), {}
        inner = value.section(("default", *kinds))
        default = inner.get("default")
        if default is not None:
            self.note(f"{key}.default", default)
        return (
            read(default) if default is not None else None,
            {kind: self.pairs(inner, kind, f"{key}.{kind}", read) for kind in kinds},
        )

    def pairs(self, section: Section, key: str, name: str, read: _Read[_T]) -> _Pairs[_T]:
        """The members of a mapping with keys of the user's own."""
        value = section.get(key)
        if value is None:
            return ()
        if not isinstance(value.node, yaml.MappingNode):
            value.fault("a section of 'name: value' lines is expected here")
            return ()
        names = tuple(dict.fromkeys(str(key.value) for key, _ in value.node.value))
        found = []
        for each, item in value.section(names).members:
            result = read(item)
            self.note(f"{name}.{each}", item)
            if result is not None:
                found.append((each, result))
        return tuple(found)


def read_values(root: Value, folder: Path | None) -> Settings:
    """The settings of a file; faults are collected in ``root.faults``."""
    section, reader = root.section(KEYS), _Reader(folder)
    lists = reader.several(section, "lists", reader.list_name)
    columns = section.get("columns")
    return Settings(
        screen=_screen(section, reader),
        gate=_gate(section, reader),
        max_age=_ages(section, reader),
        lists=lists or None,
        add_lists=reader.several(section, "add_lists", reader.list_name),
        columns=_columns(columns, reader) if columns is not None else (),
        date_order=_word(section, "date_order", DATE_ORDERS, reader),
        decisions=_path(section, "decisions", reader),
        outputs=reader.several(section, "outputs", reader.path),
        store=_path(section, "store", reader),
        addresses=reader.pairs(section, "addresses", "addresses", _address),
        source=str(root.faults.path),
        origins=tuple(reader.origins.items()),
    )


def _screen(section: Section, reader: _Reader) -> ScreenSettings:
    default = ScreenSettings()
    threshold, thresholds = reader.split(section, "thresholds", _threshold, "lists", "measures")
    policy, policies = reader.split(section, "weak_aliases", _policy, "lists")
    strong, exact = _bands(section, reader, default)
    measures = _measure_pairs(section, thresholds.get("measures", ()))
    try:
        return ScreenSettings(
            threshold=default.threshold if threshold is None else threshold,
            strong_from=strong,
            exact_from=exact,
            weak_aliases=policy or default.weak_aliases,
            max_hits=_max_hits(section, reader, default),
            list_thresholds=thresholds.get("lists", ()),
            measure_thresholds=measures,
            list_weak_aliases=policies.get("lists", ()),
        )
    except SettingsError as error:
        section.fault_at((error.field or "").partition(".")[0], error.message, error.hint)
        return default


def _measure_pairs(section: Section, pairs: _Pairs[float]) -> tuple[tuple[Measure, float], ...]:
    known = tuple(str(measure) for measure in Measure)
    for name, _ in pairs:
        if name not in known:
            section.fault_at("thresholds", f"there is no measure '{name}'", nearest(name, known))
    return tuple((Measure(name), value) for name, value in pairs if name in known)


def _bands(section: Section, reader: _Reader, default: ScreenSettings) -> tuple[float, float]:
    value = section.get("bands")
    if value is None:
        return default.strong_from, default.exact_from
    inner = value.section(("strong", "exact"))
    found = []
    for key, otherwise in (("strong", default.strong_from), ("exact", default.exact_from)):
        item = inner.get(key)
        if item is not None:
            reader.note(f"bands.{key}", item)
        number = None if item is None else _score(item)
        found.append(otherwise if number is None else number)
    return found[0], found[1]


def _max_hits(section: Section, reader: _Reader, default: ScreenSettings) -> int:
    value = section.get("max_hits")
    if value is None:
        return default.max_hits
    reader.note("max_hits", value)
    number = _whole(value)
    return default.max_hits if number is None else number


def _ages(section: Section, reader: _Reader) -> AgePolicy:
    default, own = reader.split(section, "max_age", _whole, "lists")
    return AgePolicy(AgePolicy().default if default is None else default, own.get("lists", ()))


def _gate(section: Section, reader: _Reader) -> GatePolicy:
    value = section.get("gate")
    if value is None:
        return GatePolicy()
    inner = value.section(("fail_on", "discounted"))
    fail_on, discounted = inner.get("fail_on"), inner.get("discounted")
    rules: tuple[GateRule, ...] = ()
    if fail_on is not None:
        reader.note("gate.fail_on", fail_on)
        if isinstance(fail_on.node, yaml.ScalarNode):
            band = as_choice(fail_on, Band)
            rules = (GateRule(band),) if band is not None else ()
        else:
            rules = tuple(_rule(item) for item in fail_on.items())
    if discounted is not None:
        reader.note("gate.discounted", discounted)
    return GatePolicy(rules or GatePolicy().rules, discounted is not None and _flag(discounted))


def _rule(value: Value) -> GateRule:
    inner = value.section(("band", "score", "measures", "lists"))
    if not inner.members:
        value.fault("the rule is empty", "Give it a band, a score, measures or lists")
    score = inner.get("score")
    return GateRule(
        inner.choice("band", Band) or Band.WEAK,
        (_score(score) or 0.0) if score is not None else 0.0,
        inner.choices("measures", Measure),
        inner.texts("lists"),
    )


def _columns(value: Value, reader: _Reader) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name, item in value.section(COLUMN_FIELDS).members:
        reader.note(f"columns.{name}", item)
        is_list = isinstance(item.node, yaml.SequenceNode)
        headings = item.items() if is_list else (item,)
        pairs += [(name, text) for text in (heading.text() for heading in headings) if text]
    return tuple(pairs)


def _word(section: Section, key: str, known: tuple[str, ...], reader: _Reader) -> str | None:
    value = section.get(key)
    if value is None:
        return None
    reader.note(key, value)
    text = value.text()
    if text and text not in known:
        value.fault(f"'{text}' is not one of the known values", nearest(text, known))
    return text or None


def _path(section: Section, key: str, reader: _Reader) -> str | None:
    value = section.get(key)
    if value is None:
        return None
    reader.note(key, value)
    return reader.path(value) or None


def _score(value: Value) -> float | None:
    text = value.text()
    if text and (not _NUMBER.fullmatch(text) or float(text) > 100):
        value.fault(f"'{text}' is not a score", "Give a number from 0 to 100")
        return None
    return float(text) if text else None


def _threshold(value: Value) -> float | None:
    score = _score(value)
    if score is not None and score < LOWEST_THRESHOLD:
        value.fault(
            f"a threshold of {score:g} is not offered",
            f"Give a score from {LOWEST_THRESHOLD:g} to 100",
        )
        return None
    return score


def _whole(value: Value) -> int | None:
    text = value.text()
    if text and not _DAYS.fullmatch(text):
        value.fault(f"'{text}' is not a whole number", "Write digits only")
        return None
    return int(text) if text else None


def _address(value: Value) -> str | None:
    text = value.text()
    if text and not _WEB.match(text):
        value.fault(
            "this is no address to download from",
            "It begins with https:// (or http://, for a mirror of your own) and a host",
        )
        return None
    return text or None


def _policy(value: Value) -> WeakAliasPolicy | None:
    return as_choice(value, WeakAliasPolicy)


def _flag(value: Value) -> bool:
    text = value.text()
    if text and text not in ("true", "false"):
        value.fault(f"'{text}' is neither true nor false")
    return text == "true"
