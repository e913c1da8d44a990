"""The page of keys."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

KEYS = (
    ("f", "false positive: the counterparty is another party"),
    ("t", "true match: it is the listed party; it stays a hit"),
    ("l", "licensed: it is the listed party, and a licence allows the dealing"),
    ("s, space, right", "skip: decide later"),
    ("b, left", "back to the undecided hit before"),
    ("u", "undo the last decision of this session: it leaves the file again"),
    ("/", "search in names, ids, lists, programmes; all words must be there"),
    ("escape", "end the search"),
    ("up, down", "scroll; page up and page down by the page"),
    ("q", "quit"),
)
_NOTES = (
    "Every decision is in the file before the next hit is shown. What is left undecided is shown "
    "again next time.",
    "A decision goes for this counterparty and this listed party as they are now. It lapses when "
    "either changes, or on its last day.",
    "The weights add up to the match weight, of which the score is a table. A hit is a possible "
    "match; the decision is yours.",
)


class Help(ModalScreen[None]):
    """All keys, and what a decision does."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,q,enter", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="help"):
            table = Table(box=None, show_header=False, pad_edge=False)
            for keys, text in KEYS:
                table.add_row(Text(keys, "bold"), text)
            yield Static(table)
            for note in _NOTES:
                yield Static(f"\n{note}", markup=False)
            yield Static("\nEscape closes this page", classes="dim")
