"""Listed parties and list references to JSON and back, by the fields of their dataclasses."""

from __future__ import annotations

import dataclasses
import json
import types
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Canonical JSON of a frozen dataclass; fields at their default are left out."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def decode(kind: type[T], data: bytes) -> T:
    """The dataclass that :func:`encode` wrote."""
    value: T = _typed(kind, json.loads(data))
    return value


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        held = ((name, getattr(value, name), default) for name, default in _fields(type(value)))
        return {name: _plain(item) for name, item, default in held if item != default}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]  # is_dataclass narrows to too little
        return kind(**{name: _typed(hints[name], item) for name, item in value.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_typed(inner[0], item) for item in value)
        return tuple(_typed(each, item) for each, item in zip(inner, value, strict=True))
    if get_origin(kind) in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(next(each for each in get_args(kind) if each is not type(None)), value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
