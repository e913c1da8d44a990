"""Counterparties read from files, streams and data frames, row by row, with what is odd in them."""

from sanctionscreen.counterparties.options import Field, ReadingOptions
from sanctionscreen.counterparties.reading import (
    Counterparties,
    frame_counterparties,
    read_counterparties,
)

__all__ = [
    "Counterparties",
    "Field",
    "ReadingOptions",
    "frame_counterparties",
    "read_counterparties",
]
