"""The review on the screen: keys to judgements, each recorded before the next hit is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Input, Static

from sanctionscreen.decisions.decision import Decision, Judgement
from sanctionscreen.decisions.drafting import Answers
from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.report.plain import visible
from sanctionscreen.review import progress as steps
from sanctionscreen.review.forms import DecisionForm, Defaults
from sanctionscreen.review.help import Help
from sanctionscreen.review.panels import hit_panel, queue_lines, status_text
from sanctionscreen.review.progress import Progress

_WIDE = 110
"""Columns from which the queue stands beside the hit."""


class Recorder(Protocol):
    """Where decisions go."""

    def add(self, decision: Decision, today: date) -> Decision:
        """Records a decision; it is safe when this returns."""
        ...

    def take_back(self) -> None:
        """Removes the decision recorded last."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """What the status line calls the report and the decisions file."""

    report: str
    decisions: str


class _Pane(VerticalScroll):
    """The hit. Where the library's pane scrolls sideways, this one goes through the queue."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "app.skip", "Skip", show=False),
        Binding("left", "app.previous", "Back", show=False),
    ]


class ReviewApp(App[Progress]):
    """Walks a queue; ends with how far it came."""

    CSS_PATH = "review.tcss"
    TITLE = "sanctionscreen review"
    AUTO_FOCUS = "#scroll"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f", "judge('false-positive')", "False positive"),
        ("t", "judge('true-match')", "True match"),
        ("l", "judge('licensed')", "Licensed"),
        ("s,space", "skip", "Skip"),
        ("b", "previous", "Back"),
        ("u", "undo", "Undo"),
        ("slash", "search", "Search"),
        ("question_mark", "help", "Help"),
        ("q", "leave", "Quit"),
    ]

    def __init__(
        self, progress: Progress, recorder: Recorder, names: Names, defaults: Defaults, today: date
    ) -> None:
        """Begins at the hit that ``progress`` shows; decisions are dated ``today``."""
        super().__init__()
        self.progress = progress
        self._recorder = recorder
        self._names = names
        self._defaults = defaults
        self._today = today

    def compose(self) -> ComposeResult:
        """Status line, the queue beside the hit, the search line, the keys."""
        yield Static(id="status", markup=False)
        with Horizontal(id="main"):
            yield Static(id="queue", markup=False)
            with _Pane(id="scroll"):
                yield Static(id="hit", markup=False)
        yield Input(placeholder="all of these words", id="search", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Draws the first hit."""
        self.query_one("#search").display = False
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """The queue is shown where there is room for it."""
        self.query_one("#queue").display = event.size.width >= _WIDE
        self._draw()

    def action_judge(self, judgement: str) -> None:
        """Asks the questions of a decision on the hit shown."""
        waiting = self.progress.current
        if waiting is None:
            return
        who = visible(f"{waiting.row.query} ~ {waiting.hit.listed_name}")
        form = DecisionForm(Judgement(judgement), who, self._defaults, self._today)
        self.push_screen(form, self._record)

    def _record(self, answers: Answers | None) -> None:
        waiting = self.progress.current
        if answers is None or waiting is None:
            return
        try:
            decision = self._recorder.add(waiting.drafted(answers, self._today), self._today)
        except (SanctionscreenError, OSError) as error:
            self._tell(f"Not recorded: {error}")
            return
        self._defaults = self._defaults.after(answers)
        self._show(steps.decide(self.progress, decision))

    def action_undo(self) -> None:
        """Takes the last decision of the session out of the file again."""
        if not self.progress.decided:
            self.notify("Nothing was decided in this session", markup=False)
            return
        try:
            self._recorder.take_back()
        except (SanctionscreenError, OSError) as error:
            self._tell(f"Not undone: {error}")
            return
        self._show(steps.undo(self.progress))

    def action_skip(self) -> None:
        """Shows the next hit; this one stays undecided."""
        self._show(steps.skip(self.progress))

    def action_previous(self) -> None:
        """Shows the undecided hit before."""
        self._show(steps.back(self.progress))

    def action_help(self) -> None:
        """Shows the keys."""
        self.push_screen(Help())

    def action_leave(self) -> None:
        """Ends the session; all that was decided is recorded already."""
        self.exit(self.progress)

    def action_search(self) -> None:
        """Opens the line to search with."""
        line = self.query_one("#search", Input)
        line.display = True
        line.value = self.progress.search
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Walks only what the search shows."""
        self._end_search(event.value)

    def on_key(self, event: events.Key) -> None:
        """Escape ends the search, whether its line is open or not."""
        if event.key == "escape" and len(self.screen_stack) == 1:
            self._end_search("")

    def _end_search(self, words: str) -> None:
        self.query_one("#search").display = False
        self.query_one("#scroll").focus()
        self._show(steps.search(self.progress, words))

    def _tell(self, text: str) -> None:
        self.notify(visible(text), severity="error", timeout=20, markup=False)

    def _show(self, progress: Progress) -> None:
        self.progress = progress
        self.query_one("#scroll").scroll_home(animate=False)
        self._draw()

    def _draw(self) -> None:
        progress = self.progress
        names = self._names
        self.query_one("#status", Static).update(
            status_text(progress, names.report, names.decisions)
        )
        waiting = progress.current
        hit = self.query_one("#hit", Static)
        hit.update(_nothing(progress) if waiting is None else hit_panel(waiting))
        queue = self.query_one("#queue", Static)
        if queue.display:
            queue.update(queue_lines(progress, max(self.size.height - 3, 1)))


def _nothing(progress: Progress) -> str:
    if progress.search:
        return "No undecided hit has all these words. Escape ends the search."
    return "Nothing is left to decide. Press q to quit, u to undo the last decision."
