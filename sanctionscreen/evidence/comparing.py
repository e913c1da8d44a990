"""What differs between two records, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SHOWN = 80
_ABSENT = object()


def differences(recorded: Any, replayed: Any, place: str) -> Iterator[str]:
    """Every value that differs, with its place: ``row 12: hits[0].score: 88 recorded, …``."""
    if isinstance(recorded, dict) and isinstance(replayed, dict):
        for key in dict.fromkeys((*recorded, *replayed)):
            yield from differences(
                recorded.get(key, _ABSENT), replayed.get(key, _ABSENT), _below(place, key)
            )
    elif isinstance(recorded, list) and isinstance(replayed, list):
        for number in range(max(len(recorded), len(replayed))):
            yield from differences(
                _item(recorded, number), _item(replayed, number), f"{place}[{number}]"
            )
    elif recorded != replayed:
        at = place if place.endswith(":") else f"{place}:"
        yield f"{at} {_shown(recorded)} recorded, {_shown(replayed)} replayed"


def _below(place: str, key: str) -> str:
    return f"{place}{' ' if place.endswith(':') else '.'}{key}"


def _item(values: list[Any], number: int) -> Any:
    return values[number] if number < len(values) else _ABSENT


def _shown(value: Any) -> str:
    if value is _ABSENT:
        return "nothing"
    if isinstance(value, dict):
        name = value.get("listed_id") or value.get("id") or ", ".join(value)
        return f"{{{name}}}"
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
