"""What a return would change, before anything is stored: each line in exactly one of seven sorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from goldenthread.core.asked import Query, keys_of, worded
from goldenthread.core.returned import LABELS, YES, Change, as_shown
from goldenthread.core.workflow import reasons_not
from goldenthread.exchange.models import Return
from goldenthread.exchange.policies import read_labels
from goldenthread.exchange.returns import Kept, KeptReturn, from_data
from goldenthread.exchange.returns_compose import NO_FIGURE, Came, answer_of, came_of, is_without_figure
from goldenthread.exchange.returns_lines import Line
from goldenthread.measures.entering import NotStored, check_many
from goldenthread.measures.queries import shape_of
from goldenthread.people.officers import Officer
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.updating import completed, reasons_not_to_say
from goldenthread.reports.figures.owed import lines_of
from goldenthread.rounds.answering import Answer
from goldenthread.rounds.ask_queries import asks_in, covered_by
from goldenthread.rounds.models import Ask, Invitation
from goldenthread.rounds.permissions import (
    acting,
    doers_of,
    hands_of,
    reasons_not_invited,
    reasons_not_open,
    reasons_not_to_answer,
)
from goldenthread.rounds.sign_off import sign_off

SAY_WHY = "Say why it changes"
NOT_ASKED = "This line is not asked in this round any more. Leave it out."


class Sort(StrEnum):
    """What becomes of a line; the first that fits."""

    LEFT_OUT = "left out"
    PROBLEM = "problem"
    CONFLICT = "conflict"
    QUERY = "query"
    CHANGE = "change"
    SAME = "no change"
    BLANK = "blank"


@dataclass(frozen=True)
class Asker:
    """Who sends a workbook back, and when: somebody with a sign-in, or with a link to some lines."""

    by: Officer
    on: date
    at: datetime
    invitation: Invitation | None = None


@dataclass
class Previewed:
    """One line as the preview shows it."""

    key: int
    kept: Kept
    came: Came | None = None
    problems: list[str] = field(default_factory=list)
    questions: list[Query] = field(default_factory=list)
    needs_reason: bool = False
    answer: Answer | None = None

    @property
    def title(self) -> str:
        return self.came.line.title if self.came else f"Line {self.kept.row} of “{self.kept.sheet}”"

    @property
    def code(self) -> str:
        return self.came.line.code if self.came else ""

    @property
    def is_answered(self) -> bool:
        """Whether the very questions that are asked have an answer, or will have."""
        settled = self.kept.settled
        is_said = bool(settled.explanation.strip()) or settled.is_later
        return not self.questions or (is_said and settled.put == self.put)

    @property
    def put(self) -> str:
        return keys_of(self.questions)

    @property
    def asked(self) -> list[str]:
        """The questions in words."""
        measure = self.came.line.measure if self.came else None
        return [worded(one, shape_of(measure)) for one in self.questions] if measure else []

    @property
    def link(self) -> tuple[str, str]:
        """The kind and key of what the line is about, for a link; two blanks where it is not known."""
        ask = self.came.line.owed.ask if self.came else None
        if ask is None:
            return "", ""
        return ("measure", ask.measure.code) if ask.measure else ("element", str(ask.element_id))

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Each field that changes, by its heading: what it was, and what it will be."""
        if self.came is None:
            return []
        return [
            (LABELS[one.field], as_shown(one.field, one.was), self._becomes(one)) for one in self.came.changes
        ]

    def _becomes(self, one: Change) -> str:
        line = self.came.line if self.came else None
        if one.field == "still" and line and one.becomes == YES:
            return line.held().get("figure") or line.last_figure() or YES
        return as_shown(one.field, one.becomes)

    @property
    def clashes(self) -> list[tuple[str, str, str, str]]:
        """Each field that two people changed: its heading, as downloaded, as held now, and as typed."""
        found = self.came.clashes if self.came else []
        return [
            (
                LABELS[one.field],
                as_shown(one.field, one.out),
                as_shown(one.field, one.held),
                as_shown(one.field, one.typed),
            )
            for one in found
        ]

    @property
    def mending(self) -> list[tuple[str, str, str, str]]:
        """Each cell that can't be read: its field and heading, what was typed, and what is wrong."""
        typed = {**self.kept.typed, **self.kept.settled.mended}
        return [
            (name, LABELS[name], typed.get(name, ""), sentence)
            for name, sentence in self.wrong.items()
            if name
        ]

    @property
    def wrong(self) -> dict[str, str]:
        return self.came.wrong if self.came else {}

    @property
    def sort(self) -> Sort:
        if self.kept.settled.is_left_out:
            return Sort.LEFT_OUT
        if self.problems or self.wrong:
            return Sort.PROBLEM
        if self.came and self.came.clashes:
            return Sort.CONFLICT
        if self.questions or self.needs_reason:
            return Sort.QUERY
        if self.answer is not None:
            return Sort.CHANGE
        return Sort.SAME if self._has_anything else Sort.BLANK

    @property
    def _has_anything(self) -> bool:
        return self.came is not None and self.came.line.owed.is_done

    @property
    def is_settled(self) -> bool:
        """Whether nothing more has to be said of it before it can be stored."""
        if self.sort is Sort.LEFT_OUT:
            return True
        is_chosen = self.came is None or self.came.is_chosen
        return not (self.problems or self.wrong) and is_chosen and self.is_answered and not self.needs_reason

    @property
    def is_stored(self) -> bool:
        return self.sort is not Sort.LEFT_OUT and self.answer is not None


