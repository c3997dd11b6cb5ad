"""Where does an action stand? A council's own rule, as data, applied to what its owner last said.

A rule is worked out from dates (`bands`, in order; the first that holds decides) or stated by the owner in
the council's own words (`states`). Each verdict counts as on target, near target, off target or not rated,
and says why with its arithmetic. Nothing is rated without an update; by dates nothing is rated without one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goldenthread.core.rating import Status
from goldenthread.core.sentences import counted, on_day

NO_UPDATE, NO_DATE, NO_STATE = "no-update", "no-date", "no-state"
NOT_RATED = "Not rated"


class Lateness(NamedTuple):
    """How late is late: a number of whole days or calendar months after a date."""

    amount: int
    is_months: bool = False

    def after(self, day: date) -> date:
        """The day that lies this much later; a month's last day stands in for one that it hasn't got."""
        if not self.is_months:
            return date.fromordinal(day.toordinal() + self.amount)
        years, month = divmod(day.month - 1 + self.amount, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

    def __str__(self) -> str:
        return counted(self.amount, "month" if self.is_months else "day")


@dataclass(frozen=True, slots=True)
class LateBand:
    """One step of a rule by dates: its code and name, what it counts as, and when it holds.

    `at_most` and `less_than` say how late the work may be; a band with neither takes what is left.
    """

    code: str
    name: str
    counts_as: Status
    is_done: bool = False
    at_most: Lateness | None = None
    less_than: Lateness | None = None

    def takes(self, due_on: date, finishes_on: date) -> bool:
        """True where work due on a day and finished on another lies in this band."""
        if self.at_most is not None:
            return finishes_on <= self.at_most.after(due_on)
        return self.less_than is None or finishes_on < self.less_than.after(due_on)


@dataclass(frozen=True, slots=True)
class StatedState:
    """One state that an owner may report: its code and name, what it counts as, and whether work is over."""

    code: str
    name: str
    counts_as: Status
    is_done: bool = False


@dataclass(frozen=True)
class ActionRule:
    """A council's published rule for actions; it has bands, or else states that the owner chooses from.

    `when_done` is the state of work that its owner calls done without naming a state.
    """

    code: str
    name: str
    bands: tuple[LateBand, ...] = ()
    states: tuple[StatedState, ...] = ()
    when_done: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_stated(self) -> bool:
        """True where the owner states the status, and no date decides it."""
        return bool(self.states)

    @property
    def steps(self) -> tuple[LateBand | StatedState, ...]:
        """Every step of the rule, of whichever sort it is made."""
        return self.bands or self.states

    @property
    def names(self) -> Mapping[str, str]:
        """Every status that this rule can give, by its code, in order."""
        return {one.code: one.name for one in self.steps}

    def words(self, code: str) -> str:
        """What the council calls a status; a code that is not of this rule is shown as it is."""
        return self.names.get(code, code.replace("-", " ").capitalize())

    def counts_as(self, code: str) -> Status:
        """Which of our four verdicts a status counts as."""
        found = (one.counts_as for one in self.steps if one.code == code)
        return next(found, Status.NOT_RATED)

    def is_over(self, state: str) -> bool:
        """True for a state of work that has come to its end as it should."""
        return any(one.code == state and one.is_done for one in self.states)


class Work(NamedTuple):
    """What a rule may look at for one piece of work on a day.

    `due_on` is the original date, as approved, and `moved_to` the one that a request put in its place since;
    `made_on` is the latest update's day, None where there is none.
    """

    on: date
    due_on: date | None = None
    made_on: date | None = None
    is_done: bool | None = None
    expected_on: date | None = None
    state: str = ""
    moved_to: date | None = None

    @property
    def finishes_by(self) -> date | None:
        """When it is to be finished: as its owner expects, or else by its date, moved or not."""
        return self.expected_on or self.moved_to or self.due_on


class Alert(NamedTuple):
    """Something that nobody has answered: a code, and a sentence."""

    code: str
    words: str


class Verdict(NamedTuple):
    """Where work stands: a code and words of the rule's own, what it counts as, and why, in a sentence."""

    code: str
    words: str
    counts_as: Status
    reason: str


def judge(rule: ActionRule, work: Work) -> Verdict:
    """Where work stands by a rule."""
    if work.made_on is None:
        return _unknown(NO_UPDATE, _without_update(work))
    return _stated(rule, work) if rule.is_stated else _by_dates(rule, work)


def _unknown(code: str, reason: str) -> Verdict:
    return Verdict(code, NOT_RATED, Status.NOT_RATED, reason)


def _without_update(work: Work) -> str:
    if work.due_on is not None and work.due_on < work.on:
        return f"No update: it was due on {on_day(work.due_on)}, and nobody has said whether it is done."
    return "No update: nobody has said yet how it goes."


