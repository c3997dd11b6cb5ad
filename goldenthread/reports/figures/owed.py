"""What a round asks of a post: each line with what was said last time, what is held now and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from goldenthread.core.action_status import Verdict, Work, judge
from goldenthread.core.due import minutes_for
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, from_code, previous
from goldenthread.core.standing import Standing
from goldenthread.core.workflow import ASKED
from goldenthread.governance.change_permissions import reasons_not_to_ask_of_element
from goldenthread.governance.change_queries import original_dates
from goldenthread.measures.door_queries import held_in
from goldenthread.measures.models import Observation
from goldenthread.people.models import Post
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.models import Edition, Element, Update
from goldenthread.plans.update_queries import dates_first_stated
from goldenthread.rounds.answering import DRAFT
from goldenthread.rounds.ask_queries import (
    answers_from,
    asked_of,
    asks_in,
    covered_by,
    dates_asked_for,
    deadlines_of,
    period_of,
    updates_before,
    updates_since,
)
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.permissions import acting, reasons_not_to_answer
from goldenthread.rounds.queries import working_days_of
from goldenthread.rounds.standing import is_short, standings_in


class Stand(StrEnum):
    """How far a line has come, for who answers it."""

    TO_DO = "to do"
    SAVED = "saved"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One line: what is asked, what was held before, and what is held of this round."""

    ask: Ask
    period: Period
    held: Observation | None = None
    last: Observation | None = None
    standing: Standing | None = None
    update: Update | None = None
    update_before: Update | None = None
    can_ask: bool = False
    verdict: Verdict | None = None

    @property
    def stand(self) -> Stand:
        if self.ask.state != ASKED:
            return Stand.SENT
        has_figure = self.held is not None and not State(self.held.state).is_waiting
        return Stand.SAVED if has_figure or self.update is not None else Stand.TO_DO

    @property
    def is_done(self) -> bool:
        return self.stand is not Stand.TO_DO

    @property
    def is_short(self) -> bool:
        return is_short(self.standing)

    @property
    def is_draft(self) -> bool:
        """Whether its figure was only saved so far."""
        return self.held is not None and self.held.state == State.PROVISIONAL and self.held.source == DRAFT

    @property
    def has_target(self) -> bool:
        aim = self.standing.aim if self.standing else None
        return aim is not None and aim.state is TargetState.SET and aim.value is not None

    @property
    def words(self) -> str:
        """What readers are told: the answer's words, or the update's own."""
        return self.ask.words or (self.update.text if self.update else "")

    @property
    def on_behalf(self) -> str:
        """Whose the line is: the partner's or the post's that it is asked of."""
        return str(self.ask.partner or self.ask.updater or "")


@dataclass(frozen=True)
class Owed:
    """A round as one post, or whoever acts for it, owes it on a day."""

    round: Round
    on: date
    whose: str
    lines: Sequence[OwedLine]
    deadlines: dict[str, date] = field(default_factory=dict)
    days_left: int | None = None
    is_another: bool = False

    @property
    def due_on(self) -> date | None:
        return self.deadlines.get("updater")

    @property
    def to_do(self) -> list[OwedLine]:
        return [one for one in self.lines if one.stand is Stand.TO_DO]

    @property
    def saved(self) -> list[OwedLine]:
        return [one for one in self.lines if one.stand is Stand.SAVED]

    @property
    def done(self) -> int:
        return sum(1 for one in self.lines if one.is_done)

    @property
    def is_left(self) -> bool:
        """Whether anything can still be saved or sent."""
        return any(one.stand is not Stand.SENT for one in self.lines)

    @property
    def minutes(self) -> int:
        """About how long what is left takes: a minute for each figure, two for each action."""
        figures = sum(1 for one in self.to_do if one.ask.measure_id)
        return minutes_for(figures, len(self.to_do) - figures)

    @property
    def checked_by(self) -> list[str]:
        """The posts that check these answers: their owners, where others answer."""
        owners = (one.ask.owner for one in self.lines if one.ask.owner)
        return list(dict.fromkeys(str(owner) for owner in owners if str(owner) != self.whose))

    @property
    def directorates(self) -> list[str]:
        """The directorates whose directors sign these answers off."""
        found = (_directorate(one.ask) for one in self.lines)
        return list(dict.fromkeys(name for name in found if name))


