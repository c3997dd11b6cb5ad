"""What stands beside the figures that somebody enters: what is held, what came before, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from goldenthread.core.asked import from_kept, worded
from goldenthread.core.door import of_note
from goldenthread.core.figures import shown
from goldenthread.core.observed import State
from goldenthread.core.periods import (
    Period,
    PeriodKind,
    YearStart,
    financial_year_of,
    month,
    next_period,
    previous,
    quarter_of,
    quarters_of,
    span,
)
from goldenthread.core.sentences import start
from goldenthread.core.standing import KIND_OF
from goldenthread.core.words import STATE
from goldenthread.measures.door_queries import (
    breakdowns_of,
    held_in,
    open_queries,
    parts_held,
    provisional,
)
from goldenthread.measures.models import Breakdown, Measure, Observation
from goldenthread.measures.permissions import reasons_not_to_record
from goldenthread.measures.queries import measures_of, plain, shape_of
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

SHOWN_BEFORE = 5  # periods that stand beside the one being entered


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One result being entered: what is held of its period, the periods before, and its parts."""

    measure: Measure
    period: Period
    held: Observation | None
    before: list[Observation]
    breakdowns: list[Breakdown]
    parts: dict[str, Observation]


@dataclass(frozen=True, slots=True)
class EnterRow:
    """One measure in the grid of a period: what is held of it, and what the last period came to."""

    measure: Measure
    held: Observation | None
    last: Observation | None
    is_mine: bool


def figure_of(one: Observation, measure: Measure) -> str:
    """An observation in words: its figure with what it is besides, or the state that stands for one."""
    value, state = plain(one.value), State(one.state)
    if value is None:
        return start(STATE[state])
    besides = f" ({STATE[state]})" if state is not State.REPORTED else ""
    return shown(value, shape_of(measure)) + besides


def ended_by(kind: PeriodKind, on: date, year_start: YearStart) -> Period:
    """The latest whole period of a kind that is over on a day; half a year for a span of days."""
    if kind is PeriodKind.YEAR:
        return previous(financial_year_of(on, year_start))
    if kind is PeriodKind.QUARTER:
        return previous(quarter_of(on, year_start))
    if kind is PeriodKind.SPAN:
        year = financial_year_of(on, year_start)
        quarters = [*quarters_of(previous(year)), *quarters_of(year)]
        halves = [span(quarters[n].starts_on, quarters[n + 1].ends_on) for n in (0, 2, 4, 6)]
        return max(half for half in halves if half.ends_on < on)
    return previous(month(on.year, on.month))


def period_to_enter(measure: Measure, on: date) -> Period:
    """The period whose result is next: after the newest one held, or the latest that is over."""
    kind = KIND_OF[measure.frequency]
    newest = measure.observations.filter(is_current=True, breakdown="", period_kind=kind.value)
    latest = newest.exclude(state__in=[one.value for one in State if one.is_waiting]).last()
    return next_period(latest.period) if latest else ended_by(kind, on, measure.council.year_start)


def missing_period(measure: Measure, on: date) -> Period:
    """The earliest period that has no result after one that has; where none is missing, the next."""
    kind = KIND_OF[measure.frequency]
    rows = measure.observations.filter(is_current=True, breakdown="", period_kind=kind.value)
    said = rows.exclude(state__in=[one.value for one in State if one.is_waiting]).order_by("starts_on")
    held = [one.period for one in said]
    gaps = (next_period(before) for before, after in pairwise(held) if next_period(before) < after)
    return next(gaps, None) or period_to_enter(measure, on)


def record_page(measure: Measure, period: Period) -> RecordPage:
    """What is held of one measure around a period."""
    rows = measure.observations.filter(is_current=True, breakdown="", period_kind=period.kind.value)
    held = rows.filter(starts_on=period.starts_on, ends_on=period.ends_on).first()
    before = rows.filter(ends_on__lt=period.ends_on).order_by("-ends_on")[:SHOWN_BEFORE]
    return RecordPage(
        measure, period, held, list(before), breakdowns_of(measure), parts_held(measure, period)
    )


def usual_period(council: Council, on: date) -> Period:
    """The period that most of a council's measures are due for: the latest that is over."""
    kinds = Counter(KIND_OF[one.frequency] for one in measures_of(council))
    kind = kinds.most_common(1)[0][0] if kinds else PeriodKind.QUARTER
    return ended_by(kind, on, council.year_start)


def rows_to_enter(council: Council, period: Period, by: Officer) -> list[EnterRow]:
    """The measures collected in such periods that this person may record: those of their own post first."""
    found = [
        one
        for one in measures_of(council, "council", "owner", "updater", "service__directorate")
        if KIND_OF[one.frequency] is period.kind
        and not one.is_worked_out
        and not (one.retired_on and period.starts_on >= one.retired_on)
        and not reasons_not_to_record(one, None, "", by)
    ]
    held = held_in([one.pk for one in found], [period, previous(period)])
    rows = [
        EnterRow(
            one, held.get((one.pk, period)), held.get((one.pk, previous(period))), is_in_hands_of(one, by)
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: not row.is_mine)


def is_in_hands_of(measure: Measure, by: Officer) -> bool:
    """Whether a person's own post updates a measure or, where no post is named for that, owns it."""
    updater = measure.updater or measure.owner
    return updater is not None and updater.title == by.post


@dataclass(frozen=True, slots=True)
class Questioned:
    """A result in question: what is asked, and whose it is to answer."""

    observation: Observation
    questions: list[str]
    figure: str
    post: str
    is_mine: bool

    @property
    def measure(self) -> Measure:
        return self.observation.measure


def questioned_of(one: Observation, by: Officer) -> Questioned:
    """What is asked of a result in question; of one that came without questions, what its note asks."""
    measure = one.measure
    asked = from_kept(one.queries) or of_note(one.value, one.note)
    post = measure.updater or measure.owner
    return Questioned(
        observation=one,
        questions=[worded(query, shape_of(measure)) for query in asked],
        figure=figure_of(one, measure),
        post=post.title if post else "",
        is_mine=is_in_hands_of(measure, by),
    )


def unanswered(council: Council, by: Officer) -> list[Questioned]:
    """Every result in question, this person's own first."""
    found = [questioned_of(one, by) for one in open_queries(council)]
    return sorted(found, key=lambda one: not one.is_mine)


def in_question(found: Sequence[Observation], by: Officer) -> list[Questioned]:
    """Those of a measure's observations that are in question and unanswered."""
    return [questioned_of(one, by) for one in found if one.is_current and one.is_questioned]


def count_provisional(found: Sequence[Observation]) -> int:
    """How many of a measure's totals wait to be confirmed."""
    return sum(1 for one in found if one.is_current and one.state == State.PROVISIONAL and not one.breakdown)


def to_confirm(council: Council, by: Officer, measure: Measure | None = None) -> list[Observation]:
    """The provisional results that this person may confirm, of one measure or of all."""
    return [
        one
        for one in provisional(council)
        if (measure is None or one.measure_id == measure.pk)
        and not reasons_not_to_record(one.measure, None, "", by)
    ]


def services_in(rows: Sequence[EnterRow]) -> list[tuple[int, str]]:
    """The services whose measures are in a grid."""
    found = {row.measure.service.pk: str(row.measure.service) for row in rows if row.measure.service}
    return sorted(found.items(), key=lambda pair: pair[1])
