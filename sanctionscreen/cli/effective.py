"""The settings in force: the nearest file's, and what the command line says instead."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sanctionscreen.errors import SettingsError
from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Band
from sanctionscreen.settings import AgePolicy, GatePolicy, GateRule, Settings, WeakAliasPolicy

COMMAND_LINE = "command line"
STORE_VARIABLE = "SANCTIONSCREEN_STORE"


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says; None (or nothing) leaves the settings file's value.

    ``threshold``, ``weak_aliases``, ``fail_on`` and ``max_age`` replace what the file says for
    single lists and measures too. ``lists`` replaces every list of the file; ``add_lists`` adds.
    """

    lists: Sequence[str] | None = None
    add_lists: Sequence[str] | None = None
    threshold: float | None = None
    weak_aliases: WeakAliasPolicy | None = None
    columns: tuple[tuple[str, str], ...] = ()
    date_order: DateOrder | None = None
    fail_on: Band | None = None
    max_age: int | None = None
    decisions: Path | None = None
    outputs: Sequence[Path] | None = None
    store: Path | None = None


def effective(file: Path | None, given: Given | None = None) -> Settings:
    """The settings in force for a command.

    Args:
        file: As named with ``--settings``; None takes the nearest one upwards, or the defaults.

    Raises:
        SettingsError: the file is missing or not understood, or a value is out of range.
    """
    # Imported here: a look-up without a settings file loads no YAML reader.
    found = file if file is not None else _nearest()
    if found is None:
        settings = Settings()
    else:
        from sanctionscreen.settings.files import load_settings

        settings = load_settings(found)
    if variable := os.environ.get(STORE_VARIABLE):
        settings = _changed(settings, f"environment {STORE_VARIABLE}", {"store": variable})
    return (
        settings if given is None else _changed(settings, COMMAND_LINE, _changes(given, settings))
    )


def _nearest() -> Path | None:
    start = Path.cwd()
    names = ("sanctionscreen.yaml", "pyproject.toml")
    if not any((folder / n).is_file() for folder in (start, *start.parents) for n in names):
        return None
    from sanctionscreen.settings.files import find_settings

    return find_settings(start)


def _changes(given: Given, settings: Settings) -> dict[str, Any]:
    """Key to value, in the words of the settings file."""
    added = () if given.lists else settings.add_lists
    if given.add_lists:
        added = (*added, *given.add_lists)
    gate = None if given.fail_on is None else GatePolicy((GateRule(given.fail_on),))
    values = {
        "lists": tuple(given.lists) if given.lists else None,
        "add_lists": added if given.lists or given.add_lists else None,
        "thresholds": given.threshold,
        "weak_aliases": given.weak_aliases,
        "columns": given.columns or None,
        "date_order": None if given.date_order is None else given.date_order.value,
        "gate": gate,
        "max_age": None if given.max_age is None else AgePolicy(given.max_age),
        "decisions": None if given.decisions is None else str(given.decisions),
        "outputs": tuple(map(str, given.outputs)) if given.outputs else None,
        "store": None if given.store is None else str(given.store),
    }
    return {key: value for key, value in values.items() if value is not None}


def _changed(settings: Settings, origin: str, changes: dict[str, Any]) -> Settings:
    origins = {
        key: place for key, place in settings.origins if key.partition(".")[0] not in changes
    }
    origins |= dict.fromkeys(changes, origin)
    screen = settings.screen
    if (threshold := changes.pop("thresholds", None)) is not None:
        screen = replace(screen, threshold=threshold, list_thresholds=(), measure_thresholds=())
    if (policy := changes.pop("weak_aliases", None)) is not None:
        screen = replace(screen, weak_aliases=policy, list_weak_aliases=())
    return replace(settings, screen=screen, origins=tuple(origins.items()), **changes)


def check_list_names(settings: Settings, loaded: Sequence[str]) -> None:
    """Refuses values that are set for a list that there is not: a misspelt id would do nothing.

    Raises:
        SettingsError: an id is neither that of a loaded list nor in the catalogue.
    """
    named = settings.named_lists()
    if not named:
        return
    from sanctionscreen.store.catalogue import OFFICIAL_LISTS, shipped_lists
    from sanctionscreen.strict_yaml import nearest

    catalogue = (*(path.stem for path in shipped_lists()), *(o.id for o in OFFICIAL_LISTS))
    known = tuple(dict.fromkeys((*loaded, *catalogue)))
    for key, name in named:
        if name not in known:
            raise SettingsError(
                f"there is no list '{name}'",
                path=settings.source,
                line=_line(settings, f"{key}.{name}") or _line(settings, key),
                field=key,
                hint=nearest(name, known),
            )


def _line(settings: Settings, key: str) -> int | None:
    text = dict(settings.origins).get(key, "").rpartition(":")[2]
    return int(text) if text.isdigit() else None
