"""Targets for people: one measure's by period, a year of them to be set, and what a council still owes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.kinds import Kind
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import (
    Period,
    PeriodKind,
    financial_year_of,
    next_period,
    previous,
    same_last_year,
)
from goldenthread.core.sentences import Sentence, Span, counted, plain, start
from goldenthread.core.targets import Doubt, Past, Profile, Year, doubts_about, periods_of, profiles_for
from goldenthread.governance.change_queries import requests_of_measure
from goldenthread.governance.changing import period_of
from goldenthread.governance.models import ChangeRequest
from goldenthread.measures import queries as measures
from goldenthread.measures.approval import is_approved
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.permissions import reasons_not_to_set_target
from goldenthread.measures.target_queries import (
    blanks_of,
    changes_of_definition,
    past_from,
    past_of,
    targets_held,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One period of a measure: its target or blank, what to ask of it, and the request that waits for it."""

    measure: Measure
    period: Period
    held: Target | None
    doubts: Sequence[Doubt] = ()
    request: ChangeRequest | None = None

    @property
    def value(self) -> Decimal | None:
        return measures.plain(self.held.value) if self.held else None

    @property
    def stretch(self) -> Decimal | None:
        return measures.plain(self.held.stretch) if self.held else None


@dataclass(frozen=True, slots=True)
class MeasureTargets:
    """Everything that the section on a measure's targets shows."""

    rows: list[TargetRow]
    requests: list[ChangeRequest]
    is_approved: bool
    cannot_set: list[str]
    year: int

    @property
    def waiting(self) -> list[ChangeRequest]:
        return [one for one in self.requests if one.is_waiting]


def targets_of_measure(measure: Measure, on: date, viewer: Officer) -> MeasureTargets:
    """A measure's targets by period, latest first, with what waits to be decided."""
    past, requests = past_of(measure), requests_of_measure(measure)
    held = targets_held(measure)
    rows = [_row(measure, period, target, past, requests) for period, target in held.items()]
    return MeasureTargets(
        rows=sorted(rows, key=lambda row: row.period, reverse=True),
        requests=requests,
        is_approved=is_approved(measure),
        cannot_set=_cannot_set(measure, held.values(), viewer),
        year=financial_year_of(on, measure.council.year_start).starts_on.year,
    )


def _cannot_set(measure: Measure, held: object, viewer: Officer) -> list[str]:
    """Why this person may set none of a measure's targets; who owes one of them may set that one."""
    reasons = reasons_not_to_set_target(measure, None, "", viewer)
    targets = list(held) if hasattr(held, "__iter__") else []
    blanks = [one for one in targets if one.value is None]
    if any(not reasons_not_to_set_target(measure, one, "", viewer) for one in blanks):
        return []
    return reasons


def _row(
    measure: Measure,
    period: Period,
    held: Target | None,
    past: Past,
    requests: Sequence[ChangeRequest],
) -> TargetRow:
    waiting = (one for one in requests if one.is_waiting and period_of(one) == period)
    value = measures.plain(held.value) if held else None
    stretch = measures.plain(held.stretch) if held else None
    return TargetRow(measure, period, held, doubts_about(period, value, stretch, past), next(waiting, None))


@dataclass(frozen=True, slots=True)
class TargetYear:
    """A year of one measure's targets as a form shows it; the year itself comes first."""

    measure: Measure
    year: Period
    rows: list[TargetRow]
    profiles: tuple[Profile, ...]
    shape: Year
    is_approved: bool
    cannot_set: list[str]
    before: Period
    after: Period

    def is_fixed(self, row: TargetRow) -> bool:
        """True for what was approved: it changes by request only."""
        return self.is_approved and row.value is not None

    @property
    def sentences(self) -> list[Sentence]:
        """How many of the year's targets are set."""
        done = sum(row.value is not None for row in self.rows)
        blank = sum(row.held is not None and row.value is None for row in self.rows)
        left = f"; {counted(blank, 'is', 'are')} left blank" if blank else ""
        of = counted(len(self.rows), "target")
        return [(Span(f"{start(counted(done, 'target'))}"), Span(f" of {of} set{left}."))] if done else [
            plain(f"No target is set for this year yet{left}.")
        ]  # fmt: skip


