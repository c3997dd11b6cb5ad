"""What somebody owes a round as fields on one page: a figure or an update at each line, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.asked import keys_of, worded
from goldenthread.core.observed import State
from goldenthread.measures.queries import shape_of
from goldenthread.reports.figures.entering import EnterRow, figure_of
from goldenthread.rounds.answering import Answer
from goldenthread.web.forms.entering import GridRow
from goldenthread.web.forms.errors import in_plain_words
from goldenthread.web.forms.fields import DayField, plain_lines
from goldenthread.web.forms.updating import UpdateForm

if TYPE_CHECKING:
    from goldenthread.core.action_status import ActionRule
    from goldenthread.core.asked import Query
    from goldenthread.core.observed import Label
    from goldenthread.reports.figures.owed import OwedLine


class FigureFields(GridRow):
    """A measure's result at its line; what was only saved so far is no provisional figure."""

    def __init__(self, line: OwedLine, data: Mapping[str, str] | None) -> None:
        assert line.ask.measure is not None
        super().__init__(EnterRow(line.ask.measure, line.held, line.last, is_mine=True), None)
        if line.is_draft:
            self.is_provisional = self.was_provisional = False
        self.last = self._shown(line.last)
        self.has_last = line.last is not None and State(line.last.state) is not State.IN_WORDS
        if data is not None:
            self._read(data)
            self._confirm(data)

    def _confirm(self, data: Mapping[str, str]) -> None:
        """“Still 100”: the last figure is this one's too, unless another is typed."""
        self.is_still = data.get(f"still_{self.key}") == "on"
        if self.is_still and not self.value:
            self.value = self.last

    is_still = False

    @property
    def sign(self) -> str:
        """The unit that stands after the field; a money sign stands before figures, and is left out."""
        shape = shape_of(self.measure)
        return shape.unit if len(shape.unit) <= 12 else ""


class UpdateFields(UpdateForm):
    """An action's update at its line: what is chosen and counted first, then what is told in words."""

    FIRST = ("seen", "stands", "percent_complete", "expected_on")
    MORE = ("milestones_done", "milestones", "view", "view_reason", "new_due_on", "moved_because")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["expected_on"].help_text = DayField.default_hint  # the day it is due stands beside it
        self.fields["corrective"].help_text = "Needed where it is off target or slipping"

    @property
    def first(self) -> list[forms.BoundField]:
        """What stands beside the line: where it stands and how far it is."""
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What is told in words."""
        return [self[name] for name in self.fields if name not in (*self.FIRST, *self.MORE)]

    @property
    def more(self) -> list[forms.BoundField]:
        """What few updates need: milestones, another view than the rule's, another date."""
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def has_more(self) -> bool:
        """Whether something of that is said or wrong, so that it has to be in sight."""
        return any(field.value() not in (None, "") or field.errors for field in self.more)


