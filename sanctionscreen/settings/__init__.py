"""Settings: frozen values with a digest, never written to. ``files`` reads them."""

from sanctionscreen.settings.gate import GatePolicy, GateRule
from sanctionscreen.settings.screening import (
    LOWEST_THRESHOLD,
    ScreenSettings,
    WeakAliasPolicy,
)
from sanctionscreen.settings.whole import (
    COLUMN_FIELDS,
    DATE_ORDERS,
    DEFAULT_MAX_AGE,
    AgePolicy,
    Settings,
)

__all__ = [
    "COLUMN_FIELDS",
    "DATE_ORDERS",
    "DEFAULT_MAX_AGE",
    "LOWEST_THRESHOLD",
    "AgePolicy",
    "GatePolicy",
    "GateRule",
    "ScreenSettings",
    "Settings",
    "WeakAliasPolicy",
]
