"""Listed parties and list references to JSON and back, by the fields of their dataclasses."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(value: object) -> bytes:
    """Canonical JSON of a frozen dataclass; fields at their default are left out."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def decode(kind: type[T], data: bytes) -> T:
    """The dataclass that :func:`encode` wrote."""
    value: T = _reader(cast(Any, kind))(json.loads(data))
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


_Reader = Callable[[Any], Any]


@lru_cache(maxsize=64)
def _reader(kind: Any) -> _Reader:
    """What makes a value of a type from plain JSON, worked out once for each type."""
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            item = _reader(inner[0])
            return tuple if item is _same else lambda value: tuple(map(item, value))
        items = tuple(map(_reader, inner))
        return lambda value: tuple(read(each) for read, each in zip(items, value, strict=True))
    if get_origin(kind) in (Union, types.UnionType):
        some = _reader(next(each for each in get_args(kind) if each is not type(None)))
        return some if some is _same else lambda value: None if value is None else some(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _same


def _record_reader(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {name: read for name, hint in hints.items() if (read := _reader(hint)) is not _same}

    def read_record(value: dict[str, Any]) -> Any:
        for name, read in readers.items():
            if name in value:
                value[name] = read(value[name])
        return kind(**value)

    return read_record


def _same(value: Any) -> Any:
    return value