class OwedRow:
    """One line of what somebody owes: its fields where they are shown, and what is wrong or asked there."""

    def __init__(
        self, line: OwedLine, data: Mapping[str, str] | None, rule: ActionRule, on: date, *, is_open: bool
    ) -> None:
        self.line, self.ask, self.key = line, line.ask, line.ask.pk
        self.data, self.on = data, on
        self.problems: list[str] = []
        self.questions: list[str] = []
        self.held_now = ""
        self.is_open = is_open if data is None else f"open_{self.key}" in data
        shown = data if self.is_open else None
        self.words, self.doing_about = line.ask.words, line.ask.doing_about
        self.seen = line.ask.version
        self.figure = FigureFields(line, shown) if line.ask.measure else None
        self.update = self._update_fields(shown, rule)
        self.is_same = False
        if data is not None:
            self._read(data)

    def _update_fields(self, data: Any, rule: ActionRule) -> UpdateFields | None:
        element = self.ask.element
        if element is None:
            return None
        latest = self.line.update or self.line.update_before
        known: dict[str, Any] = {"element": element, "latest": latest, "rule": rule, "on": self.on}
        return UpdateFields(data, can_ask=self.line.can_ask, prefix=f"line{self.key}", **known)

    def _read(self, data: Mapping[str, str]) -> None:
        def typed(name: str, held: str) -> str:
            return plain_lines(data.get(f"{name}_{self.key}", held).replace("\0", "")).strip()

        self.words = typed("words", self.words)
        self.doing_about = typed("doing", self.doing_about)
        self.seen = _number(data.get(f"open_{self.key}") or data.get(f"held_{self.key}"), self.seen)
        self.is_same = data.get(f"same_{self.key}") == "on"

    @property
    def wants_more(self) -> bool:
        """Whether there is room to say what is being done: where it falls, or fell, short."""
        return self.line.is_short or bool(self.problems or self.doing_about)

    @property
    def can_be_still(self) -> bool:
        """Whether the last figure can be confirmed by a tick."""
        return self.figure is not None and self.line.held is None and self.figure.has_last

    @property
    def needs_reason(self) -> bool:
        """Whether a result stands already, so that another has to say why it changes."""
        held = self.line.held
        return held is not None and not State(held.state).is_waiting and not self.line.is_draft

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what the page was loaded with: only then is it stored."""
        if not self.is_open or self.data is None:
            return False
        words = (self.words, self.doing_about) != (self.ask.words, self.ask.doing_about)
        figure = self.figure is not None and self.figure.is_touched
        return words or figure or self.says_update

    @property
    def says_update(self) -> bool:
        """Whether an update is given: something of it changed, or it is said to be the same."""
        return self.update is not None and (self.is_same or self.update.has_changed())

    @property
    def is_to_send(self) -> bool:
        """Whether it goes along when all is sent: what is filled in, now or before."""
        return self.is_touched or self.line.stand.value == "saved"

    def answer(self, labels: Mapping[str, Label], *, is_later: bool) -> Answer | None:
        """What is answered here; None, with the problem said, where it can't be read."""
        given, said, asked = None, None, None
        if self.is_touched and self.figure is not None and self.figure.is_touched:
            given = self.figure.given(self.line.period, labels, is_later)
            if given is None:
                self.problems += self.figure.problems
                return None
        if self.is_touched and self.says_update and self.update is not None:
            if not self.update.is_valid():
                self.problems += [
                    one for name in self.update.errors for one in in_plain_words(self.update, name)
                ]
                return None
            said, asked = self.update.said(), self.update.asked()
        is_words = self.is_touched and self.figure is not None
        return Answer(
            ask=self.ask,
            given=given,
            said=said,
            words=self.words if is_words else None,
            doing_about=self.doing_about if is_words else None,
            seen=self.seen,
            update_seen=self.update.cleaned_data["seen"] if said and self.update else None,
            new_date=asked,
        )

    def tell(self, problems: Sequence[str], asked: Sequence[Query], *, is_stale: bool) -> None:
        """Say at the line what is wrong with it, and what is asked; open it, so that it can be mended."""
        self.problems = [*problems]
        self.is_open = self.is_open or bool(problems or asked)
        if self.figure is not None:
            shape = shape_of(self.figure.measure)
            self.questions = [worded(one, shape) for one in asked]
            self.figure.put = keys_of(asked) or self.figure.put
        if is_stale:
            self._show_held()

    def _show_held(self) -> None:
        """Somebody else wrote first: keep what was typed, say what is held, and let it be saved over that."""
        self.seen = self.ask.version
        held, update = self.line.held, self.line.update
        if self.figure is not None and held is not None:
            self.figure.seen = held.pk
            self.held_now = f"{figure_of(held, self.figure.measure)}, by {held.entered_by}"
        elif update is not None and self.update is not None:
            if update.made_on == self.on:
                self.update.show_meanwhile(update)
            self.held_now = f"{update.text or 'an update without words'}, by {update.made_by}"
        elif self.ask.words:
            self.held_now = self.ask.words


def _number(text: str | None, otherwise: int) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if is_number and text is not None else otherwise
