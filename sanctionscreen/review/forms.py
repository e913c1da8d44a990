"""The questions of a decision: asked at once, filled in as last time, read before it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from sanctionscreen.decisions.decision import Judgement, Licence
from sanctionscreen.decisions.drafting import Answers, read_last_day, read_text
from sanctionscreen.errors import UsageError

TITLES = {
    Judgement.FALSE_POSITIVE: "False positive: another party than the listed one",
    Judgement.TRUE_MATCH: "True match: the listed party",
    Judgement.LICENSED: "Licensed: the listed party, dealt with under a licence",
}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the questions are filled in with: as last answered in the session.

    Attributes:
        reasons: The last one for each judgement.
    """

    reviewer: str = ""
    expires: str = ""
    second_reviewer: str = ""
    licence: str = ""
    licence_expires: str = ""
    reasons: tuple[tuple[Judgement, str], ...] = ()

    def after(self, answers: Answers) -> Defaults:
        """With these answers remembered."""
        reasons = dict(self.reasons) | {answers.judgement: answers.reason}
        licence = answers.licence
        return replace(
            self,
            reviewer=answers.reviewer,
            expires=str(answers.expires),
            second_reviewer=answers.second_reviewer or "",
            licence=self.licence if licence is None else licence.number,
            licence_expires=self.licence_expires if licence is None else str(licence.expires),
            reasons=tuple(reasons.items()),
        )


class DecisionForm(ModalScreen[Answers | None]):
    """Asks for reason, reviewer, expiry and, of a licence, its number and last day.

    Gives None where the reviewer thought better of it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Cancel")]

    def __init__(self, judgement: Judgement, who: str, defaults: Defaults, today: date) -> None:
        super().__init__()
        self._judgement = judgement
        self._who = who
        self._today = today
        self._values = {
            "reason": dict(defaults.reasons).get(judgement, ""),
            "reviewer": defaults.reviewer,
            "expires": defaults.expires,
            "second_reviewer": defaults.second_reviewer,
        }
        if judgement is Judgement.LICENSED:
            self._values |= {
                "licence": defaults.licence,
                "licence_expires": defaults.licence_expires,
            }

    def compose(self) -> ComposeResult:
        """The title, a question each, and a place for what is wrong."""
        with VerticalScroll(id="form"):
            yield Static(TITLES[self._judgement], id="form-title", markup=False)
            yield Static(self._who, id="form-who", markup=False)
            for name, value in self._values.items():
                yield Label(_LABELS[name])
                yield Input(value, id=name, compact=True, select_on_focus=False)
            yield Static("", id="form-problem", markup=False)
            yield Static("Enter records it, Tab goes on, Escape leaves it undecided", classes="dim")

    def on_mount(self) -> None:
        """Begins at the first question without an answer."""
        empty = (name for name, value in self._values.items() if not value and name != _OPTIONAL)
        self.query_one(f"#{next(empty, 'reason')}").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in any field records, or says what is missing and goes there."""
        event.stop()
        answers = self._answers()
        if answers is not None:
            self.dismiss(answers)

    def _answers(self) -> Answers | None:
        read: dict[str, object] = {}
        for name in self._values:
            text = self.query_one(f"#{name}", Input).value
            if name == _OPTIONAL:
                read[name] = text.strip() or None
                continue
            try:
                read[name] = self._reader(name)(text)
            except UsageError as error:
                self.query_one("#form-problem", Static).update(f"{_LABELS[name]}: {error.message}")
                self.query_one(f"#{name}").focus()
                return None
        second, reviewer = read[_OPTIONAL], str(read["reviewer"])
        if second is not None and str(second).casefold() == reviewer.casefold():
            self.query_one("#form-problem", Static).update("The second reviewer is another person")
            self.query_one(f"#{_OPTIONAL}").focus()
            return None
        return _answers_of(self._judgement, read)

    def _reader(self, name: str) -> Callable[[str], object]:
        if name.endswith("expires"):
            return lambda text: read_last_day(text, name, self._today)
        return read_text


def _answers_of(judgement: Judgement, read: dict[str, object]) -> Answers:
    expires, second, licence = read["expires"], read[_OPTIONAL], None
    assert isinstance(expires, date)
    if judgement is Judgement.LICENSED:
        until = read["licence_expires"]
        assert isinstance(until, date)
        licence = Licence(str(read["licence"]), until)
    return Answers(
        judgement,
        str(read["reason"]),
        str(read["reviewer"]),
        expires,
        None if second is None else str(second),
        licence,
    )


_OPTIONAL = "second_reviewer"
_LABELS = {
    "reason": "Reason",
    "reviewer": "Reviewer",
    "expires": "Last day in force (YYYY-MM-DD)",
    "second_reviewer": "Second reviewer (may be left empty)",
    "licence": "Licence number",
    "licence_expires": "Last day of the licence (YYYY-MM-DD)",
}