@dataclass
class Preview:
    """A whole return as it would change what is held."""

    kept: KeptReturn
    lines: list[Previewed]
    reasons: list[str]

    def of(self, *sorts: Sort) -> list[Previewed]:
        return [one for one in self.lines if one.sort in sorts]

    @property
    def open(self) -> list[Previewed]:
        """The lines of which something has still to be said."""
        return [one for one in self.lines if not one.is_settled]

    @property
    def to_store(self) -> list[Previewed]:
        return [one for one in self.lines if one.is_stored]

    def counts(self) -> Mapping[Sort, int]:
        return {sort: len(self.of(sort)) for sort in Sort}

    def reasons_not_to_store(self) -> list[str]:
        """Why it can't be stored as it is."""
        if self.reasons:
            return self.reasons
        if self.open:
            count = len(self.open)
            are = "One line is" if count == 1 else f"{count} lines are"
            return [f"{are} still to be settled: say what holds, mend it, or leave it out."]
        nothing = "Nothing in it differs from what is held, so there is nothing to store."
        return [] if self.to_store else [nothing]


def preview_of(held: Return, asker: Asker) -> Preview:
    """Set a return beside what is held now: a fixed number of queries, however many lines it has."""
    kept = from_data(held.lines)
    lines = _lines(held, kept, asker)
    shown = [Previewed(one.ask, one) for one in kept.lines]
    may = _Rights(held, asker)
    for one in shown:
        line = lines.get(one.key)
        if line is None:
            one.problems.append(NOT_ASKED)
            continue
        one.came = came_of(line, one.kept)
        one.problems += [one.came.wrong[""]] if "" in one.came.wrong else []
        if one.came.changes or one.came.clashes or one.came.wrong:
            one.problems += may.reasons(line.owed.ask)
        one.answer = None if one.problems or one.came.wrong else answer_of(one.came, asker.on)
    _ask(held, shown, asker)
    return Preview(kept, shown, reasons_not_open(held.round))


def _lines(held: Return, kept: KeptReturn, asker: Asker) -> dict[int, Line]:
    asks = list(asks_in(held.round).filter(pk__in=[one.ask for one in kept.lines]))
    rule, labels = action_rule_of(held.council), read_labels()
    return {one.ask.pk: Line(one, rule, labels) for one in lines_of(held.round, asks, asker.on)}


class _Rights:
    """Why this person may not answer a line: asked of many lines with a fixed number of queries."""

    def __init__(self, held: Return, asker: Asker) -> None:
        self.asker, self.way = asker, sign_off()
        invitation = asker.invitation
        self.covered = [] if invitation else covered_by(held.council, asker.by, asker.on)
        self.invited = set(invitation.asks.values_list("pk", flat=True)) if invitation else set()

    def reasons(self, ask: Ask) -> list[str]:
        by, invitation = self.asker.by, self.asker.invitation
        if invitation:
            found = reasons_not_invited(ask, invitation, self.invited, self.asker.at)
            who = replace(by, stands_in=tuple(hands_of(ask)))
        else:
            found, who = [], acting(by, [ask], self.covered)
        found = found or reasons_not_to_answer(ask, who)
        send = self.way.moves["send"]
        return found or reasons_not(self.way, send, ask.state, doers_of(ask), who.post)


def _ask(held: Return, shown: Sequence[Previewed], asker: Asker) -> None:
    """Ask of each line what would be asked when it is stored."""
    rule, today = action_rule_of(held.council), timezone.localdate(asker.at)
    answers = [(one, one.answer) for one in shown if one.answer is not None]
    for one, answer in answers:
        if answer.said is not None:
            one.problems += reasons_not_to_say(completed(answer.said, rule), rule, asker.on, today)
        elif is_without_figure(answer.given):
            one.problems.append(NO_FIGURE)
    figures = [(one, answer.given) for one, answer in answers if answer.given and not one.problems]
    posts = {title for one, _ in figures if one.answer for title in hands_of(one.answer.ask)}
    by = replace(asker.by, stands_in=(*asker.by.stands_in, *sorted(posts)))
    try:
        given = [replace(each, explanation="", is_later=False, put=None, seen=None) for _, each in figures]
        check_many(council=held.council, given=given, by=by, at=asker.at)
    except NotStored as refusal:
        for place, (one, _) in enumerate(figures):
            _tell(one, refusal.problems.get(place, []), refusal.questions.get(place, []))


def _tell(one: Previewed, problems: Sequence[str], questions: Sequence[Query]) -> None:
    one.needs_reason = any(SAY_WHY in reason for reason in problems)
    one.problems += [reason for reason in problems if SAY_WHY not in reason]
    one.questions = list(questions)
