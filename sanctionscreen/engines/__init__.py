"""How a big job is spread: over processes of one machine, or by Spark over many machines."""

from sanctionscreen.engines.base import Engine, Row
from sanctionscreen.engines.processes import Processes

__all__ = ["Engine", "Processes", "Row"]
