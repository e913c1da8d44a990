"""The names of a book of counterparties, kept so that new listed names look up its rows."""

from sanctionscreen.index.book.gathering import Gatherer
from sanctionscreen.index.book.kept import KeptBook, open_book
from sanctionscreen.index.book.sketch import Sketch, sketch_of
from sanctionscreen.index.book.touching import TooMuchToLookUpError

__all__ = [
    "Gatherer",
    "KeptBook",
    "Sketch",
    "TooMuchToLookUpError",
    "open_book",
    "sketch_of",
]
