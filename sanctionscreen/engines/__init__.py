"""How a big job is spread: in this process, or by Spark over many machines."""

from sanctionscreen.engines.base import Engine, Row
from sanctionscreen.engines.local import LOCAL

__all__ = ["LOCAL", "Engine", "Row"]
