"""Sanctions screening: explained, ranked hits with programme, date and legal effect.

The public names are loaded on first use, so that the command line starts quickly.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanctionscreen.api import screen, screen_frame
    from sanctionscreen.engines.frames import screen_spark
    from sanctionscreen.index import ListIndex, open_index
    from sanctionscreen.model import Comparison, Counterparty, Hit, Kind, QueryName, RowOutcome
    from sanctionscreen.screening import compare, explain, lookup
    from sanctionscreen.settings import ScreenSettings

__all__ = [
    "Comparison",
    "Counterparty",
    "Hit",
    "Kind",
    "ListIndex",
    "QueryName",
    "RowOutcome",
    "ScreenSettings",
    "compare",
    "explain",
    "lookup",
    "open_index",
    "screen",
    "screen_frame",
    "screen_spark",
]

_HOMES = {
    "ListIndex": "index",
    "ScreenSettings": "settings",
    "compare": "screening",
    "explain": "screening",
    "lookup": "screening",
    "open_index": "index",
    "screen": "api",
    "screen_frame": "api",
    "screen_spark": "engines.frames",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
