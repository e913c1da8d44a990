"""All settings of a run: what decides hits and the gate, how files are read, where things lie."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from sanctionscreen.errors import SettingsError
from sanctionscreen.model import Band
from sanctionscreen.settings.gate import GatePolicy, GateRule
from sanctionscreen.settings.screening import ScreenSettings

DEFAULT_MAX_AGE = 7
"""Days that an official list may be old in ``check`` (DESIGN section 7)."""

DATE_ORDERS = ("DMY", "MDY", "YMD")
COLUMN_FIELDS = (
    "name", "given_name", "family_name", "middle_name", "id", "birth_date", "country", "kind",
    "gender", "identifier", "city",
)  # fmt: skip
"""What a column can hold; the rooms above have the same words (a test compares them)."""

_PLACES = ("lists", "add_lists", "decisions", "outputs", "store")
"""Where things lie differs between machines; a run records the digests of what lies there."""


@dataclass(frozen=True, slots=True)
class AgePolicy:
    """How many days old a list may be.

    Attributes:
        default: Of official lists.
        lists: Of the lists with these ids, official or not.
    """

    default: int = DEFAULT_MAX_AGE
    lists: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        for days in (self.default, *(days for _, days in self.lists)):
            if days < 0:
                raise SettingsError(f"a list cannot be {days} days old", field="max_age")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    Attributes:
        lists: Ids and files that replace the default set; None leaves it.
        columns: Field to heading, as with ``--column``.
        date_order: One of ``DATE_ORDERS``, or None where the file tells.
        decisions, outputs, store: Paths.
        addresses: List id to where it is downloaded from instead of its publisher's address; one
            may hold a token, so they are in no digest, record or mapping.
        source: The file they were read from.
        origins: Where each value comes from that is not a default: key, place.
    """

    screen: ScreenSettings = field(default_factory=ScreenSettings)
    gate: GatePolicy = field(default_factory=GatePolicy)
    max_age: AgePolicy = field(default_factory=AgePolicy)
    lists: tuple[str, ...] | None = None
    add_lists: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    date_order: str | None = None
    decisions: str | None = None
    outputs: tuple[str, ...] = ()
    store: str | None = None
    addresses: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    origins: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """sha256 over the canonical JSON of every value but those that say where things lie."""
        values = {key: value for key, value in self.mapping().items() if key not in _PLACES}
        text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def named_lists(self) -> tuple[tuple[str, str], ...]:
        """Every list id that a value is set for, with the key: a misspelt one must not be lost."""
        screen = self.screen
        keys = (
            ("thresholds.lists", [name for name, _ in screen.list_thresholds]),
            ("weak_aliases.lists", [name for name, _ in screen.list_weak_aliases]),
            ("max_age.lists", [name for name, _ in self.max_age.lists]),
            ("addresses", [name for name, _ in self.addresses]),
            ("gate.fail_on", [name for rule in self.gate.rules for name in rule.lists]),
        )
        return tuple((key, name) for key, names in keys for name in names)

    def mapping(self) -> dict[str, Any]:
        """The values in the form of a settings file, those without effect left out."""
        screen = self.screen
        values: dict[str, Any] = {
            "lists": None if self.lists is None else list(self.lists),
            "add_lists": list(self.add_lists),
            "thresholds": {
                "default": screen.threshold,
                "lists": dict(screen.list_thresholds),
                "measures": {str(m): value for m, value in screen.measure_thresholds},
            },
            "bands": {"strong": screen.strong_from, "exact": screen.exact_from},
            "max_hits": screen.max_hits,
            "weak_aliases": {
                "default": str(screen.weak_aliases),
                "lists": {name: str(policy) for name, policy in screen.list_weak_aliases},
            },
            "columns": _columns(self.columns),
            "date_order": self.date_order,
            "gate": {
                "fail_on": [_rule(rule) for rule in self.gate.rules],
                "discounted": self.gate.discounted,
            },
            "max_age": {"default": self.max_age.default, "lists": dict(self.max_age.lists)},
            "decisions": self.decisions,
            "outputs": list(self.outputs),
            "store": self.store,
        }
        return _without_empty(values)


def _columns(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, heading in pairs:
        found.setdefault(name, []).append(heading)
    return found


def _rule(rule: GateRule) -> dict[str, Any]:
    values: dict[str, Any] = {
        "band": str(rule.band),
        "score": rule.score or None,
        "measures": [str(measure) for measure in rule.measures],
        "lists": list(rule.lists),
    }
    if len(rule.lists) + len(rule.measures) or rule.score:
        values["band"] = None if rule.band is Band.WEAK else str(rule.band)
    return values


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for key, value in values.items():
        if isinstance(value, dict):
            value = _without_empty(value)
        elif isinstance(value, list):
            value = [_without_empty(v) if isinstance(v, dict) else v for v in value]
        if value is not None and value != [] and value != {}:
            kept[key] = value
    return kept