def target_year(measure: Measure, year: Period, viewer: Officer) -> TargetYear:
    """Gather a year of a measure's targets."""
    past, requests, held = past_of(measure), requests_of_measure(measure), targets_held(measure)
    periods = periods_of(year, measure.frequency)
    rows = [_row(measure, one, held.get(one), past, requests) for one in (year, *periods)]
    standing = max(
        (one for one in past.results if one.value is not None and one.period.ends_on < year.ends_on),
        key=lambda one: one.period,
        default=None,
    )
    fixed = is_approved(measure)
    profiles = profiles_for(past.how, Kind(measure.kind).is_counted) if periods else (Profile.EACH,)
    if fixed and any(row.value is not None for row in rows[1:]):
        profiles = (Profile.EACH,)  # parting the year again would change what was approved
    return TargetYear(
        measure=measure,
        year=year,
        rows=rows,
        profiles=profiles,
        shape=Year(
            periods=periods,
            how=past.how,
            decimals=measure.decimals,
            last_year=tuple(past.result_in(same_last_year(one)) for one in periods),
            standing_at=standing.value if standing else measures.plain(measure.baseline),
        ),
        is_approved=fixed,
        cannot_set=_cannot_set(measure, held.values(), viewer),
        before=previous(year),
        after=next_period(year),
    )


@dataclass(frozen=True, slots=True)
class CouncilTargets:
    """What a council still owes of targets, what it left blank for a reason, and what to ask of those set."""

    on: date
    to_set: list[Target]
    none_held: list[Measure]
    left: list[Target]
    doubted: list[TargetRow]

    @property
    def sentences(self) -> list[Sentence]:
        """How many are owed, how many of them late, and how many of those set look odd."""
        owed = len(self.to_set) + len(self.none_held)
        late = sum(one.due_on is not None and one.due_on < self.on for one in self.to_set)
        undated = sum(one.due_on is None for one in self.to_set)
        if not owed:
            said: list[Sentence] = [plain("Every measure that should have a target has one.")]
        else:
            more = [f"{counted(late, 'is', 'are')} late"] if late else []
            more += [f"{counted(undated, 'has', 'have')} no date"] if undated else []
            more += [f"{counted(len(self.none_held), 'has', 'have')} nobody named"] if self.none_held else []
            tail = f"; of which {', '.join(more)}" if more else ""
            are = "is" if owed == 1 else "are"
            strong = Span(f"{start(counted(owed, 'target'))}", True)
            said = [(strong, Span(f" {are} still to be set{tail}."))]
        if self.doubted:
            are = "is" if len(self.doubted) == 1 else "are"
            said.append(plain(f"There {are} {counted(len(self.doubted), 'target')} to look at again."))
        return said


def council_targets(council: Council, on: date) -> CouncilTargets:
    """Gather a council's targets as they stand on a day, in a fixed number of queries."""
    held = {one.pk: one for one in measures.measures_of(council) if one.retired_on is None}
    results, aims = measures.recent_results(council, on), measures.recent_aims(council, on)
    changed = changes_of_definition(list(held))
    begun = financial_year_of(on, council.year_start).starts_on
    blanks = [one for one in blanks_of(council) if one.measure_id in held]
    doubted = []
    for pk, measure in held.items():
        own = aims.get(pk, [])
        past = past_from(measure, results.get(pk, []), own, changed.get(pk))
        for aim in own:
            found = doubts_about(aim.period, aim.value, aim.stretch, past)
            if found and aim.period.ends_on >= begun:
                row = Target(value=aim.value, stretch=aim.stretch, measure=measure)
                doubted.append(TargetRow(measure, aim.period, row, found))
    told = {one.measure_id for one in blanks} | {pk for pk, own in aims.items() if own}
    return CouncilTargets(
        on=on,
        to_set=[one for one in blanks if one.state == TargetState.TO_BE_SET.value],
        none_held=[one for pk, one in held.items() if pk not in told and _needs_one(one)],
        left=[one for one in blanks if one.state != TargetState.TO_BE_SET.value],
        doubted=doubted,
    )


def _needs_one(measure: Measure) -> bool:
    """True where a measure is rated against a target; a range is its own, and words have none."""
    is_rated = measure.kind != Kind.NARRATIVE.value and measure.polarity != "RANGE"
    return is_rated and not measure.is_data_only


def year_from(start_year: int | None, on: date, measure: Measure) -> Period:
    """The year asked for, or the one that a day falls in."""
    begins = measure.council.year_start
    try:
        if start_year is None:
            return financial_year_of(on, begins)
        return financial_year_of(date(start_year, begins.month, begins.day), begins)
    except (ValueError, OverflowError):
        return financial_year_of(on, begins)


def is_year(period: Period) -> bool:
    return period.kind is PeriodKind.YEAR
