"""A round's lines as a workbook tells them: what is only to be read, and what is held of each field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.action_status import ActionRule
from goldenthread.core.figures import shown
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import Label, Observed, State
from goldenthread.core.periods import in_words
from goldenthread.core.returned import (
    ACTIONS,
    LONGEST,
    MEASURES,
    YES,
    Column,
    Reader,
    decimal_text,
    figure_text,
)
from goldenthread.core.sentences import on_day
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import has_two_numbers, plain, shape_of
from goldenthread.plans.models import Update
from goldenthread.reports.figures.entering import figure_of
from goldenthread.reports.figures.owed import OwedLine

DONE, NOT_DONE = "Done", "Not done yet"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A text as a workbook's cell can hold it: no characters that no workbook knows, and not too long."""
    plain_text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub(" ", plain_text)[:LONGEST].strip()


def key_of(ask: int) -> str:
    """What says in each row which line it is."""
    return f"L{ask}"


def stands_of(rule: ActionRule) -> dict[str, str]:
    """Where an owner may say that work stands, by code: the council's states, or done and not done yet."""
    if not rule.is_stated:
        return {"done": DONE, "not-done": NOT_DONE}
    names = {one.code: one.name for one in rule.states}
    return names if any(one.is_done for one in rule.states) else {"done": DONE, **names}


@dataclass(frozen=True)
class Line:
    """One line with all that a workbook says of it, and how its cells are read."""

    owed: OwedLine
    rule: ActionRule
    labels: Mapping[str, Label]

    @property
    def pk(self) -> int:
        return self.owed.ask.pk

    @property
    def key(self) -> str:
        return key_of(self.pk)

    @property
    def measure(self) -> Measure | None:
        return self.owed.ask.measure

    @property
    def columns(self) -> Sequence[Column]:
        return MEASURES if self.measure else ACTIONS

    @property
    def title(self) -> str:
        return str(self.owed.ask)

    @property
    def code(self) -> str:
        about = self.measure or self.owed.ask.element
        return about.code if about else ""

    @property
    def reader(self) -> Reader:
        if self.measure:
            return Reader(shape_of(self.measure), self.labels)
        return Reader(stands=stands_of(self.rule))

    @property
    def fields(self) -> list[str]:
        """The fields that may be filled in."""
        two = self.measure is not None and has_two_numbers(self.measure)
        is_words = self.measure is not None and self.measure.kind == Kind.NARRATIVE
        left_out = [] if two else ["numerator", "denominator"]
        left_out += ["provisional", "still"] if is_words else []
        return [one.field for one in self.columns if one.field and one.field not in left_out]

    @property
    def latest(self) -> Update | None:
        """What was last said of an action: in this round, or before it."""
        return self.owed.update or self.owed.update_before

    def held(self) -> dict[str, str]:
        """What is held of each field now, as a cell says it."""
        found = self._of_measure() if self.measure else self._of_action()
        return {name: clean(found.get(name, "")) for name in self.fields}

    def _of_measure(self) -> dict[str, str]:
        ask, one = self.owed.ask, self.owed.held
        found = {"words": ask.words, "doing_about": ask.doing_about}
        if one is None or self.measure is None:
            return found
        above, below = plain(one.numerator), plain(one.denominator)
        has_two = above is not None and has_two_numbers(self.measure)
        is_provisional = one.state == State.PROVISIONAL and not self.owed.is_draft
        return {
            **found,
            "figure": "" if has_two else written(one, self.measure),
            "numerator": _text(above),
            "denominator": _text(below),
            "provisional": YES if is_provisional else "",
        }

    def _of_action(self) -> dict[str, str]:
        update, said = self.latest, self.owed.update
        if update is None:
            return {}
        return {
            "where": self._where(update),
            "percent": "" if update.percent_complete is None else str(update.percent_complete),
            "expected": update.expected_on.isoformat() if update.expected_on else "",
            "text": said.text if said else "",
            "in_the_way": update.in_the_way,
            "corrective": update.corrective,
        }

    def _where(self, update: Update) -> str:
        stands = stands_of(self.rule)
        if self.rule.is_stated:
            is_plain_done = bool(update.is_done) and "done" in stands
            return DONE if is_plain_done else stands.get(update.state, "")
        return "" if update.is_done is None else DONE if update.is_done else NOT_DONE

    def last_figure(self) -> str:
        """The figure of the period before, as it would be typed; nothing where there is none."""
        return written(self.owed.last, self.measure) if self.owed.last and self.measure else ""

    def held_by(self) -> str:
        """Who gave what is held, for somebody who finds it different from what they downloaded."""
        if self.measure:
            one = self.owed.held
            return one.entered_by if one else self.owed.ask.sent_by
        return self.latest.made_by if self.latest else ""

    def told(self) -> dict[str, str]:
        """What stands in the columns that are only to be read, by their headings."""
        return self._told_of_measure() if self.measure else self._told_of_action()

    def _told_of_measure(self) -> dict[str, str]:
        measure, last, standing = self.measure, self.owed.last, self.owed.standing
        assert measure is not None
        aim = standing.aim if standing and self.owed.has_target else None
        return {
            "Code": measure.code,
            "Measure": measure.title,
            "Period": in_words(self.owed.period),
            "Unit": unit_words(measure),
            "Last time": figure_of(last, measure) if last else "None",
            "Target": shown(aim.value, shape_of(measure)) if aim and aim.value is not None else "None",
        }

    def _told_of_action(self) -> dict[str, str]:
        element, update = self.owed.ask.element, self.latest
        assert element is not None
        said = f"{self._where(update)}. {update.text}".lstrip(". ") if update else ""
        return {
            "Code": element.code,
            "Action": element.title,
            "Due": on_day(element.due_on) if element.due_on else "No date",
            "Said last time": f"{on_day(update.made_on)}: {said}" if update else "Nothing yet",
        }


def written(one: Observation, measure: Measure) -> str:
    """An observation as its cell would be typed."""
    state = State(one.state)
    if state is State.IN_WORDS:
        return one.note
    as_read = State.REPORTED if state.has_figure else state
    return figure_text(Observed(plain(one.value), as_read), shape_of(measure))


def _text(value: Decimal | None) -> str:
    return "" if value is None else decimal_text(value)


def unit_words(measure: Measure) -> str:
    """What a figure is counted in, or what it may be."""
    words = {Kind.YES_NO: "Yes or No", Kind.PLAN_DATE: "A day", Kind.NARRATIVE: "Words"}
    if measure.kind == Kind.LEVEL and measure.levels:
        return "One of: " + "; ".join(measure.levels)
    return words.get(Kind(measure.kind), measure.unit or "Number")


def lines_told(lines: Sequence[OwedLine], rule: ActionRule, labels: Mapping[str, Label]) -> list[Line]:
    """Some lines of a round, measures first."""
    found = [Line(one, rule, labels) for one in lines]
    return sorted(found, key=lambda one: one.measure is None)


def day_of(text: str) -> date | None:
    """A field's day, as it is kept in plain form."""
    return date.fromisoformat(text) if text else None