def _stated(rule: ActionRule, work: Work) -> Verdict:
    state = work.state or (rule.when_done if work.is_done else "")
    if state not in rule.names:
        return _unknown(NO_STATE, "No state: the latest update doesn’t say which of the council’s it is in.")
    when = f" on {on_day(work.made_on)}" if work.made_on else ""
    said = f"as its owner stated{when}" if work.state else f"its owner said{when} that it is done"
    return Verdict(state, rule.words(state), rule.counts_as(state), f"{rule.words(state)}, {said}.")


def _by_dates(rule: ActionRule, work: Work) -> Verdict:
    if work.is_done:
        found = next((band for band in rule.bands if band.is_done), rule.bands[0])
        when = f" on {on_day(work.made_on)}" if work.made_on else ""
        return Verdict(found.code, found.name, found.counts_as, f"Its owner said{when} that it is done.")
    if work.due_on is None:
        return _unknown(NO_DATE, "No date: nobody has written down when it is due.")
    finishes_on = finish_of(work) or work.due_on
    found = next(band for band in rule.bands if not band.is_done and band.takes(work.due_on, finishes_on))
    return Verdict(found.code, found.name, found.counts_as, _why(rule, work, work.due_on, finishes_on))


def finish_of(work: Work) -> date | None:
    """When unfinished work can end: as expected or by its date, or today at the earliest, if that is past."""
    said = work.finishes_by
    return None if said is None else max(said, work.on)


def _why(rule: ActionRule, work: Work, due_on: date, finishes_on: date) -> str:
    """The arithmetic behind a verdict by dates: both days, how far apart they lie, and the limit's day."""
    late = (finishes_on - due_on).days
    if work.finishes_by == due_on and late <= 0 and work.expected_on is None:
        return f"Due on {on_day(due_on)}, and nobody expects it to be later."
    return f"{_opening(work, due_on, finishes_on, late)}{_limit(rule, due_on, late)}."


def _opening(work: Work, due_on: date, finishes_on: date, late: int) -> str:
    said = work.finishes_by or due_on
    if said == due_on and finishes_on > said:
        passed = f"Due on {on_day(due_on)} and not done on {on_day(work.on)}"
        return f"{passed}: {counted(late, 'day')} late so far"
    verb = "Expected" if work.expected_on else "Moved to"
    if finishes_on > said:
        passed = f"{verb} {on_day(said)} and not done on {on_day(work.on)}"
        return f"{passed}: {how_far(late)} {on_day(due_on)}"
    if not late:
        return f"{verb} {on_day(finishes_on)}, the day it is due"
    return f"{verb} {on_day(finishes_on)}, {how_far(late)} {on_day(due_on)}"


def how_far(days: int) -> str:
    """“30 days after”, “one day before”: how one day lies to another."""
    return f"{counted(abs(days), 'day')} {'before' if days < 0 else 'after'}"


def _limit(rule: ActionRule, due_on: date, late: int) -> str:
    """The day at which late work passes from one step of the rule to the next, to check the verdict by."""
    limits = [band.less_than for band in rule.bands if band.less_than is not None] if late > 0 else []
    said = (f"{limit} after it is {on_day(limit.after(due_on))}" for limit in limits)
    return "".join(f"; {one}" for one in said)


# Slipping, and what nobody has answered

_ORDER = (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET)


def is_worse(now: Verdict, before: Verdict | None) -> bool:
    """True where work counts as worse than it did; what can't be rated is neither."""
    if before is None or Status.NOT_RATED in (now.counts_as, before.counts_as):
        return False
    return _ORDER.index(now.counts_as) > _ORDER.index(before.counts_as)


def alerts_of(work: Work, now: Verdict, before: Verdict | None, corrective: str) -> tuple[Alert, ...]:
    """What has to be answered: off target or slipping while nobody says what is being done, or past its date.

    A date that a request moved is no slipping any more: whoever granted it was told why.
    """
    found: list[Alert] = []
    promised = work.moved_to or work.due_on
    if not work.is_done and not corrective.strip():
        found += _unanswered(work, now, before, promised)
    if promised and promised < work.on and not work.is_done and now.counts_as is Status.ON_TARGET:
        words = f"It is stated as “{now.words}”, but it was due on {on_day(promised)} and is not done."
        found.append(Alert("past", words))
    return tuple(found)


def _unanswered(work: Work, now: Verdict, before: Verdict | None, promised: date | None) -> list[Alert]:
    said = "and nobody says what is being done about it."
    if now.counts_as is Status.OFF_TARGET:
        return [Alert("off", f"It stands at “{now.words}”, {said}")]
    if is_worse(now, before) and before is not None:
        return [Alert("worse", f"It went from “{before.words}” to “{now.words}”, {said}")]
    if promised and work.expected_on and work.expected_on > promised:
        late = counted((work.expected_on - promised).days, "day")
        return [Alert("slipping", f"It is expected {late} later than it is due, {said}")]
    return []
