"""The one orchestration: rows to outcomes, single names to hits, two names to a comparison."""

from sanctionscreen.screening.days import as_of_notes
from sanctionscreen.screening.rows import in_batches, iter_outcomes, screen_row
from sanctionscreen.screening.single import compare, explain, linked_entries, lookup

__all__ = [
    "as_of_notes",
    "compare",
    "explain",
    "in_batches",
    "iter_outcomes",
    "linked_entries",
    "lookup",
    "screen_row",
]