def _directorate(ask: Ask) -> str:
    about = ask.measure or ask.element
    service = (about.service if about else None) or (ask.owner.service if ask.owner else None)
    directorate = (service.directorate if service else None) or (ask.owner.directorate if ask.owner else None)
    return str(directorate or "")


def owed_by(round: Round, by: Officer, on: date, post: Post | None = None) -> Owed:
    """What a person owes in a round on a day, or another post does, in a fixed number of queries.

    A person's lines are their post's, those of posts they stand in for, and their partner organisation's.
    """
    if post is None:
        covered = covered_by(round.council, by, on)
        wanted = asked_of([by.post, *covered], by.partner)
        who = by
    else:
        covered, wanted, who = [], asked_of([post.title]), by
    asks = list(asks_in(round).filter(wanted))
    mine = [ask for ask in asks if not reasons_not_to_answer(ask, acting(who, [ask], covered))]
    deadlines = deadlines_of(round)
    due_on = deadlines.get("updater")
    return Owed(
        round=round,
        on=on,
        whose=post.title if post else by.post,
        lines=lines_of(round, mine, on, deadlines, acting(by, mine, covered)),
        deadlines=deadlines,
        days_left=working_days_of(round.council).between(on, due_on) if due_on else None,
        is_another=post is not None and post.title != by.post,
    )


def lines_of(
    round: Round,
    asks: Sequence[Ask],
    on: date,
    deadlines: dict[str, date] | None = None,
    by: Officer = VISITOR,
) -> list[OwedLine]:
    """Some lines of a round with all that stands beside them, in a fixed number of queries.

    `by`, with the posts they act for, decides where another date can be asked for.
    """
    measures = [ask.measure for ask in asks if ask.measure]
    elements = [ask.element for ask in asks if ask.element]
    periods = {ask.pk: period_of(ask) for ask in asks}
    wanted = [one for period in {*periods.values()} for one in (period, previous(period))]
    held = held_in([one.pk for one in measures], wanted)
    standings = standings_in(round.council, measures, from_code(round.period))
    since = answers_from(round, deadlines_of(round) if deadlines is None else deadlines)
    waiting = dates_asked_for(elements)
    updates, before = updates_since(elements, since, on), updates_before(elements, since)
    verdicts = _verdicts(round, elements, {**before, **updates}, on)
    return [
        OwedLine(
            ask=ask,
            period=periods[ask.pk],
            held=held.get((ask.measure_id or 0, periods[ask.pk])),
            last=held.get((ask.measure_id or 0, previous(periods[ask.pk]))),
            standing=standings.get(ask.measure_id or 0),
            update=updates.get(ask.element_id or 0),
            update_before=before.get(ask.element_id or 0),
            can_ask=_can_ask(ask.element, by) and ask.element_id not in waiting,
            verdict=verdicts.get(ask.element_id or 0),
        )
        for ask in asks
    ]


def _verdicts(
    round: Round, elements: Sequence[Element], updates: Mapping[int, Update], on: date
) -> dict[int, Verdict]:
    """Where each action stands by the council's rule, as its own page says: at most three queries."""
    if not elements:
        return {}
    rule, edition = action_rule_of(round.council), round.edition
    first = dates_first_stated(edition, on) if edition else {}
    original = original_dates(edition) if edition else {}
    return {
        one.pk: judge(
            rule, _work(updates.get(one.pk), original.get(one.pk) or first.get(one.pk) or one.due_on, on)
        )
        for one in elements
    }


def _work(update: Update | None, due_on: date | None, on: date) -> Work:
    if update is None:
        return Work(on, due_on)
    return Work(on, due_on, update.made_on, update.is_done, update.expected_on, update.state)


def _can_ask(element: Element | None, by: Officer) -> bool:
    """Whether another date of an approved action may be asked for by this person."""
    is_adopted = element is not None and element.edition.state == Edition.State.ADOPTED
    return is_adopted and element is not None and not reasons_not_to_ask_of_element(element, by)


def posts_owing(round: Round) -> list[tuple[int, str, int, int]]:
    """Each post that a round asks, with how many lines it has and how many are sent: one query."""
    found: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    rows = round.asks.filter(updater__isnull=False).values_list("updater_id", "updater__title", "state")
    for key, title, state in rows:
        names[key] = title
        counts = found.setdefault(key, [0, 0])
        counts[0] += 1
        counts[1] += state != ASKED
    every = [(key, names[key], counts[0], counts[1]) for key, counts in found.items()]
    return sorted(every, key=lambda row: row[1])
